"""The files of a build, read back whole by two parsers: what is in them, and what never is."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.graph.iri import DEFAULT_BASE
from kg.vocab import ALL, KG, NIF, PREFIXES, RDF, SCHEMA, XSD
from tests.builds import FORMATS, RDFLIB_WARNS, SEEDS, by_rdflib, seeds, statements, strictly

DATATYPES = {XSD[n] for n in ("string", "integer", "decimal", "date", "gYear", "gYearMonth", "dateTime", "boolean")}
LANGUAGE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
LEXICAL = {
    XSD.integer: r"-?\d+",
    XSD.decimal: r"-?\d+(\.\d*[1-9])?",
    XSD.date: r"\d{4}-\d\d-\d\d",
    XSD.gYear: r"\d{4}",
    XSD.gYearMonth: r"\d{4}-\d\d",
    XSD.boolean: "true|false",
}
MEDIA_TOPIC = re.compile(r"http://cv\.iptc\.org/newscodes/mediatopic/\d{8}")
WIKIDATA = re.compile(r"http://www\.wikidata\.org/entity/Q[1-9]\d*")
LOCAL = re.compile(r"(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+")


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return seeds().quads()


@pytest.mark.parametrize("name", FORMATS)
def test_the_strict_parser_reads_the_same(quads, name):
    found = strictly(seeds(), name)
    assert len(found) == len(set(found))
    assert set(found) == statements(quads, name)


@pytest.mark.filterwarnings(RDFLIB_WARNS)
@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_the_same(quads, name):
    assert by_rdflib(seeds(), name) == statements(quads, name)


def test_no_blank_nodes(quads):
    assert [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)] == []


def test_no_triple_stands_in_two_graphs(quads):
    graphs = defaultdict(set)
    for quad in quads:
        graphs[quad.triple].add(str(quad.graph_name))
    assert [t for t, g in graphs.items() if len(g) > 1] == []


def test_an_article_graph_speaks_of_its_own_nodes_only(quads):
    articles = {q.subject.value for q in quads if q.predicate == RDF.type and q.object == SCHEMA.NewsArticle}
    own = [q for q in quads if q.graph_name.value in articles]
    assert len(articles) == len({q.graph_name for q in own}) == len(list(SEEDS.glob("*.txt")))
    assert [q for q in own if q.subject != q.graph_name and not q.subject.value.startswith(f"{q.graph_name.value}.")] == []


def test_every_iri_is_ours_or_of_a_known_vocabulary(quads):
    known = {t.value for vocabulary in ALL for t in (vocabulary[n] for n in vocabulary)}
    iris = {t.value for q in quads for t in (q.subject, q.predicate, q.object, q.graph_name) if isinstance(t, NamedNode)}
    ours = {i for i in iris if i.startswith(DEFAULT_BASE)}
    assert [i for i in ours if not LOCAL.fullmatch(i.removeprefix(DEFAULT_BASE))] == []
    assert [i for i in iris - ours - known if not WIKIDATA.fullmatch(i) and not MEDIA_TOPIC.fullmatch(i)] == []
    assert max(len(i.encode()) for i in iris) < 1900


def test_predicates_and_classes_are_of_the_vocabularies(quads):
    bases = tuple(PREFIXES.values())
    assert {q.predicate for q in quads if not q.predicate.value.startswith(bases)} == set()
    assert {q.object for q in quads if q.predicate == RDF.type and not q.object.value.startswith(bases)} == set()


def test_every_node_that_is_spoken_of_is_described(quads):
    described = {q.subject for q in quads}
    # A judgement may be on a person whom an article alone had, under a name that is now another's.
    links = [q for q in quads if q.predicate != KG.judged]
    named = {q.object for q in links if isinstance(q.object, NamedNode) and q.object.value.startswith(DEFAULT_BASE)}
    assert named - described == set()


def test_literals_survive_stores(quads):
    literals = {q.object for q in quads if isinstance(q.object, Literal)}
    assert literals
    assert {o.datatype for o in literals} <= DATATYPES | {LANGUAGE}
    assert {o.language for o in literals} == {None, "en"}
    assert [o for o in literals if not re.fullmatch(LEXICAL.get(o.datatype, r"(?s).*"), o.value)] == []


def test_every_anchor_is_the_text_at_its_offsets(quads):
    values: dict[object, dict[object, str]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf, NIF.referenceContext):
            values[quad.subject][quad.predicate] = quad.object.value
    texts = {DEFAULT_BASE + p.stem: p.read_bytes().decode("utf-8") for p in SEEDS.glob("*.txt")}
    assert len(values) > 500
    for span in values.values():
        text = texts[span[NIF.referenceContext]]
        assert text[int(span[NIF.beginIndex]) : int(span[NIF.endIndex])] == span[NIF.anchorOf]


def test_every_fact_has_evidence(quads):
    facts = {q.subject for q in quads if q.predicate == RDF.type and q.object in (KG.RoleReport, KG.MeetingReport, KG.Statement)}
    proven = {q.subject for q in quads if q.predicate == KG.evidence}
    assert facts
    assert facts - proven == set()
