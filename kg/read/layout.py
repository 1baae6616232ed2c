"""The paragraphs of a plain text as offsets: blank-line separated, one to a line, hard-wrapped, or one giant line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# Every line break that str.splitlines knows ends a line; CR LF is one break.
LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
FINAL = (".", "!", "?", ":", ";", "…")
CLOSERS = "\"'”’»)]"
NARROW, WIDE = 40, 110
LONGEST = 20_000
SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)")


class Line(NamedTuple):
    """A line without the blanks around it; ``gap`` says that a blank line stands before it, ``indent`` counts its leading blanks."""

    start: int
    end: int
    gap: bool
    indent: int


def lines(text: str) -> Iterator[Line]:
    """The lines of ``text`` that are not blank."""
    before = 0
    for match in LINE.finditer(text):
        stripped = match[0].strip()
        if not stripped:
            continue
        indent = len(match[0]) - len(match[0].lstrip())
        start = match.start() + indent
        gap = sum(1 for _ in BREAK.finditer(text, before, start)) > 1
        yield Line(start, start + len(stripped), gap, indent)
        before = start + len(stripped)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, in order: lines wrapped in mid-sentence are joined, overlong lines cut after sentences."""
    every = list(lines(text))
    width = wrap_width(text, every)
    at = 0
    while at < len(every):
        last = at
        while last + 1 < len(every) and _joins(text, every[last], every[last + 1], width):
            last += 1
        yield from _cut(text, every[at].start, every[last].end)
        at = last + 1


def wrap_width(text: str, every: list[Line]) -> int:
    """The column at which the text is hard-wrapped, 0 when it is not.

    A text is wrapped when in most places the next line's first word would not have fitted on the line before.
    """
    pairs = [(a, b) for a, b in pairwise(every) if not b.gap]
    if len(pairs) < 2:
        return 0
    width = max(line.end - line.start + line.indent for line in every)
    if not NARROW <= width <= WIDE:
        return 0
    full = sum(_full(text, a, b, width) for a, b in pairs)
    return width if full * 10 >= len(pairs) * 6 else 0


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with sentence punctuation, closing quotation marks and brackets left aside."""
    return text.rstrip(CLOSERS).endswith(FINAL)


def _full(text: str, line: Line, following: Line, width: int) -> bool:
    word = text[following.start : following.end].split(None, 1)[0]
    return line.end - line.start + line.indent + 1 + len(word) > width - 3


def _joins(text: str, line: Line, following: Line, width: int) -> bool:
    if following.gap or following.indent > line.indent + 1:
        return False
    if ends_sentence(text[max(line.start, line.end - 8) : line.end]):
        return bool(width) and _full(text, line, following, width)
    if text[following.start].islower() and line.end - line.start >= NARROW:
        return True
    return bool(width) and (text[following.start].islower() or _full(text, line, following, width))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``start`` to ``end`` in pieces of at most LONGEST characters, cut after a sentence, else at a blank, else anywhere."""
    while end - start > LONGEST:
        piece = text[start : start + LONGEST]
        cut = max((m.end() for m in SENTENCE.finditer(piece, LONGEST // 2)), default=0) or _last_blank(piece) or LONGEST
        yield start, start + len(piece[:cut].rstrip())
        start += cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _last_blank(piece: str) -> int:
    head = piece[: piece.rfind(" ") + 1]
    return len(head) if head.strip() else 0
