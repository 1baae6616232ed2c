"""The stance lexicon: kg/data/stances.csv.

``verb``, ``noun`` and ``adjective`` words take a position towards what their frames point at: ``obj`` the object (in the passive, the
subject), ``prep:X|Y`` what follows one of the prepositions, ``no:X`` the same if the noun has "no" before it. A ``deed`` is a verb that
shows a position only where it is urged or promised ("urged Beck to lift the sanctions"). Between word and issue may stand a ``reversal``
noun, which turns for into against ("an end to the blockade"), or a ``through`` noun, which changes nothing ("the use of force").
Source of the idea: Somasundaran and Wiebe, "Recognizing Stances in Ideological On-Line Debates" (2010).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from kg import resources
from kg.model import Position


@dataclass(frozen=True, slots=True)
class StanceWord:
    """One row: ``position`` is None for reversal and through nouns."""

    word: str
    kind: str
    position: Position | None
    frames: frozenset[str]

    def prepositions(self, frame: str = "prep") -> frozenset[str]:
        """The prepositions of the frames of one name."""
        return frozenset(p for f in self.frames if f.startswith(frame + ":") for p in f.partition(":")[2].split("|"))


@lru_cache(maxsize=1)
def stance_words() -> dict[tuple[str, str], tuple[StanceWord, ...]]:
    """The rows of each word and kind, in the order of the file."""
    found: dict[tuple[str, str], tuple[StanceWord, ...]] = {}
    with resources.data("stances.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            position = cast(Position, row["position"].capitalize()) if row["position"] else None
            entry = StanceWord(row["word"], row["kind"], position, frozenset(row["frames"].split()))
            found[entry.word, entry.kind] = (*found.get((entry.word, entry.kind), ()), entry)
    return found


def stance_of(word: str, kind: str) -> tuple[StanceWord, ...]:
    """The rows of a word, by its lemma or, where the reader made none that is known, by its form without an ending."""
    known = stance_words()
    return next((known[form, kind] for form in _forms(word.lower()) if (form, kind) in known), ())


def _forms(word: str) -> tuple[str, ...]:
    cut = [word[: -len(end)] for end in ("s", "es", "d", "ed", "ing") if word.endswith(end)]
    doubled = [c[:-1] for c in cut if len(c) > 2 and c[-1] == c[-2]]
    return (word, *cut, *doubled, *(c + "e" for c in cut), *(c[:-1] + "y" for c in cut if c.endswith("i")))
