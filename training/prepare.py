"""``python training/prepare.py CORPORA AUTHORITY ARTICLES OUT``: write train.spacy, dev.spacy, test.spacy and the word vectors."""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from corpora import UNER_TYPES, Sentence, batches, read_bio, read_conllu, read_re3d, swap_names, to_doc, write
from spacy.tokens import Doc

SEED = 20230618
WIDTH = 96


def with_uner(trees: list[Sentence], uner: list[Sentence]) -> list[Sentence]:
    """Put Universal NER's layer on the EWT trees; the sentences whose words differ stay without one."""
    known = {tuple(s.words): s.ents for s in uner}
    for sent in trees:
        sent.ents = known.get(tuple(sent.words))
    return trees


def by_layer(sents: list[Sentence]) -> list[Doc]:
    """Documents in which every sentence has the same layers."""
    docs = []
    for group in batches(sents):
        named = [s for s in group if s.ents is not None]
        docs += [to_doc(named)] if len(named) == len(group) else [to_doc([s]) for s in group]
    return docs


def names(authority: Path) -> tuple[dict[int, list[str]], list[str]]:
    """Person names by number of tokens, and place names of one token, from the CC0 and PDDL authority tables."""
    people: set[str] = set()
    with (authority / "office_holders.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            people.update(v for k, v in row.items() if k and k.lower() in ("person", "name", "personlabel", "label") and v)
    with (authority / "world-cities.csv").open(encoding="utf-8", newline="") as file:
        places = sorted({r["name"] for r in csv.DictReader(file) if " " not in r["name"] and "-" not in r["name"]})
    sized: dict[int, list[str]] = {}
    for person in sorted(people):
        parts = person.split()
        if all(p[:1].isalpha() and "-" not in p and "'" not in p and "." not in p for p in parts):
            sized.setdefault(len(parts), []).append(person)
    sized[1] = sorted({p.split()[-1] for p in sized.get(2, [])})
    rng = random.Random(SEED)
    return {k: rng.sample(v, min(len(v), 6000)) for k, v in sized.items() if k <= 4}, places


def vectors(package: Path, counts: Counter[str], out: Path) -> None:
    """Static vectors: mean of the MiniLM word-piece embeddings of each word, reduced to WIDTH dimensions by PCA."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    weights = load_file(next(package.rglob("model.safetensors")))
    table = next(v for k, v in weights.items() if k.endswith("word_embeddings.weight"))
    tokenizer = Tokenizer.from_file(str(next(package.rglob("tokenizer.json"))))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pieces = tokenizer.get_vocab()
    words = {w for w, i in pieces.items() if w.isalpha() and counts[w] >= 1} | {w for w, n in counts.items() if n >= 2}
    ordered = sorted(words)
    rows = np.stack([table[tokenizer.encode(w, add_special_tokens=False).ids or [100]].mean(axis=0) for w in ordered]).astype("float32")
    rows -= rows.mean(axis=0)
    _, _, axes = np.linalg.svd(rows, full_matrices=False)
    small = rows @ axes[:WIDTH].T
    small /= np.linalg.norm(small, axis=1, keepdims=True) + 1e-6
    with out.open("w", encoding="utf-8") as file:
        file.write(f"{len(ordered)} {WIDTH}\n")
        for word, row in zip(ordered, small, strict=True):
            file.write(word + " " + " ".join(f"{x:.3f}" for x in row) + "\n")
    print(f"{len(ordered)} vectors", file=sys.stderr)


def main(corpora: Path, authority: Path, articles: Path, package: Path, out: Path) -> None:
    rng = random.Random(SEED)
    people, places = names(authority)
    print({k: len(v) for k, v in people.items()}, len(places), file=sys.stderr)
    data: dict[str, list[Doc]] = {}
    for part in ("train", "dev", "test"):
        ewt = list(read_conllu(corpora / f"treebank/ewt-{part}.conllu.xz", gum=False))
        ewt = with_uner(ewt, list(read_bio(corpora / f"ner/uner_ewt-{part}.iob2.xz", types=UNER_TYPES)))
        gum = list(read_conllu(corpora / f"treebank/gum_free-{part}.conllu.xz", gum=True))
        docs = by_layer(ewt) + by_layer(gum)
        if part == "train":
            copies = [swap_names(s, people, places, rng) for s in ewt + gum]
            docs += [to_doc([s]) for s in copies if s is not None]
            wiki = list(read_bio(corpora / "ner/wikigold/wikigold.conll.txt", types=UNER_TYPES))
            docs += [to_doc(g) for g in batches(wiki)]
            docs += [to_doc([s]) for s in (swap_names(w, people, places, rng) for w in wiki) if s is not None]
            for folder in sorted((corpora / "ner/re3d").iterdir()):
                docs += [to_doc([s]) for s in read_re3d(folder)]
            rng.shuffle(docs)
        data[part] = docs
        write(docs, out / f"{part}.spacy")
        print(part, len(docs), "docs", sum(len(d) for d in docs), "tokens", sum(len(d.ents) for d in docs), "names", file=sys.stderr)
    counts: Counter[str] = Counter(t.lower_ for d in data["train"] for t in d)
    import spacy

    tok = spacy.blank("en").tokenizer
    for line in (articles / "articles.jsonl").open(encoding="utf-8"):
        counts.update(t.lower_ for t in tok(json.loads(line)["text"]))
    vectors(package, Counter({w: n for w, n in counts.items() if w.strip() and " " not in w}), out / "vectors.txt")


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:6]))
