"""GraphML (http://graphml.graphdrawing.org/specification.html) for tools of network analysis, streamed.

Vertices are articles, persons, organisations, countries, places, groups, offices, memberships, meetings, reports, statements and issues;
edges are the relations among them. Spans are left out (the tables and RDF have them); other literals than those of KEYS too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.export.nodes import Node, nodes
from kg.export.source import Source, chosen
from kg.export.xmltext import XmlText
from kg.vocab import KG, PREFIXES, PROV, RDF, SCHEMA, SKOS

KEYS: dict[str, tuple[NamedNode, ...]] = {
    "name": (SCHEMA.name, SKOS.prefLabel, SCHEMA.headline, SCHEMA.identifier),
    "start": (SCHEMA.datePublished, SCHEMA.startDate, SCHEMA.dateCreated, KG.attestedOn, KG.formerBy, KG.futureAt, KG.firstAttested),
    "end": (SCHEMA.endDate, KG.lastAttested),
    "kind": (KG.kind,),
    "status": (KG.status, KG.roleStatus),
    "mode": (KG.mode,),
    "text": (SCHEMA.text,),
    "url": (SCHEMA.url,),
    "confidence": (KG.confidence,),
}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
LEFT_OUT = {KG.Span, PROV.Activity}
CLASSES = (SCHEMA.NewsArticle, SCHEMA.Person, KG.Meeting, KG.Statement, SKOS.Concept)


def write(source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None:
    """Write the union of the graphs: all vertices, then all edges."""
    xml = XmlText()
    graphs = chosen(source, leave_out)
    out.write((HEAD + "".join(_declarations(xml))).encode())
    known: set[str] = set()
    for graph in graphs:
        for node in nodes(source.quads(graph)):
            if node[RDF.type] and not LEFT_OUT & set(node[RDF.type]) and node.iri not in known:
                known.add(node.iri)
                out.write(_vertex(node, base, xml).encode())
    for graph in graphs:
        for node in nodes(source.quads(graph)):
            if node.iri in known:
                out.write("".join(_edges(node, known, base, str(getattr(graph, "value", "")), xml)).encode())
    out.write(b"</graph>\n</graphml>\n")
    xml.warn("graphml")


def _declarations(xml: XmlText) -> Iterator[str]:
    for name in ("type", "iri", *KEYS):
        kind = "double" if name == "confidence" else "string"
        yield f'<key id="v.{name}" for="node" attr.name="{name}" attr.type="{kind}"/>\n'
    for name in ("relation", "graph"):
        yield f'<key id="e.{name}" for="edge" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph id="kg" edgedefault="directed">\n'


def identifier(iri: str, base: str) -> str:
    """An id that GraphML allows (an NMTOKEN): the local name of a node of the data's own, with ":" for "%"."""
    local = iri[len(base) :] if base and iri.startswith(base) else iri
    return quote(local, safe="%").replace("~", "%7E").replace("%", ":")


def _vertex(node: Node, base: str, xml: XmlText) -> str:
    kinds = node[RDF.type]
    kind = next((k for k in CLASSES if k in kinds), kinds[0])
    data = [("type", _local(str(getattr(kind, "value", kind)))), ("iri", node.iri)]
    for name, predicates in KEYS.items():
        value = node.value(*predicates)
        data.append((name, _local(value) if value.startswith(KG.base) else value))
    cells = "".join(f'<data key="v.{name}">{xml.element(value)}</data>' for name, value in data if value)
    return f"<node id={xml.attribute(identifier(node.iri, base))}>{cells}</node>\n"


def _edges(node: Node, known: set[str], base: str, graph: str, xml: XmlText) -> Iterator[str]:
    start = xml.attribute(identifier(node.iri, base))
    for predicate, values in node.properties.items():
        for value in values:
            if isinstance(value, NamedNode) and value.value in known:
                end = xml.attribute(identifier(value.value, base))
                data = (
                    f'<data key="e.relation">{xml.element(_local(predicate.value))}</data><data key="e.graph">{xml.element(graph)}</data>'
                )
                yield f"<edge source={start} target={end}>{data}</edge>\n"


def _local(iri: str) -> str:
    """The part of a vocabulary's IRI that is its term."""
    return next((iri[len(base) :] for base in PREFIXES.values() if iri.startswith(base)), iri)
