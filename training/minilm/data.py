"""Windows of neighbouring sentences as tensors, from the corpora that ``training.corpora`` reads."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from kg.neural.features import CLS, SEP, WordPieces, features
from training.corpora import UNER_TYPES, Sentence, read_bio, read_conllu, read_re3d, swap_names
from training.minilm.lemmas import script
from training.minilm.model import CORPORA

ENTS = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
IGNORE = -100
Run = list[Sentence]


@dataclass
class Labels:
    """The label lists of the classifiers, most frequent first."""

    pos: list[str]
    feats: list[str]
    lemmas: list[str]
    deps: list[str]
    ents: list[str]

    def save(self, path: Path) -> None:
        """As JSON."""
        path.write_text(json.dumps(vars(self), ensure_ascii=False, indent=0) + "\n", "utf-8")

    @classmethod
    def load(cls, path: Path) -> Labels:
        """From JSON."""
        return cls(**json.loads(path.read_text("utf-8")))

    @classmethod
    def learn(cls, sents: Sequence[Sentence]) -> Labels:
        """From the training sentences with trees; rare features, lemma scripts and labels are left out."""

        def top(values: Iterator[str], least: int) -> list[str]:
            return [v for v, n in sorted(Counter(values).items(), key=lambda x: (-x[1], x[0])) if n >= least]

        trees = [s for s in sents if s.heads]
        scripts = (script(w, m) for s in trees for w, m in zip(s.words, s.lemmas, strict=True))
        return cls(
            top((p for s in trees for p in s.pos), 1),
            top((m for s in trees for m in s.morphs), 3),
            top(scripts, 3),
            top((d for s in trees for d in s.deps), 5),
            ENTS,
        )


def treebanks(corpora: Path, part: str) -> dict[str, list[Sentence]]:
    """EWT with Universal NER's layer, and GUM, of one part (train, dev, test)."""
    ewt = list(read_conllu(corpora / f"treebank/ewt-{part}.conllu.xz", gum=False))
    uner = {tuple(s.words): s.ents for s in read_bio(corpora / f"ner/uner_ewt-{part}.iob2.xz", types=UNER_TYPES)}
    for sent in ewt:
        sent.ents = uner.get(tuple(sent.words))
    return {"ewt": ewt, "gum": list(read_conllu(corpora / f"treebank/gum_free-{part}.conllu.xz", gum=True))}


def training_sentences(corpora: Path) -> dict[str, list[Sentence]]:
    """All that may be trained on, by corpus."""
    data = treebanks(corpora, "train")
    data["wikigold"] = list(read_bio(corpora / "ner/wikigold/wikigold.conll.txt", types=UNER_TYPES))
    data["re3d"] = [s for folder in sorted((corpora / "ner/re3d").iterdir()) for s in read_re3d(folder)]
    return data


def names(authority: Path, seed: int) -> tuple[dict[int, list[str]], list[str]]:
    """Person names by number of tokens, and place names of one token, from the CC0 and PDDL authority tables."""
    people: set[str] = set()
    with (authority / "office_holders.tsv").open(encoding="utf-8", newline="") as file:
        people.update(row["person"] for row in csv.DictReader(file, delimiter="\t") if row["person"])
    with (authority / "world-cities.csv").open(encoding="utf-8", newline="") as file:
        places = sorted({r["name"] for r in csv.DictReader(file) if " " not in r["name"] and "-" not in r["name"]})
    sized: dict[int, list[str]] = {}
    for person in sorted(people):
        parts = person.split()
        if all(p[:1].isalpha() and "-" not in p and "'" not in p and "." not in p for p in parts):
            sized.setdefault(len(parts), []).append(person)
    sized[1] = sorted({p.split()[-1] for p in sized.get(2, [])})
    rng = random.Random(seed)
    return {k: rng.sample(v, min(len(v), 8000)) for k, v in sized.items() if k <= 4}, places


def runs(sents: Sequence[Sentence], corpus: str) -> list[Run]:
    """Split a corpus at document boundaries; re3d's lines stand alone."""
    out: list[Run] = []
    for sent in sents:
        if not out or sent.starts_doc or corpus == "re3d":
            out.append([])
        out[-1].append(sent)
    return out


