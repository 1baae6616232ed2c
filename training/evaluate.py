"""``python training/evaluate.py CORPORA [--reader NAME] [--limit N] [--json]``: how well a reader tags, parses and names, on the dev sets.

Two settings. *Gold words*: the treebank's words and spaces are given, sentence ends are not. *Raw text*: only characters are given,
the sentences of a document joined by one space; words, sentences, arcs and names are compared by their character offsets, so a
wrong word or sentence counts as an error of everything above it. The sets called test are never opened here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora import UNER_TYPES, Sentence, read_bio, read_conllu
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate import load

LABELS = ("PERSON", "ORG", "LOC")
KEYS = ("words", "sentences", "upos", "uas", "las")
RUN = 12  # sentences read together at most
Place = tuple[int, int]
Facts = dict[str, set[tuple[object, ...]]]
Results = dict[str, dict[str, dict[str, dict[str, float]]]]  # set, setting, task, figure


def runs(sents: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Neighbouring sentences of one document, at most RUN of them."""
    group: list[Sentence] = []
    for sent in sents:
        if group and (sent.starts_doc or len(group) == RUN):
            yield group
            group = []
        group.append(sent)
    if group:
        yield group


def facts(rows: Iterator[tuple[Place, str, Place, str]], sentences: set[Place], names: set[tuple[object, ...]]) -> Facts:
    """Sets to compare, from rows of (word, tag, head word, label); a root is its own head."""
    out: Facts = {"words": set(), "sentences": set(sentences), "upos": set(), "uas": set(), "las": set(), "names": names}
    for word, pos, head, label in rows:
        out["words"].add(word)
        out["upos"].add((*word, pos))
        out["uas"].add((*word, *head))
        out["las"].add((*word, *head, label))
    return out


