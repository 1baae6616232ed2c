"""From an address to a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.explore.article import article_page
from kg.explore.catalog import Catalog
from kg.explore.entity import entity_page
from kg.explore.issue import issue_page
from kg.explore.links import ENTITY_KINDS, Links, ServedLinks
from kg.explore.lists import KINDS, home_page, list_page, search_items, timeline_page
from kg.explore.meeting import meeting_page
from kg.explore.picture import whole_picture
from kg.explore.render import environment
from kg.explore.view import View
from kg.query.named import catalogue
from kg.query.node import Graph
from kg.query.terms import prefixes
from kg.query.texts import TextSource

_INDENTATION = re.compile(r"\n\s+")  # a tenth of a file; a site has no preformatted text


class Rendered(NamedTuple):
    """A page, and how many there are of its list."""

    html: str
    last: int = 1


class Pages:
    """Renders pages; ``links`` decides whether they are served or lie in files. ``short_quotes`` leaves texts out."""

    def __init__(self, graph: Graph, catalog: Catalog, links: Links, *, texts: TextSource | None, short_quotes: bool) -> None:
        self._catalog, self._texts, self._short = catalog, texts, short_quotes
        self._links = links
        self._view = View(graph, links)

    def entity(self, kind: str, node: NamedNode, number: int = 1) -> Rendered:
        """The page of an article, person, organisation, country, place, meeting or issue."""
        view, catalog = self._view, self._catalog
        values = {"here": kind, "kind": kind, "key": view.key(node, kind)}
        if kind == "article":
            return Rendered(self._render("article", page=article_page(view, node, self._texts, short_quotes=self._short), **values))
        if kind == "meeting":
            return Rendered(self._render("meeting", page=meeting_page(view, catalog, node), **values))
        if kind == "issue":
            issue = issue_page(view, catalog, node, number)
            return Rendered(self._render("issue", page=issue, **values), issue.paging.last)
        page = entity_page(view, catalog, node, number)
        return Rendered(self._render("entity", page=page, **values), page.paging.last)

    def find(self, kind: str, key: str) -> NamedNode | None:
        """The node of a kind with a key, or None."""
        return self._view.node(kind, key)

    def key(self, kind: str, node: NamedNode) -> str:
        """The key of a node within its kind."""
        return self._view.key(node, kind)

    def listing(self, kind: str, number: int = 1) -> Rendered:
        """A page of everything of a kind."""
        page = list_page(self._view, self._catalog, kind, number)
        return Rendered(self._render("list", here=kind, page=page, kind=kind), page.paging.last)

    def home(self) -> str:
        """The front page."""
        return self._render("home", here="", page=home_page(self._view, self._catalog))

    def timeline(self, key: str = "") -> str | None:
        """The meetings of a month, or None when there is no such month."""
        page = timeline_page(self._view, self._catalog, key)
        return self._render("timeline", here="timeline", page=page) if page else None

    def picture(self) -> str:
        """The strongest ties of the archive as a picture."""
        return self._render("picture", here="picture", picture=whole_picture(self._view, self._catalog))

    def search(self, text: str = "") -> str:
        """Search results; without text, the form."""
        found = search_items(self._view, self._catalog, text) if text else []
        return self._render("search", here="search", asked=text, items=found)

    def query(self) -> str:
        """The query page, with the named queries to start from."""
        return self._render("query", here="query", queries=catalogue(), prefixes=prefixes(self._view.base))

    def missing(self, path: str) -> str:
        """There is no such page."""
        return self._render("missing", here="", path=path)

    def _render(self, template: str, **values: Any) -> str:
        html = environment().get_template(f"{template}.html").render(links=self._links, short_quotes=self._short, **values)
        return _INDENTATION.sub("\n", html) if self._links.static else html


class Explorer:
    """The pages as a server has them: a path and parameters in, a status and HTML out."""

    def __init__(self, graph: Graph, catalog: Catalog, texts: TextSource | None, *, short_quotes: bool) -> None:
        self._pages = Pages(graph, catalog, ServedLinks(), texts=texts, short_quotes=short_quotes)

    def page(self, path: str, parameters: Mapping[str, str]) -> tuple[int, str]:
        """The page at a percent-encoded path; 404 and a page that says so when there is none."""
        kind, _, key = path.strip("/").partition("/")
        html = self._found(kind, unquote(key), parameters)
        return (200, html) if html is not None else (404, self._pages.missing(unquote(path)))

    def _found(self, kind: str, key: str, parameters: Mapping[str, str]) -> str | None:
        wanted = parameters.get("page", "1")
        number = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1
        if kind in ENTITY_KINDS and key:
            node = self._pages.find(kind, key)
            return self._pages.entity(kind, node, number).html if node else None
        if kind == "timeline":
            return self._pages.timeline(key)
        if key:
            return None
        if kind in KINDS:
            return self._pages.listing(kind, number).html
        if kind == "search":
            return self._pages.search(parameters.get("q", "").strip()[:200])
        simple = {"": self._pages.home, "picture": self._pages.picture, "query": self._pages.query}
        return simple[kind]() if kind in simple else None
