"""The archive's SQLite database: opening it, and its small values."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zstandard import ZstdCompressor, ZstdDecompressor

from kg import resources
from kg.errors import KgError

NAME = "archive.db"
LEVEL, FRAME = 1, b"\x28\xb5\x2f\xfd"
LAYOUT, BEFORE = "3", "2"  # that before packed with zlib, which is still read
CACHE = 65_536  # KiB
AT_ONCE, STEP = 480, 16  # values asked about at once, below what every SQLite takes; in steps, so that few statements are prepared


def connect(folder: Path | None, *, write: bool) -> sqlite3.Connection:
    """The database of an archive (in memory without a folder), made if it is empty and may be written.

    Raises KgError when it cannot be opened or was laid out by a version that this one does not know.
    """
    place = folder / NAME if folder else Path(":memory:")
    try:
        if write and folder and not place.exists():
            _make(place)
        db = sqlite3.connect(str(place) if write else f"{place.resolve().as_uri()}?mode=ro", uri=not write, isolation_level=None)
        if write:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute(f"PRAGMA cache_size = -{CACHE}")
            db.execute("PRAGMA temp_store = MEMORY")  # what a savepoint keeps to go back to
        if write and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
            _create(db)
        layout = value(db, "layout")
        if layout == BEFORE:
            layout = LAYOUT
            if write:
                set_value(db, "layout", LAYOUT)
    except sqlite3.Error as exc:
        raise KgError(f"{place}: cannot be opened ({exc}); is this the folder of an archive?") from exc
    if layout != LAYOUT:
        raise KgError(f"{place}: has layout {layout!r}, this version of kg knows {LAYOUT!r}; use the version that wrote it")
    return db


def _make(place: Path) -> None:
    """A new database, which is there as a whole or not at all.

    It has its log from the start: one that is killed while it changes to that could be opened again by a writer alone.
    """
    fresh = place.with_name(f"{NAME}.new")
    for left in ("", "-journal", "-wal", "-shm"):
        fresh.with_name(fresh.name + left).unlink(missing_ok=True)
    db = sqlite3.connect(fresh, isolation_level=None)
    try:
        _create(db)
        db.execute("PRAGMA journal_mode = WAL")
    finally:
        db.close()
    fresh.replace(place)


def _create(db: sqlite3.Connection) -> None:
    script = resources.archive_schema().read_text(encoding="utf-8")
    with transaction(db):
        for statement in script.split(";\n"):
            db.execute(statement)
        set_value(db, "layout", LAYOUT)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; an exception undoes what was done inside."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def among(db: sqlite3.Connection, query: str, wanted: Sequence[object], *given: object) -> Iterator[Any]:
    """The rows of a query that ends in ``IN ({})``, for any number of wanted values; ``given`` are the values before."""
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        some = [*some, *[some[-1]] * (-len(some) % STEP)]
        yield from db.execute(query.format(", ".join("?" * len(some))), (*given, *some))


def value(db: sqlite3.Connection, name: str) -> str:
    """A value of the archive as a whole, or ""."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""


def set_value(db: sqlite3.Connection, name: str, text: str) -> None:
    """Set such a value."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, text))


@contextmanager
def faults(folder: Path | None) -> Iterator[None]:
    """Faults of the disk as errors that say what is the case: nothing is half, and an import can go on."""
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        raise KgError(f"{folder}: cannot be written ({exc}); every article is whole, import again when this is mended") from exc


class _Zstandard(threading.local):
    """Each thread's own, since making one takes longer than its use does, and two threads must not use one."""

    def __init__(self) -> None:
        self.compress = ZstdCompressor(level=LEVEL).compress
        self.decompress = ZstdDecompressor().decompress


_ZSTANDARD = _Zstandard()


def packed(text: str | bytes) -> bytes:
    """A text as it is stored."""
    return _ZSTANDARD.compress(text.encode("utf-8") if isinstance(text, str) else text)


def unpacked(blob: bytes) -> bytes:
    """What ``packed`` was given, as bytes; also what earlier versions, with zlib, have packed."""
    return _ZSTANDARD.decompress(blob) if blob.startswith(FRAME) else zlib.decompress(blob)


def json_of(blob: bytes) -> Any:
    """What a stored JSON text says."""
    return json.loads(unpacked(blob))
