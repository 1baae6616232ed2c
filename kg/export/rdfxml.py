"""RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/): one rdf:Description a subject, streamed.

Oxigraph's own serialiser writes characters that XML cannot hold as they are, and no parser reads its files then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import KgError
from kg.export.rdf import prefixes
from kg.export.source import Source, statements
from kg.export.xmltext import XmlText
from kg.vocab import RDF, XSD

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")


def write(source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None:
    """Write the union of the graphs. Raises KgError for a predicate that has no XML name."""
    known = {RDF.prefix: RDF.base} | prefixes("")
    xml = XmlText()
    declared = "".join(f"\n  xmlns:{p}={xml.attribute(iri)}" for p, iri in sorted(known.items()))
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode())
    for subject, quads in groupby(statements(source, leave_out=leave_out), lambda q: q.subject):
        out.write("".join(_description(subject, quads, known, xml)).encode())
    out.write(b"</rdf:RDF>\n")
    xml.warn("rdf")


def _description(subject: object, quads: Iterator[Quad], known: dict[str, str], xml: XmlText) -> Iterator[str]:
    yield f"<rdf:Description {_node('about', subject, xml)}>\n"
    for quad in quads:
        yield f"  {_property(quad.predicate, quad.object, known, xml)}\n"
    yield "</rdf:Description>\n"


def _node(attribute: str, term: object, xml: XmlText) -> str:
    if isinstance(term, BlankNode):
        return f"rdf:nodeID={xml.attribute('b' + term.value)}"
    assert isinstance(term, NamedNode)
    return f"rdf:{attribute}={xml.attribute(term.value)}"


def _property(predicate: NamedNode, value: NamedNode | BlankNode | Literal | Triple, known: dict[str, str], xml: XmlText) -> str:
    name, declaration = _name(predicate.value, known, xml)
    if not isinstance(value, Literal):
        return f"<{name}{declaration} {_node('resource', value, xml)}/>"
    kind = ""
    if value.language:
        kind = f" xml:lang={xml.attribute(value.language)}"
    elif value.datatype != XSD.string:
        kind = f" rdf:datatype={xml.attribute(value.datatype.value)}"
    return f"<{name}{declaration}{kind}>{xml.element(value.value)}</{name}>"


def _name(iri: str, known: dict[str, str], xml: XmlText) -> tuple[str, str]:
    """The element's name, and the declaration of its namespace where it is none of the model's."""
    match = NAME.search(iri)
    if match is None:
        raise KgError(f"<{iri}> cannot be written as RDF/XML, it ends in no XML name; use another format")
    for prefix, base in known.items():
        if iri.startswith(base) and NAME.fullmatch(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}", ""
    return f"p:{match[0]}", f" xmlns:p={xml.attribute(iri[: match.start()])}"
