"""The places of issues: what is discussed, raised, disputed, agreed on ... as listed in kg/data/issue_patterns.csv.

A pattern's ``trigger`` is a row of slots; a slot is alternatives (lemmas) with "|", each possibly of several words joined by "_",
with "/V" if it must be a verb and "?" if it may be absent. ``<V>`` is any verb, ``<G>`` one in -ing, ``<N>`` any phrase, ``<S>`` the
start of a sentence. ``place`` tells where the issues stand: ``after`` the trigger (a coordination of phrases), the same ``fronted`` (set off by a comma),
``before`` it, or as ``modifier`` of it ("the ferry subsidy issue").
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._phrases import POSSESSIVE
from kg.extract._scheme import fold
from kg.extract._topic import COMPLEMENT, QUOTES, Reading, Topic

COMMAS = {",", ";"}
JOINERS = ("as well as", "along with", "such as", "including", "and", "or", "particularly", "especially", "notably", "&")
SHELL_JOINTS = COMPLEMENT | {"about", "regarding", "concerning", "like", "that"}
MOST = 12


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the pattern file; ``slots`` are tuples of word sequences."""

    rule: str
    slots: tuple[Slot, ...]
    place: str
    weight: float


class Slot(NamedTuple):
    """Alternatives, each a sequence of folded words; ``verb`` and ``optional`` as marked."""

    words: tuple[tuple[str, ...], ...]
    verb: bool
    optional: bool


class Place(NamedTuple):
    """A topic in the place of an issue."""

    topic: Topic
    rule: str
    weight: float


