"""The explorer's index: what there is, how often, who is in which fact, and words to search for, in one SQLite file.

Lists, counts and pages of long lists come from here, so that a page costs the same in an archive of a hundred articles and in one
of a hundred thousand. The file is derived from the graph and can be thrown away.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SCHEMA = """
CREATE TABLE article (id INTEGER PRIMARY KEY, node TEXT UNIQUE, title TEXT, date TEXT, publisher TEXT,
  statements INT, meetings INT, roles INT);
CREATE TABLE entity (id INTEGER PRIMARY KEY, node TEXT UNIQUE, kind TEXT, name TEXT, date TEXT DEFAULT '', status TEXT DEFAULT '',
  articles INT DEFAULT 0, facts INT DEFAULT 0);
CREATE TABLE fact (id INTEGER PRIMARY KEY, node TEXT UNIQUE, kind TEXT, article INT, day TEXT, start INT);
CREATE TABLE part (entity INT, role TEXT, fact INT, day TEXT, start INT, PRIMARY KEY (entity, role, day, fact)) WITHOUT ROWID;
CREATE TABLE mention (entity INT, article INT, times INT, PRIMARY KEY (entity, article)) WITHOUT ROWID;
CREATE TABLE stance (issue INT, fact INT, day TEXT, start INT);
CREATE TABLE tie (a INT, b INT, n INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE topic (entity INT, issue INT, n INT, PRIMARY KEY (entity, issue)) WITHOUT ROWID;
CREATE TABLE doc (number INTEGER PRIMARY KEY, kind TEXT, id INT);
CREATE TABLE word (word TEXT, doc INT, other INT, PRIMARY KEY (word, doc)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX entity_rank ON entity (kind, articles DESC, name);
CREATE INDEX entity_name ON entity (kind, name COLLATE NOCASE);
CREATE INDEX entity_date ON entity (kind, date);
CREATE INDEX article_date ON article (date);
CREATE INDEX fact_article ON fact (article, start);
CREATE INDEX tie_rank ON tie (n DESC);
CREATE INDEX stance_issue ON stance (issue, day);
CREATE INDEX topic_issue ON topic (issue);
CREATE INDEX mention_article ON mention (article, times DESC);
"""
_ONLY_IN = """CASE WHEN kind <> 'meeting' AND articles = 1 AND EXISTS (
  SELECT 1 FROM entity other WHERE other.kind = entity.kind AND other.name = entity.name COLLATE NOCASE AND other.id <> entity.id
) THEN (SELECT title FROM mention JOIN article ON article.id = mention.article WHERE mention.entity = entity.id) END"""
_WORD = re.compile(r"\w+")


class Hit(NamedTuple):
    """A search result: the node, its kind, what it is called, its date, its weight (in how many articles it is, or the number of an
    article's facts), a meeting's status, and of one of several namesakes the headline of the only article that it is in."""

    node: str
    kind: str
    name: str
    date: str
    weight: int
    status: str
    only_in: str


def words(text: str) -> list[str]:
    """The words of a text as searched: lower case, accents removed, each once, in order."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return list(dict.fromkeys(_WORD.findall(plain)))


class Catalog:
    """An index opened for reading."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._db.row_factory = sqlite3.Row

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """The rows of a query of the tables above."""
        return self._db.execute(query, values).fetchall()

    def each(self, query: str, *values: object) -> Iterator[sqlite3.Row]:
        """The rows of a query one by one, for walks through everything."""
        yield from self._db.execute(query, values)

    def number(self, query: str, *values: object) -> int:
        """The single number that a query yields."""
        return int(self._db.execute(query, values).fetchone()[0] or 0)

    def entity(self, node: str) -> int:
        """The id of an entity, 0 when it is not in the index."""
        return next((int(r[0]) for r in self.rows("SELECT id FROM entity WHERE node = ?", node)), 0)

    def search(self, text: str, *, limit: int = 60) -> list[Hit]:
        """Entities and articles with all the words, the last of which may be the beginning of one; the weightiest first."""
        wanted = words(text)[:8]
        if not wanted:
            return []
        whole = "SELECT doc, other FROM word WHERE word = ?"
        begun = "SELECT doc, MIN(other) AS other FROM word WHERE word >= ? AND word < ? GROUP BY doc"
        parts = [whole] * (len(wanted) - 1) + [begun]
        joined = " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts)
        fitting = f"SELECT doc, MAX(other) AS other FROM ({joined}) GROUP BY doc HAVING COUNT(*) = ?"
        values = [*wanted[:-1], wanted[-1], wanted[-1] + "\U0010ffff", len(wanted), limit]
        return self._hits(f"SELECT kind, id FROM ({fitting}) JOIN doc ON doc.number = doc ORDER BY other, doc LIMIT ?", *values)

    def documents(self) -> Iterator[Hit]:
        """Everything that can be found, in order of its number in the search index."""
        for row in self.each("SELECT kind, id FROM doc ORDER BY number"):
            yield self._hit(row["kind"], row["id"])

    def _hits(self, query: str, *values: object) -> list[Hit]:
        return [self._hit(row["kind"], row["id"]) for row in self.rows(query, *values)]

    def _hit(self, kind: str, ident: int) -> Hit:
        if kind == "article":
            query = "SELECT node, title AS name, date, statements + meetings + roles AS n, '' AS status, '' AS only_in "
            query += "FROM article WHERE id = ?"
        else:
            query = f"SELECT node, name, date, articles AS n, status, {_ONLY_IN} AS only_in FROM entity WHERE id = ?"
        row = self.rows(query, ident)[0]
        return Hit(row["node"], kind, row["name"], row["date"], row["n"], row["status"], row["only_in"] or "")
