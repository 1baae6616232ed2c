"""``python -m training.minilm.lexicon CORPORA RUN``: write ``lexicon.json``, the verbs and nouns that lemmas are checked against.

The words and irregular forms are WordNet's (through the package spacy-lookups-data), with those that the treebanks add.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from spacy.lookups import load_lookups

from kg.neural.lemmas import ENDINGS, KINDS, stems
from training.minilm.data import treebanks

TABLES = ("lemma_index", "lemma_exc")


def treebank_lemmas(corpora: Path) -> dict[tuple[str, str], str]:
    """The commonest lemma of each verb's or noun's lower-case form in the training parts, if it is given to that form twice at least."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sents in treebanks(corpora, "train").values():
        for sent in sents:
            for word, pos, lemma in zip(sent.words, sent.pos, sent.lemmas, strict=True):
                if pos in KINDS and word.isalpha():
                    counts[KINDS[pos], word.lower()][lemma] += 1
    best = {key: min(found, key=lambda lemma: (-found[lemma], lemma)) for key, found in counts.items()}
    return {key: lemma for key, lemma in best.items() if counts[key][lemma] > 1}  # single ones are often slips


def lexicon(corpora: Path) -> dict[str, dict[str, object]]:
    """Words and the forms that the rules of spelling do not lead to them, by kind."""
    tables = load_lookups("en", list(TABLES))
    seen = treebank_lemmas(corpora)
    out: dict[str, dict[str, object]] = {}
    for kind, endings in ENDINGS.items():
        words = {w for w in tables.get_table("lemma_index")[kind.lower()] if w.isalpha() and w.islower()}
        words |= {lemma for (k, _), lemma in seen.items() if k == kind and lemma.isalpha() and lemma.islower()}
        irregular = {form: lemma for (k, form), lemma in seen.items() if k == kind and lemma in words}
        irregular |= {form: found[0] for form, found in tables.get_table("lemma_exc")[kind.lower()].items() if form.isalpha()}
        forms = {f: m for f, m in irregular.items() if m in words and next((s for s in stems(f, endings) if s in words), f) != m}
        out[kind] = {"words": " ".join(sorted(words)), "forms": dict(sorted(forms.items()))}
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("run", type=Path)
    given = parser.parse_args()
    (given.run / "lexicon.json").write_text(json.dumps(lexicon(given.corpora), separators=(",", ":")) + "\n", "utf-8")
