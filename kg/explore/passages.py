"""Stretches of articles: the words that facts rest on."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.explore.view import View
from kg.vocab import NIF


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article: its node, offsets in code points, exact words."""

    node: NamedNode
    start: int
    end: int
    text: str


def passages(view: View, spans: list[NamedNode]) -> tuple[Passage, ...]:
    """The stretches that spans mark, in order of place; broken spans are left out."""
    found = []
    for span in spans:
        props = view.props(span)
        start, end = props.text(NIF.beginIndex), props.text(NIF.endIndex)
        if start.isdecimal() and end.isdecimal():
            found.append(Passage(span, int(start), int(end), props.text(NIF.anchorOf)))
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


def article_of(view: View, spans: list[NamedNode]) -> NamedNode | None:
    """The article that the first span with one lies in."""
    return next((article for span in spans for article in view.props(span).nodes(NIF.referenceContext)), None)
