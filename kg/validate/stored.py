"""Validating what is too large to be held in memory: the same report as ``validate`` gives, from quads in a store on the disk.

The quads go by as lines, some thousand at a time; what a shape or rule has to know of other nodes is looked up in the store. As at an
archive's gate, quick looks come first (``kg.validate.parts``). Which nodes several graphs describe is found out before.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from kg.validate.checks import check_quads
from kg.validate.core import check_core
from kg.validate.finding import Finding, Rule
from kg.validate.nodes import TYPE, Node, Nodes, Types, add_lines, nodes_of
from kg.validate.parts import Part, in_doubt, quads_of
from kg.validate.passage import Subject
from kg.validate.place import Places, report_of
from kg.validate.repeated import repeated
from kg.validate.report import Report
from kg.validate.rules import check_rules
from kg.validate.seen import Seen
from kg.validate.shapes import read_shapes
from kg.vocab import RDF

# What is held against another graph, not looked for in one part after the other.
ACROSS = "two-graphs"
# All parts, some at a time, from the beginning whenever it is called.
Again = Callable[[], Iterable[Sequence[Part]]]


def validate_stored(parts: Again, store: Store, *, texts: Mapping[str, str], shapes: Path | None = None) -> Report:
    """Hold the quads of ``store`` to the shapes; ``parts`` are all of them, without blank nodes, each with whole nodes of one graph.

    An article's graph is in one part. ``texts`` maps the IRIs of articles to their texts. Raises KgError when the shapes cannot be read.
    """
    rules = read_shapes(shapes)
    nodes, types = _Nodes(store), Types(lambda node: _classes(store, node))
    passing = _Passing(parts, nodes, types, rules.rules, texts)
    found = [
        *check_core(passing.nodes(), types, rules),
        *passing.found,
        *check_rules(store, rules.rules),
    ]
    found += check_quads(passing.spread, [r for r in rules.rules if r.name == ACROSS], texts)
    return report_of(found, Places(nodes, store, texts))


def _classes(store: Store, node: str) -> Iterator[str]:
    if node.startswith("<"):
        yield from (str(q.object) for q in store.quads_for_pattern(NamedNode(node[1:-1]), RDF.type, None, None))


class _Nodes(Mapping[Subject, Sequence[Quad]]):
    """The quads of each node in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, node: Subject) -> Sequence[Quad]:
        found: list[Quad] = list(self._store.quads_for_pattern(node, None, None, None))
        if not found:
            raise KeyError(node)
        return found

    def __iter__(self) -> Iterator[Subject]:
        raise TypeError("too many nodes to go through")

    def __len__(self) -> int:
        return len(self._store)


class _Passing:
    """Checks parts as they go by and hands on their nodes; ``spread`` has the quads of nodes that several graphs describe."""

    def __init__(self, parts: Again, nodes: _Nodes, types: Types, rules: Sequence[Rule], texts: Mapping[str, str]) -> None:
        self.found: list[Finding] = []
        self.spread: list[Quad] = []
        self._parts = parts
        self._nodes = nodes
        self._types = types
        self._rules = [r for r in rules if not r.query and r.name != ACROSS]
        self._texts = texts

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Each node once, with its quads in all graphs."""
        several = repeated(chain.from_iterable(self._parts()))
        for some in self._parts():
            own, graphs = Nodes(), dict[str, str]()
            if not all(add_lines(own, graphs, *part) for part in some):  # two of them describe one node
                yield from self._thoroughly(quads_of(some))
                continue
            if doubtful := in_doubt(Seen(own, own, graphs, self._texts), self._rules):
                self.found += check_quads(quads_of(some), doubtful, self._texts)
            yield from self._whole(own, graphs, several)

    def _whole(self, own: Nodes, graphs: Mapping[str, str], several: Container[str]) -> Iterator[tuple[str, Node]]:
        for subject, node in own.items():
            if subject in several:
                yield from self._everywhere(NamedNode(subject[1:-1]), graphs[subject], node)
            else:
                self._types.know(subject, node.get(TYPE, ()))
                yield subject, node

    def _thoroughly(self, quads: Sequence[Quad]) -> Iterator[tuple[str, Node]]:
        self.found += check_quads(quads, self._rules, self._texts)
        for (subject, graph), some in groupby(quads, lambda q: (q.subject, q.graph_name)):
            for node in nodes_of(some).values():
                yield from self._everywhere(subject, str(graph), node)

    def _everywhere(self, subject: Subject, graph: str, node: Node) -> Iterator[tuple[str, Node]]:
        """A node with what other graphs say of it, when the first of them by name comes by."""
        quads = self._nodes[subject]
        graphs = {str(q.graph_name) for q in quads}
        if len(graphs) == 1:
            yield str(subject), node
        elif graph == min(graphs):
            self.spread += quads
            yield from nodes_of(quads).items()
