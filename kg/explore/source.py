"""A graph opened for reading: a store, the articles' texts where they are to be had, and the explorer's pages over both."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.archive.view import View, changes, is_archive, open_store
from kg.errors import KgError
from kg.explore.catalog import Catalog
from kg.explore.indexing import make_catalog
from kg.explore.pages import Explorer
from kg.explore.render import environment
from kg.explore.site import write_site
from kg.query import store as files
from kg.query.node import Graph
from kg.query.texts import Texts

IN_MEMORY = 4_000_000  # quads, at about 400 bytes: an archive up to here is read into memory, where queries are several times as fast


@dataclass(frozen=True, slots=True)
class Source:
    """What to read: a graph file, the folder of an archive or of an Oxigraph store, and perhaps a folder or file of texts.

    An archive has its texts itself. It is read as it is now: what is imported later is not seen, but gives another ``stamp``.
    ``scratch`` is a folder for the explorer's index and, of a large archive, a copy of its store (hard links where the disk has them);
    without it there is an endpoint but no explorer. ``show_text`` False keeps texts and long quotations off the pages.
    """

    place: Path
    texts: Path | None = None
    show_text: bool = True
    scratch: Path | None = None
    in_memory: int = IN_MEMORY

    def check(self) -> None:
        """Raises KgError at once for what can be seen without reading: a missing graph, store or folder of texts."""
        if not self.place.exists():
            raise KgError(f"{self.place}: no such file or folder")
        if self.place.is_dir() and not is_archive(self.place) and not (self.place / "CURRENT").is_file():
            raise KgError(f"{self.place}: no archive and no Oxigraph store; kg import PATH... --store {self.place} makes an archive")
        if self.texts:
            Texts(self.texts)

    @property
    def shareable(self) -> bool:
        """Whether the opened graph lies in memory, where forked processes may share it; a database on the disk has threads."""
        if not self.place.is_dir():
            return True
        return is_archive(self.place) and self._size() <= self.in_memory

    def stamp(self) -> str:
        """A text that is another one after every change of the graph.

        Empty when the graph cannot be read at the moment, and always for a bare Oxigraph store, which tells nobody that it has changed.
        """
        try:
            if self.place.is_dir():
                return changes(self.place) if is_archive(self.place) else ""
            file = self.place.stat()
            return f"{file.st_ino} {file.st_size} {file.st_mtime_ns}"
        except (KgError, OSError):
            return ""

    def open(self) -> OpenGraph:
        """Open for reading, making the explorer's index when it is not there. Raises KgError when the graph or texts cannot be read."""
        self.check()
        graph = OpenGraph(self._store(), self)
        if graph.catalog_path and not graph.catalog_path.exists():
            make_catalog(graph.graph, graph.catalog_path)
        environment()  # compiled before workers are forked, not by each
        return graph

    def _store(self) -> Store:
        if not self.place.is_dir():
            return files.with_article_graphs(files.open_store(self.place))
        if not is_archive(self.place):
            return Store.read_only(str(self.place))
        return self._loaded() if self.shareable else self._copied()

    def _size(self) -> int:
        view = View(self.place)
        try:
            return view.size()
        finally:
            view.close()

    def _loaded(self) -> Store:
        store, view = Store(), View(self.place)
        for lines in view.lines():
            store.bulk_load(input=io.BytesIO(lines), format=RdfFormat.N_QUADS)
        view.close()
        return store

    def _copied(self) -> Store:
        """A copy, since a store must not be read while an import writes it."""
        if self.scratch is None:
            return open_store(self.place)
        copy = self.scratch / "store"
        if not copy.exists():
            open_store(self.place).backup(str(copy))
        return Store.read_only(str(copy))


class OpenGraph:
    """A graph for reading; texts and index are opened by each process for itself, since SQLite must not be shared by forks."""

    def __init__(self, store: Store, source: Source) -> None:
        self.store = store
        self.graph = Graph(store)
        self.base = self.graph.base
        self.catalog_path = source.scratch / "catalog.sqlite" if source.scratch else None
        self.source = source

    @cached_property
    def texts(self) -> Texts | View | None:
        """The articles' texts, None when they are not given or not to be shown."""
        if not self.source.show_text:
            return None
        return Texts(self.source.texts) if self.source.texts else files.archived_texts(self.source.place)

    @cached_property
    def catalog(self) -> Catalog:
        """The explorer's index. Raises KgError when the source has no place for one."""
        if self.catalog_path is None:
            raise KgError("this graph was opened without an index for the explorer")
        return Catalog(self.catalog_path)

    @cached_property
    def explorer(self) -> Explorer:
        """The pages, linked as the server serves them."""
        return Explorer(self.graph, self.catalog, self.texts, short_quotes=not self.source.show_text)

    def again(self) -> OpenGraph:
        """The same graph with texts and index to be opened anew: for a forked process."""
        return OpenGraph(self.store, self.source)

    def write_site(self, out: Path, *, workers: int = 1) -> Counter[str]:
        """Write the pages as files, in several processes where wanted. Raises KgError when ``out`` cannot take them."""
        return write_site(self, out, workers=workers)
