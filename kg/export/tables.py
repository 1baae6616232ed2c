"""CSV (RFC 4180, UTF-8): one table of each kind, for people who do not speak SPARQL. docs/formats.md describes the columns.

Cells with IRIs hold them all, divided by blanks; cells with names hold them in the same order, divided by "; ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from kg.export.columns import SPAN_COLUMNS, TABLES, Names, span_rows
from kg.export.files import Open
from kg.export.nodes import nodes
from kg.export.source import Source
from kg.vocab import KG, ORG, RDF, SCHEMA, SKOS

EVIDENCE = "evidence"
NAMING = {SCHEMA.name, SKOS.prefLabel}
MEMBERSHIP = {ORG.member, ORG.role, ORG.organization}


def write(source: Source, open_new: Open, *, base: str = "") -> list[str]:
    """Write all tables into files that ``open_new`` opens by their names; returns the names."""
    names = _names(source)
    columns = {name: table.columns for name, table in TABLES.items()}
    streams: dict[str, io.TextIOWrapper] = {}
    rows: dict[str, Any] = {}
    for name in (*TABLES, EVIDENCE):
        streams[name] = io.TextIOWrapper(open_new(f"{name}.csv"), encoding="utf-8", newline="", write_through=False)
        rows[name] = csv.writer(streams[name])
        rows[name].writerow(columns.get(name, SPAN_COLUMNS))
    for name, row in _rows(source, names):
        rows[name].writerow(row)
    for stream in streams.values():
        stream.detach()
    return [f"{name}.csv" for name in streams]


def _names(source: Source) -> Names:
    """Names of nodes and parts of memberships, which rows about articles refer to."""
    names = Names()
    for graph in source.graphs():
        for quad in source.quads(graph):
            if quad.predicate in NAMING:
                names.add(quad.subject, str(getattr(quad.object, "value", "")))
            elif quad.predicate in MEMBERSHIP:
                names.part(quad.subject, quad.predicate, quad.object)
    return names


def _rows(source: Source, names: Names) -> Iterator[tuple[str, list[str]]]:
    for graph in source.graphs():
        found = list(nodes(source.quads(graph)))
        spans = {node.iri: node for node in found if KG.Span in node[RDF.type]}
        for node in found:
            for name, table in TABLES.items():
                if table.kind in node[RDF.type]:
                    yield name, [column(node, names) for column in table.columns.values()]
            for row in span_rows(node, spans):
                yield EVIDENCE, row
