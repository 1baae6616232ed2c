"""Decisions across articles from profiles on the disk: of all profiles, only a number each is held in memory, and one component at a time.

The decisions are those of ``components.decide_all``. A number of 64 bits stands for a block: two blocks with one number would merely make
one component of two, and deciding two together gives what deciding each gives.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache, lru_cache, partial
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.archive.records import dumps, loads
from kg.resolve.components import Decision
from kg.resolve.questions import P, Question

BATCH = 5_000
FAMILIAR = 4_096
ALONE = Decision()
SCHEMA = (
    "CREATE TABLE profile (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, value TEXT NOT NULL, times INTEGER NOT NULL)",
    "CREATE TABLE block (number INTEGER NOT NULL, profile INTEGER NOT NULL)",
    "CREATE TABLE member (component INTEGER, profile INTEGER, PRIMARY KEY (component, profile)) WITHOUT ROWID",
    "CREATE TABLE decision (profile INTEGER PRIMARY KEY, value TEXT NOT NULL)",
)
COUNT = "INSERT INTO profile (digest, value, times) VALUES (?, ?, ?) ON CONFLICT (digest) DO UPDATE SET times = times + excluded.times"
MEMBERS = "SELECT component, id, value, times FROM member CROSS JOIN profile ON id = profile ORDER BY component, profile"
DECIDED = "SELECT decision.value FROM profile JOIN decision ON decision.profile = profile.id WHERE digest = ?"


class Decisions(Mapping[P, Decision]):
    """The decision about every profile of a question, read from the disk when it is asked for. Pickled, it is the place of the database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        self._familiar = lru_cache(maxsize=FAMILIAR)(self._read)

    def __reduce__(self) -> tuple[Callable[[Path], Decisions[P]], tuple[Path]]:
        return decisions_at, (self._path,)

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def __getitem__(self, profile: P) -> Decision:
        return self._familiar(profile)

    def __iter__(self) -> Iterator[P]:
        raise TypeError("too many profiles to go through")

    def __len__(self) -> int:
        (number,) = self._db.execute("SELECT COUNT(*) FROM profile").fetchone()
        return int(number)

    def _read(self, profile: P) -> Decision:
        row = self._db.execute(DECIDED, (_digest(dumps(profile)),)).fetchone()
        return loads(Decision, row[0]) if row else ALONE


@cache
def decisions_at(path: Path) -> Decisions[Any]:
    """The decisions that lie there, opened once in a process."""
    return Decisions(path)


def decide(path: Path, question: Question[P], told: Iterable[Counter[str]]) -> Decisions[P]:
    """Decide about all profiles (JSON) told, each with the number of articles that have it, in a new database."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", *SCHEMA):
            db.execute(statement)
        _many(db, COUNT, _counted(told))
        _many(db, "INSERT INTO block VALUES (?, ?)", _blocks(db, question))
        _many(db, "INSERT INTO member VALUES (?, ?)", _members(db))
        _many(db, "INSERT INTO decision VALUES (?, ?)", _decided(db, question))
    return Decisions(path)


def _many(db: sqlite3.Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows as they come; what they are made from may be read from the same database meanwhile."""
    db.execute("BEGIN")
    db.executemany(statement, rows)
    db.execute("COMMIT")


def _counted(told: Iterable[Counter[str]]) -> Iterator[tuple[bytes, str, int]]:
    """Rows to be added up: the profiles of some thousand sightings at a time, each once."""
    some: Counter[str] = Counter()
    for more in told:
        some.update(more)
        if len(some) >= BATCH:
            yield from _rows(some)
            some.clear()
    yield from _rows(some)


def _rows(counts: Counter[str]) -> Iterator[tuple[bytes, str, int]]:
    return ((_digest(value), value, times) for value, times in counts.items())


def _digest(value: str) -> bytes:
    return blake2b(value.encode("ascii"), digest_size=16).digest()


def _blocks(db: sqlite3.Connection, question: Question[Any]) -> Iterator[tuple[int, int]]:
    for profile, value in db.execute("SELECT id, value FROM profile ORDER BY id"):
        for block in question.blocks(loads(question.kind, value)):
            yield int.from_bytes(blake2b(block.encode("utf-8"), digest_size=8).digest(), "big", signed=True), profile


def _members(db: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """(component, profile) of each profile; the least profile of a component stands for it."""
    (number,) = db.execute("SELECT COUNT(*) FROM profile").fetchone()
    least = array("q", range(number + 1))
    last = first = 0
    for block, profile in db.execute("SELECT number, profile FROM block ORDER BY number"):
        if block != last or not first:
            last, first = block, profile
            continue
        one, two = _root(least, first), _root(least, profile)
        least[max(one, two)] = min(one, two)
    yield from ((_root(least, profile), profile) for profile in range(1, number + 1))


def _root(least: array[int], profile: int) -> int:
    while (lower := least[profile]) != profile:
        least[profile] = least[lower]
        profile = lower
    return profile


def _decided(db: sqlite3.Connection, question: Question[Any]) -> Iterator[tuple[int, str]]:
    """The decisions that say anything."""
    read = partial(loads, question.kind)
    for _, rows in groupby(db.execute(MEMBERS), key=lambda row: row[0]):
        members = {read(value): (profile, times) for _, profile, value, times in rows}
        found = question.decide({p: times for p, (_, times) in members.items()})
        yield from ((members[p][0], dumps(decision)) for p, decision in found.items() if decision != ALONE)
