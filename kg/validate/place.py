"""Where a finding stands: the graph, and the passage of the article that the node rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.validate.core import Nodes, Subject
from kg.validate.finding import Finding
from kg.validate.report import Result
from kg.vocab import ITSRDF, KG, NIF

SPANS = (KG.evidence, KG.contentSpan, KG.sourceSpan, KG.cueSpan)


class Places:
    """Looks up, for the nodes that have findings alone, their graph and their evidence."""

    def __init__(self, nodes: Nodes, store: Store) -> None:
        self.nodes = nodes
        self.store = store

    def result(self, finding: Finding) -> Result:
        """The finding with its graph and evidence."""
        focus = BlankNode(finding.focus[2:]) if finding.focus.startswith("_:") else _named(finding.focus)
        quads = self.nodes.get(focus, ()) if focus else ()
        return Result(
            focus=finding.focus,
            shape=finding.shape,
            path=finding.path,
            value=finding.value,
            severity=finding.severity,
            message=finding.message,
            graph=finding.graph or _graph(quads, finding),
            evidence=self._evidence(focus) if focus else "",
            component=finding.component,
        )

    def _evidence(self, focus: Subject) -> str:
        """The node's own anchor, the anchors of its spans in order of offset, or those of what names or reports it."""
        reports = [q.subject for q in self.store.quads_for_pattern(None, KG.reports, focus)]
        for node in (focus, *sorted(reports, key=str)):
            passages: list[list[Any]] = [[node], *(self._objects(node, path) for path in SPANS)]
            for spans in passages:
                if anchors := self._anchors(spans):
                    return " … ".join(text for _, text in anchors)
        naming = [q.subject for q in self.store.quads_for_pattern(None, ITSRDF.taIdentRef, focus)]
        return next((text for _, text in self._anchors(naming)), "")

    def _objects(self, node: Any, path: NamedNode) -> list[Any]:
        return [q.object for q in self.nodes.get(node, ()) if q.predicate == path]

    def _anchors(self, spans: Iterable[Any]) -> list[tuple[tuple[str, int, str], str]]:
        found = []
        for span in spans:
            terms = {q.predicate: q.object for q in self.nodes.get(span, ())}
            anchor, begin = terms.get(NIF.anchorOf), terms.get(NIF.beginIndex)
            if isinstance(anchor, Literal):
                offset = int(begin.value) if isinstance(begin, Literal) and begin.value.isdecimal() else 0
                found.append(((str(terms.get(NIF.referenceContext)), offset, str(span)), anchor.value))
        return sorted(found)


def _named(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:  # a literal as focus node
        return None


def _graph(quads: Sequence[Quad], finding: Finding) -> str:
    """The graph of the triple at fault, else that of the node's first triple by name."""
    names: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph):
            continue
        same = (quad.predicate.value == finding.path) + (quad.predicate.value == finding.path and str(quad.object) == finding.value)
        names[same].add(quad.graph_name.value)
    return next((min(names[n]) for n in (2, 1, 0) if names[n]), "")
