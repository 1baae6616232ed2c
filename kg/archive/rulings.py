"""What the user decided on who is who, in an archive: each article that comes or goes may be spoken of by a line of it.

A line that names somebody whom no article of the archive has is passed over until one comes, or one that went comes back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator

from kg.archive.database import set_value, value
from kg.archive.parts import write_part
from kg.archive.sightings import Sightings
from kg.facts import ArticleFacts
from kg.graph.iri import Names
from kg.graph.judgement import GRAPH, user_quads
from kg.resolve.identity import Profile, sightings
from kg.resolve.judgements import Line, Ruling, consistent, is_handle, parse, ruling

JUDGEMENTS = "judgements"


class Rulings:
    """The ruling of the archive's judgements as its articles are now; ``facts`` gives what an article (by number) says."""

    def __init__(self, db: sqlite3.Connection, names: Names, persons: Sightings[Profile], facts: Callable[[int], ArticleFacts]) -> None:
        self.db = db
        self.names = names
        self.persons = persons
        self.facts = facts
        self.lines = consistent(parse(value(db, JUDGEMENTS), JUDGEMENTS)).lines
        self.ruling = Ruling()

    def rule_again(self) -> set[int]:
        """Rule by what is decided now; the articles in which that changes somebody."""
        if not self.lines:
            return set()
        self.ruling, active = self._ruling()
        before, after = json.loads(value(self.db, "ruled") or "{}"), dict(self.ruling.keys)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        set_value(self.db, "ruled", json.dumps(after))
        self._record(active)
        return {article for name in sorted(changed) for article in self._having(name)}

    def _ruling(self) -> tuple[Ruling, frozenset[Line]]:
        """The ruling, and the lines that it comes from: those whose persons are here."""
        named = {name for line in self.lines for name in (line.left, line.right)}
        decided = {handle: key for name in sorted(named) if is_handle(name) for handle, key in self._sighted(name) if handle in named}
        known = decided.keys() | {name for name in named if not is_handle(name) and self.persons.articles_of(name)}
        active = [line for line in self.lines if line.left in known and line.right in known]
        return ruling(consistent(active), {**{name: name for name in known}, **decided}), frozenset(active)

    def _sighted(self, handle: str) -> Iterator[tuple[str, str]]:
        """The persons of the article that a handle speaks of, with the keys decided on."""
        for article in self._article(handle):
            facts = self.facts(article)
            yield from sightings(facts, self.persons.decisions(facts))

    def _having(self, name: str) -> Iterator[int]:
        yield from self._article(name) if is_handle(name) else self.persons.articles_of(name)

    def _article(self, handle: str) -> list[int]:
        graph = str(self.names.node(handle.partition(".person.")[0]))
        query = "SELECT number FROM article WHERE graph = ? AND number IN (SELECT article FROM seen WHERE question = ?)"
        return [n for (n,) in self.db.execute(query, (graph, self.persons.question.name))]  # one that leaves has nobody any more

    def _record(self, active: frozenset[Line]) -> None:
        """Put the lines that are obeyed into the graph of judgements, and those that are not out of it."""
        for line in self.lines:
            quads = list(user_quads([line], self.names))
            write_part(self.db, str(self.names.node(GRAPH)), str(quads[0].subject), quads if line in active else ())
