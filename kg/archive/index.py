"""The Oxigraph store that queries read. It holds what the database's parts say and can be made from them at any time."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.archive.database import set_value, transaction, value
from kg.archive.parts import Part, all_parts, noted
from kg.errors import KgError

NAME = "index"
READY = "index"
BATCH = 50_000_000
FLUSH = 100


class Index:
    """The index of an archive that is open for writing; in memory without a folder.

    It is filled from the database when it is missing, damaged or was not filled to the end, and takes over what was noted since.
    Raises KgError when it cannot be opened or written.
    """

    def __init__(self, folder: Path | None, db: sqlite3.Connection) -> None:
        self.folder = folder
        self.db = db
        self.store = self._opened() or self._filled()
        self._taken = self._since = 0
        self.take_over()

    def take_over(self) -> None:
        """Have what was noted since the last time; notes go once it is on the disk, which is seen to now and then."""
        self._taken, parts = noted(self.db, self._taken)
        update(self.store, parts)
        self._since += 1
        if self._since >= FLUSH:
            self.flush()

    def flush(self) -> None:
        """Put all on the disk and forget the notes."""
        if self.folder and self._taken:
            self.store.flush()
        self.db.execute("DELETE FROM note WHERE number <= ?", (self._taken,))
        self._since = 0

    def _opened(self) -> Store | None:
        """The store as it is, or None when it is not whole."""
        if not self.folder or value(self.db, READY) != "yes" or not (self.folder / NAME).is_dir():
            return None
        try:
            return _open(self.folder)
        except KgError as exc:
            if "Too many open files" in str(exc):
                raise
            return None

    def _filled(self) -> Store:
        """A new store with all parts."""
        set_value(self.db, READY, "")
        if self.folder:
            shutil.rmtree(self.folder / NAME, ignore_errors=True)
        store = _open(self.folder)
        fill(store, all_parts(self.db))
        with transaction(self.db):
            self.db.execute("DELETE FROM note")
            set_value(self.db, READY, "yes")
        return store


def is_whole(folder: Path, db: sqlite3.Connection) -> bool:
    """True if an archive's index is there and has all that the database has."""
    behind = db.execute("SELECT 1 FROM note").fetchone()
    return not behind and value(db, READY) == "yes" and (folder / NAME).is_dir()


def _open(folder: Path | None) -> Store:
    try:
        return Store(str(folder / NAME)) if folder else Store()
    except (OSError, ValueError, RuntimeError) as exc:
        raise KgError(f"{folder}: the index cannot be opened ({exc})") from exc


def update(store: Store, parts: Sequence[Part]) -> None:
    """Put parts in the place of what the store has under their names, in one transaction."""
    if not parts:
        return
    try:
        store.update(" ;\n".join(_steps(parts)))
    except OSError as exc:
        raise KgError(f"the index cannot be written ({exc}); nothing is lost, import again when there is room") from exc


def _steps(parts: Sequence[Part]) -> Iterator[str]:
    """SPARQL updates: drop whole graphs, delete nodes, insert what is there now."""
    nodes: dict[str, list[str]] = {}
    for graph, subject, _ in parts:
        if subject:
            nodes.setdefault(graph, []).append(subject)
        else:
            yield f"DROP SILENT GRAPH {graph}"
    for graph, subjects in nodes.items():
        yield f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ VALUES ?s {{ {' '.join(subjects)} }} GRAPH {graph} {{ ?s ?p ?o }} }}"
    inserts = (f"GRAPH {graph} {{\n{_triples(graph, lines)}}}" for graph, _, lines in parts if lines)
    yield f"INSERT DATA {{ {' '.join(inserts)} }}"


def _triples(graph: str, lines: bytes) -> str:
    return lines.decode("utf-8").replace(f" {graph} .\n", " .\n")


def fill(store: Store, parts: Iterable[Part]) -> None:
    """Put all parts into an empty store."""
    try:
        for chunk in _chunks(parts):
            store.bulk_load(chunk, RdfFormat.N_QUADS)
        store.flush()
    except OSError as exc:
        raise KgError(f"the index cannot be written ({exc}); nothing is lost, try again when there is room") from exc


def _chunks(parts: Iterable[Part]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for _, _, lines in parts:
        held.append(lines)
        size += len(lines)
        if size >= BATCH:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
