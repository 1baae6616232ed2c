"""Evidence: which reports and statements speak of a node, and the passages that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.query.marks import Mark
from kg.query.node import Graph
from kg.query.terms import curie, local
from kg.vocab import ITSRDF, KG, NIF, ORG, RDF, SCHEMA

MARKED = {KG.contentSpan: "content", KG.sourceSpan: "source", KG.cueSpan: "cue"}
ARGUMENTS = (KG.speaker, KG.addressee, KG.channel, KG.participant, KG.party, SCHEMA.location, SCHEMA.about)
MEMBERSHIP = (ORG.member, ORG.organization, ORG.role)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text with the marks that belong in it."""

    article: NamedNode
    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A report or statement that speaks of the explained node; ``relation`` says as what."""

    node: NamedNode
    relation: str
    passages: tuple[Passage, ...]


def witnesses(graph: Graph, node: NamedNode) -> list[Witness]:
    """All reports and statements behind a node, in order of publication and place, each once."""
    relations: dict[NamedNode, str] = {}
    for found, relation in _speaking_of(graph, node):
        if graph.nodes(found, KG.evidence):
            relations.setdefault(found, relation)
    made = (Witness(n, r, tuple(_passages(graph, n, node))) for n, r in relations.items())
    return sorted(made, key=lambda w: _order(graph, w))


def _speaking_of(graph: Graph, node: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    yield node, "this"
    if SCHEMA.NewsArticle in graph.nodes(node, RDF.type):
        for span in graph.subjects(NIF.referenceContext, node):
            yield from ((s, "said in it") for s in graph.subjects(KG.evidence, span))
        return
    for subject, predicate in graph.incoming(node):
        yield subject, curie(predicate.value)
        if predicate in MEMBERSHIP:
            yield from ((report, curie(predicate.value)) for report in graph.subjects(KG.reports, subject))


def mentions(graph: Graph, node: NamedNode) -> list[Passage]:
    """The spans that name a node, in order of article and place."""
    found = (_passage(graph, span, ()) for span in graph.subjects(ITSRDF.taIdentRef, node))
    return sorted((p for p in found if p), key=lambda p: (p.article.value, p.start, p.end))


def offsets(graph: Graph, spans: Iterable[NamedNode]) -> list[tuple[NamedNode, list[tuple[int, int]]]]:
    """Where spans lie, by article, in order."""
    found: dict[NamedNode, list[tuple[int, int]]] = {}
    for place in (_passage(graph, span, ()) for span in spans):
        if place:
            found.setdefault(place.article, []).append((place.start, place.end))
    return [(article, sorted(found[article])) for article in sorted(found, key=lambda a: a.value)]


def _order(graph: Graph, witness: Witness) -> tuple[str, str, int, str]:
    if not witness.passages:
        return "", "", 0, witness.node.value
    first = witness.passages[0]
    return graph.value(first.article, SCHEMA.datePublished), first.article.value, first.start, witness.node.value


def _passages(graph: Graph, witness: NamedNode, explained: NamedNode) -> Iterator[Passage]:
    """The evidence, and content that lies outside it, in order of place."""
    evidence = [p for p in (_passage(graph, s, ()) for s in graph.nodes(witness, KG.evidence)) if p]
    content = [p for p in (_passage(graph, s, ()) for s in graph.nodes(witness, KG.contentSpan)) if p]
    outside = [c for c in content if not any(_within(c, e) for e in evidence)]
    for passage in sorted([*evidence, *outside], key=lambda p: (p.article.value, p.start, p.end)):
        marks = tuple(_marks(graph, witness, explained, passage.article))
        yield Passage(passage.article, passage.start, passage.end, passage.text, marks)


def _marks(graph: Graph, witness: NamedNode, explained: NamedNode, article: NamedNode) -> Iterator[Mark]:
    for predicate, label in MARKED.items():
        for span in graph.nodes(witness, predicate):
            yield from _mark(graph, span, label, article)
    for label, entity in _arguments(graph, witness):
        for span in graph.subjects(ITSRDF.taIdentRef, entity):
            yield from _mark(graph, span, label, article)
    yield from _mark(graph, explained, "span", article)


def _arguments(graph: Graph, witness: NamedNode) -> Iterator[tuple[str, NamedNode]]:
    for predicate in ARGUMENTS:
        yield from ((local(predicate.value), entity) for entity in graph.nodes(witness, predicate))
    for membership in graph.nodes(witness, KG.reports):
        for predicate in MEMBERSHIP:
            yield from ((local(predicate.value), entity) for entity in graph.nodes(membership, predicate))


def _mark(graph: Graph, span: NamedNode, label: str, article: NamedNode) -> Iterator[Mark]:
    place = _passage(graph, span, ())
    if place and place.article == article:
        yield Mark(place.start, place.end, label)


def _passage(graph: Graph, span: NamedNode, marks: tuple[Mark, ...]) -> Passage | None:
    """The stretch that a span marks, or None for a node that is no whole span."""
    articles = graph.nodes(span, NIF.referenceContext)
    start, end = _offset(graph, span, NIF.beginIndex), _offset(graph, span, NIF.endIndex)
    if not articles or start is None or end is None:
        return None
    anchor = next((o.value for o in graph.objects(span, NIF.anchorOf) if isinstance(o, Literal)), "")
    return Passage(articles[0], start, end, anchor, marks)


def _offset(graph: Graph, span: NamedNode, predicate: NamedNode) -> int | None:
    values = [o.value for o in graph.objects(span, predicate) if isinstance(o, Literal)]
    return int(values[0]) if values and values[0].isdecimal() else None


def _within(inner: Passage, outer: Passage) -> bool:
    return inner.article == outer.article and outer.start <= inner.start and inner.end <= outer.end
