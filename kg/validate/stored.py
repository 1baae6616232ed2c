"""Validating what is too large to be held in memory: the same report as ``validate`` gives, from quads in a store on the disk.

The quads go by once, some thousand at a time; what a shape or rule has to know of other nodes is looked up in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from kg.validate.checks import check_quads
from kg.validate.core import check_core
from kg.validate.finding import Finding, Rule
from kg.validate.nodes import Node, Types, nodes_of
from kg.validate.passage import Subject
from kg.validate.place import Places, report_of
from kg.validate.report import Report
from kg.validate.rules import check_rules
from kg.validate.shapes import read_shapes
from kg.vocab import RDF

# What is held against another graph, not looked for in one part after the other.
ACROSS = "two-graphs"


def validate_stored(parts: Iterable[Sequence[Quad]], store: Store, *, texts: Mapping[str, str], shapes: Path | None = None) -> Report:
    """Hold the quads of ``store`` to the shapes; ``parts`` are all of them, without blank nodes, each graph's sorted by subject.

    Graphs may be divided between nodes, but an article's is in one part. ``texts`` maps the IRIs of articles to their texts. Raises
    KgError when the shapes cannot be read.
    """
    rules = read_shapes(shapes)
    nodes = _Nodes(store)
    passing = _Passing(parts, nodes, rules.rules, texts)
    found = [
        *check_core(passing.nodes(), Types(lambda node: _classes(store, node)), rules),
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

    def __init__(self, parts: Iterable[Sequence[Quad]], nodes: _Nodes, rules: Sequence[Rule], texts: Mapping[str, str]) -> None:
        self.found: list[Finding] = []
        self.spread: list[Quad] = []
        self._parts = parts
        self._nodes = nodes
        self._rules = [r for r in rules if r.name != ACROSS]
        self._texts = texts

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Each node once, with its quads in all graphs."""
        for part in self._parts:
            self.found += check_quads(part, self._rules, self._texts)
            for (subject, graph), quads in groupby(part, lambda q: (q.subject, q.graph_name)):
                everywhere = self._nodes[subject]
                graphs = {str(q.graph_name) for q in everywhere}
                if len(graphs) == 1:
                    yield from nodes_of(quads).items()
                elif str(graph) == min(graphs):
                    self.spread += everywhere
                    yield from nodes_of(everywhere).items()
