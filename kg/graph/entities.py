"""The entities graph: each shared node once, derived from all articles, whatever their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.facts import ArticleFacts, Entity
from kg.graph.iri import Names
from kg.graph.literals import english, string
from kg.graph.meeting import meeting_triples
from kg.graph.membership import membership_triples
from kg.graph.scheme import issue_triples
from kg.vocab import ORG, RDF, SCHEMA, SKOS

Term = NamedNode | Literal
WIKIDATA = "http://www.wikidata.org/entity/"
CLASSES = {
    "person": SCHEMA.Person,
    "organization": SCHEMA.Organization,
    "country": SCHEMA.Country,
    "place": SCHEMA.Place,
    "office": ORG.Role,
}


def entity_quads(articles: Sequence[ArticleFacts], names: Names) -> Iterator[Quad]:
    """The quads of the entities graph, unsorted."""
    graph = names.node("entities")
    for s, p, o in _triples(articles, names):
        yield Quad(s, p, o, graph)


def _triples(articles: Sequence[ArticleFacts], names: Names) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    gathered: dict[str, list[Entity]] = defaultdict(list)
    for facts in articles:
        for entity in facts.entities:
            if entity.kind != "group":
                gathered[entity.key].append(entity)
    for key in sorted(gathered):
        if gathered[key][0].kind != "issue":
            yield from _entity(names, key, gathered[key])
    yield from issue_triples({k: v for k, v in gathered.items() if v[0].kind == "issue"}, names)
    yield from membership_triples(articles, names)
    yield from meeting_triples(articles, names)


def _entity(names: Names, key: str, seen: list[Entity]) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    node, kind = names.node(key), seen[0].kind
    yield node, RDF.type, CLASSES[kind]
    name = best_name(e.name for e in seen)
    office = kind == "office"
    yield node, SKOS.prefLabel if office else SCHEMA.name, english(name) if office else string(name)
    for other in sorted({n for e in seen for n in (e.name, *e.alt)} - {name}):
        yield node, SKOS.altLabel, english(other) if office else string(other)
    for wikidata in sorted({e.wikidata for e in seen if e.wikidata}):
        yield node, SKOS.exactMatch, NamedNode(WIKIDATA + wikidata)
    for within in sorted({e.within for e in seen if e.within})[:1]:
        if kind in ("place", "organization"):
            yield node, SCHEMA.containedInPlace, names.node(within)


def best_name(candidates: Iterable[str]) -> str:
    """The fullest name: most words, then most often used, then longest, then first in the alphabet."""
    counts = Counter(candidates)
    return min(counts, key=lambda n: (-len(n.split()), -counts[n], -len(n), n))
