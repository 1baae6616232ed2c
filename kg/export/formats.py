"""Which formats there are, and one way to write them all."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Protocol

from pyoxigraph import Quad

from kg.errors import KgError
from kg.export import graphml, jsonld, rdf, rdfxml, tables
from kg.export.files import Open, replacing
from kg.export.source import InMemory, Source


class Writer(Protocol):
    """Writes the graphs of a source to a stream, without the graph named ``leave_out``."""

    def __call__(self, source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None: ...


STREAMED: dict[str, Writer] = {
    "ttl": rdf.turtle,
    "trig": rdf.trig,
    "nq": rdf.n_quads,
    "nt": rdf.n_triples,
    "jsonld": jsonld.write,
    "rdf": rdfxml.write,
    "graphml": graphml.write,
}
TABLES = "csv"
FORMATS = (*STREAMED, TABLES)
# What has no named graphs is the union of what articles say, without the record of imports.
UNION = {"ttl", "nt", "rdf", "graphml"}


def format_of(path: Path, given: str = "") -> str:
    """The format for a path: ``given``, else its suffix. Raises KgError when that is none of ``FORMATS``."""
    wanted = (given or path.suffix).lower().lstrip(".")
    if wanted not in FORMATS:
        raise KgError(f"format {wanted!r} is not written; use one of {', '.join(FORMATS)}")
    return wanted


def to_stream(source: Source, format: str, out: BinaryIO, *, base: str = "", imports: str = "") -> None:
    """Write one of ``STREAMED``; ``imports`` is the name of the graph that unions leave out. Raises KgError for other formats."""
    if format not in STREAMED:
        raise KgError(f"format {format!r} is not written as one file; use one of {', '.join(STREAMED)}")
    STREAMED[format](source, out, base=base, leave_out=imports if format in UNION else "")


def write(source: Source, format: str, open_new: Open, *, stem: str = "graph", base: str = "", imports: str = "") -> list[str]:
    """Write ``stem.format``, or the tables, into files that ``open_new`` opens by their names; returns the names."""
    if format == TABLES:
        return tables.write(source, open_new, base=base)
    name = f"{stem}.{format}"
    to_stream(source, format, open_new(name), base=base, imports=imports)
    return [name]


def save(source: Source, path: Path, *, format: str = "", base: str = "", imports: str = "") -> list[Path]:
    """Write one path, whole or not at all: a file, or for tables the folder that holds them; returns what was written.

    Raises KgError for an unknown format and when the path cannot be written.
    """
    wanted = format_of(path, format)
    if wanted == TABLES:
        with replacing(path) as open_new:
            return [path / name for name in tables.write(source, open_new, base=base)]
    if path.is_dir():
        raise KgError(f"{path}: is a folder; name the file to write in it")
    with replacing(path.parent) as open_new:
        to_stream(source, wanted, open_new(path.name), base=base, imports=imports)
    return [path]


def serialized(quads: Iterable[Quad], format: str, *, base: str = "", imports: str = "") -> bytes:
    """The bytes of a small export."""
    out = io.BytesIO()
    to_stream(InMemory(quads), format_of(Path(), format), out, base=base, imports=imports)
    return out.getvalue()
