"""Files whose bytes depend on the facts alone, read back whole by two parsers, written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import random
import re

import pytest
import rdflib
from lxml import etree
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.cli._options import FORMATS as OFFERED
from kg.errors import KgError
from kg.export import FORMATS, STREAMED, InMemory, InStore, files, ordered, save, serialized, to_stream, write_files
from kg.export.formats import UNION
from kg.export.jsonld import context
from kg.export.xmltext import ILLEGAL
from kg.graph.iri import DEFAULT_BASE, Names
from kg.vocab import ALL, KG, NIF, RDF, SCHEMA, SKOS, XSD
from tests.builds import SEEDS, seeds

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


ODD = [
    *map(chr, range(32)),
    *(
        "\x7f",
        "\x85",
        "\u2028",
        "\u202e\u2066",
        "\ufeff",
        "\ufffe\uffff",
        "😀𝔘",
        '"',
        "'",
        '"""',
        "\\",
        "\\u0041",
        "]]>",
        "<b>&amp;",
        "\r\n",
        "%",
    ),
    *("\r\n", "%", "a\rb", " a ", "=1+1", "a;b,c", "@en", "^^", "_:a", "res:x", "", "שלום"),
]
IDS = ["../../x", "a b", "q\"uo'te", "{brace}<x>", "new\nline", "nul\0", "日本", "%41", "a~b", "x" * 400, "//e.org/x", "person.x"]


@pytest.fixture(scope="module")
def hostile() -> list[Quad]:
    """Literals, ids, datatypes and languages that break careless writers."""
    names = Names(BASE)
    quads = [Quad(node(f"n{n}"), p, Literal(text), node(f"g{n % 3}")) for n, text in enumerate(ODD) for p in (SCHEMA.text, SKOS.prefLabel)]
    for ident in IDS:
        article = names.article(ident)
        quads.append(Quad(article, RDF.type, SCHEMA.NewsArticle, article))
        quads.append(Quad(article, SCHEMA.identifier, Literal(ident), article))
    for value in (
        Literal("007", datatype=XSD.integer),
        Literal("7"),
        Literal(7),
        Literal("x", language="en-gb"),
        Literal("2024", datatype=XSD.gYear),
    ):
        quads += [
            Quad(node("values"), p, value, node("g")) for p in (SCHEMA.startDate, SCHEMA.name, SKOS.prefLabel, NIF.beginIndex, KG.minutes)
        ]
    quads += [Quad(node("values"), KG.candidate, Literal(True), node("g")), Quad(node("values"), RDF.type, Literal("odd"), node("g"))]
    return quads


@pytest.mark.parametrize("suffix", PARSERS)
def test_hostile_terms_come_back_from_every_format(hostile, suffix):
    written = serialized(hostile, suffix, base=BASE)
    back = list(parse(written, PARSERS[suffix], lenient=False))
    if suffix in UNION:
        legal = {Triple(q.subject, q.predicate, _legal(q.object) if suffix == "rdf" else q.object) for q in hostile}
        assert {q.triple for q in back} == legal
    else:
        assert set(back) == set(hostile)


def _legal(term: object) -> object:
    """What XML can hold of a plain literal."""
    return Literal(ILLEGAL.sub("\ufffd", term.value)) if isinstance(term, Literal) and term.datatype == XSD.string else term


def test_xml_has_what_it_can_hold_and_says_what_it_cannot(hostile, caplog):
    for suffix in ("rdf", "graphml"):
        root = etree.fromstring(serialized(hostile, suffix, base=BASE))
        assert root.tag.endswith(("RDF", "graphml"))
    assert all("characters that XML cannot hold stand as U+FFFD" in m for m in caplog.messages)
    assert len(caplog.messages) == 2


def test_tables_hold_the_exact_characters(hostile, tmp_path):
    (*_,) = save(InMemory(hostile), tmp_path / "t", format="csv", base=BASE)
    with (tmp_path / "t" / "articles.csv").open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    found = {row["identifier"]: row["article"] for row in csv.DictReader(io.StringIO(text.replace("\0", "NUL"), newline=""))}
    assert set(found) == {ident.replace("\0", "NUL") for ident in IDS}
    names = ["articles", "evidence", "issues", "meetings", "persons", "roles", "statements"]
    assert sorted(p.stem for p in (tmp_path / "t").iterdir()) == names


def test_graphml_ids_are_nmtokens_and_edges_have_ends():
    root = etree.fromstring(serialized(list(seeds().quads()), "graphml", base=DEFAULT_BASE))
    ids = root.xpath("//*[local-name()='node']/@id")
    assert len(ids) == len(set(ids)) > 100
    assert all(re.fullmatch(r"[\w.:-]+", i) for i in ids)
    ends = root.xpath("//*[local-name()='edge']/@source | //*[local-name()='edge']/@target")
    assert ends
    assert set(ends) <= set(ids)


def test_tables_of_a_build(tmp_path):
    quads = list(seeds().quads())
    save(InMemory(quads), tmp_path, format="csv", base=DEFAULT_BASE)
    tables = {p.stem: list(csv.DictReader(io.StringIO(p.read_bytes().decode("utf-8"), newline=""))) for p in tmp_path.glob("*.csv")}
    for name, kind in (
        ("articles", SCHEMA.NewsArticle),
        ("persons", SCHEMA.Person),
        ("meetings", KG.MeetingReport),
        ("statements", KG.Statement),
    ):
        assert len(tables[name]) == sum(q.predicate == RDF.type and q.object == kind for q in quads), name
    texts = {DEFAULT_BASE + p.stem: p.read_bytes().decode() for p in SEEDS.glob("*.txt")}
    assert all(texts[row["article"]][int(row["begin"]) : int(row["end"])] == row["text"] for row in tables["evidence"])
    assert {row["person_name"] for row in tables["roles"]} >= {"Qin Gang", "Antony Blinken"}
    assert all(row["article"] in texts for name in ("roles", "meetings", "statements") for row in tables[name])


def test_a_store_is_written_like_a_list():
    store = Store()
    store.extend(QUADS)
    for suffix in STREAMED:
        out = io.BytesIO()
        to_stream(InStore(store), suffix, out, base=BASE)
        assert out.getvalue() == serialized(QUADS, suffix, base=BASE), suffix


def test_the_context_knows_its_terms_and_is_in_the_file():
    terms = {name: d for name, d in context().items() if isinstance(d, dict)}
    prefixed = {d["@id"] for d in terms.values()}
    known = {f"{v.prefix}:{n}" for v in ALL for n in v}
    assert prefixed <= known
    assert json.loads(serialized(QUADS, "jsonld", base=BASE))["@context"] == {**context(), "res": BASE}


def test_an_iri_that_json_ld_would_misread_is_refused():
    with pytest.raises(KgError, match="another format"):
        serialized([Quad(NamedNode("schema:name"), RDF.type, KG.Span, node("g"))], "jsonld", base=BASE)


def test_a_predicate_without_xml_name_is_refused():
    with pytest.raises(KgError, match="another format"):
        serialized([Quad(node("a"), NamedNode("https://e.org/1"), KG.Span, node("g"))], "rdf", base=BASE)


def test_a_failure_while_writing_leaves_the_earlier_file(tmp_path):
    (tmp_path / "graph.rdf").write_text("old")
    with pytest.raises(KgError, match="another format"):
        save(InMemory([Quad(node("a"), NamedNode("https://e.org/1"), KG.Span, node("g"))]), tmp_path / "graph.rdf")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("graph.rdf", "old")]


def test_the_command_line_offers_every_format():
    assert OFFERED == FORMATS
