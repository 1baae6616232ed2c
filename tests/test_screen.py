"""Nodes that are screened out before pySHACL are nodes of which pySHACL would say nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph

from kg.graph.load import load
from kg.validate.core import check_core
from kg.validate.nodes import nodes_of, types_in
from kg.validate.screen import suspects
from kg.validate.shapes import Shapes, read_shapes
from kg.vocab import XSD

DATA = Path(__file__).parent / "shapes"
ODD = [
    Literal("x"),
    Literal(""),
    Literal("x", language="EN"),
    Literal("1", datatype=XSD.integer),
    Literal("01", datatype=XSD.integer),
    Literal("-3", datatype=XSD.integer),
    Literal("+0.50", datatype=XSD.decimal),
    Literal("7.5", datatype=XSD.decimal),
    Literal("2023-02-30", datatype=XSD.date),
    Literal("2023-06-18", datatype=XSD.date),
    Literal("2023-06-18+02:00", datatype=XSD.date),
    Literal("2023", datatype=XSD.gYear),
    Literal("2023-06-18T10:00:00Z", datatype=XSD.dateTime),
    Literal("yes", datatype=XSD.boolean),
    Literal("true", datatype=XSD.boolean),
    NamedNode("https://example.org/n/nowhere"),
    NamedNode("urn:x:spaces%20and"),
]


@cache
def ground() -> tuple[Quad, ...]:
    return tuple(q for file in [DATA / "ground.trig", *sorted(DATA.glob("*/good*.t*"))] for q in load(file))


def checked(quads: list[Quad], shapes: Shapes) -> set[object]:
    nodes = nodes_of(quads)
    return set(check_core(nodes.items(), types_in(nodes), shapes))


def thoroughly(quads: list[Quad], shapes: Shapes, monkeypatch: pytest.MonkeyPatch) -> set[object]:
    with monkeypatch.context() as patch:
        patch.setattr("kg.validate.core.suspects", lambda nodes, types, shapes: iter(nodes))
        return checked(quads, shapes)


def kept(quads: list[Quad], shapes: Shapes) -> set[object]:
    nodes = nodes_of(quads)
    return {subject for subject, _ in suspects(nodes.items(), types_in(nodes), shapes)}


def test_most_nodes_are_screened_out():
    nodes = nodes_of(ground())
    assert len(kept(list(ground()), read_shapes())) < len(nodes) / 20


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_is_wrong_is_found(data):
    quads = list(ground())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(quads) - 1))
        quad = quads[at]
        other = data.draw(st.sampled_from([*ODD, *(quads[data.draw(st.integers(0, len(quads) - 1))].object for _ in range(2))]))
        changed = Quad(quad.subject, quad.predicate, other, quad.graph_name)
        what = data.draw(st.sampled_from(["drop", "add", "replace"]))
        quads[at : at + 1] = {"drop": [], "add": [quad, changed], "replace": [changed]}[what]
    with pytest.MonkeyPatch.context() as patch:
        assert checked(quads, read_shapes()) == thoroughly(quads, read_shapes(), patch)


SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
    <urn:x:person> a sh:NodeShape ; sh:targetClass schema:Person ; sh:property <urn:x:name> .
    <urn:x:name> a sh:PropertyShape ; sh:path schema:name ; {} .
"""


@pytest.mark.parametrize(
    "unknown",
    [
        "sh:equals schema:url",
        "sh:minLength 1 ; sh:flags 'i' ; sh:pattern 'x'",
        "sh:node <urn:x:person>",
        "sh:not [ sh:minCount 1 ]",
        "sh:or ( [ sh:equals schema:url ] )",
        "sh:nodeKind sh:BlankNodeOrIRI",
        "sh:targetNode <urn:x:somebody>",
        "sh:property [ sh:path schema:url ; sh:minCount 1 ]",
    ],
)
def test_with_unknown_constraints_nothing_is_screened(tmp_path, unknown):
    (tmp_path / "own.ttl").write_text(SHAPE.format(unknown))
    shapes = read_shapes(tmp_path)
    assert isinstance(shapes.core, Graph)
    assert len(kept(list(ground()), shapes)) == len(nodes_of(ground()))
