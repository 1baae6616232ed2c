"""What is decided across articles, and the graph, from parts on the disk and onto the disk.

The parts are read several times: for each question across articles (``kg.resolve.questions``), and for each article's graph and what it
contributes to the nodes that articles share (``kg.shards.telling``, by whoever works). Decisions lie on the disk (``kg.shards.deciding``);
all else goes into a database laid out as that of an archive (``kg.archive.database``).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pyoxigraph import Quad, Store

from kg.archive.database import connect, transaction, unpacked
from kg.archive.nodes import add_told, read_contributions, write_nodes
from kg.archive.parts import part_lines, read_part, write_parts
from kg.archive.source import InArchive
from kg.archive.stored import PART, Texts, some_parts, store_of
from kg.graph.imports import Versions
from kg.graph.iri import Names
from kg.graph.judgement import GRAPH as JUDGEMENTS
from kg.graph.judgement import user_quads
from kg.resolve.components import Decision
from kg.resolve.judgements import Judgements
from kg.resolve.questions import P, Question, answers
from kg.shards.deciding import Decisions, decide
from kg.shards.pool import Alone, Workers, each
from kg.shards.telling import Answers, Count, Counts, Given, GraphRow, Row, Story, graph_row, profiles_in, rows_in, sightings_in

if TYPE_CHECKING:
    from kg.validate.parts import Part as Lines

BATCH = 20_000  # contributions that are held before they are written
STORY = (
    "CREATE TABLE story (id TEXT PRIMARY KEY, graph TEXT NOT NULL, counts TEXT NOT NULL, text BLOB NOT NULL)",
    "CREATE INDEX story_graph ON story (graph)",
)
ALONE = Alone()
R = TypeVar("R")


class Joined:
    """The graph of some articles, in a database in ``folder``. Open from making to ``close``."""

    def __init__(self, folder: Path) -> None:
        self.db = connect(folder, write=False)
        self.source = InArchive(self.db)

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()

    def size(self) -> int:
        """The number of quads."""
        (quads,) = self.db.execute("SELECT COALESCE(SUM(quads), 0) FROM part").fetchone()
        return int(quads)

    def articles(self) -> int:
        """The number of articles."""
        return len(self.texts())

    def counts(self) -> Iterator[tuple[str, Counts]]:
        """The id of each article, sorted, and what ``join`` counted of it."""
        for ident, counts in self.db.execute("SELECT id, counts FROM story ORDER BY id"):
            yield ident, tuple(json.loads(counts))

    def texts(self) -> Mapping[str, str]:
        """The texts of the articles by IRI, read when they are asked for."""
        return Texts(self.db, "story", "text", lambda blob: unpacked(blob).decode("utf-8"))

    def parts(self, size: int = PART) -> Iterator[list[Lines]]:
        """All quads as lines of their graphs, some thousand at a time: whole graphs of articles, whole nodes of the other graphs."""
        return some_parts(self.db, size)

    def store(self, folder: Path) -> Store:
        """The same quads in a store for queries: on the disk, in ``folder``, where they are many."""
        return store_of(self.db, folder)


def join(
    parts: Sequence[Path],
    folder: Path,
    names: Names,
    versions: Versions,
    judgements: Judgements,
    count: Count,
    *,
    workers: Workers = ALONE,
) -> None:
    """Decide across articles and write the graph into an empty database in ``folder``.

    Each part is read once for each question and once more in the end, by the ``workers``. Raises KgError when a judgement speaks of nobody.
    """
    with closing(_Parts(parts, folder, workers)) as told, closing(_database(folder)) as db:
        given = answers(told, judgements)
        with transaction(db):
            _write(db, told.each(partial(rows_in, given=given, names=names, versions=versions, count=count)), names)
            _write_judgements(db, judgements, names)


class _Parts:
    """The articles in parts, for ``questions.answers``; decisions lie in databases in a folder."""

    def __init__(self, parts: Sequence[Path], folder: Path, workers: Workers) -> None:
        self._parts = parts
        self._folder = folder
        self._workers = workers
        self._opened: list[Decisions[Any]] = []

    def each(self, task: Callable[[Path], R]) -> Iterator[R]:
        """What a task finds in each part, in any order."""
        return (found for _, found in each(self._workers, task, self._parts))

    def decided(self, question: Question[P], given: Answers) -> Mapping[P, Decision]:
        """The decision about every profile of a question."""
        told = self.each(partial(profiles_in, question=question, given=given))
        self._opened.append(decide(self._folder / f"{question.name}.db", question, told))
        return self._opened[-1]

    def sightings(
        self, question: Question[P], given: Answers, decided: Mapping[P, Decision], named: frozenset[str]
    ) -> Iterator[tuple[str, str]]:
        """What of ``named`` the question is about."""
        found = self.each(partial(sightings_in, question=question, given=given, decided=decided, named=named))
        return chain.from_iterable(found)

    def close(self) -> None:
        """Let go of the decisions."""
        for decisions in self._opened:
            decisions.close()


def gather(folder: Path, rows: Iterable[GraphRow | Story]) -> None:
    """Write the same database from a graph that was made elsewhere: its rows in any order, two of one part become one."""
    with closing(_database(folder)) as db, transaction(db):
        for row in rows:
            _put(db, row)


def _write(db: sqlite3.Connection, told: Iterable[Sequence[Row]], names: Names) -> None:
    given: Counter[tuple[str, str]] = Counter()
    for rows in told:
        for row in rows:
            if isinstance(row, Given):
                given[row.node, row.value] += row.times
            else:
                _put(db, row)
        if len(given) >= BATCH:
            add_told(db, given)
            given.clear()
    add_told(db, given)
    values = db.execute("SELECT node, value, times FROM contribution ORDER BY node")
    for node, some in groupby(values, key=lambda row: str(row[0])):
        write_nodes(db, names, {node: read_contributions((value, times) for _, value, times in some)})


def _write_judgements(db: sqlite3.Connection, judgements: Judgements, names: Names) -> None:
    graph = str(names.node(JUDGEMENTS))
    for subject, quads in groupby(sorted(user_quads(judgements.lines, names), key=_subject), key=_subject):
        _add(db, graph_row(graph, subject, part_lines(quads)))


def _put(db: sqlite3.Connection, row: GraphRow | Story) -> None:
    if isinstance(row, Story):
        db.execute("INSERT INTO story VALUES (?, ?, ?, ?)", row)
    else:
        _add(db, row)


def _add(db: sqlite3.Connection, row: GraphRow) -> None:
    """Add a part, which is there already when the ids of two articles have one IRI."""
    if not db.execute("INSERT INTO part (graph, subject, quads, lines) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row).rowcount:
        lines = {*read_part(db, row.graph, row.subject).splitlines(keepends=True), *unpacked(row.lines).splitlines(keepends=True)}
        write_parts(db, row.graph, {row.subject: b"".join(sorted(lines))})


def _subject(quad: Quad) -> str:
    return str(quad.subject)


def _database(folder: Path) -> sqlite3.Connection:
    """An empty database that need not outlive a power cut: it can be made again from the parts."""
    for path in folder.glob("archive.db*"):
        path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    db = connect(folder, write=True)
    for pragma in ("journal_mode = OFF", "synchronous = OFF"):
        db.execute(f"PRAGMA {pragma}")
    for statement in STORY:
        db.execute(statement)
    return db
