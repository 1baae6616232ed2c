"""Quick looks at parts of an archive leave nothing unsaid: the report is that of pySHACL and of all rules' queries over the same quads."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg import resources
from kg.export import serialized
from kg.graph.load import load
from kg.resolve.gazetteer import gazetteer
from kg.validate import parts as module
from kg.validate import validate
from kg.validate.forms import FORMS
from kg.validate.looks import LOOKS, digest, look_of
from kg.validate.looks_posts import may_be_shared
from kg.validate.parts import Part, validate_parts
from kg.validate.rules import shared_offices
from kg.validate.shapes import read_shapes
from kg.vocab import KG, SCHEMA, XSD

DATA = Path(__file__).parent / "shapes"
ENTITIES = NamedNode("https://example.org/n/entities")
FILES = sorted([*DATA.glob("*/bad*.ttl"), *DATA.glob("*/bad*.trig"), *DATA.glob("*/good*.t*")])
TEXTS = {file.stem: file.read_bytes().decode() for file in (DATA / "texts").glob("*.txt")}
ODD = [
    Literal("x"),
    Literal(""),
    Literal("x", language="en"),
    Literal("1", datatype=XSD.integer),
    Literal("01", datatype=XSD.integer),
    Literal("900", datatype=XSD.integer),
    Literal("7.50", datatype=XSD.decimal),
    Literal("2023-02-30", datatype=XSD.date),
    Literal("2023-06-18", datatype=XSD.date),
    Literal("2031", datatype=XSD.gYear),
    Literal("2023-06", datatype=XSD.gYearMonth),
    Literal("2023-06-18T10:00:00Z", datatype=XSD.dateTime),
    Literal('quoted "\n\t\\ \u0007'),
    NamedNode("https://example.org/n/nowhere"),
    NamedNode("https://example.org/n/" + "ä" * 700),
    NamedNode(KG.base + "Misspelt"),
    KG.Held,
    KG.Direct,
    KG.Indirect,
    SCHEMA.Quotation,
    SCHEMA.Person,
]


@cache
def ground() -> tuple[Quad, ...]:
    return homes([q for file in [DATA / "ground.trig", *sorted(DATA.glob("*/good*.t*"))] for q in load(file)])


def homes(quads: list[Quad]) -> tuple[Quad, ...]:
    """Each node in one graph: that in which it first stands, or that of the entities."""
    home: dict[object, object] = {}
    for q in quads:
        if not isinstance(q.graph_name, DefaultGraph):
            home.setdefault(q.subject, q.graph_name)
    return tuple(dict.fromkeys(Quad(*q.triple, home.get(q.subject, ENTITIES)) for q in quads))  # type: ignore[arg-type]


def parts(quads: list[Quad]) -> list[Part]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for q in quads:
        found[str(q.graph_name)].append(q)
    return [(graph, serialized(some, "nq")) for graph, some in found.items()]


def same(own: list[Quad], around: list[Quad]) -> None:
    quick = validate_parts(parts(own), texts=TEXTS, around=lambda nodes: parts(around))
    found = validate(own, texts=TEXTS, around=around)
    assert quick == found, sorted({*quick.results} ^ {*found.results}, key=str)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}-{f.stem}")
@pytest.mark.parametrize("alone", [True, False])
def test_what_is_wrong_by_intention_is_found(file, alone):
    known, more = list(ground()), [q for q in load(file) if not {type(q.subject), type(q.object)} & {BlankNode}]
    own = {q.subject for q in more} if alone else {q.subject for q in (*known, *more)}
    quads = homes([*known, *more])
    same([q for q in quads if q.subject in own], [q for q in quads if q.subject not in own])


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_whatever_is_wrong_is_found(data):
    quads = list(ground())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(quads) - 1))
        quad, another = quads[at], quads[data.draw(st.integers(0, len(quads) - 1))]
        value = data.draw(st.sampled_from([*ODD, another.object, another.subject]))
        graph = data.draw(st.sampled_from([quad.graph_name, quad.graph_name, another.graph_name]))
        changed = Quad(quad.subject, data.draw(st.sampled_from([quad.predicate, quad.predicate, another.predicate])), value, graph)
        what = data.draw(st.sampled_from(["drop", "add", "replace"]))
        quads[at : at + 1] = {"drop": [], "add": [quad, changed], "replace": [changed]}[what]
    subjects = sorted({q.subject for q in quads}, key=str)
    some = data.draw(st.sets(st.sampled_from(subjects), max_size=12))
    apart = data.draw(st.sampled_from([set(), some, set(subjects) - some]))
    same([q for q in quads if q.subject not in apart], [q for q in quads if q.subject in apart])


def test_what_conforms_is_not_looked_at_twice(monkeypatch):
    monkeypatch.setattr(module, "check_thoroughly", lambda *args: pytest.fail("in doubt about what conforms"))
    quads = load(DATA / "ground.trig")
    assert validate(quads, texts=TEXTS).results == ()
    assert validate_parts(parts(quads), texts=TEXTS).results == ()


def test_every_rule_has_a_look_at_the_query_as_it_is():
    rules = read_shapes().rules
    assert {r.name: digest(r.query) for r in rules if r.query} == {name: known for name, (known, _) in LOOKS.items()}
    assert {r.name for r in rules if not r.query} == set(FORMS)
    assert all(look_of(r) for r in rules if r.query)


def test_a_rule_of_the_users_own_is_asked(tmp_path):
    for path in [*resources.shapes().glob("*.ttl"), *resources.shapes().glob("rules/*.rq")]:
        copy = tmp_path / path.relative_to(resources.shapes())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "rules" / "cycle.rq").write_text("SELECT ?this { ?this a <https://schema.org/NewsArticle> }")
    quads = list(ground())
    report = validate_parts(parts(quads), shapes=tmp_path)
    assert report == validate(quads, shapes=tmp_path)
    assert any(r.shape.endswith("#cycle") for r in report.results)


def test_nodes_in_several_graphs_are_checked_thoroughly():
    quads = list(ground())
    doubled = [Quad(*q.triple, NamedNode("https://example.org/n/other")) for q in quads[:50]]
    same([*quads, *doubled], [])
    same(quads, doubled)


def test_offices_thatmay_be_shared_are_those_of_the_query():
    labels = [str(Literal(form, language="en")) for form in gazetteer().office_forms]
    query = f'SELECT ?label {{ VALUES ?label {{ {" ".join(labels)} }} FILTER(REGEX(STR(?label), {Literal(shared_offices())}, "i")) }}'
    shared = {str(row["label"]) for row in Store().query(query)}
    assert shared == {label for label in labels if may_be_shared(label)}
    assert 0 < len(shared) < len(labels)
