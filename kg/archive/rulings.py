"""What the user decided on who and what is the same, in an archive: each article that comes or goes may be spoken of by a line of it.

A line that names somebody or something that no article of the archive has is passed over until one comes, or one that went comes back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from kg.archive.database import set_value, value
from kg.archive.parts import write_part
from kg.archive.sightings import Sightings
from kg.facts import ArticleFacts
from kg.graph.iri import Names
from kg.graph.judgement import GRAPH, user_quads
from kg.resolve.judgements import Line, Ruling, article_of, consistent, is_handle, parse, ruling

JUDGEMENTS = "judgements"


class Rulings:
    """The ruling on one question as the archive's articles are now; ``facts`` gives what an article (by number) says when it is asked."""

    def __init__(self, db: sqlite3.Connection, names: Names, sightings: Sightings[Any], facts: Callable[[int], ArticleFacts]) -> None:
        self.db = db
        self.names = names
        self.sightings = sightings
        self.facts = facts
        self.question = sightings.question
        self.lines = consistent(parse(value(db, JUDGEMENTS), JUDGEMENTS)).about(self.question.name).lines
        self.ruling = Ruling()

    def rule_again(self) -> set[int]:
        """Rule by what is decided now; the articles in which that changes somebody or something."""
        if not self.lines:
            return set()
        self.ruling, active = self._ruling()
        kept = f"ruled {self.question.name}"
        before = json.loads(value(self.db, kept) or "{}")
        after = {**self.ruling.keys, **{" ".join(pair): "" for pair in sorted(self.ruling.apart)}}
        changed = {name for told in before.keys() | after.keys() if before.get(told) != after.get(told) for name in told.split()}
        set_value(self.db, kept, json.dumps(after))
        self._record(active)
        return {article for name in sorted(changed) for article in self._having(name)}

    def _ruling(self) -> tuple[Ruling, frozenset[Line]]:
        """The ruling, and the lines that it comes from: those whose names are here."""
        named = {name for line in self.lines for name in (line.left, line.right)}
        decided = {handle: key for name in sorted(named) if is_handle(name) for handle, key in self._sighted(name) if handle in named}
        known = decided.keys() | {name for name in named if not is_handle(name) and self.sightings.articles_of(name)}
        active = [line for line in self.lines if line.left in known and line.right in known]
        return ruling(consistent(active), {**{name: name for name in known}, **decided}), frozenset(active)

    def _sighted(self, handle: str) -> Iterator[tuple[str, str]]:
        """What a handle's article has of its kind, with the keys decided on."""
        for article in self._article(handle):
            facts = self.facts(article)
            yield from self.question.sightings(facts, self.sightings.decisions(facts))

    def _having(self, name: str) -> Iterator[int]:
        yield from self._article(name) if is_handle(name) else self.sightings.articles_of(name)

    def _article(self, handle: str) -> list[int]:
        graph = str(self.names.node(article_of(handle)))
        query = "SELECT number FROM article WHERE graph = ? AND number IN (SELECT article FROM seen WHERE question = ?)"
        return [n for (n,) in self.db.execute(query, (graph, self.question.name))]  # one that leaves has nobody any more

    def _record(self, active: frozenset[Line]) -> None:
        """Put the lines that are obeyed into the graph of judgements, and those that are not out of it."""
        for line in self.lines:
            quads = list(user_quads([line], self.names))
            write_part(self.db, str(self.names.node(GRAPH)), str(quads[0].subject), quads if line in active else ())
