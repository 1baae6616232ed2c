"""The Oxigraph store that queries read. It holds what the database's parts say and can be made from them at any time."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.archive.database import set_value, transaction, value
from kg.archive.parts import Part, all_parts, noted, noted_quads
from kg.errors import KgError

NAME = "index"
READY = "index"
LOADS = "index loads"
WHOLE = "yes"
LOADING = "loading"

CHUNK = 50_000_000
# So many quads are let gather before the index takes them over, and from so many on what is new is loaded past transactions.
GATHERED = 50_000
MANY = 10_000


class Index:
    """The index of an archive that is open for writing; in memory without a folder.

    It is filled from the database when it is missing, damaged or was not filled to the end, and takes over what was noted since.
    Raises KgError when it cannot be opened or written.
    """

    def __init__(self, folder: Path | None, db: sqlite3.Connection) -> None:
        self.folder = folder
        self.db = db
        self._store = self._opened() or self._filled()
        self._seen = self._gathered = 0
        self.catch_up()

    @property
    def store(self) -> Store:
        """The quads as they are in the database now."""
        self.catch_up()
        return self._store

    def take_over(self) -> None:
        """Have what was noted since the last time, at once or when there is enough of it: many articles cost less than one by one."""
        self._seen, quads = noted_quads(self.db, self._seen)
        self._gathered += quads
        if self._gathered >= GATHERED:
            self.catch_up()

    def catch_up(self) -> None:
        """Have all that was noted, on the disk, and forget the notes."""
        last, parts = noted(self.db)
        if parts:
            self._take(parts)
            if self.folder:
                self._store.flush()
            with transaction(self.db):
                self.db.execute("DELETE FROM note WHERE number <= ?", (last,))
                set_value(self.db, READY, WHOLE)
        self._gathered = 0

    def _take(self, parts: Sequence[Part]) -> None:
        """A few parts in one transaction; of many, those that are new are loaded beside it, and readers are told to wait."""
        if sum(lines.count(b"\n") for _, _, lines in parts) < MANY:
            update(self._store, parts)
            return
        with transaction(self.db):
            set_value(self.db, READY, LOADING)
            set_value(self.db, LOADS, str(int(value(self.db, LOADS) or 0) + 1))
        known = {part[:2] for part in parts if _has(self._store, part)}
        update(self._store, [part for part in parts if part[:2] in known])
        fill(self._store, (part for part in parts if part[:2] not in known))

    def _opened(self) -> Store | None:
        """The store as it is, or None when it is not whole."""
        if not self.folder or value(self.db, READY) not in (WHOLE, LOADING) or not (self.folder / NAME).is_dir():
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
            set_value(self.db, READY, WHOLE)
        return store


def is_whole(folder: Path, db: sqlite3.Connection) -> bool:
    """True if an archive's index is there and has all that the database has."""
    behind = db.execute("SELECT 1 FROM note").fetchone()
    return not behind and value(db, READY) == WHOLE and (folder / NAME).is_dir()


def state(db: sqlite3.Connection) -> tuple[str, str]:
    """What the index is at, and how often it was loaded into; a reader that finds it changed afterwards may have read half of something."""
    return value(db, READY), value(db, LOADS)


def readable(state: tuple[str, str]) -> bool:
    """False while the index is being made or loaded into."""
    return state[0] == WHOLE


def _open(folder: Path | None) -> Store:
    try:
        return Store(str(folder / NAME)) if folder else Store()
    except (OSError, ValueError, RuntimeError) as exc:
        raise KgError(f"{folder}: the index cannot be opened ({exc})") from exc


def _has(store: Store, part: Part) -> bool:
    """True if the store has anything under the name of a part, in whole or in part."""
    graph, subject, _ = part
    node = NamedNode(subject[1:-1]) if subject else None
    return next(store.quads_for_pattern(node, None, None, NamedNode(graph[1:-1])), None) is not None


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
            store.bulk_load(chunk, RdfFormat.N_QUADS, lenient=True)  # Oxigraph wrote it
        store.flush()
    except OSError as exc:
        raise KgError(f"the index cannot be written ({exc}); nothing is lost, try again when there is room") from exc


def _chunks(parts: Iterable[Part]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for _, _, lines in parts:
        held.append(lines)
        size += len(lines)
        if size >= CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
