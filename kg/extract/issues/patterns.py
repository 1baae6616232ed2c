"""Issue patterns and wordings: the rows of kg/data/issue_patterns.csv and issue_wordings.csv and the match of their triggers.

A pattern's ``trigger`` is a row of slots; a slot is alternatives (lemmas) with "|", each possibly of several words joined by "_",
with "/V" if it must be a verb and "?" if it may be absent. ``<V>`` is any verb, ``<G>`` one in -ing, ``<N>`` any phrase, ``<N:a/b>``
one whose noun is a or b, ``<S>`` the start of a sentence. ``place`` tells where the issues stand: ``after`` the trigger (a coordination
of phrases), ``fronted`` likewise but set off by a comma, ``before`` it, or as ``modifier`` of it ("the ferry subsidy issue").

A wording is a trigger that tells its concept by itself: to hand over suspects is a matter of extradition.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract.issues.scheme import fold
from kg.extract.issues.topic import Reading


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the pattern file; ``slots`` are tuples of word sequences."""

    rule: str
    slots: tuple[Slot, ...]
    place: str
    weight: float


class Wording(NamedTuple):
    """One row of the wordings: a concept and the trigger that tells it."""

    concept: str
    slots: tuple[Slot, ...]


class Slot(NamedTuple):
    """Alternatives, each a sequence of folded words; ``verb`` and ``optional`` as marked."""

    words: tuple[tuple[str, ...], ...]
    verb: bool
    optional: bool


@lru_cache(maxsize=1)
def patterns() -> dict[str, list[Pattern]]:
    """First word of the trigger, its stem after "~", or "<S>" for a sentence's start -> patterns, in the order of the file."""
    index: dict[str, list[Pattern]] = {}
    with resources.data("issue_patterns.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            pattern = Pattern(row["rule"], tuple(_slot(s) for s in row["trigger"].split()), row["place"], float(row["weight"]))
            firsts = [w[0] for w in pattern.slots[0].words]
            for first in dict.fromkeys([*firsts, *(f"~{stem(w)}" for w in firsts)]):
                index.setdefault(first, []).append(pattern)
    return index


@lru_cache(maxsize=1)
def wordings() -> dict[str, list[Wording]]:
    """First word of the trigger, or its stem after "~" -> the wordings that begin so, in the order of the file."""
    index: dict[str, list[Wording]] = {}
    with resources.data("issue_wordings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            wording = Wording(row["concept"], tuple(_slot(s) for s in row["trigger"].split()))
            firsts = [w[0] for w in wording.slots[0].words]
            for first in dict.fromkeys([*firsts, *(f"~{stem(w)}" for w in firsts)]):
                index.setdefault(first, []).append(wording)
    return index


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A verb without its ending, the same for all regular forms: lemmatisers err on rare verbs."""
    found = re.match(r"(.*[aeiouy].+?)(ing|ed|e)$", word)
    bare = found[1] if found else word
    return bare[:-1] if bare[-2:-1] == bare[-1:] else bare


def _slot(text: str) -> Slot:
    optional, text = text.endswith("?"), text.removesuffix("?")
    verb, text = text.endswith("/V"), text.removesuffix("/V")
    words = tuple(tuple(w if w.startswith("<") else fold(w) for w in alt.split("_")) for alt in text.split("|"))
    return Slot(words, verb, optional)


def starting(token: Token) -> Iterator[tuple[Pattern, bool]]:
    """The patterns whose first slot the token may fill, each once, and whether that slot is the sentence's start."""
    seen: set[str] = set()
    for first in _firsts(token):
        for pattern in patterns().get(first, ()):
            if pattern.rule not in seen:
                seen.add(pattern.rule)
                yield pattern, False
    if token.is_sent_start:
        yield from ((pattern, True) for pattern in patterns().get("<S>", ()))


def worded(reading: Reading, i: int) -> tuple[str, int] | None:
    """The concept that the words from the verb ``i`` on tell, and where they end; None if they tell none."""
    token = reading.doc[i]
    if token.pos_ != "VERB":
        return None
    for wording in dict.fromkeys(w for first in _firsts(token) for w in wordings().get(first, ())):
        end = match(reading, i, wording.slots)
        if end > i:
            return wording.concept, end
    return None


def _firsts(token: Token) -> tuple[str, ...]:
    """The keys under which a trigger that begins with the token may stand."""
    text = fold(token.text)
    return fold(token.lemma_ or token.text), text, f"~{stem(text)}" if token.pos_ == "VERB" else text


def match(reading: Reading, i: int, slots: tuple[Slot, ...], *, begins: bool = False) -> int:
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
    if word.startswith("<N"):
        phrase = reading.phrase.get(at)
        if phrase is None or phrase.start != at:
            return -1
        heads = word[3:-1].split("/") if len(word) > 3 else []
        return phrase.end if not heads or fold(doc[phrase.head].text) in {fold(h) for h in heads} else -1
    if verb and token.pos_ not in {"VERB", "AUX", ""}:
        return -1
    text = fold(token.text)
    inflected = token.pos_ == "VERB" and not word.endswith("ing") and stem(word) == stem(text)
    return at + 1 if inflected or word in (fold(token.lemma_ or token.text), text) else -1
