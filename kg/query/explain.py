"""Explaining a node: what it is, what is said of it, and the passages behind each claim, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from textwrap import shorten

from pyoxigraph import NamedNode

from kg.query.dating import bounds
from kg.query.decisions import decisions
from kg.query.evidence import Passage, Witness, mentions, witnesses
from kg.query.marks import Style, bracketed, marked
from kg.query.node import Graph
from kg.query.terms import Term, curie, short, visible
from kg.query.texts import TextSource
from kg.query.wordings import side_by_side
from kg.vocab import KG, RDF, SCHEMA

CONTEXT = 200
HEADLINES = (KG.kind, KG.status, SCHEMA.startDate, KG.mode, KG.speaker, KG.addressee, KG.channel, KG.attestedOn, KG.formerBy, KG.futureAt)


def explain(graph: Graph, node: NamedNode, *, texts: TextSource | None = None, limit: int = 20, style: Style = bracketed) -> Iterator[str]:
    """Yield the lines of an explanation; of witnesses and mentions at most ``limit`` are shown (0: all).

    With ``texts``, passages come with what stands around them.
    """
    yield from _heading(graph, node)
    yield from bounds(graph, node, limit)
    yield from side_by_side(graph, node, limit)
    yield from decisions(graph, node, limit)
    found = [w for w in witnesses(graph, node) if KG.Judgement not in graph.nodes(w.node, RDF.type)]
    if found:
        yield from ("", f"Evidence ({len(found)})")
    for number, witness in enumerate(found[: limit or None], 1):
        yield from _witness(graph, number, witness, texts, style)
    yield from _more(len(found), limit)
    yield from _mentions(graph, mentions(graph, node), limit)


def _heading(graph: Graph, node: NamedNode) -> Iterator[str]:
    types = ", ".join(curie(t.value) for t in graph.nodes(node, RDF.type)) or "no type in this graph"
    name = graph.label(node)
    local = short(node, graph.base)
    yield f"{name}  ({local})" if name != local else local
    yield f"  {node.value}"
    yield f"  {types}"
    facts = [(p, o) for p, o in graph.facts(node) if p != RDF.type]
    wide = max((len(curie(p.value)) for p, _ in facts), default=0)
    for predicate, obj in facts:
        yield f"  {curie(predicate.value):<{wide}}  {_object(graph, obj)}"


def _object(graph: Graph, obj: Term) -> str:
    name, local = graph.label(obj), short(obj, graph.base)
    return name if name == local else f"{name} ({local})"


def _witness(graph: Graph, number: int, witness: Witness, texts: TextSource | None, style: Style) -> Iterator[str]:
    types = ", ".join(curie(t.value) for t in graph.nodes(witness.node, RDF.type))
    as_what = "" if witness.relation == "this" else f"  as {witness.relation}"
    yield f"{number:>3}. {short(witness.node, graph.base)}  {types}{as_what}"
    gist = [f"{curie(p.value).partition(':')[2]} {graph.label(o)}" for p in HEADLINES for o in graph.objects(witness.node, p)]
    if gist and witness.relation != "this":
        yield f"     {'; '.join(gist)}"
    rule, confidence = graph.value(witness.node, KG.rule), graph.value(witness.node, KG.confidence)
    yield f"     rule {rule or 'not recorded'}; confidence {confidence or 'not recorded'}"
    for passage in witness.passages:
        yield from _passage(graph, passage, texts, style)


def _passage(graph: Graph, passage: Passage, texts: TextSource | None, style: Style) -> Iterator[str]:
    before, after, note = _context(graph, passage, texts)
    if before:
        yield f"     | {before}"
    yield f"     > {marked(passage.text, passage.start, passage.marks, style)}"
    if after:
        yield f"     | {after}"
    yield f"       {_article(graph, passage.article)}, characters {passage.start}-{passage.end}"
    if note:
        yield f"       {note}"


def _article(graph: Graph, article: NamedNode) -> str:
    ident = graph.value(article, SCHEMA.identifier) or short(article, graph.base)
    headline = graph.value(article, SCHEMA.headline)
    rest = [graph.value(article, p) for p in (SCHEMA.publisher, SCHEMA.datePublished, SCHEMA.url)]
    told = [f'"{headline}"' if headline else "", *rest]
    return ", ".join([ident, *(t for t in told if t)])


def _context(graph: Graph, passage: Passage, texts: TextSource | None) -> tuple[str, str, str]:
    """What stands before and after within the paragraph, and a note when it cannot be shown."""
    if texts is None:
        return "", "", ""
    ident = graph.value(passage.article, SCHEMA.identifier)
    text = texts.get(ident)
    if text is None:
        return "", "", f"(no text of {ident} among the texts given)"
    if text[passage.start : passage.end] != passage.text:
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        other = digest != graph.value(passage.article, KG.textSha256)
        return "", "", f"(the text given for {ident} {'is not the one imported' if other else 'has other words at these offsets'})"
    before = text[: passage.start].rpartition("\n\n")[2].strip()
    after = text[passage.end :].partition("\n\n")[0].strip()
    return visible(_tail(before)), visible(_head(after)), ""


def _tail(text: str) -> str:
    return text if len(text) <= CONTEXT else f"... {text[-CONTEXT:]}"


def _head(text: str) -> str:
    return text if len(text) <= CONTEXT else f"{text[:CONTEXT]} ..."


def _mentions(graph: Graph, found: list[Passage], limit: int) -> Iterator[str]:
    if not found:
        return
    yield from ("", f"Mentions ({len(found)})")
    for mention in found[: limit or None]:
        ident = graph.value(mention.article, SCHEMA.identifier)
        yield f"  {ident} {mention.start}-{mention.end}  {visible(shorten(mention.text, 80))}"
    yield from _more(len(found), limit)


def _more(count: int, limit: int) -> Iterator[str]:
    if limit and count > limit:
        yield f"  ... and {count - limit} more (--limit 0 shows all)"
