"""Why a node is taken for whom it is: the judgements on its identity, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.query.evidence import offsets
from kg.query.node import Graph
from kg.query.terms import local, short
from kg.vocab import KG, RDF, SCHEMA

WORDING = {KG.Same: "is", KG.Different: "is not", KG.Undecided: "may be"}


def judgements(graph: Graph, node: NamedNode) -> list[NamedNode]:
    """The judgements on a node, as the one judged or the one compared with; a judgement is its own."""
    found = {*graph.subjects(KG.judged, node), *graph.subjects(KG.against, node)}
    own = {node} if KG.Judgement in graph.nodes(node, RDF.type) else set()
    return sorted(found | own, key=lambda n: n.value)


def decisions(graph: Graph, node: NamedNode, limit: int) -> Iterator[str]:
    """The lines on at most ``limit`` judgements (0: all): what was decided, why, by which rule, against whom, and where it stands."""
    found = judgements(graph, node)
    if found:
        yield from ("", f"Identity ({len(found)})")
    for number, made in enumerate(found[: limit or None], 1):
        yield from _decision(graph, number, made)
    if limit and len(found) > limit:
        yield f"  ... and {len(found) - limit} more (--limit 0 shows all)"


def _decision(graph: Graph, number: int, made: NamedNode) -> Iterator[str]:
    (judged, *_), (against, *_) = graph.nodes(made, KG.judged), graph.nodes(made, KG.against)
    form = graph.value(made, KG.form)
    who = f'"{form}" ({short(judged, graph.base)})' if form else _named(graph, judged)
    verdict = next((WORDING[v] for v in graph.nodes(made, KG.verdict) if v in WORDING), "?")
    yield f"{number:>3}. {who} {verdict} {_named(graph, against)}"
    score = graph.value(made, KG.score)
    yield f"     rule {graph.value(made, KG.rule) or 'not recorded'}{f'; likeness {score}' if score else ''}"
    if graph.value(made, KG.reason):
        yield f"     since {graph.value(made, KG.reason)}"
    for rival in graph.objects(made, KG.rejected):
        yield f"     not {graph.label(rival)}"
    for article, places in offsets(graph, graph.nodes(made, KG.evidence)):
        told = ", ".join(f"{start}-{end}" for start, end in places)
        yield f"       {graph.value(article, SCHEMA.identifier) or local(article.value)}, characters {told}"


def _named(graph: Graph, node: NamedNode) -> str:
    name, key = graph.label(node), short(node, graph.base)
    return f"{name} ({key})" if name != key else key
