"""An archive open for reading, also while another process writes: the state after the last whole article."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.archive import index
from kg.archive.archive import Archive
from kg.archive.database import NAME, connect, json_of, value
from kg.archive.findings import stored_report
from kg.archive.lock import InUse
from kg.archive.parts import all_parts
from kg.archive.stored import Texts, some_parts, store_of
from kg.errors import KgError
from kg.graph.imports import GRAPH, Versions
from kg.graph.iri import DEFAULT_BASE, Names
from kg.validate.report import Report, Result

# So often, and so many seconds apart, is an index looked at that another process is loading.
PATIENCE, PAUSE = 100, 0.2


@dataclass(frozen=True, slots=True)
class Held:
    """An article in quarantine, since when (UTC), and why."""

    article: str
    since: str
    report: Report


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds. ``readers`` counts articles by what read them, ``pending`` the parts that the index has yet to take over."""

    base: str
    articles: int
    quads: int
    warnings: int
    pending: int
    imports: int
    retractions: int
    last: str
    readers: tuple[tuple[Versions, int], ...]
    quarantine: tuple[Held, ...]


class View:
    """Raises KgError when ``folder`` is no archive."""

    def __init__(self, folder: Path) -> None:
        if not is_archive(folder):
            raise KgError(f"{folder}: no archive here; kg import PATH... --store {folder} makes one")
        self.folder = folder
        self.db = connect(folder, write=False)
        self.names = Names(value(self.db, "base") or DEFAULT_BASE)  # there is none yet when the making was stopped

    def status(self) -> Status:
        """Counts, versions and the quarantine."""
        readers = self.db.execute("SELECT software, rules, model, COUNT(*) FROM article GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3")
        kinds = dict(self.db.execute("SELECT kind, COUNT(*) FROM history GROUP BY kind"))
        return Status(
            base=self.names.base,
            articles=self._one("SELECT COUNT(*) FROM article"),
            quads=self.size(),
            warnings=len({replace(r, evidence="") for r in self._results() if r.severity == "warning"}),
            pending=self._one("SELECT COUNT(*) FROM note"),
            imports=kinds.get("import", 0),
            retractions=kinds.get("retraction", 0),
            last=self._one("SELECT COALESCE(MAX(ended), '') FROM history"),
            readers=tuple((Versions(*versions), count) for *versions, count in readers),
            quarantine=tuple(self._held()),
        )

    def size(self) -> int:
        """The number of quads."""
        return int(self._one("SELECT COALESCE(SUM(quads), 0) FROM part"))

    def articles(self) -> list[tuple[str, str]]:
        """The id of each article and when it was last imported, in order of the ids."""
        query = "SELECT article.id, MAX(history.ended) FROM article JOIN history USING (id) GROUP BY article.id ORDER BY article.id"
        return self.db.execute(query).fetchall()

    def findings(self) -> Iterator[tuple[str, Report]]:
        """What the shapes said of each article when it joined, short of a violation, in order of the ids."""
        for ident, blob in self.db.execute("SELECT id, findings FROM article ORDER BY id"):
            yield ident, stored_report(blob)

    def validate(self, shapes: Path | None = None) -> Report:
        """What the shapes say of all that is here, against the articles' own texts; see ``kg.validate.stored``."""
        from kg.validate.stored import validate_stored

        texts = Texts(self.db, "article", "facts", lambda blob: str(json_of(blob)["article"]["text"]))
        self.db.execute("BEGIN")  # one state, whoever writes meanwhile
        try:
            with tempfile.TemporaryDirectory(prefix="kg-") as folder:
                store = store_of(self.db, Path(folder) / "index")
                report = validate_stored(lambda: some_parts(self.db), store, texts=texts, shapes=shapes)
                del store  # which holds files of the folder
                return report
        finally:
            self.db.execute("ROLLBACK")

    def _results(self) -> Iterator[Result]:
        """What was found, by one article or by several."""
        yield from (result for _, report in self.findings() for result in report.results)

    def lines(self, *, imports: bool = True) -> Iterator[bytes]:
        """The whole graph as sorted N-Quads, some lines at a time; without the graph of imports if so wanted."""
        left_out = "" if imports else str(self.names.node(GRAPH))
        yield from (lines for graph, _, lines in all_parts(self.db) if graph != left_out)

    def quads(self, *, imports: bool = True) -> Iterator[Quad]:
        """The same as quads."""
        for lines in self.lines(imports=imports):
            yield from parse(lines, RdfFormat.N_QUADS, lenient=True)  # Oxigraph wrote it

    def get(self, ident: str) -> str | None:
        """The text of an article, or None when it is not here."""
        row = self.db.execute("SELECT facts FROM article WHERE id = ?", (ident,)).fetchone()
        return json_of(row[0])["article"]["text"] if row else None

    def _held(self) -> Iterator[Held]:
        for ident, since, blob in self.db.execute("SELECT id, since, findings FROM quarantine ORDER BY id"):
            yield Held(ident, since, stored_report(blob))

    def _one(self, query: str) -> Any:
        return self.db.execute(query).fetchone()[0]

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()


def is_archive(folder: Path) -> bool:
    """True if a folder holds an archive."""
    return (folder / NAME).is_file()


def changes(folder: Path) -> str:
    """A text that is another one after every change of an archive's graph. Raises KgError when the archive cannot be read."""
    view = View(folder)
    try:
        last = view.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'note'").fetchone()  # each change of a part is noted there
        return f"{(folder / NAME).stat().st_ino} {last[0] if last else 0}"
    except sqlite3.Error as exc:
        raise KgError(f"{folder}: cannot be read ({exc})") from exc
    finally:
        view.close()


def open_store(folder: Path) -> Store:
    """The index of an archive for queries; what a killed import left undone is done first, unless another process is at work.

    While such a process loads many articles at once, for a second or so, it is waited for. Raises KgError when there is no archive, and
    when its index cannot be read.
    """
    view, trouble = View(folder), "it is being written"
    try:
        for _ in range(PATIENCE):
            if not index.is_whole(folder, view.db):
                with suppress(InUse), Archive(folder):
                    pass
            try:
                store = _store_at_rest(folder, view)
            except (OSError, ValueError, RuntimeError) as exc:  # its files change under the reader's hands, or it is damaged
                store, trouble = None, str(exc)
            if store:
                return store
            time.sleep(PAUSE)
    finally:
        view.close()
    raise KgError(f"{folder}: the index cannot be read ({trouble}); try again when no import is running")


def _store_at_rest(folder: Path, view: View) -> Store | None:
    """The index as it is between two steps of a writing process, or None if it was in the middle of one."""
    before = index.state(view.db)
    if not index.readable(before):
        return None
    store = Store.read_only(str(folder / index.NAME))
    return store if index.state(view.db) == before else None
