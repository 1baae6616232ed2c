"""Validate quads against the shapes: core SHACL by pySHACL, rules over several nodes by SPARQL, one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import KgError
from kg.validate.nodes import nodes_of, types_in
from kg.validate.report import Report, Result
from kg.validate.shapes import read_shapes
from kg.validate.thorough import check_thoroughly

__all__ = ["Report", "Result", "validate"]


def validate(
    quads: Iterable[Quad], *, texts: Mapping[str, str] | None = None, shapes: Path | None = None, around: Iterable[Quad] = ()
) -> Report:
    """Hold any quads of the model to its shapes, whoever wrote them, and whether or not they stand in named graphs.

    ``texts`` maps an article's IRI or ``schema:identifier`` to its text; then spans are compared with it. ``shapes`` is a
    folder of shapes to use instead of the packaged ones. ``around`` is what else there is: quads point at it and rules compare them with
    it, but it is not judged itself. The same quads in the same order give the same report, and without
    blank nodes so do they in any order.

    Raises KgError when the shapes cannot be read, or a quad quotes a triple (RDF 1.2).
    """
    known = read_shapes(shapes)
    facts, others = _relabelled(list(dict.fromkeys(quads))), list(around)
    nodes = nodes_of(sorted(facts, key=lambda q: str(q.graph_name)))
    types = types_in(nodes, nodes_of(others))
    return check_thoroughly(facts, others, nodes, types, known, known.rules, texts or {})


def _relabelled(quads: Sequence[Quad]) -> list[Quad]:
    """Blank nodes numbered in the order in which they occur: parsers label them at random."""
    labels: dict[BlankNode, BlankNode] = {}

    def named(term: Any) -> Any:
        if isinstance(term, Triple):
            raise KgError("the graph quotes a triple (RDF 1.2), which the model does not know")
        return labels.setdefault(term, BlankNode(f"b{len(labels)}")) if isinstance(term, BlankNode) else term

    return [
        q
        if isinstance(q.subject, NamedNode) and isinstance(q.object, (NamedNode, Literal)) and not isinstance(q.graph_name, BlankNode)
        else Quad(named(q.subject), q.predicate, named(q.object), named(q.graph_name))
        for q in quads
    ]
