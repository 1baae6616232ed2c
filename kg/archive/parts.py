"""The graph in parts: sorted N-Quads of an article's graph, or of one node of a shared graph. What the index has to learn is noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Quad

from kg.archive.database import among, packed, unpacked
from kg.export.source import lines as sorted_lines
from kg.graph.contribution import Triple

Part = tuple[str, str, bytes]


def write_part(db: sqlite3.Connection, graph: str, subject: str, quads: Iterable[Quad]) -> None:
    """Replace a part by these quads; drop it when there are none."""
    write_parts(db, graph, {subject: part_lines(quads)})


def part_lines(quads: Iterable[Quad]) -> bytes:
    """Quads of one graph as a part has them: sorted N-Quads, nothing when there are none."""
    found = sorted_lines(quads)
    return b"\n".join([*found, b""]) if found else b""


def lines_of(graph: str, triples: Iterable[Triple]) -> bytes:
    """The same from triples, each of which is written as Oxigraph writes it: without quads between them, in half the time."""
    found = sorted({f"{s} {p} {o} {graph} ." for s, p, o in triples})
    return "\n".join([*found, ""]).encode("utf-8") if found else b""


def write_parts(db: sqlite3.Connection, graph: str, parts: Mapping[str, bytes]) -> None:
    """Replace parts of a graph by these lines, by subject; drop those without lines, and leave alone what already is so."""
    before = read_parts(db, graph, parts)
    changed = [(subject, lines) for subject, lines in parts.items() if lines != before[subject]]
    db.executemany(
        "INSERT INTO part (graph, subject, quads, lines) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (graph, subject) DO UPDATE SET quads = excluded.quads, lines = excluded.lines",
        [(graph, subject, lines.count(b"\n"), packed(lines)) for subject, lines in changed if lines],
    )
    db.executemany("DELETE FROM part WHERE graph = ? AND subject = ?", [(graph, subject) for subject, lines in changed if not lines])
    db.executemany("INSERT OR REPLACE INTO note (graph, subject) VALUES (?, ?)", [(graph, subject) for subject, _ in changed])


def read_part(db: sqlite3.Connection, graph: str, subject: str) -> bytes:
    """The sorted N-Quads of a part; nothing when there is none."""
    return read_parts(db, graph, [subject])[subject]


def read_parts(db: sqlite3.Connection, graph: str, subjects: Iterable[str]) -> dict[str, bytes]:
    """The sorted N-Quads of parts of a graph by subject, in the order of the subjects; nothing where there is none."""
    found = dict.fromkeys(subjects, b"")
    rows = among(db, "SELECT subject, lines FROM part WHERE graph = ? AND subject IN ({})", list(found), graph)
    return found | {subject: unpacked(lines) for subject, lines in rows}


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