def windows(run: Run, pieces: WordPieces, size: int, rng: random.Random | None = None, single: float = 0.0) -> Iterator[Run]:
    """Group neighbouring sentences to about ``size`` pieces; with ``rng`` the sizes vary and some sentences stand alone."""
    group: Run = []
    used, limit = 0, size
    for sent in run:
        length = sum(len(pieces(w)) for w in sent.words)
        if group and used + length > limit:
            yield group
            group, used = [], 0
        if not group and rng is not None:
            limit = 0 if rng.random() < single else rng.randint(size // 4, size)
        group.append(sent)
        used += length
    if group:
        yield group


def recased(sent: Sentence, rng: random.Random) -> Sentence:
    """Now and then a sentence in capitals, in lower case, or in the title case of headlines."""
    chance = rng.random()
    if chance > 0.05:
        return sent
    if chance < 0.015:
        words = [w.upper() for w in sent.words]
    elif chance < 0.03:
        words = [w.lower() for w in sent.words]
    else:
        words = [w[:1].upper() + w[1:] for w in sent.words]
    return Sentence(words, sent.spaces, sent.pos, sent.morphs, sent.lemmas, sent.heads, sent.deps, sent.ents, sent.starts_doc)


@dataclass
class Augment:
    """Names to swap in, and how often."""

    people: dict[int, list[str]]
    places: list[str]
    rate: float = 0.4

    def __call__(self, window: Run, rng: random.Random) -> Run:
        out = []
        for sent in window:
            other = swap_names(sent, self.people, self.places, rng) if rng.random() < self.rate else None
            out.append(recased(other or sent, rng))
        return out


def encode(window: Run, corpus: str, labels: Labels, pieces: WordPieces, index: dict[str, dict[str, int]]) -> dict[str, list[int]]:
    """One window as lists; word 0 is the frame token. Heads count from 1 within the window, 0 is the root."""
    ids, shapes, first = [CLS], [0], [0]
    row: dict[str, list[int]] = {k: [IGNORE] for k in ("pos", "feats", "lemmas", "deps", "heads", "ents", "sents")}
    group, words, spaces = [-1], [], []
    for number, sent in enumerate(window):
        words += sent.words
        spaces += [*sent.spaces[:-1], True]
        base, size = len(group), len(sent.words)
        group += [number] * size
        sure = corpus != "re3d"
        row["sents"] += [int(i == 0) if sure else IGNORE for i in range(size)]
        row["ents"] += [index["ents"][t] for t in sent.ents] if sent.ents is not None else [IGNORE] * size
        if not sent.heads:
            for key in ("pos", "feats", "lemmas", "deps", "heads"):
                row[key] += [IGNORE] * size
            continue
        row["pos"] += [index["pos"].get(p, IGNORE) for p in sent.pos]
        row["feats"] += [index["feats"].get(m, IGNORE) for m in sent.morphs]
        row["lemmas"] += [index["lemmas"].get(script(w, m), IGNORE) for w, m in zip(sent.words, sent.lemmas, strict=True)]
        row["deps"] += [index["deps"].get(d, IGNORE) for d in sent.deps]
        row["heads"] += [0 if h == i else base + h for i, h in enumerate(sent.heads)]
    for word, kind in zip(words, features(words, spaces), strict=True):
        first.append(len(ids))
        found = pieces(word)
        ids += found
        shapes += [kind] * len(found)
    row.update(ids=[*ids[:511], SEP], shapes=[*shapes[:511], 1], first=first, group=group)
    row["corpus"] = [CORPORA.index(corpus)]
    return row


def collate(rows: Sequence[dict[str, list[int]]]) -> dict[str, Tensor]:
    """Pad a batch; targets with IGNORE, all else with 0. ``same`` tells which pairs of words share a sentence."""
    out: dict[str, Tensor] = {}
    for key in rows[0]:
        fill = IGNORE if key in ("pos", "feats", "lemmas", "deps", "heads", "ents", "sents") else -2 if key == "group" else 0
        width = max(len(r[key]) for r in rows)
        out[key] = torch.tensor([r[key] + [fill] * (width - len(r[key])) for r in rows])
    lengths = torch.tensor([len(r["ids"]) for r in rows])
    out["mask"] = (torch.arange(out["ids"].shape[1])[None] < lengths[:, None]).long()
    out["corpus"] = out["corpus"][:, 0]
    group = out.pop("group")
    out["same"] = group[:, :, None] == group[:, None, :]
    out["same"][:, :, 0] = True
    return out


def batched(rows: Sequence[dict[str, list[int]]], budget: int, rng: random.Random | None = None) -> list[list[dict[str, list[int]]]]:
    """Batches of similar lengths with at most ``budget`` pieces, padding included; shuffled with ``rng``."""
    order = sorted(rows, key=lambda r: len(r["ids"]) + (rng.random() * 12 if rng else 0))
    out: list[list[dict[str, list[int]]]] = []
    longest = 0
    for row in order:
        longest = max(longest, len(row["ids"]))
        if not out or (len(out[-1]) + 1) * longest > budget:
            out.append([])
            longest = len(row["ids"])
        out[-1].append(row)
    if rng:
        rng.shuffle(out)
    return out
