"""The graph in parts: sorted N-Quads of an article's graph, or of one node of a shared graph. What the index has to learn is noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from kg.archive.database import packed, unpacked
from kg.export.source import lines as sorted_lines

Part = tuple[str, str, bytes]


def write_part(db: sqlite3.Connection, graph: str, subject: str, quads: Iterable[Quad]) -> bool:
    """Replace a part by these quads (drop it when there are none); False if it already was so."""
    return write_lines(db, graph, subject, part_lines(quads))


def part_lines(quads: Iterable[Quad]) -> bytes:
    """Quads of one graph as a part has them: sorted N-Quads, nothing when there are none."""
    found = sorted_lines(quads)
    return b"\n".join([*found, b""]) if found else b""


def write_lines(db: sqlite3.Connection, graph: str, subject: str, lines: bytes) -> bool:
    """The same with sorted N-Quads."""
    if lines == read_part(db, graph, subject):
        return False
    if lines:
        db.execute(
            "INSERT INTO part (graph, subject, quads, lines) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (graph, subject) DO UPDATE SET quads = excluded.quads, lines = excluded.lines",
            (graph, subject, lines.count(b"\n"), packed(lines)),
        )
    else:
        db.execute("DELETE FROM part WHERE graph = ? AND subject = ?", (graph, subject))
    db.execute("INSERT OR REPLACE INTO note (graph, subject) VALUES (?, ?)", (graph, subject))
    return True


def read_part(db: sqlite3.Connection, graph: str, subject: str) -> bytes:
    """The sorted N-Quads of a part; nothing when there is none."""
    row = db.execute("SELECT lines FROM part WHERE graph = ? AND subject = ?", (graph, subject)).fetchone()
    return unpacked(row[0]) if row else b""


def all_parts(db: sqlite3.Connection) -> Iterator[Part]:
    """Every part in the order of a sorted export: one after the other, they are the whole graph as N-Quads."""
    for graph, subject, lines in db.execute("SELECT graph, subject, lines FROM part ORDER BY graph, subject"):
        yield graph, subject, unpacked(lines)


def noted(db: sqlite3.Connection) -> tuple[int, list[Part]]:
    """The parts that are noted, as they are now, and the number of the last note."""
    query = (
        "SELECT note.number, note.graph, note.subject, part.lines FROM note LEFT JOIN part"
        " ON part.graph = note.graph AND part.subject = note.subject ORDER BY note.number"
    )
    rows = db.execute(query).fetchall()
    return (rows[-1][0] if rows else 0), [(graph, subject, unpacked(lines) if lines else b"") for _, graph, subject, lines in rows]


def noted_quads(db: sqlite3.Connection, after: int) -> tuple[int, int]:
    """The number of the last note, and of the quads in parts noted after a note."""
    query = "SELECT MAX(note.number), SUM(part.quads) FROM note LEFT JOIN part USING (graph, subject) WHERE note.number > ?"
    last, quads = db.execute(query, (after,)).fetchone()
    return last or after, quads or 0
