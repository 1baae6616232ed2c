"""Files whose bytes depend on the facts alone, read back whole by two parsers, written whole or not at all."""

from __future__ import annotations

import random

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import KgError
from kg.export import STREAMED, files, ordered, serialized, write_files
from kg.vocab import KG, RDF, SCHEMA, XSD

BASE = "https://example.org/n/"
PARSERS = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


def node(name: str) -> NamedNode:
    return NamedNode(BASE + name)


QUADS = [
    Quad(node("a.span.1-2"), RDF.type, KG.Span, node("a")),
    Quad(node("a"), SCHEMA.headline, Literal('A "quoted" \\ line\nand שלום 😀'), node("a")),
    Quad(node("a%20b"), SCHEMA.datePublished, Literal("2024-03-15", datatype=XSD.date), node("a%20b")),
    Quad(node("person.x"), SCHEMA.name, Literal("X"), node("entities")),
    Quad(node("person.x"), RDF.type, SCHEMA.Person, node("entities")),
    Quad(node("issue.x"), SCHEMA.name, Literal("x", language="en"), node("entities")),
    Quad(node("import.a"), KG.modelVersion, Literal(""), node("imports")),
]


@pytest.mark.parametrize("suffix", STREAMED)
def test_bytes_do_not_depend_on_order_or_repeats(suffix):
    expected = serialized(QUADS, suffix, base=BASE)
    for seed in range(5):
        shuffled = random.Random(seed).sample(QUADS * 2, 2 * len(QUADS))
        assert serialized(shuffled, suffix, base=BASE) == expected


@pytest.mark.parametrize("suffix", ["trig", "nq", "jsonld"])
def test_quads_come_back_whole(suffix):
    assert set(parse(serialized(QUADS, suffix, base=BASE), PARSERS[suffix])) == set(QUADS)


@pytest.mark.filterwarnings("ignore:Dataset|ConjunctiveGraph:DeprecationWarning")  # rdflib's parsers use what rdflib deprecates
@pytest.mark.parametrize(
    ("suffix", "name"), [("trig", "trig"), ("nq", "nquads"), ("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt"), ("rdf", "xml")]
)
def test_another_parser_reads_as_many(suffix, name):
    graph = rdflib.Dataset()
    graph.parse(data=serialized(QUADS, suffix, base=BASE).decode(), format=name)
    assert len(list(graph.quads())) == len(QUADS)


def test_turtle_is_the_union_without_the_graph_left_out():
    written = serialized(QUADS, "ttl", base=BASE, imports=BASE + "imports")
    triples = {q.triple for q in parse(written, RdfFormat.TURTLE)}
    assert triples == {q.triple for q in QUADS if q.graph_name != node("imports")}
    assert b"@prefix res: <https://example.org/n/>" in written


def test_the_type_comes_first():
    rows = ordered(QUADS)
    assert [q.predicate for q in rows if q.subject == node("person.x")] == [RDF.type, SCHEMA.name]
    assert len(ordered(QUADS * 3)) == len(QUADS)


def test_nothing_gives_empty_files():
    assert [list(parse(serialized([], s), PARSERS[s])) for s in PARSERS] == [[]] * len(PARSERS)


def test_another_format_is_refused():
    with pytest.raises(KgError, match="use one of ttl, trig, nq, nt, jsonld, rdf, graphml, csv"):
        serialized(QUADS, "xlsx")


def test_files_are_written_together(tmp_path):
    folder = tmp_path / "new" / "out"
    assert write_files({"b.txt": b"2", "a.txt": b"1"}, folder) == [folder / "a.txt", folder / "b.txt"]
    assert sorted((p.name, p.read_bytes()) for p in folder.iterdir()) == [("a.txt", b"1"), ("b.txt", b"2")]


def test_a_failure_leaves_the_earlier_files(tmp_path, monkeypatch):
    write_files({"a.txt": b"old"}, tmp_path)

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(KgError, match=r"No space left.*nothing was changed"):
        write_files({"a.txt": b"new", "b.txt": b"new"}, tmp_path)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a.txt": "old"}


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(KgError, match="out"):
        write_files({"a.txt": b""}, tmp_path / "out")
