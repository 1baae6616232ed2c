"""Looking at one node of a graph: its terms in and out, its names, and what a user may call it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import KgError
from kg.query.store import base_of
from kg.query.terms import Term, parse_iri, short
from kg.vocab import KG, RDF, SCHEMA, SKOS

NAMES = (SCHEMA.name, SKOS.prefLabel, SCHEMA.headline, SKOS.altLabel, SKOS.hiddenLabel, SCHEMA.identifier)


class Graph:
    """A store with the few questions that explaining asks of it; all graphs count as one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.base = base_of(store)

    def objects(self, node: NamedNode, predicate: NamedNode) -> list[Term]:
        """The objects of a node's property, each once, sorted."""
        return sorted({q.object for q in self.store.quads_for_pattern(node, predicate, None, None)}, key=str)

    def nodes(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The objects that are IRIs."""
        return [o for o in self.objects(node, predicate) if isinstance(o, NamedNode)]

    def value(self, node: NamedNode, predicate: NamedNode) -> str:
        """The first literal of a property (of an IRI, its name), or an empty string."""
        found = self.objects(node, predicate)
        return self.label(found[0]) if found else ""

    def subjects(self, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
        """The nodes that have ``node`` as object of ``predicate``, sorted."""
        found = {q.subject for q in self.store.quads_for_pattern(None, predicate, node, None)}
        return sorted((s for s in found if isinstance(s, NamedNode)), key=str)

    def facts(self, node: NamedNode) -> list[tuple[NamedNode, Term]]:
        """The node's own properties, type first, each once."""
        found = {(q.predicate, q.object) for q in self.store.quads_for_pattern(node, None, None, None)}
        return sorted(found, key=lambda f: (f[0] != RDF.type, f[0].value, str(f[1])))

    def incoming(self, node: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        """Subject and predicate of what points at the node, sorted."""
        found = {(q.subject, q.predicate) for q in self.store.quads_for_pattern(None, None, node, None)}
        return sorted(((s, p) for s, p in found if isinstance(s, NamedNode)), key=str)

    def label(self, term: Term) -> str:
        """The best name of a node; a short form of its IRI when it has none; a literal's text."""
        if isinstance(term, NamedNode):
            for predicate in NAMES[:3]:
                for name in self.objects(term, predicate):
                    return short(name, self.base)
        return short(term, self.base)

    def find(self, wanted: str) -> NamedNode:
        """The node that a user calls by IRI, prefixed name, local name or one of its names.

        Raises KgError when there is none, with near names, or several, listing them.
        """
        node = self._by_iri(wanted)
        if node:
            return node
        found = sorted(set(self._by_name(wanted.casefold())), key=str)
        if len(found) > 1:
            listed = ", ".join(short(n, self.base) for n in found)
            raise KgError(f"{wanted!r} names {len(found)} nodes: {listed}")
        if not found:
            raise KgError(f"{wanted!r} is not in the graph{self._near(wanted)}")
        return found[0]

    def _by_iri(self, wanted: str) -> NamedNode | None:
        try:
            node = parse_iri(wanted, self.base)
        except KgError:
            if ":" in wanted and " " not in wanted:
                raise
            return None  # a name such as "Ana Ruiz"
        known = self._any(node, None) or self._any(None, node)
        return node if known else None

    def _any(self, subject: NamedNode | None, object_: NamedNode | None) -> Quad | None:
        return next(iter(self.store.quads_for_pattern(subject, None, object_, None)), None)

    def _by_name(self, wanted: str) -> Iterator[NamedNode]:
        for predicate in NAMES:
            for quad in self.store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.object, Literal) and quad.object.value.casefold() == wanted and isinstance(quad.subject, NamedNode):
                    yield quad.subject

    def _near(self, wanted: str) -> str:
        spans = {q.subject for q in self.store.quads_for_pattern(None, RDF.type, KG.Span, None)}
        names = {short(q.subject, self.base) for q in self.store.quads_for_pattern(None, RDF.type, None, None) if q.subject not in spans}
        near = get_close_matches(wanted, sorted(names), n=3, cutoff=0.5)
        return f"; did you mean {' or '.join(near)}?" if near else "; kg query GRAPH persons lists persons, articles lists articles"
