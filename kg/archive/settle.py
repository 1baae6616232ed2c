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
from kg.archive.records import loads
from kg.archive.rulings import Rulings
from kg.archive.sightings import Sightings
from kg.facts import ArticleFacts
from kg.graph.article import article_quads
from kg.graph.contribution import Contribution
from kg.graph.entities import contributions, graph_of, node_quads
from kg.graph.iri import Names
from kg.resolve.questions import QUESTIONS, Question

Given = Counter[tuple[str, Contribution]]


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

    def settle(self, changes: Mapping[int, ArticleFacts | None]) -> None:
        """Let articles say this, or nothing any more (None), whatever they said before; their rows must be there."""
        self.changes = changes
        changed = set(changes)
        for number, asked in enumerate(self.asked):
            known = ((a, self._left(a, number)) for a in sorted(changed))
            touched = {profile for a, facts in known for profile in asked.sightings.replace(a, facts)}
            changed |= asked.sightings.decide_again(touched)
            changed |= asked.rulings.rule_again()
        nodes = {node for a in sorted(changed) for node in self._write_article(a, self._left(a, len(self.asked)))}
        for node in sorted(nodes):
            self._write_node(node)

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
        facts = self.changes.get(article) or self._facts(article)
        for asked in self.asked[:upto]:
            facts = asked.settle(facts)
        return facts

    def _write_article(self, article: int, final: ArticleFacts | None) -> set[str]:
        """Write the article's graph; the shared nodes to which it now gives something else."""
        graph, blob = self.db.execute("SELECT graph, contributions FROM article WHERE number = ?", (article,)).fetchone()
        write_part(self.db, graph, "", article_quads(final, self.names) if final else ())
        before: Given = Counter({(node, tuple(value)): times for node, value, times in json_of(blob)})
        after: Given = Counter(contributions(final) if final else ())
        if before == after:
            return set()
        rows = sorted((node, value, times) for (node, value), times in after.items())
        self.db.execute("UPDATE article SET contributions = ? WHERE number = ?", (packed(json.dumps(rows)), article))
        return self._give(before, after)

    def _give(self, before: Given, after: Given) -> set[str]:
        delta = {key: after[key] - before[key] for key in before.keys() | after.keys() if after[key] != before[key]}
        add_contributions(self.db, delta)
        return {node for node, _ in delta}

    def _write_node(self, node: str) -> None:
        self.db.execute("DELETE FROM contribution WHERE node = ? AND times = 0", (node,))
        write_node(self.db, self.names, node, self.db.execute("SELECT value, times FROM contribution WHERE node = ?", (node,)))


def add_contributions(db: sqlite3.Connection, delta: Mapping[tuple[str, Contribution], int]) -> None:
    """Count contributions, by node and value, so many times more (or less)."""
    db.executemany(
        "INSERT INTO contribution VALUES (?, ?, ?) ON CONFLICT (node, value) DO UPDATE SET times = times + excluded.times",
        [(node, json.dumps(value), times) for (node, value), times in delta.items()],
    )


def write_node(db: sqlite3.Connection, names: Names, node: str, rows: Iterable[tuple[str, int]]) -> None:
    """Write a shared node from ``rows`` of the table of contributions (value, times)."""
    given: dict[Contribution, int] = {tuple(json.loads(value)): times for value, times in rows}
    write_part(db, str(names.node(graph_of(node))), str(names.node(node)), node_quads(node, given, names))


def nothing_given() -> bytes:
    """The contributions of an article that has not joined yet."""
    return packed("[]")


def given_nodes(blob: bytes) -> Iterable[str]:
    """The shared nodes to which an article contributes."""
    return dict.fromkeys(node for node, *_ in json_of(blob))
