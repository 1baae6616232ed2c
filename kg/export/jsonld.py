"""JSON-LD 1.1 with short keys: kg's context stands in the file itself, since nobody should have to fetch it.

The context is ``kg/data/context.jsonld``; ``res`` for the data's own base is added. One node a line, one object for each named graph.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from kg import resources
from kg.errors import KgError
from kg.export.nodes import Node, Term, nodes
from kg.export.source import Source, chosen
from kg.vocab import RDF, XSD

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


@lru_cache(maxsize=1)
def context() -> dict[str, Any]:
    """The terms of kg's JSON-LD context."""
    read: dict[str, Any] = json.loads(resources.data("context.jsonld").read_bytes())["@context"]
    return read


def write(source: Source, out: BinaryIO, *, base: str = "", leave_out: str = "") -> None:
    """Write all graphs. Raises KgError for an IRI that JSON-LD would take for a prefixed name."""
    compact = _Compact(context() | ({"res": base} if base else {}))
    out.write(b'{"@context": ' + _json(compact.context) + b',\n"@graph": [')
    written: list[bytes] = []
    for graph in chosen(source, leave_out):
        rows = [b"\n" + _json(compact.node(node)) for node in nodes(source.quads(graph))]
        if not isinstance(graph, DefaultGraph):
            name = _json(compact.iri(graph))
            rows = [b'\n{"id": ' + name + b', "@graph": [' + b",".join(rows) + b"\n]}"]
        out.write(b"," * bool(written) + b",".join(rows))
        written = rows
    out.write(b"\n]}\n")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


class _Compact:
    """Writes terms as short as the context allows."""

    def __init__(self, terms: dict[str, Any]) -> None:
        self.context = terms
        self._prefixes = {name: iri for name, iri in terms.items() if isinstance(iri, str) and not name.startswith("@") and ":" in iri}
        self._longest = sorted(((iri, name) for name, iri in self._prefixes.items()), key=lambda p: (-len(p[0]), p[1]))
        self._terms = {self._expanded(d["@id"]): (name, d) for name, d in terms.items() if isinstance(d, dict)}

    def _expanded(self, name: str) -> str:
        prefix, _, rest = name.partition(":")
        return self._prefixes[prefix] + rest

    def iri(self, term: Term | DefaultGraph) -> str:
        """A prefixed name where that is safe, else the whole IRI."""
        if isinstance(term, BlankNode):
            return f"_:{term.value}"
        assert isinstance(term, NamedNode)
        iri = term.value
        for base, prefix in self._longest:
            if iri.startswith(base) and not iri.startswith("//", len(base)):
                return f"{prefix}:{iri[len(base) :]}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._prefixes and not rest.startswith("//"):
            raise KgError(f"<{iri}> cannot be written as JSON-LD, {scheme!r} is a prefix there; use another format")
        return iri

    def node(self, node: Node) -> dict[str, Any]:
        """A node object."""
        out: dict[str, Any] = {"id": self.iri(node.subject)}
        for predicate, values in node.properties.items():
            if predicate == RDF.type and all(isinstance(v, NamedNode | BlankNode) for v in values):
                name, found = "type", [self.iri(v) for v in values]
            else:
                name, definition = self._terms.get(predicate.value, (self.iri(predicate), {}))
                found = [self._value(v, definition) for v in values]
            out[name] = found if len(found) > 1 else found[0]
        return out

    def _value(self, term: Term, definition: dict[str, Any]) -> Any:
        if not isinstance(term, Literal):
            return self.iri(term) if definition.get("@type") == "@id" else {"id": self.iri(term)}
        return self._literal(term, definition)

    def _literal(self, term: Literal, definition: dict[str, Any]) -> Any:
        """The shortest form that is read back as the same literal."""
        if term.language:
            same = definition.get("@language") == term.language
            return term.value if same else {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        free = "@type" not in definition and "@language" not in definition
        if free or self._datatype(definition) == datatype:
            if datatype == XSD.integer.value and INTEGER.fullmatch(term.value):
                return int(term.value)
            if datatype == XSD.boolean.value and term.value in ("true", "false"):
                return term.value == "true"
            if not free or datatype == XSD.string.value:
                return term.value
        return {"@value": term.value} if datatype == XSD.string.value else {"@value": term.value, "@type": datatype}

    def _datatype(self, definition: dict[str, Any]) -> str:
        """The datatype that a term gives to bare values, "" if none."""
        name = definition.get("@type", "@id")
        return "" if name == "@id" else self._expanded(name)
