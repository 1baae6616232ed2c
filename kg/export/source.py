"""What is written: quads graph by graph, each graph in a fixed order, whether they lie in memory or in a store on disk.

Only one graph is held at a time beside the source itself, so the memory that an export needs does not grow with the archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import eq
from typing import Protocol, runtime_checkable

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from kg.vocab import RDF

GraphName = NamedNode | BlankNode | DefaultGraph


class Source(Protocol):
    """Quads that can be asked for again and again."""

    def graphs(self) -> list[GraphName]:
        """The names of the graphs that hold something, in code point order, the default graph first."""
        ...

    def quads(self, graph: GraphName) -> Iterable[Quad]:
        """The quads of one graph in any order, repeats allowed."""
        ...


@runtime_checkable
class Ready(Source, Protocol):
    """A source that keeps its graphs as they are written in N-Quads; its quads come sorted by subject."""

    def lines(self, graph: GraphName) -> Iterable[bytes]:
        """What ``lines`` makes of the graph's quads, each with its line end, any number at a time."""
        ...


class InMemory:
    """The quads of a build."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._by_graph: dict[GraphName, list[Quad]] = defaultdict(list)
        for quad in quads:
            self._by_graph[quad.graph_name].append(quad)

    def graphs(self) -> list[GraphName]:
        """See ``Source``."""
        return sorted(self._by_graph, key=_graph_key)

    def quads(self, graph: GraphName) -> Iterable[Quad]:
        """See ``Source``."""
        return self._by_graph[graph]


class InStore:
    """The quads of an Oxigraph store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def graphs(self) -> list[GraphName]:
        """See ``Source``."""
        names: list[GraphName] = sorted(self._store.named_graphs(), key=_graph_key)
        default = next(iter(self.quads(DefaultGraph())), None)
        return [DefaultGraph(), *names] if default else names

    def quads(self, graph: GraphName) -> Iterable[Quad]:
        """See ``Source``."""
        return self._store.quads_for_pattern(None, None, None, graph)


def statements(source: Source, *, leave_out: str = "") -> Iterator[Quad]:
    """All quads by graph, subject, type first, predicate and object, without the graph named ``leave_out``."""
    for graph in chosen(source, leave_out):
        yield from of_graph(source, graph)


def of_graph(source: Source, graph: GraphName) -> Iterator[Quad]:
    """The quads of a graph in that order; where they come sorted by subject, one node is held at a time."""
    if not isinstance(source, Ready):
        yield from ordered(source.quads(graph))
        return
    for _, quads in groupby(source.quads(graph), key=lambda q: q.subject):
        yield from ordered(quads)


def chosen(source: Source, leave_out: str) -> list[GraphName]:
    """The graphs of a source without the one of that name."""
    return [g for g in source.graphs() if not leave_out or getattr(g, "value", "") != leave_out]


def lines(quads: Iterable[Quad], format: RdfFormat = RdfFormat.N_QUADS) -> list[bytes]:
    """The lines of quads as N-Quads (or, without their graphs, N-Triples) without repeats, in code point order.

    The form of a line is that of canonical N-Quads (https://www.w3.org/TR/rdf-canon/#canonical-quads).
    """
    given = quads if format == RdfFormat.N_QUADS else (q.triple for q in quads)
    found = (serialize(given, format=format) or b"").split(b"\n")
    found.pop()  # what follows the last line end
    found.sort()
    if any(map(eq, found, islice(found, 1, None))):
        return list(dict.fromkeys(found))
    return found


def ordered(quads: Iterable[Quad]) -> list[Quad]:
    """Quads without repeats by graph, subject, type first, predicate, object."""
    return sorted(set(quads), key=_key)


def _key(quad: Quad) -> tuple[str, str, bool, str, str]:
    return str(quad.graph_name), str(quad.subject), quad.predicate != RDF.type, quad.predicate.value, str(quad.object)


def _graph_key(graph: GraphName) -> str:
    return "" if isinstance(graph, DefaultGraph) else str(graph)
