"""The wordings of one speech act side by side, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.query.evidence import offsets
from kg.query.node import Graph
from kg.query.terms import local, short, visible
from kg.vocab import KG, RDF, SCHEMA


def side_by_side(graph: Graph, node: NamedNode, limit: int) -> Iterator[str]:
    """The lines on at most ``limit`` wordings (0: all) of an utterance, or of the one that a statement is a wording of."""
    utterances = [node] if KG.Utterance in graph.nodes(node, RDF.type) else graph.nodes(node, KG.utterance)
    found = [_wording(graph, wording, node) for utterance in utterances for wording in graph.nodes(utterance, KG.wording)]
    if found:
        yield from ("", f"Wordings ({len(found)})")
    for number, (_, head, text) in enumerate(sorted(found)[: limit or None], 1):
        yield from (f"{number:>3}. {head}", f"     > {text}")
    if limit and len(found) > limit:
        yield f"  ... and {len(found) - limit} more (--limit 0 shows all)"


def _wording(graph: Graph, statement: NamedNode, shown: NamedNode) -> tuple[tuple[str, ...], str, str]:
    """What a wording is sorted by, who tells it how, and its words."""
    places = offsets(graph, graph.nodes(statement, KG.contentSpan))
    article = places[0][0] if places else statement
    published = graph.value(article, SCHEMA.datePublished)
    told = [graph.value(article, SCHEMA.identifier) or local(article.value), published or "undated"]
    told += [local(mode.value).lower() for mode in graph.nodes(statement, KG.mode)]
    for word, term in (("to", KG.addressee), ("through", KG.channel)):
        told += [f"{word} {graph.label(agent)}" for agent in graph.objects(statement, term)]
    head = f"{short(statement, graph.base)}  {', '.join(told)}{' (this)' if statement == shown else ''}"
    return (published, statement.value), head, visible(graph.value(statement, SCHEMA.text))
