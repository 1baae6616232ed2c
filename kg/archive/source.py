"""An archive's graph as an export reads it: graph by graph, from the parts that the archive keeps sorted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.archive.database import unpacked
from kg.export.source import GraphName


class InArchive:
    """The quads of an archive (see ``kg.export.Source``), without the graph named ``leave_out``."""

    def __init__(self, db: sqlite3.Connection, *, leave_out: str = "") -> None:
        self._db = db
        self._leave_out = leave_out

    def graphs(self) -> list[GraphName]:
        """The names of the graphs, sorted."""
        rows = self._db.execute("SELECT DISTINCT graph FROM part ORDER BY graph")
        return [NamedNode(name[1:-1]) for (name,) in rows if name[1:-1] != self._leave_out]

    def quads(self, graph: GraphName) -> Iterator[Quad]:
        """The quads of a graph, sorted by subject."""
        for piece in self.lines(graph):
            yield from parse(piece, RdfFormat.N_QUADS, lenient=True)  # Oxigraph wrote it

    def lines(self, graph: GraphName) -> Iterator[bytes]:
        """The same as N-Quads, ready to be written (see ``kg.export.source.Ready``)."""
        for (lines,) in self._db.execute("SELECT lines FROM part WHERE graph = ? ORDER BY subject", (str(graph),)):
            yield unpacked(lines)
