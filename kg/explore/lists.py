"""Lists: the front page, everything of a kind, search results, and the timeline."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.explore.catalog import Catalog
from kg.explore.paging import Paging, paging
from kg.explore.prose import MONTHS, day
from kg.explore.view import Ref, View

SINGULAR = {
    "article": "article",
    "person": "person",
    "org": "organisation",
    "country": "country",
    "place": "place",
    "meeting": "meeting",
    "issue": "issue",
}
KINDS = {
    "article": "Articles",
    "person": "People",
    "org": "Organisations",
    "country": "Countries",
    "place": "Places",
    "meeting": "Meetings",
    "issue": "Issues",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: what it is, when, a status or publisher, in how many articles (of an article: how many facts), and by which
    article a namesake can be told from others."""

    ref: Ref
    date: str
    note: str
    count: int
    only_in: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of everything of a kind."""

    kind: str
    title: str
    items: list[Item]
    paging: Paging


@dataclass(frozen=True, slots=True)
class HomePage:
    """Counts by kind, and the newest, most named and most discussed."""

    counts: dict[str, int]
    statements: int
    articles: list[Item]
    people: list[Item]
    meetings: list[Item]
    issues: list[Item]


@dataclass(frozen=True, slots=True)
class Month:
    """A month (or year, for meetings dated no better) with the number of its meetings; ``height`` of 100 for a bar."""

    key: str
    name: str
    count: int
    height: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A month's meetings and articles, and all months by year."""

    month: Month | None
    years: list[tuple[str, list[Month]]]
    meetings: list[Item]
    articles: list[Item]
    article_count: int
    before: Month | None
    after: Month | None


_ENTITY = "SELECT node, date, status, articles AS n FROM entity WHERE kind = ?"
_ARTICLE = "SELECT node, date, publisher AS status, statements + meetings + roles AS n FROM article"


def list_page(view: View, catalog: Catalog, kind: str, number: int) -> ListPage:
    """A page of all entities of a kind: meetings and articles by date, the newest first, the rest by number of articles."""
    if kind == "article":
        pages = paging(number, catalog.number("SELECT COUNT(*) FROM article"))
        items = _items(view, catalog, f"{_ARTICLE} ORDER BY date DESC, node LIMIT ? OFFSET ?", pages.size, pages.offset)
    else:
        pages = paging(number, catalog.number("SELECT COUNT(*) FROM entity WHERE kind = ? AND articles > 0", kind))
        order = "date DESC, name" if kind == "meeting" else "articles DESC, name, node"
        query = f"{_ENTITY} AND articles > 0 ORDER BY {order} LIMIT ? OFFSET ?"
        items = _items(view, catalog, query, kind, pages.size, pages.offset)
    return ListPage(kind, KINDS[kind], items, pages)


def home_page(view: View, catalog: Catalog) -> HomePage:
    """The front page."""
    counts = {"article": catalog.number("SELECT COUNT(*) FROM article")}
    for row in catalog.rows("SELECT kind, COUNT(*) AS n FROM entity WHERE articles > 0 GROUP BY kind"):
        counts[row["kind"]] = row["n"]
    most = f"{_ENTITY} AND articles > 0 ORDER BY articles DESC, name LIMIT ?"
    return HomePage(
        counts={kind: counts[kind] for kind in KINDS if kind in counts},
        statements=catalog.number("SELECT COUNT(*) FROM fact WHERE kind = 'statement'"),
        articles=_items(view, catalog, f"{_ARTICLE} ORDER BY date DESC, node LIMIT 8"),
        people=_items(view, catalog, most, "person", 18),
        meetings=_items(view, catalog, f"{_ENTITY} AND date <> '' ORDER BY date DESC, name LIMIT 8", "meeting"),
        issues=_items(view, catalog, most, "issue", 18),
    )


def timeline_page(view: View, catalog: Catalog, key: str) -> TimelinePage | None:
    """The month ``key`` (``2023-06``); None when there is no such month. A year without months is a key too.

    Without a key it is the last month up to that of the newest article: what is only planned for later does not open the timeline.
    """
    rows = catalog.rows(
        "SELECT substr(date, 1, 7) AS month, COUNT(*) AS n FROM entity WHERE kind = 'meeting' AND date <> '' GROUP BY month"
    )
    tall = max((int(r["n"]) for r in rows), default=1)
    months = [Month(r["month"], _month_name(r["month"]), r["n"], max(6, round(100 * r["n"] / tall))) for r in rows]
    keys = [m.key for m in months]
    if key and key not in keys:
        return None
    at = keys.index(key) if key else _newest(catalog, keys)
    years = sorted({m.key[:4] for m in months}, reverse=True)
    here = months[at].key if months else ""
    articles = f"{_ARTICLE} WHERE substr(date, 1, 7) = ? ORDER BY date, node LIMIT 100"
    return TimelinePage(
        month=months[at] if months else None,
        years=[(year, [m for m in months if m.key[:4] == year]) for year in years],
        meetings=_items(view, catalog, f"{_ENTITY} AND substr(date, 1, 7) = ? ORDER BY date, name LIMIT 300", "meeting", here),
        articles=_items(view, catalog, articles, here),
        article_count=catalog.number("SELECT COUNT(*) FROM article WHERE substr(date, 1, 7) = ?", here),
        before=months[at - 1] if at > 0 else None,
        after=months[at + 1] if 0 <= at < len(months) - 1 else None,
    )


def _newest(catalog: Catalog, keys: list[str]) -> int:
    """The place of the last month that the newest article may tell of; of the first when all are later."""
    (row,) = catalog.rows("SELECT COALESCE(substr(MAX(date), 1, 7), '') AS month FROM article")
    told = [at for at, key in enumerate(keys) if not row["month"] or key <= row["month"]]
    return told[-1] if told else min(0, len(keys) - 1)


def search_items(view: View, catalog: Catalog, text: str) -> list[Item]:
    """What fits the words of ``text``, the weightiest first."""
    return [Item(view.ref(NamedNode(hit.node)), day(hit.date), hit.status, hit.weight, hit.only_in) for hit in catalog.search(text)]


def month_keys(catalog: Catalog) -> list[str]:
    """The keys of all months of the timeline."""
    return [
        r["month"] for r in catalog.rows("SELECT DISTINCT substr(date, 1, 7) AS month FROM entity WHERE kind = 'meeting' AND date <> ''")
    ]


def _items(view: View, catalog: Catalog, query: str, *values: object) -> list[Item]:
    rows = catalog.rows(query, *values)
    return [Item(view.ref(NamedNode(r["node"])), day(r["date"]), r["status"], r["n"]) for r in rows]


def _month_name(key: str) -> str:
    year, _, month = key.partition("-")
    return MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= 12 else f"{year}, month unknown"
