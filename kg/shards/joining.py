"""What is decided across articles, and the graph, from parts on the disk and onto the disk.

All facts go by several times, one article at a time: for each question across articles (``kg.resolve.questions``), and to write each
article's graph and what it contributes to the nodes that articles share. Decisions lie on the disk (``kg.shards.deciding``); all else
goes into a database laid out as that of an archive (``kg.archive.database``).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.archive.database import connect, packed, transaction, unpacked
from kg.archive.nodes import add_contributions, read_contributions, write_nodes
from kg.archive.parts import Part, read_part, write_part, write_parts
from kg.archive.source import InArchive
from kg.archive.stored import PART, Texts, some_parts, store_of
from kg.facts import ArticleFacts
from kg.graph.article import article_quads
from kg.graph.contribution import Contribution
from kg.graph.entities import contributions
from kg.graph.imports import GRAPH as IMPORTS
from kg.graph.imports import Event, Versions, event_node, event_quads
from kg.graph.iri import Names
from kg.graph.judgement import GRAPH as JUDGEMENTS
from kg.graph.judgement import user_quads
from kg.resolve.judgements import Judgements
from kg.resolve.questions import answers, settled
from kg.shards.deciding import on_disk

if TYPE_CHECKING:
    from kg.validate.parts import Part as Lines

BATCH = 500
STORY = (
    "CREATE TABLE story (id TEXT PRIMARY KEY, graph TEXT NOT NULL, counts TEXT NOT NULL, text BLOB NOT NULL)",
    "CREATE INDEX story_graph ON story (graph)",
)
Again = Callable[[], Iterator[ArticleFacts]]
Given = Counter[tuple[str, Contribution]]
Counts = tuple[int, ...]


class Story(NamedTuple):
    """What is kept of an article beside its graph: its id, its graph's name, what was counted (JSON), and its packed text."""

    id: str
    graph: str
    counts: str
    text: bytes


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
    facts: Again, folder: Path, names: Names, versions: Versions, judgements: Judgements, count: Callable[[ArticleFacts], Counts]
) -> None:
    """Decide across articles and write the graph into an empty database in ``folder``.

    ``facts`` gives what each article says, from the beginning whenever it is called. Raises KgError when a judgement speaks of nobody.
    """
    with on_disk(folder) as decide, closing(_database(folder)) as db:
        given = answers(facts, judgements, decide=decide)
        with transaction(db):
            _write(db, (settled(one, given) for one in facts()), names, versions, count)
            _write_judgements(db, judgements, names)


def gather(folder: Path, parts: Iterable[Part], stories: Iterable[Story]) -> None:
    """Write the same database from a graph that was made elsewhere: its parts, and what is kept of each article."""
    db = _database(folder)
    try:
        with transaction(db):
            for graph, subject, lines in parts:
                write_parts(db, graph, {subject: lines})
            db.executemany("INSERT INTO story VALUES (?, ?, ?, ?)", stories)
    finally:
        db.close()


def _write(
    db: sqlite3.Connection, articles: Iterable[ArticleFacts], names: Names, versions: Versions, count: Callable[[ArticleFacts], Counts]
) -> None:
    given: Given = Counter()
    for number, facts in enumerate(articles, 1):
        article, event = facts.article, Event(facts.article.id, versions)
        graph = str(names.article(article.id))
        _add(db, graph, "", article_quads(facts, names))
        _add(db, str(names.node(IMPORTS)), str(event_node(event, names)), event_quads(event, names))
        db.execute("INSERT INTO story VALUES (?, ?, ?, ?)", Story(article.id, graph, json.dumps(count(facts)), packed(article.text)))
        given.update(contributions(facts))
        if number % BATCH == 0:
            add_contributions(db, given)
            given.clear()
    add_contributions(db, given)
    rows = db.execute("SELECT node, value, times FROM contribution ORDER BY node")
    for node, values in groupby(rows, key=lambda row: str(row[0])):
        write_nodes(db, names, {node: read_contributions((value, times) for _, value, times in values)})


def _write_judgements(db: sqlite3.Connection, judgements: Judgements, names: Names) -> None:
    for subject, quads in groupby(sorted(user_quads(judgements.lines, names), key=_subject), key=_subject):
        _add(db, str(names.node(JUDGEMENTS)), subject, quads)


def _add(db: sqlite3.Connection, graph: str, subject: str, quads: Iterable[Quad]) -> None:
    """Add quads to a part, which is there already when the ids of two articles have one IRI."""
    write_part(db, graph, subject, [*parse(read_part(db, graph, subject), RdfFormat.N_QUADS), *quads])


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
