"""``python -m training.minilm.evaluate CORPORA PIPELINE PART``: figures of an exported reader on dev or test, as JSON.

Three settings: gold words and sentences (``gold``), gold words (``words``), and raw text (``raw``), where a document's sentences
are joined by a space, and sentences, tokens, names and arcs are compared by their characters. Besides, sentences in the paragraphs of
the treebank given one by one, of all and of news.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.neural.component
from kg.neural.windows import Words
from training.corpora import Sentence
from training.minilm import data
from training.minilm.score import f1, spans

Facts = dict[str, set[tuple[object, ...]]]


def gold_facts(run: list[Sentence], offset: int) -> tuple[str, Facts]:
    """The text of a document and what it states, by characters counted from ``offset``."""
    facts: Facts = {k: set() for k in ("tokens", "sents", "ents", "pos", "uas", "las", "lemmas", "known")}
    text = ""
    for sent in run:
        at = []
        begin = len(text)
        for word, space in zip(sent.words, [*sent.spaces[:-1], True], strict=True):
            at.append((offset + len(text), offset + len(text) + len(word)))
            text += word + " " * space
        facts["sents"].add((offset + begin, at[-1][1]))
        for i, place in enumerate(at):
            facts["tokens"].add(place)
            if sent.ents is not None:
                facts["known"].add(place)
            facts["pos"].add((*place, sent.pos[i]))
            facts["lemmas"].add((*place, sent.lemmas[i]))
            head = -1 if sent.heads[i] == i else at[sent.heads[i]]
            facts["uas"].add((*place, head))
            facts["las"].add((*place, head, sent.deps[i]))
        for a, b, label in spans(sent.ents or []):
            facts["ents"].add((at[a][0], at[b - 1][1], label))
    return text, facts


def doc_facts(doc: Doc, offset: int) -> Facts:
    """What a Doc states, by characters counted from ``offset``."""
    facts: Facts = {k: set() for k in ("tokens", "sents", "ents", "pos", "uas", "las", "lemmas")}
    for sent in doc.sents:
        words = [t for t in sent if not t.is_space]
        if words:
            facts["sents"].add((offset + words[0].idx, offset + words[-1].idx + len(words[-1])))
    for t in doc:
        if t.is_space:
            continue
        place = (offset + t.idx, offset + t.idx + len(t))
        head = -1 if t.head == t else (offset + t.head.idx, offset + t.head.idx + len(t.head))
        facts["tokens"].add(place)
        facts["pos"].add((*place, t.pos_))
        facts["lemmas"].add((*place, t.lemma_))
        facts["uas"].add((*place, head))
        facts["las"].add((*place, head, t.dep_))
    facts["ents"] = {(offset + e.start_char, offset + e.end_char, e.label_) for e in doc.ents}
    return facts


def compare(gold: Facts, found: Facts) -> dict[str, float]:
    """F1 by task; names only where the gold standard has that layer."""
    out = {}
    for key in ("tokens", "sents", "pos", "lemmas", "uas", "las"):
        out[key] = f1(len(gold[key] & found[key]), len(found[key]), len(gold[key]))
    starts = {place[0] for place in gold["known"]}
    seen = {e for e in found["ents"] if e[0] in starts or not starts}
    for label in ("", "PERSON", "ORG", "LOC"):
        mine, theirs = ({e for e in group if label in ("", e[2])} for group in (seen, gold["ents"]))
        out["ents" + label.lower()] = f1(len(mine & theirs), len(mine), len(theirs))
    return out


def on_words(nlp: Language, runs: list[list[Sentence]], *, given: bool) -> list[Doc]:
    """Docs of gold words, the sentences given or not."""
    component = nlp.get_pipe("kg_reader")
    assert isinstance(component, kg.neural.component.KgReader)
    docs, words, places = [], [], []
    for run in runs:
        texts = [w for s in run for w in s.words]
        spaces = [x for s in run for x in [*s.spaces[:-1], True]]
        starts, at = [], 0
        for sent in run:
            starts.append(at)
            at += len(sent.words)
        docs.append(Doc(nlp.vocab, words=texts, spaces=spaces))
        words.append(Words(texts, spaces, frozenset(starts) if given else frozenset(), given))
        places.append(list(range(len(texts))))
    component.reading.read(words)
    for doc, result, at in zip(docs, words, places, strict=True):
        component._write(doc, result, at)
    return docs


def score(nlp: Language, sents: list[Sentence], corpus: str) -> dict[str, dict[str, float]]:
    """All settings on one treebank; without the component ``kg_reader`` only raw text."""
    runs = data.runs(sents, corpus)
    gold: Facts = {}
    texts, offsets, offset = [], [], 0
    for run in runs:
        text, facts = gold_facts(run, offset)
        texts.append(text)
        offsets.append(offset)
        offset += len(text) + 10
        for key, value in facts.items():
            gold.setdefault(key, set()).update(value)
    out = {}
    settings = ["gold", "words", "raw"] if "kg_reader" in nlp.pipe_names else ["raw"]
    for setting in settings:
        begun = time.perf_counter()
        docs = list(nlp.pipe(texts)) if setting == "raw" else on_words(nlp, runs, given=setting == "gold")
        spent = time.perf_counter() - begun
        found: Facts = {}
        for doc, start in zip(docs, offsets, strict=True):
            for key, value in doc_facts(doc, start).items():
                found.setdefault(key, set()).update(value)
        out[setting] = compare(gold, found) | {"words_per_second": round(len(gold["tokens"]) / spent)}
        if setting == "gold":  # sentences alone, as most published figures are made
            out["alone"] = alone(nlp, sents)
    out["paragraphs"] = paragraphs(nlp, sents)
    if corpus == "gum":
        out["news paragraphs"] = paragraphs(nlp, sents, "_news_")
    return out


def paragraphs(nlp: Language, sents: list[Sentence], genre: str = "") -> dict[str, float]:
    """Sentence boundaries in single paragraphs, those of documents whose id names ``genre``."""
    groups: list[list[Sentence]] = []
    doc = ""
    for sent in sents:
        doc = sent.doc or doc
        if genre not in doc:
            continue
        if sent.starts_par or not groups:
            groups.append([])
        groups[-1].append(sent)
    pairs = [gold_facts(group, 0) for group in groups]
    right = mine = gold = 0
    for found, (_, facts) in zip(nlp.pipe([text.rstrip() for text, _ in pairs]), pairs, strict=True):
        ours = doc_facts(found, 0)["sents"]
        right, mine, gold = right + len(ours & facts["sents"]), mine + len(ours), gold + len(facts["sents"])
    return {"paragraphs": len(groups), "sents": f1(right, mine, gold)}


def alone(nlp: Language, sents: list[Sentence]) -> dict[str, float]:
    """Every sentence without its neighbours."""
    docs = on_words(nlp, [[s] for s in sents], given=True)
    n = {"words": 0, "pos": 0, "feats": 0, "uas": 0, "las": 0}
    for doc, sent in zip(docs, sents, strict=True):
        for i, t in enumerate(doc):
            n["words"] += 1
            n["pos"] += t.pos_ == sent.pos[i]
            n["feats"] += str(t.morph) == sent.morphs[i]
            n["uas"] += t.head.i == sent.heads[i]
            n["las"] += t.head.i == sent.heads[i] and t.dep_ == sent.deps[i]
    return {k: round(100 * v / n["words"], 2) for k, v in n.items() if k != "words"}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("pipeline")
    parser.add_argument("part", choices=["dev", "test"])
    parser.add_argument("--limit", type=int, default=0, help="sentences of each treebank")
    given = parser.parse_args()
    loaded = spacy.load(given.pipeline)
    for name, members in data.treebanks(given.corpora, given.part).items():
        print(json.dumps({name: score(loaded, members[: given.limit or None], name)}, indent=1))