@lru_cache(maxsize=1)
def patterns() -> dict[str, list[Pattern]]:
    """First word of the trigger ("<S>" for a sentence's start) -> patterns, in the order of the file."""
    index: dict[str, list[Pattern]] = {}
    with resources.data("issue_patterns.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            pattern = Pattern(row["rule"], tuple(_slot(s) for s in row["trigger"].split()), row["place"], float(row["weight"]))
            for first in dict.fromkeys(w[0] for w in pattern.slots[0].words):
                index.setdefault(first, []).append(pattern)
    return index


def _slot(text: str) -> Slot:
    optional, text = text.endswith("?"), text.removesuffix("?")
    verb, text = text.endswith("/V"), text.removesuffix("/V")
    words = tuple(tuple(w if w.startswith("<") else fold(w) for w in alt.split("_")) for alt in text.split("|"))
    return Slot(words, verb, optional)


def places(reading: Reading) -> Iterator[Place]:
    """Every topic in the place of an issue, in text order of the triggers; a topic can come up under several rules."""
    doc = reading.doc
    for token in doc:
        firsts = {fold(token.lemma_ or token.text): 0, fold(token.text): 0}
        if token.is_sent_start:
            firsts["<S>"] = 0
        for first in firsts:
            for pattern in patterns().get(first, ()):
                end = _match(reading, token.i, pattern.slots, begins=first == "<S>")
                if end > token.i:
                    yield from _topics(reading, token.i, end, pattern)


def _match(reading: Reading, i: int, slots: tuple[Slot, ...], *, begins: bool = False) -> int:
    """Where the trigger that begins at ``i`` ends, or -1."""
    doc, at = reading.doc, i
    for n, slot in enumerate(slots):
        if n == 0 and begins:
            continue
        end = _step(reading, at, slot, first=n == 0)
        if end < 0 and not slot.optional:
            return -1
        at = max(at, end)
        if at > i and at < len(doc) and doc[at].is_sent_start:
            return at if n == len(slots) - 1 else -1
    return at


def _step(reading: Reading, at: int, slot: Slot, *, first: bool) -> int:
    doc = reading.doc
    at = at if first else _skip(doc, at)
    for alternative in slot.words:
        end = at
        for word in alternative:
            end = _word(reading, end, word, slot.verb)
            if end < 0:
                break
        if end > at:
            return end
    return -1


def _skip(doc: Doc, at: int) -> int:
    """Past adverbs, which may stand between the words of a trigger."""
    while at < len(doc) and doc[at].pos_ == "ADV" and doc[at].lower_ not in {"as", "together"} and not doc[at].is_sent_start:
        at += 1
    return at


def _word(reading: Reading, at: int, word: str, verb: bool) -> int:
    """The end of one word of an alternative at ``at``, or -1."""
    doc = reading.doc
    if at >= len(doc):
        return -1
    token = doc[at]
    if word == "<V>":
        return at + 1 if token.pos_ == "VERB" else -1
    if word == "<G>":
        return at + 1 if token.pos_ == "VERB" and token.lower_.endswith("ing") else -1
    if word == "<N>":
        phrase = reading.phrase.get(at)
        return phrase.end if phrase and phrase.start == at else -1
    if verb and token.pos_ not in {"VERB", "AUX", ""}:
        return -1
    return at + 1 if word in (fold(token.lemma_ or token.text), fold(token.text)) else -1


def _topics(reading: Reading, start: int, end: int, pattern: Pattern) -> Iterator[Place]:
    if pattern.place == "after":
        found = list(_list(reading, end))
    elif pattern.place == "fronted":
        found = list(_list(reading, end))
        found = found if found and _spells(reading.doc, max(t.end for t in found), [","]) else []
    elif pattern.place == "before":
        found = list(_back(reading, start))
    else:
        found = list(_modifier(reading, start))
    for topic in found:
        yield Place(topic, pattern.rule, pattern.weight)


def _list(reading: Reading, i: int) -> Iterator[Topic]:
    """The coordinated topics from ``i`` on; shells are passed through, and verbs in -ing ("the need for ending X")."""
    doc, count = reading.doc, 0
    while i < len(doc) and count < MOST:
        i = _lead(doc, i, first=count == 0)
        topic = reading.topic(i) if i < len(doc) else None
        if topic is None or (count and _governs(doc, topic.end)):
            return
        count += 1
        yield topic
        inner = topic
        while reading.is_shell(inner):
            deeper = reading.topic(inner.core + 1)
            if deeper is None:
                break
            inner = deeper
            yield inner
        i = _joint(doc, max(topic.end, inner.end))
        if i < 0:
            return


def _lead(doc: Doc, i: int, *, first: bool) -> int:
    """Past what may open an item: quotation marks, adverbs, "to", and one verb in -ing."""
    verbs = 0
    while i < len(doc) and not (i and doc[i].is_sent_start):
        token = doc[i]
        gerund = token.pos_ == "VERB" and token.lower_.endswith("ing") and verbs == 0 and token.dep_ != "amod"
        if not (token.text in QUOTES or gerund or (token.pos_ == "ADV" and token.lower_ != "as") or (first and token.lower_ == "both")):
            break
        verbs += gerund
        i += 1
    return i


def _joint(doc: Doc, i: int) -> int:
    """The place after a comma or conjunction at ``i``, or -1 if the coordination ends there."""
    begin = i
    while i < len(doc) and not doc[i].is_sent_start:
        joiner = next((j for j in JOINERS if _spells(doc, i, j.split())), "")
        if joiner:
            i += len(joiner.split())
        elif doc[i].text in COMMAS or doc[i].text in QUOTES:
            i += 1
        else:
            break
    crossed = any(t.text in COMMAS or t.text not in QUOTES for t in doc[begin:i])
    return i if crossed and i < len(doc) and not doc[i].is_sent_start else -1


def _spells(doc: Doc, i: int, words: list[str]) -> bool:
    return [t.lower_ for t in doc[i : i + len(words)]] == words


def _governs(doc: Doc, i: int) -> bool:
    """Whether the phrase before ``i`` is the subject of a new clause rather than one more item."""
    return i < len(doc) and not doc[i].is_sent_start and doc[i].pos_ in {"VERB", "AUX"} and not doc[i].lower_.endswith(("ing", "ed"))


def _back(reading: Reading, i: int) -> Iterator[Topic]:
    """The coordinated topics that end before ``i``, nearest first."""
    doc, count = reading.doc, 0
    i -= 1
    while i >= 0 and count < MOST:
        while i > 0 and (doc[i].pos_ in {"ADV", "AUX", "PART"} or doc[i].text in QUOTES):
            i -= 1
        phrase = reading.phrase.get(i)
        if phrase is None:
            return
        before = phrase.start - 1
        if before >= 1 and doc[before].lower_ in COMPLEMENT and before - 1 in reading.phrase:
            phrase = reading.phrase[before - 1]
        topic = reading.topic(phrase.start)
        if topic:
            yield topic
        count += 1
        i = phrase.start - 1
        if i < 0 or not _joins(doc[i]):
            return
        while i > 0 and _joins(doc[i]):
            i -= 1


def _joins(token: Token) -> bool:
    return token.text in COMMAS or token.lower_ in {"and", "or", "&"}


def _modifier(reading: Reading, i: int) -> Iterator[Topic]:
    """What stands before the noun ``i`` in its own phrase."""
    phrase = reading.phrase.get(i)
    if phrase is None or phrase.head != i or phrase.start == i:
        return
    topic = reading.topic(phrase.start)
    end = i
    while end > phrase.start and (reading.doc[end - 1].is_punct or reading.doc[end - 1].text in POSSESSIVE):
        end -= 1
    if topic and topic.start < end and reading.doc[end - 1].pos_ in {"NOUN", "PROPN"}:
        yield Topic(topic.start, end - 1, end, end)
