"""The explorer as a folder of files that open from disk: the pages of the server, and a search index that scripts can load."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.explore.assets import STATIC
from kg.explore.links import ENTITY_KINDS, FileLinks, file_of
from kg.explore.lists import KINDS, month_keys
from kg.explore.pages import Pages
from kg.explore.searchfiles import write_search

if TYPE_CHECKING:
    from kg.explore.source import OpenGraph, Source

MARK = "kg-site.txt"
SERVER_ONLY = ("query.js", "query.css", "yasgui.min.js", "yasgui.min.css", "SHA256SUMS")


def write_site(opened: OpenGraph, out: Path, *, workers: int = 1) -> Counter[str]:
    """Write the site into ``out`` and return how many pages of each kind it has; the bytes are the same with any number of ``workers``.

    Everything is written beside ``out`` first and put in its place at the end. Raises KgError when ``out`` holds something other than
    an earlier site, or cannot be written.
    """
    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        raise KgError(f"{out}: holds files that are no earlier site; give a new folder")
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        made = _Site(opened, partial).lists() + write_shares(opened, partial, workers)
        _swap(partial, out)
    except OSError as exc:
        raise KgError(f"{out}: cannot be written ({exc.strerror or exc}); nothing was changed") from exc
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def write_shares(opened: OpenGraph, folder: Path, workers: int) -> Counter[str]:
    """Write the pages of articles and entities, each process its share. Raises KgError when one of them is ended from outside."""
    if workers == 1:
        return _Site(opened, folder).entities(0, 1)
    forked = hasattr(os, "fork") and opened.source.shareable
    context = multiprocessing.get_context("fork" if forked else "spawn")
    begin = (opened if forked else None, opened.source, folder)
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=begin) as pool:
            return sum(pool.map(_share, range(workers), repeat(workers)), Counter[str]())
    except BrokenProcessPool as exc:
        raise KgError("a process that wrote pages was ended; is there enough memory for so many --workers?") from exc


_SITE: list[_Site] = []  # of a process that writes a share


def _begin(opened: OpenGraph | None, source: Source, folder: Path) -> None:
    _SITE.append(_Site(opened.again() if opened else source.open(), folder))


def _share(number: int, workers: int) -> Counter[str]:
    return _SITE[0].entities(number, workers)


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
    """Writes into a folder: a page maker for each depth of it, since links are relative."""

    def __init__(self, opened: OpenGraph, folder: Path) -> None:
        self._catalog, self._folder = opened.catalog, folder
        short = not opened.source.show_text
        self._at = [Pages(opened.graph, opened.catalog, FileLinks(n), texts=opened.texts, short_quotes=short) for n in range(3)]
        self._folders: set[Path] = set()
        self._made: Counter[str] = Counter()

    def lists(self) -> Counter[str]:
        """Write everything but the pages of articles and entities."""
        shutil.copytree(STATIC, self._folder / "static", ignore=shutil.ignore_patterns(*SERVER_ONLY))
        self._page("", self._at[0].home())
        self._page("picture", self._at[1].picture())
        self._page("search", self._at[1].search())
        self._page("timeline", self._at[1].timeline() or "")
        for month in month_keys(self._catalog):
            self._page("timeline", self._at[1].timeline(month) or "", key=month)
        for kind in KINDS:
            self._list(kind)
        write_search(self._catalog, self._from_search, self._file)
        self._file(MARK, "Written by kg site; replaced as a whole when it is written again. Open index.html.\n")
        return self._made

    def entities(self, share: int, shares: int) -> Counter[str]:
        """Write the pages of each article and entity whose number is ``share`` modulo ``shares``."""
        self._made = Counter()  # one process may take several shares
        for kind, node in islice(self._nodes(), share, None, shares):
            self._entity(kind, node)
        return self._made

    def _nodes(self) -> Iterator[tuple[str, NamedNode]]:
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
