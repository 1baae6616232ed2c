"""Quotation marks: which mark opens, which closes, and which is an apostrophe.

Pairing is done a paragraph at a time, so that a mark which is never closed cannot reach into the next paragraph. It looks
at each mark once with a stack of bounded depth: time is linear in the number of tokens.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc

from kg.model import Tokens

MAX_DEPTH = 4
OPENERS = {"“": '”"', "„": '“”"', "‟": '”"', "«": "»", "‹": "›", "`": "''\"", "‘": "’'", "「": "」"}
STRAIGHT = {'"': '"”', "''": "''\"", "'": "'’"}
CLOSERS = {"”", "»", "›", "’", "」"}
SINGLE = {"'", "’", "‘"}
NO_SPACE_AFTER = {"(", "[", "{", "—", "–", "-", "/", "―"}


class Quote(NamedTuple):
    """A quotation: ``start`` and ``end`` enclose what stands between the marks; ``closed`` is False if no mark ends it.

    ``depth`` is 0 for a quotation that stands in no other.
    """

    start: int
    end: int
    closed: bool
    depth: int


def paragraphs(doc: Doc) -> list[Tokens]:
    """The paragraphs of a document: ``doc.spans["blocks"]`` if set, else cut where a sentence begins with no space before it.

    Line breaks inside a block end a paragraph too.
    """
    starts = {span.start for span in doc.spans["blocks"]} if "blocks" in doc.spans else set(_seams(doc))
    broken = {token.i + 1 for token in doc if token.is_space and "\n" in token.text}
    cuts = sorted({0} | starts | broken)
    ends = [*cuts[1:], len(doc)]
    return [Tokens(a, b) for a, b in zip(cuts, ends, strict=True) if a < b]


def _seams(doc: Doc) -> Iterator[int]:
    for before, token in pairwise(doc):
        joined = not before.whitespace_ and not before.is_space and token.is_sent_start
        if joined and _seam(before.text, token.text):
            yield token.i


def _seam(before: str, after: str) -> bool:
    """Two blocks were joined here: a capital or a mark follows directly upon a word or a full stop."""
    return after[:1].isupper() or after in OPENERS or after in STRAIGHT or after[:1].isdigit() or before in ".!?"


def quotes(doc: Doc, paragraph: Tokens) -> list[Quote]:
    """The quotations of one paragraph in order of their start. A mark that is never closed runs to the next one or to its end."""
    found: list[Quote] = []
    stack: list[tuple[int, str]] = []
    for i in range(*paragraph):
        mark = doc[i].text
        if mark not in OPENERS and mark not in STRAIGHT and mark not in CLOSERS:
            continue
        level = _closes(doc, paragraph, i, mark, stack)
        if level >= 0:
            found.append(Quote(stack[level][0] + 1, i, True, level))
            del stack[level:]
        elif _opens(doc, paragraph, i, mark):
            stack = [*stack[-MAX_DEPTH + 1 :], (i, mark)]
    return _levelled(found, [(i, mark) for i, mark in stack if mark not in SINGLE], paragraph.end)


def _levelled(found: list[Quote], left: list[tuple[int, str]], end: int) -> list[Quote]:
    """Give what was never closed an end (the next quotation on its level, or the paragraph's) and count the depths again."""
    closed = sorted(q for q in found if q.start < q.end)
    starts = [q.start - 1 for q in closed] + [i for i, _ in left]
    for i, _ in left:
        stop = min((s for s in starts if s > i), default=end)
        if i + 1 < stop:
            closed.append(Quote(i + 1, stop, False, 0))
    out: list[Quote] = []
    open_ends: list[int] = []
    for q in sorted(closed, key=lambda q: (q.start, -q.end)):
        while open_ends and open_ends[-1] < q.end:
            open_ends.pop()
        out.append(q._replace(depth=len(open_ends)))
        open_ends.append(q.end)
    return out


def _closes(doc: Doc, paragraph: Tokens, i: int, mark: str, stack: list[tuple[int, str]]) -> int:
    """The level of the stack that the mark closes, or -1."""
    if not stack or (mark in OPENERS and mark not in {"“", "‘"}):
        return -1
    before, after = _space_before(doc, paragraph, i), _space_after(doc, paragraph, i)
    if mark in STRAIGHT and before and not after:
        return -1
    if mark in SINGLE and (before or not after or _possessive(doc, paragraph, i)):
        return -1
    for level in range(len(stack) - 1, -1, -1):
        opener = stack[level][1]
        if mark in _partners(opener):
            return level
    return -1


def _partners(opener: str) -> set[str]:
    marks = OPENERS.get(opener) or STRAIGHT[opener]
    return {"''", '"'} if "''" in marks else set(marks)


def _opens(doc: Doc, paragraph: Tokens, i: int, mark: str) -> bool:
    if mark in CLOSERS or (mark == "`" and (i + 1 == len(doc) or doc[i + 1].text != "`") and (i == 0 or doc[i - 1].text != "`")):
        return False
    if mark == "`" and i + 1 < paragraph.end and doc[i + 1].text == "`":
        return False  # the first of two ticks: the second one opens
    if i + 1 >= paragraph.end:
        return False
    if mark in SINGLE or mark in STRAIGHT:
        return _space_before(doc, paragraph, i) and not (mark in SINGLE and bool(doc[i].whitespace_))
    return True


def _space_before(doc: Doc, paragraph: Tokens, i: int) -> bool:
    if i == paragraph.start:
        return True
    before = doc[i - 1]
    return (
        bool(before.whitespace_) or before.is_space or before.text in NO_SPACE_AFTER or before.text in OPENERS or before.text in {'"', "'"}
    )


def _space_after(doc: Doc, paragraph: Tokens, i: int) -> bool:
    return i + 1 >= paragraph.end or bool(doc[i].whitespace_) or doc[i + 1].is_punct or doc[i + 1].is_space


def _possessive(doc: Doc, paragraph: Tokens, i: int) -> bool:
    """A lone apostrophe after a plural, with a noun behind it: the ministers' plan."""
    if i + 1 >= paragraph.end or not doc[i].whitespace_ or not doc[i - 1].text.endswith(("s", "S", "z", "x")):
        return False
    return doc[i + 1].text[:1].islower() and doc[i + 1].pos_ in {"NOUN", "ADJ", "NUM", "VERB", ""}
