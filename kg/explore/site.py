"""The explorer as a folder of files that open from disk: the pages of the server, and a search index that scripts can load."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.explore.assets import STATIC
from kg.explore.catalog import Catalog
from kg.explore.links import ENTITY_KINDS, FileLinks, file_of
from kg.explore.lists import KINDS, month_keys
from kg.explore.pages import Pages
from kg.explore.searchfiles import write_search
from kg.query.node import Graph
from kg.query.texts import TextSource

MARK = "kg-site.txt"
SERVER_ONLY = ("query.js", "query.css", "yasgui.min.js", "yasgui.min.css", "SHA256SUMS")


def write_site(graph: Graph, catalog: Catalog, texts: TextSource | None, out: Path, *, short_quotes: bool = False) -> Counter[str]:
    """Write the site into ``out`` and return how many pages of each kind it has.

    Everything is written beside ``out`` first and put in its place at the end. Raises KgError when ``out`` holds something other than
    an earlier site, or cannot be written.
    """
    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        raise KgError(f"{out}: holds files that are no earlier site; give a new folder")
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        made = _Site(graph, catalog, texts, partial, short_quotes=short_quotes).write()
        _swap(partial, out)
    except OSError as exc:
        raise KgError(f"{out}: cannot be written ({exc.strerror or exc}); nothing was changed") from exc
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def _swap(partial: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.{os.getpid()}.old")
    if out.exists():
        out.rename(old)
    try:
        partial.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


class _Site:
    """One run: a page maker for each depth of folder, since links are relative."""

    def __init__(self, graph: Graph, catalog: Catalog, texts: TextSource | None, folder: Path, *, short_quotes: bool) -> None:
        self._catalog, self._folder = catalog, folder
        self._at = [Pages(graph, catalog, FileLinks(depth), texts=texts, short_quotes=short_quotes) for depth in range(3)]
        self._folders: set[Path] = set()
        self._made: Counter[str] = Counter()

    def write(self) -> Counter[str]:
        """Write everything, page by page."""
        shutil.copytree(STATIC, self._folder / "static", ignore=shutil.ignore_patterns(*SERVER_ONLY))
        self._page("", self._at[0].home())
        self._page("picture", self._at[1].picture())
        self._page("search", self._at[1].search())
        self._page("timeline", self._at[1].timeline() or "")
        for month in month_keys(self._catalog):
            self._page("timeline", self._at[1].timeline(month) or "", key=month)
        for kind in KINDS:
            self._list(kind)
        for kind, node in self._entities():
            self._entity(kind, node)
        write_search(self._catalog, self._from_search, self._file)
        self._file(MARK, "Written by kg site; replaced as a whole when it is written again. Open index.html.\n")
        return self._made

    def _entities(self) -> Iterator[tuple[str, NamedNode]]:
        for row in self._catalog.each("SELECT node FROM article ORDER BY id"):
            yield "article", NamedNode(row["node"])
        for row in self._catalog.each("SELECT kind, node FROM entity ORDER BY id"):
            if row["kind"] in ENTITY_KINDS:
                yield row["kind"], NamedNode(row["node"])

    def _entity(self, kind: str, node: NamedNode) -> None:
        pages = self._at[2]
        first = pages.entity(kind, node)
        key = pages.key(kind, node)
        self._page(kind, first.html, key=key)
        for number in range(2, first.last + 1):
            self._page(kind, pages.entity(kind, node, number).html, key=key, number=number)

    def _list(self, kind: str) -> None:
        first = self._at[1].listing(kind)
        self._page(kind, first.html)
        for number in range(2, first.last + 1):
            self._page(kind, self._at[1].listing(kind, number).html, number=number)

    def _page(self, kind: str, html: str, *, key: str = "", number: int = 1) -> None:
        self._made[kind if key else "list"] += 1
        self._file(file_of(kind, key, number=number), html)

    def _file(self, name: str, content: str) -> None:
        path = self._folder / name
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        path.write_bytes(content.encode("utf-8", "replace"))

    def _from_search(self, kind: str, node: NamedNode) -> str:
        return FileLinks(1).page(kind, self._at[1].key(kind, node))
