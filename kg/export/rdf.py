"""Turtle, TriG, N-Quads and N-Triples, in the words of Oxigraph's serialiser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.export.source import Ready, Source, chosen, lines, statements
from kg.vocab import PREFIXES


def prefixes(base: str) -> dict[str, str]:
    """The prefixes that a file declares, sorted: those of the model, and ``res`` for the data's base."""
    return dict(sorted((dict(PREFIXES) | ({"res": base} if base else {})).items()))


def n_quads(source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None:
    """Write N-Quads, graph by graph, the lines of each in code point order."""
    if isinstance(source, Ready):
        out.writelines(piece for graph in chosen(source, leave_out) for piece in source.lines(graph))
        return
    _lines(source, out, RdfFormat.N_QUADS, leave_out)


def n_triples(source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None:
    """Write N-Triples, in the same order, without the names of graphs."""
    _lines(source, out, RdfFormat.N_TRIPLES, leave_out)


def _lines(source: Source, out: BinaryIO, format: RdfFormat, leave_out: str) -> None:
    for graph in chosen(source, leave_out):
        out.write(b"\n".join([*lines(source.quads(graph), format), b""]))


def turtle(source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None:
    """Write Turtle."""
    serialize(_triples(source, leave_out), out, format=RdfFormat.TURTLE, prefixes=prefixes(base))


def trig(source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None:
    """Write TriG."""
    serialize(statements(source, leave_out=leave_out), out, format=RdfFormat.TRIG, prefixes=prefixes(base))


def _triples(source: Source, leave_out: str) -> Iterator[Triple]:
    quads: Iterator[Quad] = statements(source, leave_out=leave_out)
    return (q.triple for q in quads)
