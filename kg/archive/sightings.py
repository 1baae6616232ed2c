"""Decisions across articles, kept up to date: who has which profile, and which profiles hang together.

One question ("which person is this?") at a time. An article's profiles come and go; then the components that they belong to, and
no others, are decided anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Generic, TypeVar

from kg.archive.database import among
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
        after = self._numbers(set(self.question.profiles(facts))) if facts else set()
        lost, gained = before - after, after - before
        self.db.executemany("DELETE FROM seen WHERE article = ? AND profile = ?", [(article, n) for n in lost])
        self.db.executemany("INSERT INTO seen VALUES (?, ?, ?)", [(name, article, n) for n in gained])
        self.db.executemany("UPDATE profile SET articles = articles - 1 WHERE number = ?", [(n,) for n in lost])
        self.db.executemany("UPDATE profile SET articles = articles + 1 WHERE number = ?", [(n,) for n in gained])
        return lost | gained

    def decide_again(self, touched: set[int]) -> set[int]:
        """Decide the components of the touched profiles; the articles whose decisions have changed."""
        query = "SELECT number, value, articles, decision FROM profile WHERE number IN ({})"
        rows = sorted(among(self.db, query, sorted(self._connected(touched))))
        gone = [n for n, _, articles, _ in rows if not articles]
        counts = {loads(self.question.kind, value): articles for _, value, articles, _ in rows if articles}
        decided = {dumps(p): (dumps(d), d.key) for p, d in decide_all(counts, self.question.blocks, self.question.decide).items()}
        changed = {n: decided[value] for n, value, articles, known in rows if articles and decided[value][0] != known}
        self.db.executemany("UPDATE profile SET decision = ?, key = ? WHERE number = ?", [(*d, n) for n, d in changed.items()])
        for table, column in (("block", "profile"), ("profile", "number")):
            self.db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(n,) for n in gone])
        return {a for (a,) in among(self.db, "SELECT article FROM seen WHERE profile IN ({})", list(changed))}

    def decisions(self, facts: ArticleFacts) -> dict[P, Decision]:
        """What was decided about the profiles of an article."""
        profiles = {dumps(p): p for p in self.question.profiles(facts)}
        query = "SELECT value, decision FROM profile WHERE question = ? AND value IN ({})"
        rows = among(self.db, query, list(profiles), self.question.name)
        return {profiles[value]: loads(Decision, decision) for value, decision in rows}

    def articles_of(self, key: str) -> set[int]:
        """The articles that have somebody, or something, to whom this key was given."""
        query = "SELECT article FROM seen JOIN profile ON seen.profile = profile.number WHERE profile.question = ? AND profile.key = ?"
        return {article for (article,) in self.db.execute(query, (self.question.name, key))}

    def _numbers(self, profiles: Iterable[P]) -> set[int]:
        """The numbers of profiles; those that are new are made known with their blocks."""
        name, new = self.question.name, {dumps(p): p for p in profiles}
        query = "SELECT value, number FROM profile WHERE question = ? AND value IN ({})"
        known = {value: int(number) for value, number in among(self.db, query, list(new), name)}
        for value in sorted(new.keys() - known.keys()):
            row = (name, value)
            number = self.db.execute(
                "INSERT INTO profile (question, value, articles, decision, key) VALUES (?, ?, 0, '', '')", row
            ).lastrowid
            assert number is not None
            known[value] = number
            blocks = dict.fromkeys(self.question.blocks(new[value]))
            self.db.executemany("INSERT INTO block VALUES (?, ?, ?)", [(name, b, number) for b in blocks])
        return set(known.values())

    def _connected(self, touched: set[int]) -> set[int]:
        """The profiles that shared blocks connect with the touched ones, which are among them."""
        found, fresh = set(touched), set(touched)
        met: set[str] = set()
        while fresh:
            blocks = {b for (b,) in among(self.db, "SELECT block FROM block WHERE profile IN ({})", sorted(fresh))} - met
            met |= blocks
            query = "SELECT profile FROM block WHERE question = ? AND block IN ({})"
            fresh = {n for (n,) in among(self.db, query, sorted(blocks), self.question.name)} - found
            found |= fresh
        return found
