"""An archive open for writing: articles join, are replaced and leave, one transaction each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg.archive.database import connect, faults, packed, transaction, unpacked, value
from kg.archive.findings import findings_json
from kg.archive.history import now, remember
from kg.archive.index import Index
from kg.archive.lock import locked
from kg.archive.nodes import given_nodes, nothing_given
from kg.archive.records import digest, dumps, loads
from kg.archive.rulings import JUDGEMENTS
from kg.archive.settings import AUTHORITY, fingerprint, names_of, obey
from kg.archive.settle import Settling
from kg.archive.versions import versions
from kg.collecting import no_collection
from kg.errors import KgError
from kg.facts import ArticleFacts
from kg.graph.imports import Versions
from kg.graph.iri import local
from kg.model import Article
from kg.read.blocks import blocks

if TYPE_CHECKING:
    from kg.validate import Report


class Refused(KgError):
    """One article that cannot join; others can."""


class Archive:
    """Open from making to ``close`` (use ``with``); in memory without a folder.

    ``base`` is that of all IRIs, ``judgements`` and ``authority`` are the texts of the user's CSV files (see ``kg.resolve``): an archive
    keeps those that it was made with; None leaves them as they are. Raises KgError when the folder is in use by another process or
    cannot be written, when a file is faulty, and when base, rules or files are not those that the archive was settled with
    (``resettle=True`` settles it anew by other rules and files). ``settled`` are the persons of articles on whom the user has decided.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        base: str = "",
        resettle: bool = False,
        judgements: str | None = None,
        authority: str | None = None,
    ) -> None:
        self.folder = folder
        self._lock = locked(folder) if folder else None
        try:
            with faults(folder):
                self._open(base, resettle, {JUDGEMENTS: judgements, AUTHORITY: authority})
        except BaseException:
            self._let_go()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close(calm=kind is None)

    def close(self, *, calm: bool = True) -> None:
        """Write everything to the disk and let go; not ``calm`` (after an error) leaves the rest of the index to the next opening."""
        try:
            if calm:
                with faults(self.folder):
                    self.index.catch_up()
        finally:
            self._let_go()

    def _open(self, base: str, resettle: bool, given: Mapping[str, str | None]) -> None:
        self.db = connect(self.folder, write=True)
        self.names = names_of(self.db, self.folder, base)
        self.settled = obey(self.db, self.names, self.folder, given, resettle=resettle)
        self.index = Index(self.folder, self.db)

    def _let_go(self) -> None:
        """Close what was opened, the lock last."""
        if hasattr(self, "db"):
            self.db.close()
        if hasattr(self, "index"):
            del self.index  # its store unlocks the folder when it is collected
        if self._lock:
            self._lock.release()

    def __contains__(self, ident: str) -> bool:
        return bool(self.db.execute("SELECT 1 FROM article WHERE id = ?", (ident,)).fetchone())

    def has(self, article: Article, versions: Versions) -> bool:
        """True if this very article, read by the same versions, is there."""
        row = self.db.execute("SELECT digest, software, rules, model FROM article WHERE id = ?", (article.id,)).fetchone()
        return bool(row) and row == (self._digest(article), versions.software, versions.rules, versions.model)

    def held_back(self, article: Article, versions: Versions) -> ArticleFacts | None:
        """The facts of this very article if it is in quarantine: it need not be read again."""
        query = "SELECT digest, software, rules, model, facts FROM quarantine WHERE id = ?"
        row = self.db.execute(query, (article.id,)).fetchone()
        if not row or row[:4] != (self._digest(article), versions.software, versions.rules, versions.model):
            return None
        return loads(ArticleFacts, unpacked(row[4]).decode("ascii"))

    def add(self, facts: ArticleFacts, versions: Versions, *, shapes: Path | None = None, started: str = "") -> Report:
        """Let an article join, or take the place of its earlier version; what the shapes say of it.

        If they find a violation it goes into quarantine, and an earlier version stays. ``facts`` are those of ``pipeline.read_facts``.
        Raises Refused when another article has its IRI, and KgError when the archive cannot be written.
        """
        facts = replace(facts, article=replace(facts.article, origin=""))
        ident, graph = facts.article.id, str(self.names.article(facts.article.id))
        self._refuse_twin(ident, graph)
        fields = {
            "id": ident,
            "digest": self._digest(facts.article),
            "software": versions.software,
            "rules": versions.rules,
            "model": versions.model,
            "facts": packed(dumps(facts)),
        }
        with faults(self.folder):
            with no_collection(), transaction(self.db):
                self.db.execute("SAVEPOINT joining")
                number = self._row(ident, {**fields, "graph": graph})
                Settling(self.db, self.names).settle({number: facts})
                report = self._check(facts, number, graph, shapes)
                found = packed(findings_json(report))
                if report.conforms:
                    self.db.execute("UPDATE article SET findings = ? WHERE number = ?", (found, number))
                    self.db.execute("DELETE FROM quarantine WHERE id = ?", (ident,))
                    remember(self.db, self.names, ident, versions, started=started or now())
                else:
                    self.db.execute("ROLLBACK TO joining")
                    self.db.execute("DELETE FROM quarantine WHERE id = ?", (ident,))
                    _insert(self.db, "quarantine", {**fields, "findings": found, "since": now()})
            self.index.take_over()
        return report

    def retract(self, ident: str) -> None:
        """Let an article, by its id or IRI, leave; its imports stay on record. Raises KgError when there is none."""
        named = self.db.execute("SELECT id FROM article WHERE graph = ?", (f"<{ident}>",)).fetchone()
        ident = named[0] if named else ident
        row = self.db.execute("SELECT number, software, rules, model FROM article WHERE id = ?", (ident,)).fetchone()
        held = self.db.execute("SELECT 1 FROM quarantine WHERE id = ?", (ident,)).fetchone()
        if not row and not held:
            raise KgError(f"{ident!r}: no such article in the archive; kg status --articles lists them")
        with faults(self.folder):
            with transaction(self.db):
                self.db.execute("DELETE FROM quarantine WHERE id = ?", (ident,))
                if row:
                    number, *versions = row
                    Settling(self.db, self.names).settle({number: None})
                    self.db.execute("DELETE FROM article WHERE number = ?", (number,))
                    remember(self.db, self.names, ident, Versions(*versions), retraction=True, started=now())
            self.index.take_over()

    def outdated(self, versions: Versions) -> Iterator[Article]:
        """The articles that other versions have read, or of whose persons the user has decided otherwise since.

        The parts of their texts are found anew; the articles may be replaced on the way.
        """
        wanted = (versions.software, versions.rules, versions.model)
        for (ident,) in self.db.execute("SELECT id FROM article ORDER BY id").fetchall():
            query = "SELECT facts, digest, software, rules, model FROM article WHERE id = ?"
            blob, known, *read_by = self.db.execute(query, (ident,)).fetchone()
            article = loads(ArticleFacts, unpacked(blob).decode("ascii")).article
            if tuple(read_by) != wanted or known != self._digest(article):
                yield replace(article, blocks=blocks(article.text, article.title))

    def versions(self, model: str) -> Versions:
        """The versions that articles are read by: those of this software, and the user's record of office holders."""
        known = versions(model)
        authority = value(self.db, AUTHORITY)
        return replace(known, rules=f"{known.rules}+{fingerprint(authority)}") if authority else known

    def _digest(self, article: Article) -> str:
        """A hash of all that reading an article depends on: what it is, and what the user decided on its persons."""
        own = f"{local(article.id)}.person."
        return "+".join([digest(article), *sorted(h for h in self.settled if h.startswith(own))])

    def _refuse_twin(self, ident: str, graph: str) -> None:
        twin = self.db.execute("SELECT id FROM article WHERE graph = ? AND id != ?", (graph, ident)).fetchone()
        if twin:
            raise Refused(f"article {ident!r} would have the IRI {graph} of article {twin[0]!r}; give it another id")

    def _row(self, ident: str, fields: dict[str, object]) -> int:
        """The number of the article's row, new or brought up to date."""
        row = self.db.execute("SELECT number FROM article WHERE id = ?", (ident,)).fetchone()
        if not row:
            return _insert(self.db, "article", {**fields, "contributions": nothing_given(), "findings": packed("[]")})
        settings = ", ".join(f"{name} = ?" for name in fields)
        self.db.execute(f"UPDATE article SET {settings} WHERE number = ?", (*fields.values(), row[0]))
        return int(row[0])

    def _check(self, facts: ArticleFacts, number: int, graph: str, shapes: Path | None) -> Report:
        from kg.archive import gate  # the shapes engine, which what is unchanged need not wait for

        (given,) = self.db.execute("SELECT contributions FROM article WHERE number = ?", (number,)).fetchone()
        texts = {facts.article.id: facts.article.text}
        return gate.check(self.db, self.names, graph, given_nodes(given), texts=texts, shapes=shapes)


def _insert(db: sqlite3.Connection, table: str, fields: dict[str, object]) -> int:
    marks = ", ".join("?" * len(fields))
    number = db.execute(f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({marks})", tuple(fields.values())).lastrowid
    return number or 0
