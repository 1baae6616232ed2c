"""An archive open for writing: articles join, are replaced and leave, one transaction each."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType

from pyoxigraph import Store

from kg import resources
from kg.archive import gate, index
from kg.archive.database import connect, packed, set_value, transaction, unpacked, value
from kg.archive.findings import findings_json
from kg.archive.lock import Lock
from kg.archive.parts import all_parts, noted, write_part
from kg.archive.records import dumps, loads
from kg.archive.rulings import JUDGEMENTS
from kg.archive.settle import Settling, given_nodes, nothing_given
from kg.archive.versions import versions
from kg.errors import KgError
from kg.facts import ArticleFacts
from kg.graph.imports import GRAPH, Event, Versions, event_node, event_quads
from kg.graph.iri import DEFAULT_BASE, Names, local
from kg.model import Article
from kg.read.blocks import blocks
from kg.resolve import holders
from kg.resolve.authority import parse_authority
from kg.resolve.judgements import consistent, parse
from kg.validate import Report

AUTHORITY = "authority"
FLUSH = 100
BATCH = 200


class Refused(KgError):
    """One article that cannot join; others can."""


class Archive:
    """Open from making to ``close`` (use ``with``); in memory without a folder.

    ``base`` is that of all IRIs, ``judgements`` and ``authority`` are the texts of the user's CSV files (see ``kg.resolve``): an archive
    keeps those that it was made with; None leaves them as they are. Raises KgError when the folder is in use by another process or
    cannot be written, when a file is faulty, and when base, rules or files are not those that the archive was settled with
    (``resettle=True`` settles it anew by other rules and files).
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
        self._given = {JUDGEMENTS: judgements, AUTHORITY: authority}
        self._lock = _locked(folder) if folder else None
        try:
            with _faults(folder):
                self._open(base, resettle)
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
                with _faults(self.folder):
                    self._flush()
        finally:
            self._let_go()

    def _open(self, base: str, resettle: bool) -> None:
        self.db = connect(self.folder, write=True)
        self.names = self._names(base)
        self._settle(resettle)
        self.store = self._index()
        self._taken = self._since_flush = 0
        self._take_over()

    def _let_go(self) -> None:
        """Close what was opened, the lock last."""
        if hasattr(self, "db"):
            self.db.close()
        if hasattr(self, "store"):
            del self.store  # the store unlocks its folder when it is collected
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
        with _faults(self.folder):
            with transaction(self.db):
                self.db.execute("SAVEPOINT joining")
                number = self._row(ident, {**fields, "graph": graph})
                Settling(self.db, self.names).settle({number: facts})
                report = self._check(facts, number, graph, shapes)
                found = packed(findings_json(report))
                if report.conforms:
                    self.db.execute("UPDATE article SET findings = ? WHERE number = ?", (found, number))
                    self.db.execute("DELETE FROM quarantine WHERE id = ?", (ident,))
                    self._remember(ident, versions, started=started or now())
                else:
                    self.db.execute("ROLLBACK TO joining")
                    self.db.execute("DELETE FROM quarantine WHERE id = ?", (ident,))
                    _insert(self.db, "quarantine", {**fields, "findings": found, "since": now()})
            self._take_over()
        return report

    def retract(self, ident: str) -> None:
        """Let an article, by its id or IRI, leave; its imports stay on record. Raises KgError when there is none."""
        named = self.db.execute("SELECT id FROM article WHERE graph = ?", (f"<{ident}>",)).fetchone()
        ident = named[0] if named else ident
        row = self.db.execute("SELECT number, software, rules, model FROM article WHERE id = ?", (ident,)).fetchone()
        held = self.db.execute("SELECT 1 FROM quarantine WHERE id = ?", (ident,)).fetchone()
        if not row and not held:
            raise KgError(f"{ident!r}: no such article in the archive; kg status --articles lists them")
        with _faults(self.folder):
            with transaction(self.db):
                self.db.execute("DELETE FROM quarantine WHERE id = ?", (ident,))
                if row:
                    number, *versions = row
                    Settling(self.db, self.names).settle({number: None})
                    self.db.execute("DELETE FROM article WHERE number = ?", (number,))
                    self._remember(ident, Versions(*versions), retraction=True, started=now())
            self._take_over()

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
        return replace(known, rules=f"{known.rules}+{_short(authority)}") if authority else known

    @property
    def settled(self) -> frozenset[str]:
        """The persons of articles on whom the user has decided (``Judgements.settled``): reading leaves their names alone."""
        return self._settled_persons

    def _digest(self, article: Article) -> str:
        """A hash of all that reading an article depends on: what it is, and what the user decided on its persons."""
        own = f"{local(article.id)}.person."
        return "+".join([digest(article), *sorted(h for h in self.settled if h.startswith(own))])

    def _names(self, base: str) -> Names:
        known = value(self.db, "base")
        if not known:
            known = Names(base or DEFAULT_BASE).base
            with transaction(self.db):
                set_value(self.db, "base", known)
        if base and base != known:
            raise KgError(f"{self.folder}: its IRIs begin with {known}, not {base}; leave out --base or make another archive")
        return Names(known)

    def _settle(self, allowed: bool) -> None:
        """Decide and write everything anew from what the articles say, if other rules or other files of the user's did it."""
        given = {name: value(self.db, name) if text is None else text for name, text in self._given.items()}
        self._settled_persons = consistent(parse(given[JUDGEMENTS], JUDGEMENTS)).settled
        holders.use(parse_authority(given[AUTHORITY], AUTHORITY) if given[AUTHORITY] else ())
        wanted = " ".join([resources.graph_rules(), *map(_short, given.values())])
        if value(self.db, "settled by") == wanted:
            return
        numbers = [n for (n,) in self.db.execute("SELECT number FROM article ORDER BY id")]
        if numbers and not allowed:
            changed = [name for name, text in given.items() if text != value(self.db, name)]
            options = "".join(f" --{name} FILE" for name in changed)
            raise KgError(
                f"{self.folder}: was settled by other {' and '.join(changed) or 'rules'}; run: kg upgrade --store {self.folder}{options}"
            )
        with transaction(self.db):
            for table in ("profile", "block", "seen", "contribution", "note"):
                self.db.execute(f"DELETE FROM {table}")
            self.db.execute("DELETE FROM part WHERE graph != ?", (str(self.names.node(GRAPH)),))
            self.db.execute("UPDATE article SET contributions = ?", (nothing_given(),))
            for name, text in {**given, "ruled": "", "index": "", "settled by": wanted}.items():
                set_value(self.db, name, text)
            for start in range(0, len(numbers), BATCH):
                Settling(self.db, self.names).settle_again(numbers[start : start + BATCH])

    def _index(self) -> Store:
        """The index, filled from the database when it is missing, damaged or not filled to the end."""
        ready = value(self.db, "index") == "ready"
        place = self.folder / index.NAME if self.folder else None
        if ready and place and place.is_dir():
            try:
                return index.open_index(self.folder)
            except KgError as exc:
                if "Too many open files" in str(exc):
                    raise
        set_value(self.db, "index", "")
        if place:
            shutil.rmtree(place, ignore_errors=True)
        store = index.open_index(self.folder)
        index.fill(store, all_parts(self.db))
        with transaction(self.db):
            self.db.execute("DELETE FROM note")
            set_value(self.db, "index", "ready")
        return store

    def _take_over(self) -> None:
        """Let the index have what was noted since it last did; notes go once it is on the disk."""
        self._taken, parts = noted(self.db, self._taken)
        index.update(self.store, parts)
        self._since_flush += 1
        if self._since_flush >= FLUSH:
            self._flush()

    def _flush(self) -> None:
        if self.folder and self._taken:
            self.store.flush()
        self.db.execute("DELETE FROM note WHERE number <= ?", (self._taken,))
        self._since_flush = 0

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
        (given,) = self.db.execute("SELECT contributions FROM article WHERE number = ?", (number,)).fetchone()
        texts = {facts.article.id: facts.article.text}
        return gate.check(self.db, self.store, self.names, graph, given_nodes(given), texts=texts, shapes=shapes)

    def _remember(self, ident: str, versions: Versions, *, started: str, retraction: bool = False) -> None:
        """Put an import or a retraction on record."""
        (nth,) = self.db.execute("SELECT COUNT(*) + 1 FROM history WHERE id = ?", (ident,)).fetchone()
        event = Event(ident, versions, nth, retraction, started, now())
        kind = "retraction" if retraction else "import"
        row = (ident, nth, kind, versions.software, versions.rules, versions.model, event.started, event.ended)
        self.db.execute("INSERT INTO history VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        write_part(self.db, str(self.names.node(GRAPH)), str(event_node(event, self.names)), event_quads(event, self.names))


def digest(article: Article) -> str:
    """A hash of all that an import depends on: text, metadata and blocks, but not the place that it was read from."""
    return hashlib.sha256(dumps(replace(article, origin="")).encode("ascii")).hexdigest()


def _short(text: str) -> str:
    """A hash of a user's file; "-" for none."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8] if text else "-"


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _insert(db: sqlite3.Connection, table: str, fields: dict[str, object]) -> int:
    marks = ", ".join("?" * len(fields))
    number = db.execute(f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({marks})", tuple(fields.values())).lastrowid
    return number or 0


def _locked(folder: Path) -> Lock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Lock(folder / "lock")
    except OSError as exc:
        raise KgError(f"{folder}: cannot be written ({exc.strerror or exc})") from exc


@contextmanager
def _faults(folder: Path | None) -> Iterator[None]:
    """Faults of the disk as errors that say what is the case: nothing is half, and an import can go on."""
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        raise KgError(f"{folder}: cannot be written ({exc}); every article is whole, import again when this is mended") from exc
