"""The page of a person, organisation, country or place: offices over time, meetings, statements by issue and over time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.explore.catalog import Catalog
from kg.explore.issue import by_time, facts
from kg.explore.paging import Paging, paging
from kg.explore.periods import periods
from kg.explore.picture import Picture, ego_picture
from kg.explore.prose import day, years
from kg.explore.reports import AnyFact
from kg.explore.titles import office_name
from kg.explore.view import Ref, View
from kg.query.terms import visible
from kg.vocab import KG, ORG, SKOS

SHOWN = 24
PERIODS = 36


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody holds or held: first and last day attested (ISO dates), and the bar of that time (0 to 100)."""

    who: Ref
    office: str
    organization: Ref | None
    first: str
    last: str
    left: float
    width: float

    @property
    def days(self) -> str:
        """The days in words."""
        if not self.first:
            return "no dated report"
        return f"seen {day(self.first)}" + ("" if self.first == self.last else f" to {day(self.last)}")


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue and how many statements are about it: in all, and in each of the page's periods."""

    issue: Ref
    count: int
    counts: list[int]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What the template needs."""

    ref: Ref
    other_names: list[str]
    same: list[str]
    articles: int
    offices: list[Office]
    holders: list[Office]
    meetings: list[AnyFact]
    meeting_count: int
    statements: list[AnyFact]
    paging: Paging
    said: int
    periods: list[str]
    topics: list[Topic]
    months: list[tuple[str, int]]
    mentioned: list[tuple[Ref, str, int]]
    picture: Picture | None


def entity_page(view: View, catalog: Catalog, node: NamedNode, number: int) -> EntityPage:
    """The page of ``node``; ``number`` counts the pages of its statements."""
    props = view.props(node)
    ident = catalog.entity(node.value)
    said = _SAID + " AND part.entity = ?"
    total = catalog.number(f"SELECT COUNT(DISTINCT part.fact) {said}", ident)
    pages = paging(number, total, SHOWN)
    found = catalog.rows(
        f"SELECT DISTINCT fact.node {said} ORDER BY part.day DESC, part.start LIMIT ? OFFSET ?", ident, SHOWN, pages.offset
    )
    met = _MET + " AND part.entity = ?"
    periods, topics = _topics(view, catalog, ident)
    meetings = catalog.rows(f"SELECT DISTINCT fact.node {met} ORDER BY part.day DESC, part.start LIMIT ?", ident, SHOWN)
    return EntityPage(
        ref=view.ref(node),
        other_names=[visible(t) for t in (*props.texts(SKOS.altLabel), *props.texts(SKOS.hiddenLabel))],
        same=[n.value for n in props.nodes(SKOS.exactMatch)],
        articles=catalog.number("SELECT articles FROM entity WHERE id = ?", ident) if ident else 0,
        offices=_offices(view, view.graph.subjects(ORG.member, node)),
        holders=_offices(view, view.graph.subjects(ORG.organization, node)),
        meetings=facts(view, [r["node"] for r in meetings]),
        meeting_count=catalog.number(f"SELECT COUNT(DISTINCT part.fact) {met}", ident),
        statements=facts(view, [r["node"] for r in found]),
        paging=pages,
        said=catalog.number(f"SELECT COUNT(DISTINCT part.fact) {said} AND part.role = 'speaker'", ident),
        periods=periods,
        topics=topics,
        months=by_time(catalog, _SPOKE, ident),
        mentioned=_mentioned(view, catalog, ident),
        picture=ego_picture(view, catalog, node),
    )


_SAID = "FROM part JOIN fact ON fact.id = part.fact WHERE fact.kind = 'statement' AND part.role IN ('speaker', 'addressee', 'channel')"
_SPOKE = (
    "SELECT substr(day, 1, 7) AS month, COUNT(DISTINCT fact) AS n FROM part WHERE entity = ? AND role = 'speaker' AND day <> '' "
    "GROUP BY month"
)
_MET = "FROM part JOIN fact ON fact.id = part.fact WHERE fact.kind = 'meeting' AND part.role IN ('participant', 'party', 'place')"


def _offices(view: View, memberships: list[NamedNode]) -> list[Office]:
    """Offices in order of time, with bars over the span of all of them."""
    rows = []
    for membership in memberships[:200]:
        props = view.props(membership)
        holder = next(iter(props.nodes(ORG.member)), None)
        body = next(iter(props.nodes(ORG.organization)), None)
        if holder:
            dates = props.text(KG.firstAttested), props.text(KG.lastAttested)
            rows.append((*dates, view.ref(holder), office_name(view, membership), view.ref(body) if body else None))
    times = [t for first, last, *_ in rows for t in (years(first), years(last)) if t is not None]
    low, high = (min(times), max(times)) if times else (0.0, 0.0)
    made = []
    for first, last, who, name, body_ref in rows:
        left, width = _bar(years(first), years(last), low, (high - low) or 1.0)
        made.append(Office(who, name, body_ref, first, last, left, width))
    return sorted(made, key=lambda o: (o.first or "9", o.office, o.who.name))


def _bar(first: float | None, last: float | None, low: float, wide: float) -> tuple[float, float]:
    """Left edge and width of a bar in hundredths of the whole time; without a first day there is none."""
    if first is None:
        return 0.0, 0.0
    return round((first - low) / wide * 100, 1), round(((last or first) - first) / wide * 100, 1)


def _topics(view: View, catalog: Catalog, ident: int) -> tuple[list[str], list[Topic]]:
    """The issues spoken of most, and the months or years (for more than ``PERIODS`` months) over which the statements spread."""
    joined = "FROM topic JOIN entity ON entity.id = topic.issue WHERE topic.entity = ?"
    top = catalog.rows(f"SELECT entity.id AS id, node, n {joined} ORDER BY n DESC, name LIMIT 12", ident)
    by_month = catalog.rows(
        "SELECT issue.entity AS issue, substr(who.day, 1, 7) AS month, COUNT(DISTINCT who.fact) AS n FROM part who "
        "JOIN part issue ON issue.fact = who.fact AND issue.role = 'about' "
        "WHERE who.entity = ? AND who.role = 'speaker' AND who.day <> '' GROUP BY issue.entity, month",
        ident,
    )
    shown = periods((str(r["month"]) for r in by_month), PERIODS)
    counts: Counter[tuple[int, str]] = Counter()
    for row in by_month:
        counts[row["issue"], row["month"][: len(shown[0])] if shown else ""] += row["n"]
    return shown, [Topic(view.ref(NamedNode(r["node"])), r["n"], [counts[r["id"], p] for p in shown]) for r in top]


def _mentioned(view: View, catalog: Catalog, ident: int) -> list[tuple[Ref, str, int]]:
    query = (
        "SELECT article.node AS node, article.date AS date, times FROM mention JOIN article ON article.id = mention.article "
        "WHERE mention.entity = ? ORDER BY article.date DESC, article.node LIMIT 40"
    )
    return [(view.ref(NamedNode(r["node"])), day(r["date"]), r["times"]) for r in catalog.rows(query, ident)]
