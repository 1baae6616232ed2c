"""The record of every import and retraction, from which the graph of imports is written. Here alone an archive looks at the clock."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timezone

from kg.archive.parts import write_part
from kg.graph.imports import GRAPH, Event, Versions, event_node, event_quads
from kg.graph.iri import Names


def remember(db: sqlite3.Connection, names: Names, ident: str, versions: Versions, *, started: str, retraction: bool = False) -> None:
    """Put an import or a retraction, which ends now, on record."""
    (nth,) = db.execute("SELECT COUNT(*) + 1 FROM history WHERE id = ?", (ident,)).fetchone()
    event = Event(ident, versions, nth, retraction, started, now())
    kind = "retraction" if retraction else "import"
    row = (ident, nth, kind, versions.software, versions.rules, versions.model, event.started, event.ended)
    db.execute("INSERT INTO history VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    write_part(db, str(names.node(GRAPH)), str(event_node(event, names)), event_quads(event, names))


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
