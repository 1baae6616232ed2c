"""The words around a span: the sentence where the text is given, else the evidence that the span lies in, else its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from pyoxigraph import BlankNode, NamedNode, Quad, Store

from kg.vocab import KG, NIF

Subject = NamedNode | BlankNode
Described = Mapping[Subject, Sequence[Quad]]

BREAK = re.compile(r"""(?<=[.!?])["”’)]*\s+(?!["“‘(]?[a-zß-ÿ\d])|\s*\n\s*""")


class Passage(NamedTuple):
    """A span that has what it takes to be shown."""

    article: str
    begin: int
    end: int
    anchor: str


class Passages:
    """Reads spans out of a graph; ``texts`` maps an article's IRI to its text."""

    def __init__(self, nodes: Described, store: Store, texts: Mapping[str, str]) -> None:
        self.nodes = nodes
        self.store = store
        self.texts = texts
        self._evidence: dict[str, list[Passage]] = {}

    def read(self, spans: Iterable[object]) -> list[Passage]:
        """The spans among some nodes, in the order of articles and offsets."""
        return sorted(p for span in spans if (p := self._read(span)))

    def context(self, passage: Passage) -> str:
        """The sentence or evidence that the passage stands in, or the passage itself."""
        article, begin, end, anchor = passage
        text = self.texts.get(article, "")
        if anchor and text[begin:end] == anchor:
            start = max((m.end() for m in BREAK.finditer(text, 0, begin)), default=0)
            stop = BREAK.search(text, end)
            return text[start : stop.start() if stop else len(text)].strip()
        around = [p for p in self._evidence_of(article) if p.begin <= begin and end <= p.end]
        return min(around, key=lambda p: (p.end - p.begin, p), default=passage).anchor

    def _read(self, span: object) -> Passage | None:
        terms = {q.predicate: getattr(q.object, "value", "") for q in sorted(self.nodes.get(cast(Subject, span), ()), key=str)}
        begin, end = (terms.get(p, "") for p in (NIF.beginIndex, NIF.endIndex))
        if NIF.anchorOf not in terms:
            return None
        offsets = (int(begin), int(end)) if begin.isdecimal() and end.isdecimal() else (0, 0)
        return Passage(terms.get(NIF.referenceContext, ""), *offsets, terms[NIF.anchorOf])

    def _evidence_of(self, article: str) -> list[Passage]:
        if article not in self._evidence:
            inside = self.store.quads_for_pattern(None, NIF.referenceContext, NamedNode(article)) if article else ()
            spans = {q.subject for q in inside if next(self.store.quads_for_pattern(None, KG.evidence, q.subject), None)}
            self._evidence[article] = self.read(spans)
        return self._evidence[article]
