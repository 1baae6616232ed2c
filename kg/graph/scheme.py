"""Issues in the entities graph: the concepts of the scheme that articles use, with all that lies above them, and minted candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from pyoxigraph import Triple as RdfTriple

from kg import resources
from kg.facts import Entity
from kg.graph.contribution import Contribution, Given, Triple, singles
from kg.graph.iri import DEFAULT_BASE, Names
from kg.graph.literals import english
from kg.vocab import KG, RDF, SKOS

SCHEME = "issues"


@lru_cache(maxsize=1)
def _scheme() -> Mapping[str, tuple[RdfTriple, ...]]:
    """The triples of ``kg/data/issues.ttl`` by the local name of their subject."""
    found: dict[str, list[RdfTriple]] = {}
    for quad in parse(resources.data("issues.ttl").read_bytes(), RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode)
        found.setdefault(quad.subject.value.removeprefix(DEFAULT_BASE), []).append(quad.triple)
    return {k: tuple(v) for k, v in found.items()}


def issue_contributions(entity: Entity) -> Iterator[tuple[str, Contribution]]:
    """That an article uses a concept, and so the scheme and all that lies above it; the labels of a candidate."""
    for key in (SCHEME, *_upwards(entity.key)):
        yield key, ("issue", "used", "")
    if entity.key not in _scheme():
        for label in (entity.name, *entity.alt):
            yield entity.key, ("issue", "label", label)


@lru_cache(maxsize=4096)
def _upwards(key: str) -> tuple[str, ...]:
    """The concept and those above it."""
    found, queue = {key}, [key]
    while queue:
        for triple in _scheme().get(queue.pop(), ()):
            if triple.predicate == SKOS.broader:
                assert isinstance(triple.object, NamedNode)
                above = triple.object.value.removeprefix(DEFAULT_BASE)
                queue += {above} - found
                found.add(above)
    return tuple(sorted(found))


def issue_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """A concept as the scheme has it, a candidate with its labels, or the scheme itself, which lists no concepts."""
    if key not in _scheme():
        yield from _candidate(key, sorted(singles(given)["label"], key=lambda n: (len(n), n)), names)
    for triple in _scheme().get(key, ()):
        if triple.predicate != SKOS.hasTopConcept:
            yield names.node(key), triple.predicate, _moved(triple.object, names)


def _moved(term: object, names: Names) -> NamedNode | Literal:
    if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE):
        return names.node(term.value.removeprefix(DEFAULT_BASE))
    assert isinstance(term, NamedNode | Literal)
    return term


def _candidate(key: str, labels: list[str], names: Names) -> Iterator[Triple]:
    node = names.node(key)
    yield node, RDF.type, SKOS.Concept
    yield node, SKOS.inScheme, names.node(SCHEME)
    yield node, KG.candidate, Literal(True)
    yield node, SKOS.prefLabel, english(labels[0])
    for other in labels[1:]:
        yield node, SKOS.altLabel, english(other)
