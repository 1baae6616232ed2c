"""The page of an article: its text with the evidence marked, and a card with the triples for each fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode

from kg.explore.passages import Passage, passages
from kg.explore.prose import shortened
from kg.explore.reports import AnyFact, facts_of
from kg.explore.segments import Mark, Segment, paragraphs
from kg.explore.statements import Statement
from kg.explore.view import ArticleRef, Ref, View
from kg.query.terms import Term, curie, short
from kg.query.texts import TextSource
from kg.vocab import ITSRDF, KG, SCHEMA

SNIPPET = 90


@dataclass(frozen=True, slots=True)
class Row:
    """A triple of a fact as a card shows it; ``at`` is the place of words of its own, as "12-34", empty where the fact's are meant."""

    predicate: str
    value: str
    href: str
    at: str


@dataclass(frozen=True, slots=True)
class Card:
    """A numbered fact with its triples."""

    number: int
    fact: AnyFact
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What the template needs; ``paragraphs`` is empty when the text is not shown, and ``note`` then says why."""

    article: ArticleRef
    url: str
    cards: list[Card]
    paragraphs: list[list[Segment]]
    note: str
    issues: list[Ref]
    named: list[tuple[Ref, int]]
    length: str


def article_page(view: View, node: NamedNode, texts: TextSource | None, *, short_quotes: bool) -> ArticlePage:
    """The page of the article ``node``; with ``short_quotes`` neither text nor long quotations are in it."""
    props = view.props(node)
    cards = [Card(n, f, list(_rows(view, f))) for n, f in enumerate(facts_of(view, node), 1)]
    mentions = list(_mentions(view, node))
    text, note = _text(props.text(SCHEMA.identifier), props.text(KG.textSha256), texts, short_quotes)
    marks = [*_fact_marks(cards), *_mention_marks(view, mentions)]
    names = Counter(entity for _, entity in mentions)
    url = props.text(SCHEMA.url) or next((n.value for n in props.nodes(SCHEMA.url)), "")
    return ArticlePage(
        article=view.article(node),
        url=url if url.startswith(("https://", "http://")) else "",
        cards=cards,
        paragraphs=list(paragraphs(text, marks)) if text else [],
        note=note,
        issues=view.refs(props.nodes(SCHEMA.about)),
        named=sorted(((view.ref(e), n) for e, n in names.items()), key=lambda pair: (-pair[1], pair[0].name)),
        length=props.text(KG.textLength),
    )


def _text(ident: str, digest: str, texts: TextSource | None, short_quotes: bool) -> tuple[str, str]:
    if short_quotes:
        return "", "The text of this article is not shown; the facts say where in it they stand, in characters."
    text = texts.get(ident) if texts else None
    if text is None:
        return "", "The text of this article is not at hand; the quotations below are the passages that the graph holds."
    if digest and sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
        return "", "The text at hand is not the one that was read, so that its passages would be marked in the wrong places."
    return text, ""


def _mentions(view: View, article: NamedNode) -> Iterator[tuple[Passage, NamedNode]]:
    for quad in view.graph.store.quads_for_pattern(None, ITSRDF.taIdentRef, None, article):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            for passage in passages(view, [quad.subject]):
                yield passage, quad.object


def _fact_marks(cards: list[Card]) -> Iterator[Mark]:
    for card in cards:
        if isinstance(card.fact, Statement):
            yield from (Mark(p.start, p.end, "said", card.number) for p in card.fact.content or card.fact.passages)
            yield from (Mark(p.start, p.end, "cue") for p in card.fact.cues)
        else:
            look = "met" if card.fact.kind == "meeting" else "office"
            yield from (Mark(p.start, p.end, look, card.number) for p in card.fact.passages)


def _mention_marks(view: View, mentions: list[tuple[Passage, NamedNode]]) -> Iterator[Mark]:
    for passage, entity in mentions:
        ref = view.ref(entity)
        if ref.href:
            yield Mark(passage.start, passage.end, f"who {ref.kind}", 0, ref.href)


def _rows(view: View, each: AnyFact) -> Iterator[Row]:
    """The triples of a fact; one that names a span leads to that span, any other to the evidence."""
    for predicate, value in view.props(each.node).items():
        span = passages(view, [value]) if isinstance(value, NamedNode) else ()
        shown, href = _shown(view, value, span)
        yield Row(curie(predicate), shown, href, f"{span[0].start}-{span[0].end}" if span else "")


def _shown(view: View, value: Term, span: tuple[Passage, ...]) -> tuple[str, str]:
    if span:
        return f"{short(value, view.base)} “{shortened(span[0].text, SNIPPET)}”", ""
    if isinstance(value, NamedNode):
        ref = view.ref(value)
        return (ref.name if ref.kind else short(value, view.base)), ref.href
    text = value.value if isinstance(value, Literal) else str(value)
    return shortened(text, SNIPPET), ""