def gold(run: Sequence[Sentence]) -> tuple[list[str], list[bool], Facts]:
    """Words, spaces and facts of a run."""
    words = [w for s in run for w in s.words]
    spaces = [x for s in run for x in (*s.spaces[:-1], True)]
    places, at = [], 0
    for word, space in zip(words, spaces, strict=True):
        places.append((at, at + len(word)))
        at += len(word) + space
    rows, first = [], 0
    ends: set[Place] = set()
    names: set[tuple[object, ...]] = set()
    for sent in run:
        mine = places[first : first + len(sent.words)]
        ends.add((mine[0][0], mine[-1][1]))
        rows += [(p, sent.pos[i], mine[sent.heads[i]], sent.deps[i]) for i, p in enumerate(mine)]
        names |= {(mine[a][0], mine[b - 1][1], label) for a, b, label in spans(sent.ents or [])}
        first += len(sent.words)
    return words, spaces, facts(iter(rows), ends, names)


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of each name in BIO tags."""
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            end = i + 1
            while end < len(tags) and tags[end] == "I-" + tag[2:]:
                end += 1
            yield i, end, tag[2:]


def found(doc: Doc) -> Facts:
    """The same facts of a Doc that the reader has annotated."""

    def place(token: Token) -> Place:
        return token.idx, token.idx + len(token)

    rows = ((place(t), t.pos_, place(t.head), t.dep_) for t in doc if not t.is_space)
    kept = [[t for t in s if not t.is_space] for s in doc.sents]
    ends = {(s[0].idx, s[-1].idx + len(s[-1])) for s in kept if s}
    return facts(rows, ends, {(e.start_char, e.end_char, e.label_) for e in doc.ents})


class Counts:
    """True positives, what was found and what was there, by task."""

    def __init__(self) -> None:
        self.hit: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()

    def add(self, key: str, right: set[tuple[object, ...]], mine: set[tuple[object, ...]]) -> None:
        """Compare two sets."""
        self.hit[key] += len(right & mine)
        self.found[key] += len(mine)
        self.gold[key] += len(right)

    def figures(self, key: str) -> dict[str, float]:
        """Precision, recall and F1 in per cent, and how many there were."""
        hit, mine, right = self.hit[key], self.found[key], self.gold[key]
        return {
            "p": round(100 * hit / mine, 2) if mine else 0.0,
            "r": round(100 * hit / right, 2) if right else 0.0,
            "f1": round(200 * hit / (mine + right), 2) if mine + right else 0.0,
            "gold": right,
        }


def evaluate(nlp: Language, sents: Sequence[Sentence], *, raw: bool, trees: bool) -> dict[str, dict[str, float]]:
    """All tasks on one set; without ``trees`` only names are compared."""
    prepared = [gold(run) for run in runs(sents)]
    plain = [Doc(nlp.vocab, words=w, spaces=s) for w, s, _ in prepared]
    counts = Counts()
    for doc, (_, _, right) in zip(nlp.pipe([d.text for d in plain] if raw else plain), prepared, strict=True):
        mine = found(doc)
        for key in KEYS if trees else ():
            counts.add(key, right[key], mine[key])
        for label in LABELS:
            counts.add(label, *({n for n in side["names"] if n[2] == label} for side in (right, mine)))
        counts.add("names", right["names"], mine["names"])
    return {key: counts.figures(key) for key in (*KEYS, *LABELS, "names") if counts.gold[key]}


def sets(corpora: Path) -> dict[str, list[Sentence]]:
    """The dev sets. Universal NER's layer stands on EWT's sentences; those whose words differ in the two are left out of it."""
    ewt = list(read_conllu(corpora / "treebank/ewt-dev.conllu.xz", gum=False))
    named = {tuple(s.words): s.ents for s in read_bio(corpora / "ner/uner_ewt-dev.iob2.xz", types=UNER_TYPES)}
    for sent in ewt:
        sent.ents = named.get(tuple(sent.words))
    return {
        "EWT dev": ewt,
        "UNER EWT dev": [s for s in ewt if s.ents is not None],
        "GUM (free genres) dev": list(read_conllu(corpora / "treebank/gum_free-dev.conllu.xz", gum=True)),
    }


def tables(out: Results) -> Iterator[str]:
    """The figures as two Markdown tables, as they stand in the model card."""
    yield "| set | given | words | sentences | UPOS | UAS | LAS |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for name, setting, row in _rows(out, "las"):
        yield f"| {name} | {setting} | {' | '.join(format(row[k]['f1'], '.1f') for k in KEYS)} |"
    yield ""
    yield f"| set | given | {' | '.join((*LABELS, 'all'))} |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, setting, row in _rows(out, "names"):
        cells = ("{p:.1f} / {r:.1f} / **{f1:.1f}**".format(**row[k]) for k in (*LABELS, "names"))
        yield f"| {name} | {setting} | {' | '.join(cells)} |"


def _rows(out: Results, key: str) -> Iterator[tuple[str, str, dict[str, dict[str, float]]]]:
    for name, settings in out.items():
        yield from ((name, setting, row) for setting, row in settings.items() if key in row)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Figures of a reader on the dev sets.")
    parser.add_argument("corpora", type=Path, help="folder with treebank/ and ner/")
    parser.add_argument("--reader", default="", help="a spaCy pipeline (default: the shipped one)")
    parser.add_argument("--limit", type=int, default=None, help="sentences of each set")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    given = parser.parse_args()
    nlp = load(given.reader)
    out: Results = {}
    for name, sents in sets(given.corpora).items():
        only_names = name.startswith("UNER")
        for setting in ("gold words", "raw text"):
            result = evaluate(nlp, sents[: given.limit], raw=setting == "raw text", trees=not only_names)
            if name == "EWT dev":  # its names are counted under UNER
                result = {k: v for k, v in result.items() if k in KEYS}
            out.setdefault(name, {})[setting] = result
    print(json.dumps(out, indent=1) if given.json else "\n".join(tables(out)))


if __name__ == "__main__":
    main()
