"""Read the licensed corpora.

Input is a folder laid out as ``treebank/*.conllu.xz`` and ``ner/...``; the corpora and their licences are listed in
``README.md``. What a corpus does not annotate stays missing, so that one reader learns from all.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

NLP = spacy.blank("en")
GUM_TYPES = {"person": "PERSON", "place": "LOC", "organization": "ORG"}
UNER_TYPES = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG"}
RE3D_TYPES = {"Person": "PERSON", "Location": "LOC", "Organisation": "ORG"}
# Words that stand before a name without belonging to it; a span is cut behind the last of them.
TITLE = re.compile(
    r"^(mr|mrs|ms|dr|sir|lord|president|prime|vice|deputy|minister|secretary|general|ambassador|senator|king|queen|"
    r"prince|princess|judge|justice|professor|captain|colonel|sheikh|chancellor|governor|mayor|the|former|foreign)\.?$",
    re.I,
)


@dataclass
class Sentence:
    """One annotated sentence; ``ents`` is None where the corpus has no entity layer, ``heads`` where it has no trees."""

    words: list[str]
    spaces: list[bool]
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    ents: list[str] | None = None
    starts_doc: bool = False
    starts_par: bool = False
    doc: str = ""  # id of the document that begins here


def read_conllu(path: Path, *, gum: bool) -> Iterator[Sentence]:
    """Yield the sentences of one CoNLL-U file (Universal Dependencies v2); GUM's entity column becomes BIO tags."""
    block: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield _sentence(block, gum=gum)
                block = []
    if block:
        yield _sentence(block, gum=gum)


def _sentence(block: list[str], *, gum: bool) -> Sentence:
    sent = Sentence([], [])
    sent.doc = next((line.partition("=")[2].strip() for line in block if line.startswith("# newdoc")), "")
    sent.starts_doc = bool(sent.doc)
    sent.starts_par = sent.starts_doc or any(line.startswith("# newpar") for line in block)
    misc: list[str] = []
    inside_until, range_space = 0, True
    for line in block:
        if line.startswith("#"):
            continue
        cols = line.split("\t")
        if "-" in cols[0]:
            inside_until = int(cols[0].split("-")[1])
            range_space = "SpaceAfter=No" not in cols[9]
            continue
        if "." in cols[0]:
            continue
        index = int(cols[0])
        sent.words.append(cols[1].replace(" ", "_"))
        space = "SpaceAfter=No" not in cols[9]
        if index < inside_until:
            space = False
        elif index == inside_until:
            space = range_space
        sent.spaces.append(space)
        sent.lemmas.append(cols[2])
        sent.pos.append(cols[3])
        sent.morphs.append("" if cols[5] == "_" else cols[5])
        head = int(cols[6])
        sent.heads.append(index - 1 if head == 0 else head - 1)
        sent.deps.append("ROOT" if head == 0 else cols[7])
        misc.append(cols[9])
    if gum:
        sent.ents = _gum_entities(sent, misc)
    return sent


def _gum_entities(sent: Sentence, misc: list[str]) -> list[str]:
    """Named persons, places and organisations: the proper-noun core around the head of each GUM entity span."""
    spans: list[tuple[int, int, str]] = []
    open_: list[tuple[str, str, int]] = []
    for i, text in enumerate(misc):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", text)
        if not found:
            continue
        for piece in re.findall(r"\([^()]*\)?|[^()]*\)", found[1]):
            if piece.startswith("("):
                parts = piece.strip("()").split("-")
                open_.append((parts[0], parts[1] if len(parts) > 1 else "", i))
                if piece.endswith(")"):
                    _, etype, begin = open_.pop()
                    spans.append((begin, i + 1, etype))
            else:
                name = piece.rstrip(")").split("-")[0]
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == name:
                        _, etype, begin = open_.pop(k)
                        spans.append((begin, i + 1, etype))
                        break
    tags = ["O"] * len(sent.words)
    for begin, end, etype in sorted(spans, key=lambda s: s[1] - s[0]):
        label = GUM_TYPES.get(etype)
        core = _name_core(sent, begin, end) if label else None
        if core and all(tags[i] == "O" for i in range(*core)):
            for i in range(*core):
                tags[i] = ("B-" if i == core[0] else "I-") + str(label)
        elif core and label != "PERSON" and len(core) and core[1] - core[0] > 1:
            for i in range(*core):  # an outer organisation name swallows the place inside it
                tags[i] = ("B-" if i == core[0] else "I-") + str(label)
    return tags


def _name_core(sent: Sentence, begin: int, end: int) -> tuple[int, int] | None:
    inside = [i for i in range(begin, end) if not begin <= sent.heads[i] < end or sent.heads[i] == i]
    if len(inside) != 1 or sent.pos[inside[0]] != "PROPN":
        return None
    head = first = last = inside[0]
    joins = {"flat", "compound", "goeswith"}
    while last + 1 < end and _follows(sent, last + 1, joins):
        last += 1
    while first - 1 >= begin and _precedes(sent, first - 1, joins | {"amod"}):
        first -= 1
    return (first, last + 1) if head <= last else None


