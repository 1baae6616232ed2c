"""An archive, or a graph file, as an object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.api.table import Table
    from kg.archive.importing import Outcome
    from kg.archive.view import Status
    from kg.model import Article, Problem

NAME = re.compile(r"[\w-]+")
Given = str | PathLike[str] | Mapping[str, Any]


class Archive:
    """An archive's folder, or a graph file, which can only be asked.

    Nothing is held open between calls: each sees what other processes have done before it, and only ``add`` and ``retract``
    take the writer's lock, while they run. All methods raise ``kg.KgError`` with what to do.
    """

    def __init__(self, place: str | PathLike[str]) -> None:
        self.place = Path(place)

    def __repr__(self) -> str:
        return f"kg.open({fspath(self.place)!r})"

    def query(self, question: str, /, *, iris: bool = False, **params: str) -> Table:
        """The answer to a named question with its parameters, or to a SPARQL query over the union of all graphs.

        Nodes of the graph are named by their local names (which ``explain`` takes), other IRIs by prefixed names; with ``iris`` in full.
        ASK answers as one cell, CONSTRUCT and DESCRIBE as a table of triples. The prefixes of the model need no declaration.
        """
        from kg.api.table import table
        from kg.query.named import find_query, parse_query
        from kg.query.params import bind
        from kg.query.run import run
        from kg.query.store import base_of, open_store

        store = open_store(self._there())
        base = base_of(store)
        asked = find_query(question) if NAME.fullmatch(question) else parse_query(question, name="query", origin="query")
        return table(run(store, bind(asked, params, base), base=base, origin=asked.origin), base="" if iris else base)

    def explain(self, node: str, *, limit: int = 20) -> str:
        """What a node is, what is said of it, and the sentences behind it; ``limit`` 0 shows all. See ``kg explain``."""
        from kg.query.explain import explain
        from kg.query.node import Graph
        from kg.query.store import archived_texts, open_store

        graph = Graph(open_store(self._there()))
        return "\n".join(explain(graph, graph.find(node), texts=archived_texts(self.place), limit=limit))

    def add(self, *articles: Given, model: str = "") -> list[Outcome]:
        """Let articles join: files and folders by their paths, or records ({"id": ..., "text": ..., "title": ..., "published": ...}).

        What became of each is told in order: "new", "changed", "unchanged", "in quarantine" (its ``report`` says why) or "left out"
        (its ``problem`` does). Raises KgError when a path or a record cannot be read; the articles before it are in.
        """
        from kg.archive.archive import Archive as Writer
        from kg.archive.importing import import_articles, reader

        self._no_file()
        problems: list[Problem] = []
        with Writer(self.place) as writer:
            read_one, read_by = reader(model, writer.settled), writer.versions(model)
            found = list(import_articles(writer, _articles(articles, problems), read_one, read_by))
        fatal = [str(problem) for problem in problems if problem.fatal]
        if fatal:
            raise KgError("; ".join(fatal))
        return found

    def retract(self, *idents: str) -> None:
        """Withdraw articles by their ids or IRIs. Raises KgError at the first that is not there; those before it are out."""
        from kg.archive.archive import Archive as Writer

        self._no_file()
        with Writer(self._there()) as writer:
            for ident in idents:
                writer.retract(ident)

    def status(self) -> Status:
        """Counts of articles, quads and warnings, the versions that read them, and the quarantine."""
        from kg.archive.view import View

        view = View(self.place)
        try:
            return view.status()
        finally:
            view.close()

    def text(self, ident: str) -> str:
        """The text of an article, exactly as imported: offsets count its characters."""
        from kg.archive.view import View

        view = View(self.place)
        try:
            found = view.get(ident)
        finally:
            view.close()
        if found is None:
            raise KgError(f"{self.place}: no article {ident!r}; query('articles') lists them")
        return found

    def _there(self) -> Path:
        """The place, if something is there."""
        if not self.place.is_file():
            from kg.archive.view import View

            View(self.place).close()
        return self.place

    def _no_file(self) -> None:
        if self.place.is_file():
            raise KgError(f"{self.place}: a graph file can only be asked; open the folder of an archive to add or retract articles")


def _articles(given: Iterable[Given], problems: list[Problem]) -> Iterator[Article]:
    """The articles of paths and records, in order."""
    from kg.read import read, read_records

    for item in given:
        if isinstance(item, Mapping):
            yield from read_records([item], problems=problems)
        else:
            yield from read([fspath(item)], problems=problems)
