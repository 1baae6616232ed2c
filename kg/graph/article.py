"""The named graph of one article: the article, its spans, its reports and its statements, and nothing of other nodes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.facts import ArticleFacts, MeetingFact, RoleFact, StanceFact, StatementFact
from kg.graph.contribution import Triple
from kg.graph.iri import Names
from kg.graph.literals import date, decimal, integer, string, time
from kg.graph.meeting import meeting_key
from kg.graph.membership import membership_key
from kg.model import Span
from kg.resolve.wordings import handles
from kg.vocab import ITSRDF, KG, NIF, RDF, SCHEMA

ATTESTED = {"current": KG.attestedOn, "former": KG.formerBy, "future": KG.futureAt}


def article_quads(facts: ArticleFacts, names: Names) -> list[Quad]:
    """The quads of an article's graph, unsorted; equal facts give equal quads."""
    graph = names.article(facts.article.id)
    return [Quad(s, p, o, graph) for s, p, o in article_triples(facts, names)]


def article_triples(facts: ArticleFacts, names: Names) -> Iterator[Triple]:
    """The same without the graph's name."""
    return _ArticleGraph(facts, names).triples()


class _ArticleGraph:
    def __init__(self, facts: ArticleFacts, names: Names) -> None:
        self.facts = facts
        self.names = names
        self.id = facts.article.id
        self.graph = names.article(self.id)
        self.spans: dict[Span, NamedNode] = {}
        self.statements = [names.node(handle) for handle in handles(facts)]

    def triples(self) -> Iterator[Triple]:
        yield from self._article()
        for number, role in enumerate(self.facts.roles, 1):
            yield from self._role(number, role)
        for number, meeting in enumerate(self.facts.meetings, 1):
            yield from self._meeting(number, meeting)
        for node, statement in zip(self.statements, self.facts.statements, strict=True):
            yield from self._statement(node, statement)
        yield from self._groups()
        yield from self._references()
        for span, node in sorted(self.spans.items()):
            yield from self._span(span, node)

    def _article(self) -> Iterator[Triple]:
        article, node = self.facts.article, self.graph
        yield node, RDF.type, SCHEMA.NewsArticle
        yield node, SCHEMA.identifier, string(article.id)
        yield node, KG.textSha256, string(hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest())
        yield node, KG.textLength, integer(len(article.text))
        for term, value in (
            (SCHEMA.headline, article.title),
            (SCHEMA.publisher, article.publisher),
            (SCHEMA.url, article.url),
            (SCHEMA.inLanguage, article.language),
        ):
            if value:
                yield node, term, string(value)
        if article.published:
            yield node, SCHEMA.datePublished, date(article.published)
            yield node, KG.dateBasis, KG[article.date_basis or "fromMetadata"]
        if article.fetched:
            yield node, KG.fetched, time(article.fetched)
        for issue in self.facts.issues:
            yield node, SCHEMA.about, self.names.node(issue)

    def _role(self, number: int, role: RoleFact) -> Iterator[Triple]:
        node = self.names.part(self.id, "role", number)
        yield node, RDF.type, KG.RoleReport
        yield node, KG.reports, self.names.node(membership_key(role))
        if self.facts.article.published:
            yield node, ATTESTED[role.status], date(self.facts.article.published)
        yield node, KG.roleStatus, string(role.status)
        yield node, KG.confidence, decimal(role.confidence)
        yield node, KG.rule, string(role.rule)
        yield from self._evidence(node, role.evidence)

    def _meeting(self, number: int, meeting: MeetingFact) -> Iterator[Triple]:
        node = self.names.part(self.id, "meeting", number)
        yield node, RDF.type, KG.MeetingReport
        yield node, KG.reports, self.names.node(meeting_key(meeting, self.id, number))
        yield node, KG.kind, KG[meeting.kind]
        yield node, KG.status, KG[meeting.status]
        for term, keys in (
            (KG.participant, meeting.participants),
            (KG.party, meeting.parties),
            (SCHEMA.location, meeting.places),
            (SCHEMA.about, meeting.issues),
        ):
            for key in keys:
                yield node, term, self.names.node(key)
        if meeting.start:
            yield node, SCHEMA.startDate, date(meeting.start)
        if meeting.end:
            yield node, SCHEMA.endDate, date(meeting.end)
        if meeting.minutes:
            yield node, KG.minutes, decimal(meeting.minutes)
        if meeting.within is not None:
            yield node, SCHEMA.superEvent, self.names.part(self.id, "meeting", meeting.within + 1)
        yield node, KG.confidence, decimal(meeting.confidence)
        yield node, KG.rule, string(meeting.rule)
        yield from self._evidence(node, meeting.evidence)

    def _statement(self, node: NamedNode, statement: StatementFact) -> Iterator[Triple]:
        yield node, RDF.type, KG.Statement
        if statement.mode == "Direct":
            yield node, RDF.type, SCHEMA.Quotation
        yield node, KG.mode, KG[statement.mode]
        text = self.facts.article.text
        yield node, SCHEMA.text, string(" … ".join(text[s.start : s.end] for s in statement.content))
        for term, keys in (
            (KG.speaker, statement.speakers),
            (KG.addressee, statement.addressees),
            (KG.channel, statement.channels),
            (SCHEMA.about, statement.issues),
        ):
            for key in keys:
                yield node, term, self.names.node(key)
        for span in statement.content:
            yield node, KG.contentSpan, self._mark(span)
        if statement.source:
            yield node, KG.sourceSpan, self._mark(statement.source)
        if statement.cue:
            yield node, KG.cueSpan, self._mark(statement.cue)
        if statement.said:
            yield node, SCHEMA.dateCreated, date(statement.said)
        if statement.within is not None:
            yield node, KG.within, self.statements[statement.within]
        if statement.made_at is not None:
            yield node, KG.madeAt, self.names.part(self.id, "meeting", statement.made_at + 1)
        if statement.key:
            yield node, KG.utterance, self.names.node(statement.key)
        for number, stance in enumerate(statement.stances, 1):
            yield from self._stance(node, NamedNode(f"{node.value}.stance.{number}"), stance)
        yield node, KG.confidence, decimal(statement.confidence)
        yield node, KG.rule, string(statement.rule)
        yield from self._evidence(node, statement.evidence)

    def _stance(self, statement: NamedNode, node: NamedNode, stance: StanceFact) -> Iterator[Triple]:
        yield statement, KG.stance, node
        yield node, RDF.type, KG.Stance
        yield node, KG.position, KG[stance.position]
        yield node, SCHEMA.about, self.names.node(stance.issue)
        yield node, KG.rule, string(stance.rule)
        yield from self._evidence(node, (stance.evidence,))

    def _groups(self) -> Iterator[Triple]:
        for entity in self.facts.entities:
            if entity.kind == "group":
                node = self.names.node(entity.key)
                yield node, RDF.type, KG.Group
                yield node, SCHEMA.name, string(entity.name)
                if entity.within:
                    yield node, KG.party, self.names.node(entity.within)

    def _references(self) -> Iterator[Triple]:
        confidence: dict[Span, float] = {}
        for reference in self.facts.references:
            yield self._mark(reference.span), ITSRDF.taIdentRef, self.names.node(reference.key)
            confidence[reference.span] = max(reference.confidence, confidence.get(reference.span, 0.0))
        for span, value in confidence.items():
            yield self._mark(span), ITSRDF.taConfidence, decimal(value)

    def _evidence(self, node: NamedNode, spans: tuple[Span, ...]) -> Iterator[Triple]:
        for span in spans:
            yield node, KG.evidence, self._mark(span)

    def _mark(self, span: Span) -> NamedNode:
        node = self.spans.get(span)
        if node is None:
            node = self.spans[span] = self.names.span(self.id, span)
        return node

    def _span(self, span: Span, node: NamedNode) -> Iterator[Triple]:
        yield node, RDF.type, KG.Span
        yield node, NIF.referenceContext, self.graph
        yield node, NIF.beginIndex, integer(span.start)
        yield node, NIF.endIndex, integer(span.end)
        yield node, NIF.anchorOf, string(self.facts.article.text[span.start : span.end])
