"""An article's text cut where its marks begin and end, so that overlapping evidence can be shown without losing any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kg.query.terms import visible

_PARAGRAPH = re.compile(r"[^\n]+")


class Mark(NamedTuple):
    """A stretch of the text with what it is: a class for its look; the number of the card that it leads to (0: none), the page of
    whom it names (or empty)."""

    start: int
    end: int
    look: str
    number: int = 0
    href: str = ""


@dataclass(slots=True)
class Segment:
    """A stretch without a boundary inside, from offset ``start``: its looks, the cards it belongs to, anchors that begin and notes that
    end with it."""

    text: str
    start: int
    looks: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    href: str = ""
    anchors: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


def paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[list[Segment]]:
    """The lines of a text as segments. Offsets are code points of ``text``; marks outside it are cut to it.

    A card's anchor stands where its first mark begins, its note where its first mark ends.
    """
    ordered = sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end))
    begun: set[int] = set()
    noted: set[int] = set()
    firsts = _firsts(ordered)
    for line in _PARAGRAPH.finditer(text):
        if line[0].strip():
            within = [m for m in ordered if m.start < line.end() and m.end > line.start()]
            yield list(_segments(text, line.start(), line.end(), within, firsts, begun, noted))


def _firsts(marks: list[Mark]) -> dict[int, Mark]:
    found: dict[int, Mark] = {}
    for mark in marks:
        if mark.number:
            found.setdefault(mark.number, mark)
    return found


def _segments(
    text: str, start: int, end: int, marks: list[Mark], firsts: dict[int, Mark], begun: set[int], noted: set[int]
) -> Iterator[Segment]:
    cuts = sorted({start, end, *(m.start for m in marks if start < m.start < end), *(m.end for m in marks if start < m.end < end)})
    for left, right in pairwise(cuts):
        here = [m for m in marks if m.start <= left and right <= m.end]
        segment = Segment(visible(text[left:right]), left)
        segment.looks = list(dict.fromkeys(m.look for m in here))
        segment.numbers = list(dict.fromkeys(m.number for m in sorted(here, key=lambda m: m.end - m.start) if m.number))
        segment.href = next((m.href for m in reversed(here) if m.href), "")
        segment.anchors = [n for n, m in firsts.items() if n not in begun and m in here]
        begun.update(segment.anchors)
        segment.notes = [n for n, m in firsts.items() if n not in noted and m in here and (m.end <= right or right == end)]
        noted.update(segment.notes)
        yield segment
