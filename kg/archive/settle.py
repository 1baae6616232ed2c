"""What one article changes: decisions across articles, the graphs of those that they rename, and the nodes that they share."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from kg.archive.database import json_of, packed, unpacked
from kg.archive.parts import write_part
from kg.archive.posts import MEMBERSHIP, put_post
from kg.archive.records import loads
from kg.archive.rulings import Rulings
from kg.archive.sightings import Sightings
from kg.facts import ArticleFacts
from kg.graph.article import article_quads
from kg.graph.contribution import COUNTED, Contribution, Given
from kg.graph.entities import contributions, graph_of, node_quads
from kg.graph.iri import Names
from kg.resolve.questions import QUESTIONS, Question

Counts = Counter[tuple[str, Contribution]]


class _Asked:
    """One question as the archive's articles answer it now."""

    def __init__(self, db: sqlite3.Connection, names: Names, question: Question[Any], facts: Callable[[int], ArticleFacts]) -> None:
        self.sightings = Sightings(db, question)
        self.rulings = Rulings(db, names, self.sightings, facts)

    def settle(self, facts: ArticleFacts) -> ArticleFacts:
        """One article's facts with what was decided."""
        return self.sightings.question.settled(facts, self.sightings.decisions(facts), self.rulings.ruling)


class Settling:
    """Lets articles join and leave inside a transaction of the caller's."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self.db = db
        self.names = names
        self.asked: list[_Asked] = []
        for number, question in enumerate(QUESTIONS):
            self.asked.append(_Asked(db, names, question, partial(self._settled, upto=number)))
        self.changes: Mapping[int, ArticleFacts | None] = {}
        self._known: dict[tuple[int, int], ArticleFacts] = {}

    def settle(self, changes: Mapping[int, ArticleFacts | None]) -> None:
        """Let articles say this, or nothing any more (None), whatever they said before; their rows must be there."""
        self.changes = changes
        self._known.clear()
        changed = set(changes)
        for number, asked in enumerate(self.asked):
            known = ((a, self._left(a, number)) for a in sorted(changed))
            touched = {profile for a, facts in known for profile in asked.sightings.replace(a, facts)}
            changed |= asked.sightings.decide_again(touched)
            changed |= asked.rulings.rule_again()
        delta: Counts = Counter()
        for a in sorted(changed):
            self._write_article(a, self._left(a, len(self.asked)), delta)
        self._write_nodes({key: times for key, times in delta.items() if times})

    def settle_again(self, articles: Iterable[int]) -> None:
        """Let articles join anew with what they said before."""
        self.settle({a: self._facts(a) for a in articles})

    def _facts(self, article: int) -> ArticleFacts:
        (blob,) = self.db.execute("SELECT facts FROM article WHERE number = ?", (article,)).fetchone()
        return loads(ArticleFacts, unpacked(blob).decode("ascii"))

    def _left(self, article: int, upto: int) -> ArticleFacts | None:
        """What an article says, with the first questions answered; None of one that leaves."""
        return None if article in self.changes and self.changes[article] is None else self._settled(article, upto)

    def _settled(self, article: int, upto: int) -> ArticleFacts:
        """Facts are kept until the next settling: when a question is asked, those before are decided for all articles."""
        facts = self._known.get((article, upto))
        if facts is None:
            facts = (
                self.asked[upto - 1].settle(self._settled(article, upto - 1)) if upto else self.changes.get(article) or self._facts(article)
            )
            self._known[article, upto] = facts
        return facts

    def _write_article(self, article: int, final: ArticleFacts | None, delta: Counts) -> None:
        """Write the article's graph; ``delta`` counts what it now contributes to shared nodes, and what no longer."""
        graph, blob = self.db.execute("SELECT graph, contributions FROM article WHERE number = ?", (article,)).fetchone()
        write_part(self.db, graph, "", article_quads(final, self.names) if final else ())
        before: Counts = Counter({(node, tuple(value)): times for node, value, times in json_of(blob)})
        after: Counts = Counter(contributions(final) if final else ())
        if before == after:
            return
        rows = sorted((node, value, times) for (node, value), times in after.items())
        self.db.execute("UPDATE article SET contributions = ? WHERE number = ?", (packed(json.dumps(rows)), article))
        delta.update(after)
        delta.subtract(before)

    def _write_nodes(self, delta: Mapping[tuple[str, Contribution], int]) -> None:
        """Count what is contributed, and write those shared nodes anew that it may change."""
        add_contributions(self.db, delta)
        by_node: dict[str, dict[Contribution, int]] = {}
        for (node, value), times in delta.items():
            by_node.setdefault(node, {})[value] = times
        for node, more in sorted(by_node.items()):
            given = read_contributions(self.db.execute("SELECT value, times FROM contribution WHERE node = ?", (node,)))
            if changes(given, more):
                self._write_node(node, {value: times for value, times in given.items() if times})

    def _write_node(self, node: str, given: Given) -> None:
        self.db.execute("DELETE FROM contribution WHERE node = ? AND times = 0", (node,))
        write_node(self.db, self.names, node, given)
        if node.startswith(MEMBERSHIP):
            put_post(self.db, node, given)


def changes(given: Given, more: Given) -> bool:
    """True if a node may read otherwise with what is ``given`` than before so much of it was contributed ``more`` (or less, below 0)."""
    for value, times in more.items():
        if bool(given[value]) != bool(given[value] - times):
            return True
        if value[1] in COUNTED and sum(other[1] == value[1] for other in given) > 1:
            return True
    return False


def add_contributions(db: sqlite3.Connection, delta: Mapping[tuple[str, Contribution], int]) -> None:
    """Count contributions, by node and value, so many times more (or less)."""
    db.executemany(
        "INSERT INTO contribution VALUES (?, ?, ?) ON CONFLICT (node, value) DO UPDATE SET times = times + excluded.times",
        [(node, json.dumps(value), times) for (node, value), times in delta.items()],
    )


def read_contributions(rows: Iterable[tuple[str, int]]) -> dict[Contribution, int]:
    """The contributions to a node, with how often each was made, from rows of their table (value, times)."""
    return {tuple(json.loads(value)): times for value, times in rows}


def write_node(db: sqlite3.Connection, names: Names, node: str, given: Given) -> None:
    """Write a shared node, which is made of what was contributed to it."""
    write_part(db, str(names.node(graph_of(node))), str(names.node(node)), node_quads(node, given, names))


def nothing_given() -> bytes:
    """The contributions of an article that has not joined yet."""
    return packed("[]")


def given_nodes(blob: bytes) -> Iterable[str]:
    """The shared nodes to which an article contributes."""
    return dict.fromkeys(node for node, *_ in json_of(blob))
