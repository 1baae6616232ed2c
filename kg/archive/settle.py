"""What one article changes: decisions across articles, the graphs of those that they rename, and the nodes that they share."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from kg.archive.database import unpacked
from kg.archive.nodes import Counts, given_blob, given_counts, write_changed
from kg.archive.parts import lines_of, write_parts
from kg.archive.records import loads
from kg.archive.rulings import Rulings
from kg.archive.sightings import Sightings
from kg.facts import ArticleFacts
from kg.graph.article import article_triples
from kg.graph.entities import contributions
from kg.graph.iri import Names
from kg.resolve.questions import QUESTIONS, Question


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
        write_changed(self.db, self.names, {key: times for key, times in delta.items() if times})

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
        write_parts(self.db, graph, {"": lines_of(graph, article_triples(final, self.names)) if final else b""})
        before, after = given_counts(blob), Counter(contributions(final) if final else ())
        if before == after:
            return
        self.db.execute("UPDATE article SET contributions = ? WHERE number = ?", (given_blob(after), article))
        delta.update(after)
        delta.subtract(before)
