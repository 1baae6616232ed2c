"""Issue patterns: the rows of kg/data/issue_patterns.csv and the match of their triggers.

A pattern's ``trigger`` is a row of slots; a slot is alternatives (lemmas) with "|", each possibly of several words joined by "_",
with "/V" if it must be a verb and "?" if it may be absent. ``<V>`` is any verb, ``<G>`` one in -ing, ``<N>`` any phrase, ``<S>`` the
start of a sentence. ``place`` tells where the issues stand: ``after`` the trigger (a coordination of phrases), ``fronted`` likewise
but set off by a comma, ``before`` it, or as ``modifier`` of it ("the ferry subsidy issue").
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
from kg.extract._issue_scheme import fold
from kg.extract._issue_topic import Reading


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
    text = fold(token.text)
    seen: set[str] = set()
    for first in (fold(token.lemma_ or token.text), text, f"~{stem(text)}" if token.pos_ == "VERB" else text):
        for pattern in patterns().get(first, ()):
            if pattern.rule not in seen:
                seen.add(pattern.rule)
                yield pattern, False
    if token.is_sent_start:
        yield from ((pattern, True) for pattern in patterns().get("<S>", ()))


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
    if word == "<N>":
        phrase = reading.phrase.get(at)
        return phrase.end if phrase and phrase.start == at else -1
    if verb and token.pos_ not in {"VERB", "AUX", ""}:
        return -1
    text = fold(token.text)
    inflected = token.pos_ == "VERB" and not word.endswith("ing") and stem(word) == stem(text)
    return at + 1 if inflected or word in (fold(token.lemma_ or token.text), text) else -1
