"""All that a database says, some thousand quads at a time, for what must not hold it in memory (``kg.validate.stored``)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.archive.index import fill
from kg.archive.parts import all_parts

if TYPE_CHECKING:
    from kg.validate.parts import Part

PART = 5_000
SMALL = 1_000_000  # which take 300 MB; a store on the disk takes several times as long to fill and to ask
REMEMBERED = 16


def some_parts(db: sqlite3.Connection, size: int = PART) -> Iterator[list[Part]]:
    """The lines of all graphs, about ``size`` quads at a time: whole graphs of articles, whole nodes of the other graphs."""
    some: list[Part] = []
    quads = 0
    for graph, _, lines in all_parts(db):
        some.append((graph, lines))
        quads += lines.count(b"\n")
        if quads >= size:
            yield some
            some, quads = [], 0
    if some:
        yield some


def store_of(db: sqlite3.Connection, folder: Path) -> Store:
    """The same quads in a store for queries: on the disk, in ``folder``, where they are many."""
    (size,) = db.execute("SELECT COALESCE(SUM(quads), 0) FROM part").fetchone()
    if size < SMALL:
        store = Store()
    else:
        shutil.rmtree(folder, ignore_errors=True)
        store = Store(str(folder))
    fill(store, all_parts(db))
    return store


class Texts(Mapping[str, str]):
    """Texts of articles by IRI, read when they are asked for: of a table with the names of their graphs, by ``read`` from a column."""

    def __init__(self, db: sqlite3.Connection, table: str, column: str, read: Callable[[bytes], str]) -> None:
        self._db = db
        self._table = table
        self._query = f"SELECT {column} FROM {table} WHERE graph = ?"
        self._read = read
        self._known = lru_cache(maxsize=REMEMBERED)(self._look_up)

    def __getitem__(self, iri: str) -> str:
        return self._known(iri)

    def __iter__(self) -> Iterator[str]:
        yield from (graph[1:-1] for (graph,) in self._db.execute(f"SELECT graph FROM {self._table} ORDER BY graph"))

    def __len__(self) -> int:
        return int(self._db.execute(f"SELECT COUNT(*) FROM {self._table}").fetchone()[0])

    def _look_up(self, iri: str) -> str:
        row = self._db.execute(self._query, (f"<{iri}>",)).fetchone()
        if row is None:
            raise KeyError(iri)
        return self._read(row[0])
