"""Marking stretches inside a passage: nested marks stay nested, crossing ones give way to the longer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from kg.query.terms import visible


class Mark(NamedTuple):
    """A labelled stretch, in the article's offsets."""

    start: int
    end: int
    label: str


Style = Callable[[str, str], str]


def bracketed(label: str, text: str) -> str:
    """``[cue: told]``."""
    return f"[{label}: {text}]"


def nested(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks that lie within ``start``-``end`` and nest, outer before inner; of marks on one stretch, the first counts."""
    kept: list[Mark] = []
    taken: set[tuple[int, int]] = set()
    for mark in sorted(marks, key=lambda m: m.start - m.end):
        inside = start <= mark.start < mark.end <= end
        if inside and (mark.start, mark.end) not in taken and not any(_cross(mark, k) for k in kept):
            taken.add((mark.start, mark.end))
            kept.append(mark)
    return sorted(kept, key=lambda m: (m.start, -m.end))


def marked(text: str, offset: int, marks: Iterable[Mark], style: Style = bracketed) -> str:
    """``text``, which begins at ``offset`` of the article, with its marks shown through ``style`` and no control characters."""
    return _render(text, offset, offset, offset + len(text), nested(marks, offset, offset + len(text)), style)


def _render(text: str, offset: int, start: int, end: int, marks: list[Mark], style: Style) -> str:
    out, at = [], start
    while marks:
        mark = marks[0]
        inner = [m for m in marks[1:] if m.end <= mark.end]
        out.append(visible(text[at - offset : mark.start - offset]))
        out.append(style(mark.label, _render(text, offset, mark.start, mark.end, inner, style)))
        at, marks = mark.end, marks[1 + len(inner) :]
    out.append(visible(text[at - offset : end - offset]))
    return "".join(out)


def _cross(a: Mark, b: Mark) -> bool:
    return a.start < b.start < a.end < b.end or b.start < a.start < b.end < a.end
