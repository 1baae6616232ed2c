"""An archive opened for reading: a store, the articles' texts where they are given, and the explorer's pages over both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store

from kg.errors import KgError
from kg.explore.catalog import Catalog
from kg.explore.indexing import make_catalog
from kg.explore.pages import Explorer
from kg.explore.render import environment
from kg.explore.site import write_site
from kg.query.node import Graph
from kg.query.store import open_store, with_article_graphs
from kg.query.texts import Texts


@dataclass(frozen=True, slots=True)
class Source:
    """What to read: a graph file, or the folder of an Oxigraph store, and perhaps a folder or file of texts.

    ``show_text`` False keeps articles' texts and long quotations off the pages. ``catalog`` is where the explorer's index lies or is to
    be made; without it there is an endpoint but no explorer.
    """

    place: Path
    texts: Path | None = None
    show_text: bool = True
    catalog: Path | None = None

    @property
    def shareable(self) -> bool:
        """Whether the opened archive may be shared with forked processes: true of memory, not of a database with threads."""
        return not self.place.is_dir()

    def check(self) -> None:
        """Raises KgError at once for what can be seen without reading: a missing graph, store or folder of texts."""
        if self.place.is_dir() and not (self.place / "CURRENT").is_file():
            raise KgError(f"{self.place}: a folder without an Oxigraph store; give the graph file in it, or the store's folder")
        if not self.place.exists():
            raise KgError(f"{self.place}: no such file")
        if self.texts:
            Texts(self.texts)

    def open(self) -> Archive:
        """Open for reading. Raises KgError when the graph cannot be opened or the texts are missing."""
        self.check()
        texts = Texts(self.texts) if self.texts else None
        archive = Archive(self._store(), texts, show_text=self.show_text, catalog=self.catalog)
        if self.catalog and not self.catalog.exists():
            make_catalog(archive.graph, self.catalog)
        environment()  # compiled before workers are forked, not by each
        return archive

    def _store(self) -> Store:
        if not self.place.is_dir():
            return with_article_graphs(open_store(self.place))
        return Store.read_only(str(self.place))


class Archive:
    """A graph for reading, with its texts and its pages."""

    def __init__(self, store: Store, texts: Texts | None = None, *, show_text: bool = True, catalog: Path | None = None) -> None:
        self.store = store
        self.graph = Graph(store)
        self.base = self.graph.base
        self.texts = texts
        self.show_text = show_text
        self._catalog = catalog

    @cached_property
    def catalog(self) -> Catalog:
        """The explorer's index; opened by each process for itself, since SQLite must not be shared by forks."""
        if self._catalog is None:
            raise KgError("this archive was opened without an index for the explorer")
        return Catalog(self._catalog)

    @cached_property
    def explorer(self) -> Explorer:
        """The pages, linked as the server serves them."""
        return Explorer(self.graph, self.catalog, self.texts, short_quotes=not self.show_text)

    def write_site(self, out: Path) -> Counter[str]:
        """Write the pages as files. Raises KgError when ``out`` cannot take them."""
        return write_site(self.graph, self.catalog, self.texts, out, short_quotes=not self.show_text)
