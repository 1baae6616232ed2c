"""Issues in the entities graph: the concepts of the scheme that articles use, with all that lies above them, and minted candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg import resources
from kg.facts import Entity
from kg.graph.iri import DEFAULT_BASE, Names
from kg.graph.literals import english
from kg.vocab import KG, RDF, SKOS

Term = NamedNode | Literal
SCHEME = "issues"


@lru_cache(maxsize=1)
def _scheme() -> Mapping[str, tuple[Triple, ...]]:
    """The triples of ``kg/data/issues.ttl`` by the local name of their subject."""
    found: dict[str, list[Triple]] = {}
    for quad in parse(resources.data("issues.ttl").read_bytes(), RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode)
        found.setdefault(quad.subject.value.removeprefix(DEFAULT_BASE), []).append(quad.triple)
    return {k: tuple(v) for k, v in found.items()}


def issue_triples(used: Mapping[str, list[Entity]], names: Names) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """The used concepts of the scheme with their broader ones, candidates with their labels, and the scheme itself."""
    scheme, seen = _scheme(), set()
    queue = sorted(used)
    while queue:
        key = queue.pop()
        if key in seen:
            continue
        seen.add(key)
        if key not in scheme:
            yield from _candidate(key, used[key], names)
            continue
        for triple in scheme[key]:
            obj = _moved(triple.object, names)
            yield names.node(key), triple.predicate, obj
            if triple.predicate == SKOS.broader:
                assert isinstance(triple.object, NamedNode)
                queue.append(triple.object.value.removeprefix(DEFAULT_BASE))
    if used:
        for triple in scheme.get(SCHEME, ()):
            if triple.predicate.value.rsplit("#")[-1] != "hasTopConcept":
                yield names.node(SCHEME), triple.predicate, _moved(triple.object, names)


def _moved(term: object, names: Names) -> Term:
    if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE):
        return names.node(term.value.removeprefix(DEFAULT_BASE))
    assert isinstance(term, NamedNode | Literal)
    return term


def _candidate(key: str, seen: list[Entity], names: Names) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    node = names.node(key)
    labels = sorted({n for e in seen for n in (e.name, *e.alt)}, key=lambda n: (len(n), n))
    yield node, RDF.type, SKOS.Concept
    yield node, SKOS.inScheme, names.node(SCHEME)
    yield node, KG.candidate, Literal(True)
    yield node, SKOS.prefLabel, english(labels[0])
    for other in labels[1:]:
        yield node, SKOS.altLabel, english(other)
