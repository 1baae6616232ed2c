"""The columns of the CSV tables, in order; names and order stay as they are, new ones come last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.export.nodes import Node
from kg.vocab import ITSRDF, KG, NIF, ORG, SCHEMA, SKOS


class Names:
    """What rows need to know of nodes in other graphs."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._parts: dict[tuple[str, NamedNode], str] = {}

    def add(self, node: object, name: str) -> None:
        """Note a name; the first in the alphabet stays when there are several."""
        iri = _value(node)
        self._names[iri] = min(name, self._names.get(iri, name))

    def part(self, node: object, predicate: NamedNode, value: object) -> None:
        """Note whom or what a membership is of."""
        self._parts[_value(node), predicate] = _value(value)

    def name(self, iri: str) -> str:
        """The name of a node, its IRI when it has none, "" for ""."""
        return self._names.get(iri, iri)

    def of(self, iri: str, predicate: NamedNode) -> str:
        """The IRI that a membership has under ``predicate``, "" when it has none."""
        return self._parts.get((iri, predicate), "")


Column = Callable[[Node, Names], str]


@dataclass(frozen=True, slots=True)
class Table:
    """One row for each node of class ``kind``."""

    kind: NamedNode
    columns: Mapping[str, Column]


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _iri(node: Node, names: Names) -> str:
    return node.iri


def values(*predicates: NamedNode, between: str = " ") -> Column:
    """All values of the first of these properties that has any."""
    return lambda node, names: between.join(next((v for p in predicates if (v := node.values(p))), []))


def named(predicate: NamedNode) -> Column:
    """The names of a property's values."""
    return lambda node, names: "; ".join(names.name(v) for v in node.values(predicate))


def term(predicate: NamedNode) -> Column:
    """The local name of a property's value, such as "Held"."""
    return lambda node, names: node.value(predicate).rpartition("#")[2]


def part(predicate: NamedNode, *, name: bool = False) -> Column:
    """Whom or what the reported membership is of."""

    def column(node: Node, names: Names) -> str:
        iri = names.of(node.value(KG.reports), predicate)
        return names.name(iri) if name else iri

    return column


def article(node: Node, names: Names) -> str:
    """The article that a report or statement belongs to: its spans and parts are named after it."""
    return next((v.rpartition(".span.")[0] for v in node.values(KG.evidence)), "")


FOUND: dict[str, Column] = {"confidence": values(KG.confidence), "rule": values(KG.rule), "evidence": values(KG.evidence)}
OTHER_NAMES = values(SKOS.altLabel, between="; ")
TABLES: dict[str, Table] = {
    "articles": Table(
        SCHEMA.NewsArticle,
        {
            "article": _iri,
            "identifier": values(SCHEMA.identifier),
            "headline": values(SCHEMA.headline),
            "published": values(SCHEMA.datePublished),
            "date_basis": term(KG.dateBasis),
            "publisher": values(SCHEMA.publisher),
            "url": values(SCHEMA.url),
            "language": values(SCHEMA.inLanguage),
            "fetched": values(KG.fetched),
            "characters": values(KG.textLength),
            "sha256": values(KG.textSha256),
            "about": values(SCHEMA.about),
            "about_names": named(SCHEMA.about),
        },
    ),
    "persons": Table(
        SCHEMA.Person, {"person": _iri, "name": values(SCHEMA.name), "other_names": OTHER_NAMES, "same_as": values(SKOS.exactMatch)}
    ),
    "roles": Table(
        KG.RoleReport,
        {
            "report": _iri,
            "article": article,
            "person": part(ORG.member),
            "person_name": part(ORG.member, name=True),
            "office": part(ORG.role),
            "office_name": part(ORG.role, name=True),
            "organization": part(ORG.organization),
            "organization_name": part(ORG.organization, name=True),
            "status": values(KG.roleStatus),
            "date": values(KG.attestedOn, KG.formerBy, KG.futureAt),
            **FOUND,
        },
    ),
    "meetings": Table(
        KG.MeetingReport,
        {
            "report": _iri,
            "article": article,
            "meeting": values(KG.reports),
            "kind": term(KG.kind),
            "status": term(KG.status),
            "participants": values(KG.participant),
            "participant_names": named(KG.participant),
            "parties": values(KG.party),
            "party_names": named(KG.party),
            "places": values(SCHEMA.location),
            "place_names": named(SCHEMA.location),
            "start": values(SCHEMA.startDate),
            "end": values(SCHEMA.endDate),
            "minutes": values(KG.minutes),
            "about": values(SCHEMA.about),
            "about_names": named(SCHEMA.about),
            "within": values(SCHEMA.superEvent),
            **FOUND,
        },
    ),
    "statements": Table(
        KG.Statement,
        {
            "statement": _iri,
            "article": article,
            "mode": term(KG.mode),
            "speakers": values(KG.speaker),
            "speaker_names": named(KG.speaker),
            "addressees": values(KG.addressee),
            "addressee_names": named(KG.addressee),
            "channels": values(KG.channel),
            "channel_names": named(KG.channel),
            "text": values(SCHEMA.text),
            "said": values(SCHEMA.dateCreated),
            "about": values(SCHEMA.about),
            "about_names": named(SCHEMA.about),
            "within": values(KG.within),
            "made_at": values(KG.madeAt),
            **FOUND,
            "utterance": values(KG.utterance),
        },
    ),
    "issues": Table(
        SKOS.Concept,
        {
            "issue": _iri,
            "name": values(SKOS.prefLabel),
            "other_names": OTHER_NAMES,
            "broader": values(SKOS.broader),
            "candidate": values(KG.candidate),
            "same_as": values(SKOS.exactMatch),
        },
    ),
}
SPAN_COLUMNS = ("node", "relation", "span", "article", "begin", "end", "text", "confidence")
RELATIONS = {KG.evidence: "evidence", KG.contentSpan: "content", KG.sourceSpan: "source", KG.cueSpan: "cue"}


def span_rows(node: Node, spans: Mapping[str, Node]) -> Iterator[list[str]]:
    """The rows of the table of evidence: the spans of a fact, or whom a span names."""
    for predicate, relation in RELATIONS.items():
        for iri in node.values(predicate):
            if iri in spans:
                yield [node.iri, relation, *_place(spans[iri]), ""]
    if node.iri in spans:
        for iri in node.values(ITSRDF.taIdentRef):
            yield [iri, "mention", *_place(node), node.value(ITSRDF.taConfidence)]


def _place(span: Node) -> list[str]:
    return [span.iri, *(span.value(p) for p in (NIF.referenceContext, NIF.beginIndex, NIF.endIndex, NIF.anchorOf))]
