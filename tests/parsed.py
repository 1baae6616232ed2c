"""Documents made by hand, for tests that need no model.

``parsed`` takes one token a line (text, lemma, tag, head counted from 1 with 0 for the root, relation, entity as B-PERSON / I-PERSON / O,
morphology or nothing); an empty line ends a sentence, a line with ``¶`` ends a paragraph (a block). ``tagged`` takes words with short
tags and no tree, as in "Ruiz/per said/v that/s the/d talks/n failed/v ./", with ``¶`` between paragraphs: what passes with
it passes with the worst of trees.
"""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span

VOCAB = spacy.blank("en").vocab
CLOSING = {".", ",", "!", "?", ":", ";", "”", "’", ")", "]", "»", "'s", "’s", "n't", "n’t", "%"}
OPENING = {"“", "‘", "(", "[", "«", "„"}
TAGS = {
    "v": ("VERB", "VerbForm=Fin|Tense=Past"),
    "vz": ("VERB", "VerbForm=Fin|Tense=Pres"),
    "vg": ("VERB", "VerbForm=Part|Tense=Pres"),
    "vn": ("VERB", "VerbForm=Part|Tense=Past"),
    "vi": ("VERB", "VerbForm=Inf"),
    "x": ("AUX", "VerbForm=Fin"),
    "n": ("NOUN", ""),
    "p": ("PROPN", ""),
    "per": ("PROPN", ""),
    "org": ("PROPN", ""),
    "loc": ("PROPN", ""),
    "d": ("DET", ""),
    "a": ("ADJ", ""),
    "r": ("ADV", ""),
    "i": ("ADP", ""),
    "s": ("SCONJ", ""),
    "c": ("CCONJ", ""),
    "pr": ("PRON", ""),
    "t": ("PART", ""),
    "m": ("NUM", ""),
    "": ("PUNCT", ""),
}
ENTITIES = {"per": "PERSON", "org": "ORG", "loc": "LOC"}


def parsed(text: str) -> Doc:
    """A Doc from one token a line; raises ValueError when a line has other than six or seven columns."""
    rows: list[list[str]] = []
    heads: list[int] = []
    starts: list[int] = []
    blocks = [0]
    first = 0
    for line in text.strip().splitlines():
        columns = line.split()
        if columns == ["¶"]:
            blocks.append(len(rows))
        if not columns or columns == ["¶"]:
            first = len(rows)
            continue
        if len(columns) not in (6, 7):
            raise ValueError(f"want 6 or 7 columns: {line!r}")
        if len(rows) == first:
            starts.append(first)
        rows.append([*columns, ""][:7])
        heads.append(first + int(columns[3]) - 1 if int(columns[3]) else len(rows) - 1)
    doc = _doc([r[0] for r in rows], blocks, [r[2] for r in rows], [r[6] for r in rows], [r[5] for r in rows], [r[1] for r in rows])
    _grow(doc, heads, ["ROOT" if r[4] == "root" else r[4] for r in rows])
    return doc


def tagged(text: str) -> Doc:
    """A Doc from ``word/tag`` pairs without a tree; every sentence hangs flat from its first token."""
    words: list[str] = []
    tags: list[str] = []
    blocks = [0]
    for item in text.split():
        if item == "¶":
            blocks.append(len(words))
            continue
        word, _, tag = item.rpartition("/")
        words.append(word)
        tags.append(tag)
    entities = [f"{'I' if i and tags[i - 1] == t else 'B'}-{ENTITIES[t]}" if t in ENTITIES else "O" for i, t in enumerate(tags)]
    doc = _doc(words, blocks, [TAGS[t][0] for t in tags], [TAGS[t][1] for t in tags], entities, [w.lower() for w in words])
    heads, root = [], 0
    for i, word in enumerate(words):
        if i in blocks or (i and words[i - 1] in {".", "?", "!"} and word[:1].isalnum()):
            root = i
        heads.append(root)
    _grow(doc, heads, ["ROOT" if h == i else "dep" for i, h in enumerate(heads)])
    return doc


def _doc(words: list[str], blocks: list[int], pos: list[str], morphs: list[str], entities: list[str], lemmas: list[str]) -> Doc:
    doc = Doc(VOCAB, words=words, spaces=_spaces(words, blocks), pos=pos, morphs=morphs, ents=entities, lemmas=lemmas)
    ends = [*blocks[1:], len(words)]
    doc.spans["blocks"] = [Span(doc, a, b, label="paragraph") for a, b in zip(blocks, ends, strict=True) if a < b]
    return doc


def _grow(doc: Doc, heads: list[int], deps: list[str]) -> None:
    for token in doc:  # also where every token is a root, which spaCy would take for a Doc without sentences
        token.is_sent_start = heads[token.i] == token.i
    for token in doc:
        token.head = doc[heads[token.i]]
        token.dep_ = deps[token.i]


def _spaces(words: list[str], blocks: list[int]) -> list[bool]:
    """White space as printers set it; a straight mark opens and closes in turn."""
    spaces, straight = [], {'"': False, "''": False}
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        if word in straight:
            straight[word] = not straight[word]
        closes_next = after in straight and straight[after]
        spaces.append(not (i + 1 in blocks or not after or after in CLOSING or closes_next or word in OPENING or straight.get(word, False)))
    return spaces
