"""What articles share, in the graphs of entities and judgements: each node once, derived from what they contribute to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.facts import ArticleFacts, Entity
from kg.graph import judgement
from kg.graph.conflict import conflict_contributions, conflict_triples
from kg.graph.contribution import Contribution, Given, Triple, singles
from kg.graph.dating import KIND as DATING
from kg.graph.dating import dating_contributions, dating_triples
from kg.graph.duplicates import KIND as DUPLICATES
from kg.graph.duplicates import duplicate_contributions, duplicate_triples
from kg.graph.iri import Names
from kg.graph.judgement import judgement_contributions, judgement_triples
from kg.graph.literals import english, string
from kg.graph.meeting import meeting_contributions, meeting_triples
from kg.graph.membership import membership_contributions, membership_triples
from kg.graph.scheme import issue_contributions, issue_triples
from kg.graph.utterance import KIND as UTTERANCE
from kg.graph.utterance import utterance_contributions, utterance_triples
from kg.resolve.names import best_name
from kg.vocab import ORG, RDF, SCHEMA, SKOS

GRAPH = "entities"
WIKIDATA = "http://www.wikidata.org/entity/"
CLASSES = {
    "person": SCHEMA.Person,
    "organization": SCHEMA.Organization,
    "country": SCHEMA.Country,
    "place": SCHEMA.Place,
    "office": ORG.Role,
}


def entity_quads(articles: Iterable[ArticleFacts], names: Names) -> Iterator[Quad]:
    """The quads of what articles share, unsorted; persons and meetings have the keys that hold across articles."""
    given: dict[str, Counter[Contribution]] = defaultdict(Counter)
    for facts in articles:
        for key, contribution in contributions(facts):
            given[key][contribution] += 1
    for key in sorted(given):
        yield from node_quads(key, given[key], names)


def contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """What one article contributes, with the key of the node; a contribution made twice counts twice."""
    for entity in facts.entities:
        if entity.kind == "issue":
            yield from issue_contributions(entity)
        elif entity.kind != "group":
            yield from _entity_contributions(entity)
    yield from membership_contributions(facts)
    yield from meeting_contributions(facts)
    yield from utterance_contributions(facts)
    yield from dating_contributions(facts)
    yield from duplicate_contributions(facts)
    yield from judgement_contributions(facts)
    yield from conflict_contributions(facts)


def graph_of(key: str) -> str:
    """The local name of the graph that a shared node stands in."""
    return judgement.GRAPH if key.startswith(judgement.PREFIX) else GRAPH


def node_quads(key: str, given: Given, names: Names) -> Iterator[Quad]:
    """The quads of one node, unsorted; of nothing given, none."""
    graph = names.node(graph_of(key))
    yield from (Quad(s, p, o, graph) for s, p, o in node_triples(key, given, names))


def node_triples(key: str, given: Given, names: Names) -> Iterable[Triple]:
    """The same without the graph's name."""
    kind = min((contribution[0] for contribution in given), default="")
    return WRITERS[kind](key, given, names) if kind else ()


def _entity_contributions(entity: Entity) -> Iterator[tuple[str, Contribution]]:
    yield entity.key, (entity.kind, "name", entity.name)
    for other in entity.alt:
        yield entity.key, (entity.kind, "alt", other)
    for garbled in entity.hidden:
        yield entity.key, (entity.kind, "hidden", garbled)
    if entity.wikidata:
        yield entity.key, (entity.kind, "wikidata", entity.wikidata)
    if entity.within and entity.kind in ("place", "organization"):
        yield entity.key, (entity.kind, "within", entity.within)


def _entity_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    node, kind, found = names.node(key), min(c[0] for c in given), singles(given)
    yield node, RDF.type, CLASSES[kind]
    name = best_name(found["name"])
    office = kind == "office"
    yield node, SKOS.prefLabel if office else SCHEMA.name, english(name) if office else string(name)
    for other in sorted({*found["name"], *found["alt"]} - {name}):
        yield node, SKOS.altLabel, english(other) if office else string(other)
    for garbled in sorted({*found["hidden"]} - {*found["name"], *found["alt"]}):
        yield node, SKOS.hiddenLabel, string(garbled)
    for wikidata in sorted(found["wikidata"]):
        yield node, SKOS.exactMatch, NamedNode(WIKIDATA + wikidata)
    for within in sorted(found["within"])[:1]:
        yield node, SCHEMA.containedInPlace, names.node(within)


WRITERS: dict[str, Callable[[str, Given, Names], Iterator[Triple]]] = {
    **dict.fromkeys(CLASSES, _entity_triples),
    "issue": issue_triples,
    "membership": membership_triples,
    "meeting": meeting_triples,
    UTTERANCE: utterance_triples,
    DATING: dating_triples,
    DUPLICATES: duplicate_triples,
    "judgement": judgement_triples,
    "conflict": conflict_triples,
}
