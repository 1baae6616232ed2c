"""The quads of a graph as nodes: each subject with the values of its properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.export.source import ordered

Term = NamedNode | BlankNode | Literal | Triple


class Node:
    """A subject and its properties; values stand in the order of an export."""

    def __init__(self, subject: NamedNode | BlankNode | Triple, properties: dict[NamedNode, list[Term]]) -> None:
        self.subject = subject
        self.properties = properties

    def __getitem__(self, predicate: NamedNode) -> list[Term]:
        """The values of a property, none when the node has none."""
        return self.properties.get(predicate, [])

    def values(self, predicate: NamedNode) -> list[str]:
        """IRIs and lexical forms of a property."""
        return [str(getattr(term, "value", term)) for term in self[predicate]]

    def value(self, *predicates: NamedNode) -> str:
        """The first value of the first of these properties that has one, "" when none has."""
        return next((v for p in predicates for v in self.values(p)), "")

    @property
    def iri(self) -> str:
        """The subject's IRI, or the label of a blank node."""
        return str(getattr(self.subject, "value", self.subject))


def nodes(quads: Iterable[Quad]) -> Iterator[Node]:
    """The nodes of one graph in the order of their IRIs."""
    for subject, group in groupby(ordered(quads), lambda q: q.subject):
        properties: dict[NamedNode, list[Term]] = {}
        for quad in group:
            properties.setdefault(quad.predicate, []).append(quad.object)
        yield Node(subject, properties)