def _follows(sent: Sentence, i: int, joins: set[str]) -> bool:
    return (sent.deps[i] in joins or sent.words[i] == "-") and sent.pos[i] in ("PROPN", "PUNCT", "NUM")


def _precedes(sent: Sentence, i: int, joins: set[str]) -> bool:
    named = sent.deps[i] in joins and sent.pos[i] in ("PROPN", "ADJ") and sent.words[i][:1].isupper()
    return named and not TITLE.match(sent.words[i])


def read_bio(path: Path, *, types: dict[str, str]) -> Iterator[Sentence]:
    """Yield sentences from a two-column (wikigold) or numbered (Universal NER) BIO/IOB file."""
    opener = lzma.open if path.suffix == ".xz" else open
    words: list[str] = []
    tags: list[str] = []
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        for line in [*lines, "\n"]:
            if line.startswith("#"):
                continue
            cols = line.rstrip("\n").split("\t") if "\t" in line else line.split()
            if len(cols) >= 2:
                numbered = cols[0].isdigit() and len(cols) >= 3
                words.append(cols[1] if numbered else cols[0])
                tags.append(cols[2] if numbered else cols[1])
            elif words:
                yield Sentence(words, _guess_spaces(words), ents=_bio(tags, types))
                words, tags = [], []


def _bio(tags: list[str], types: dict[str, str]) -> list[str]:
    out: list[str] = []
    for tag in tags:
        label = types.get(tag[2:])
        before = out[-1][2:] if out else ""
        out.append("O" if not label else f"I-{label}" if tag[0] == "I" and before == label else f"B-{label}")
    return out


def _guess_spaces(words: list[str]) -> list[bool]:
    spaces = []
    for i, word in enumerate(words):
        follower = words[i + 1] if i + 1 < len(words) else ""
        glued = re.fullmatch(r"[.,;:!?)\]%]|'s|n't|'\w{1,2}|''", follower) or word in ("(", "[", "$", "``")
        spaces.append(not glued)
    return spaces


def read_re3d(folder: Path) -> Iterator[Sentence]:
    """Yield one sentence object a line of each re3d document, with the proper names among its entities."""
    texts = {}
    for line in (folder / "documents.json").read_text("utf-8").splitlines():
        record = json.loads(line)
        texts[record["_id"]] = record["text"]
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for line in (folder / "entities.json").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["type"] in RE3D_TYPES and "documentId" in record:
            spans.setdefault(record["documentId"], []).append((record["begin"], record["end"], RE3D_TYPES[record["type"]]))
    for ident in sorted(texts):
        text = texts[ident]
        doc = NLP(text)
        tags = ["O"] * len(doc)
        for begin, end, label in sorted(spans.get(ident, []), key=lambda s: (s[0] - s[1], s)):
            span = doc.char_span(begin, end, alignment_mode="contract")
            if span is None:
                continue
            tokens = list(span)
            while tokens and TITLE.match(tokens[0].text):
                tokens.pop(0)
            if not tokens or not all(t.text[0].isupper() or t.lower_ in ("of", "the", "for", "and", "al", "-", "'s") for t in tokens):
                continue
            if not tokens[0].text[0].isupper() or not tokens[-1].text[0].isupper() or (label == "PERSON" and TITLE.match(tokens[-1].text)):
                continue
            if any(tags[t.i] != "O" for t in tokens):
                continue
            for t in tokens:
                tags[t.i] = ("B-" if t is tokens[0] else "I-") + label
        start = 0
        for i, token in enumerate(doc):
            if "\n" in token.text or i == len(doc) - 1:
                chunk = [t for t in doc[start : i + 1] if not t.is_space]
                if len(chunk) > 3:
                    yield Sentence([t.text for t in chunk], [bool(t.whitespace_) for t in chunk], ents=[tags[t.i] for t in chunk])
                start = i + 1


def swap_names(sent: Sentence, names: dict[int, list[str]], places: list[str], rng: random.Random) -> Sentence | None:
    """A copy with its person and place names replaced by others of the same number of tokens, or None if it has none."""
    if not sent.ents:
        return None
    words, lemmas, changed, i = list(sent.words), list(sent.lemmas), False, 0
    while i < len(words):
        tag = sent.ents[i]
        if not tag.startswith("B-"):
            i += 1
            continue
        end = i + 1
        while end < len(words) and sent.ents[end] == "I-" + tag[2:]:
            end += 1
        new: list[str] | None = None
        if tag == "B-PERSON" and names.get(end - i):
            new = rng.choice(names[end - i]).split()
        elif tag == "B-LOC" and end - i == 1 and rng.random() < 0.5:
            new = [rng.choice(places)]
        if new and all(w[:1].isupper() for w in words[i:end]):
            words[i:end] = new
            if lemmas:
                lemmas[i:end] = new
            changed = True
        i = end
    if not changed:
        return None
    return Sentence(words, sent.spaces, sent.pos, sent.morphs, lemmas, sent.heads, sent.deps, sent.ents, True)
