"""Decisions across articles, kept up to date: who has which profile, and which profiles hang together.

One question ("which person is this?") at a time. An article's profiles come and go; then the components that they belong to, and
no others, are decided anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Generic, TypeVar

from kg.archive.records import dumps, loads
from kg.facts import ArticleFacts
from kg.resolve.components import Decision, decide_all
from kg.resolve.questions import Question

P = TypeVar("P")


class Sightings(Generic[P]):
    """The profiles of one question in the database of an archive."""

    def __init__(self, db: sqlite3.Connection, question: Question[P]) -> None:
        self.db = db
        self.question = question

    def replace(self, article: int, facts: ArticleFacts | None) -> set[int]:
        """Let an article have the profiles of its facts instead of those that it had; the profiles that gained or lost it."""
        name = self.question.name
        before = {n for (n,) in self.db.execute("SELECT profile FROM seen WHERE question = ? AND article = ?", (name, article))}
        after = {self._number(p) for p in self.question.profiles(facts)} if facts else set()
        lost, gained = before - after, after - before
        self.db.executemany("DELETE FROM seen WHERE article = ? AND profile = ?", [(article, n) for n in lost])
        self.db.executemany("INSERT INTO seen VALUES (?, ?, ?)", [(name, article, n) for n in gained])
        self.db.executemany("UPDATE profile SET articles = articles - 1 WHERE number = ?", [(n,) for n in lost])
        self.db.executemany("UPDATE profile SET articles = articles + 1 WHERE number = ?", [(n,) for n in gained])
        return lost | gained

    def decide_again(self, touched: set[int]) -> set[int]:
        """Decide the components of the touched profiles; the articles whose decisions have changed."""
        rows = self._rows(self._connected(touched))
        gone = [n for n, (_, articles, _) in rows.items() if not articles]
        counts = {loads(self.question.kind, value): articles for value, articles, _ in rows.values() if articles}
        decided = {dumps(p): (dumps(d), d.key) for p, d in decide_all(counts, self.question.blocks, self.question.decide).items()}
        changed = {n: decided[value] for n, (value, articles, known) in rows.items() if articles and decided[value][0] != known}
        self.db.executemany("UPDATE profile SET decision = ?, key = ? WHERE number = ?", [(*d, n) for n, d in changed.items()])
        for table, column in (("block", "profile"), ("profile", "number")):
            self.db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(n,) for n in gone])
        return {a for n in changed for (a,) in self.db.execute("SELECT article FROM seen WHERE profile = ?", (n,))}

    def decisions(self, facts: ArticleFacts) -> dict[P, Decision]:
        """What was decided about the profiles of an article."""
        return {p: self._decision(p) for p in set(self.question.profiles(facts))}

    def articles_of(self, key: str) -> set[int]:
        """The articles that have somebody, or something, to whom this key was given."""
        query = "SELECT article FROM seen JOIN profile ON seen.profile = profile.number WHERE profile.question = ? AND profile.key = ?"
        return {article for (article,) in self.db.execute(query, (self.question.name, key))}

    def _decision(self, profile: P) -> Decision:
        query = "SELECT decision FROM profile WHERE question = ? AND value = ?"
        (decision,) = self.db.execute(query, (self.question.name, dumps(profile))).fetchone()
        return loads(Decision, decision)

    def _number(self, profile: P) -> int:
        """The number of a profile, which is made known with its blocks if it is new."""
        key = (self.question.name, dumps(profile))
        row = self.db.execute("SELECT number FROM profile WHERE question = ? AND value = ?", key).fetchone()
        if row:
            return int(row[0])
        number = self.db.execute("INSERT INTO profile (question, value, articles, decision, key) VALUES (?, ?, 0, '', '')", key).lastrowid
        assert number is not None
        blocks = [(self.question.name, b, number) for b in dict.fromkeys(self.question.blocks(profile))]
        self.db.executemany("INSERT INTO block VALUES (?, ?, ?)", blocks)
        return number

    def _connected(self, touched: set[int]) -> set[int]:
        """The profiles that shared blocks connect with the touched ones, which are among them."""
        found, fresh = set(touched), set(touched)
        met: set[str] = set()
        while fresh:
            blocks = {b for n in fresh for (b,) in self.db.execute("SELECT block FROM block WHERE profile = ?", (n,))} - met
            met |= blocks
            query = "SELECT profile FROM block WHERE question = ? AND block = ?"
            fresh = {n for b in blocks for (n,) in self.db.execute(query, (self.question.name, b))} - found
            found |= fresh
        return found

    def _rows(self, numbers: Iterable[int]) -> dict[int, tuple[str, int, str]]:
        """Value, number of articles and decision of each profile, in a fixed order."""
        query = "SELECT value, articles, decision FROM profile WHERE number = ?"
        return {n: self.db.execute(query, (n,)).fetchone() for n in sorted(numbers)}
