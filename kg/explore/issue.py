"""The page of an issue: who said what about it, when, and what it is part of."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.explore.catalog import Catalog
from kg.explore.paging import Paging, paging
from kg.explore.periods import over_time
from kg.explore.reports import AnyFact, fact
from kg.explore.view import Ref, View
from kg.query.terms import visible
from kg.vocab import KG, SKOS

SHOWN = 24


@dataclass(frozen=True, slots=True)
class IssuePage:
    """What the template needs; ``stands`` are the statements that show where their speakers stand, in order of time."""

    ref: Ref
    other_names: list[str]
    same: list[str]
    candidate: bool
    broader: list[Ref]
    narrower: list[Ref]
    articles: int
    speakers: list[tuple[Ref, int]]
    stands: list[AnyFact]
    months: list[tuple[str, int]]
    meetings: list[AnyFact]
    statements: list[AnyFact]
    paging: Paging


_ABOUT = "FROM part JOIN fact ON fact.id = part.fact WHERE part.entity = ? AND part.role = 'about' AND fact.kind = "


def issue_page(view: View, catalog: Catalog, node: NamedNode, number: int) -> IssuePage:
    """The page of the issue ``node``; ``number`` counts the pages of its statements."""
    props = view.props(node)
    ident = catalog.entity(node.value)
    pages = paging(number, catalog.number(f"SELECT COUNT(*) {_ABOUT} 'statement'", ident), SHOWN)
    newest = "ORDER BY part.day DESC, part.start LIMIT ? OFFSET ?"
    said = catalog.rows(f"SELECT fact.node {_ABOUT} 'statement' {newest}", ident, SHOWN, pages.offset)
    met = catalog.rows(f"SELECT fact.node {_ABOUT} 'meeting' {newest}", ident, SHOWN // 2, 0)
    return IssuePage(
        ref=view.ref(node),
        other_names=[visible(t) for t in (*props.texts(SKOS.altLabel), *props.texts(SKOS.hiddenLabel))],
        same=[n.value for n in props.nodes(SKOS.exactMatch)],
        candidate=props.text(KG.candidate) == "true",
        broader=view.refs(props.nodes(SKOS.broader)),
        narrower=view.refs(view.graph.subjects(SKOS.broader, node)),
        articles=catalog.number("SELECT articles FROM entity WHERE id = ?", ident) if ident else 0,
        speakers=_speakers(view, catalog, ident),
        stands=_stands(view, catalog, ident),
        months=by_time(
            catalog, f"SELECT substr(part.day, 1, 7) AS month, COUNT(*) AS n {_ABOUT} 'statement' AND part.day <> '' GROUP BY month", ident
        ),
        meetings=facts(view, [r["node"] for r in met]),
        statements=facts(view, [r["node"] for r in said]),
        paging=pages,
    )


def _stands(view: View, catalog: Catalog, ident: int) -> list[AnyFact]:
    query = "SELECT node FROM stance JOIN fact ON fact.id = stance.fact WHERE issue = ? ORDER BY stance.day DESC, stance.start LIMIT ?"
    return list(reversed(facts(view, [r["node"] for r in catalog.rows(query, ident, 2 * SHOWN)])))


def facts(view: View, nodes: list[str]) -> list[AnyFact]:
    """The facts of nodes, in their order."""
    return [f for f in (fact(view, NamedNode(n)) for n in nodes) if f]


def by_time(catalog: Catalog, query: str, ident: int) -> list[tuple[str, int]]:
    """Counts by month, or by year when they spread over many months; ``query`` yields month and n."""
    return over_time((str(r["month"]), int(r["n"])) for r in catalog.rows(query, ident))


def _speakers(view: View, catalog: Catalog, ident: int) -> list[tuple[Ref, int]]:
    query = "SELECT node, n FROM topic JOIN entity ON entity.id = topic.entity WHERE topic.issue = ? ORDER BY n DESC, name LIMIT 12"
    return [(view.ref(NamedNode(r["node"])), r["n"]) for r in catalog.rows(query, ident)]
