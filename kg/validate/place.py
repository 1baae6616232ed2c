"""Where a finding stands: the graph, and the passage of the article that the node rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from kg.validate.checks import COMPONENT as CHECK
from kg.validate.finding import Finding
from kg.validate.passage import Described, Passages, Subject
from kg.validate.report import Report, Result
from kg.vocab import ITSRDF, KG

SPANS = (KG.evidence, KG.contentSpan, KG.sourceSpan, KG.cueSpan)


class Places:
    """Looks up, for the nodes that have findings alone, their graph and their evidence."""

    def __init__(self, nodes: Described, store: Store, texts: Mapping[str, str]) -> None:
        self.nodes = nodes
        self.store = store
        self.passages = Passages(nodes, store, texts)

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
        """What the node's own span stands in, the node's spans in order of offset, or those of what reports or names it."""
        if own := self.passages.read([focus]):
            return self.passages.context(own[0])
        reports = [q.subject for q in self.store.quads_for_pattern(None, KG.reports, focus)]
        for node in (focus, *sorted(reports, key=str)):
            for path in SPANS:
                if spans := self.passages.read(self._objects(node, path)):
                    return " … ".join(span.anchor for span in spans)
        naming = self.passages.read(q.subject for q in self.store.quads_for_pattern(None, ITSRDF.taIdentRef, focus))
        return self.passages.context(naming[0]) if naming else ""

    def _objects(self, node: Any, path: NamedNode) -> list[Any]:
        return [q.object for q in self.nodes.get(node, ()) if q.predicate == path]


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


def report_of(found: Iterable[Finding], places: Places) -> Report:
    """The report of some findings."""
    return Report(tuple(sorted((places.result(f) for f in _distinct(found)), key=Result.key)))


def _distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding of a shape for a fault, and none of a check of the data's form where a shape speaks of the same term."""
    kept: dict[tuple[str, str, str, str], Finding] = {}
    for finding in sorted(found, key=lambda f: (f.component, f.message, f.graph)):
        kept.setdefault((finding.focus, finding.shape, finding.path, finding.value), finding)
    told = {(f.focus, f.path, f.value) for f in kept.values() if f.component != CHECK and f.value and f.severity == "violation"}
    yield from (f for f in kept.values() if f.component != CHECK or (f.focus, f.path, f.value) not in told)
