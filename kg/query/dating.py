"""Between which days an undated article was published, with the proof, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.query.node import Graph
from kg.query.terms import short
from kg.vocab import KG


def bounds(graph: Graph, article: NamedNode, limit: int) -> Iterator[str]:
    """The lines on at most ``limit`` bounds (0: all) of an article's publication: the days, each event, why, and the reports behind it."""
    found = graph.subjects(KG.bounds, article)
    if not found:
        return
    first = max((graph.value(b, KG.notBefore) for b in found), default="")
    last = min((day for b in found if (day := graph.value(b, KG.notAfter))), default="")
    days = " and ".join(told for told in (first and f"not before {first}", last and f"not after {last}") if told)
    yield from ("", f"Published {days} (inferred)")
    for number, bound in enumerate(found[: limit or None], 1):
        yield from _bound(graph, number, bound)
    if limit and len(found) > limit:
        yield f"  ... and {len(found) - limit} more (--limit 0 shows all)"


def _bound(graph: Graph, number: int, bound: NamedNode) -> Iterator[str]:
    before, after = graph.value(bound, KG.notBefore), graph.value(bound, KG.notAfter)
    events = ", ".join(short(event, graph.base) for event in graph.nodes(bound, KG.over))
    yield f"{number:>3}. {f'not before {before}' if before else f'not after {after}'}: {events}"
    yield f"     since {graph.value(bound, KG.reason)}"
    for claim in graph.nodes(bound, KG.claim):
        status = graph.value(claim, KG.status)
        yield f"     by {short(claim, graph.base)}{f' ({status})' if status else ''}"
