"""Named queries and ``kg query``, on a small graph of three invented articles."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize

from kg.cli import main
from kg.cli._table import fitted, plain
from kg.errors import KgError
from kg.query.named import NamedQuery, catalogue, parse_query
from kg.query.params import ParamError, bind, tokens
from kg.query.run import names_graphs, run
from kg.query.store import base_of, open_store
from kg.query.terms import parse_iri, short, visible

HERE = Path(__file__).parent
SMALL = HERE / "data" / "small.trig"
BASE = "https://w3id.org/kg-news/id/"
NEEDED = {
    "office-holders": {"date": "2024-03-06"},
    "article-difference": {"first": "a1", "second": "a2"},
    "mentions": {"name": "bek"},
    "encounters": {"person": "bek"},
    "known-on": {"date": "2024-03-05"},
    "wordings": {"words": "frank"},
}
QUERIES = {q.name: q for q in catalogue()}
# All articles here have a date; tests/test_dating.py asks of those that have none.
SILENT = {"undated"}

# What each named query must answer: chosen columns of all its rows, in order.
EXPECTED = json.loads((HERE / "data" / "query_answers.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def store() -> Store:
    return open_store(SMALL)


@pytest.fixture(scope="module")
def union() -> Store:
    """The graph as its Turtle export has it: one graph."""
    merged = Store()
    merged.extend(Quad(q.subject, q.predicate, q.object) for q in open_store(SMALL))
    return merged


def answer(store: Store, query: NamedQuery, **params: str) -> list[dict[str, str]]:
    result = run(store, bind(query, {**NEEDED.get(query.name, {}), **params}, BASE), base=BASE, origin=query.origin)
    assert isinstance(result, QuerySolutions)
    names = [v.value for v in result.variables]
    return [{n: short(row[n], BASE) for n in names} for row in result]


def kg(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["query", *args], input=stdin)


def test_there_is_an_expectation_for_every_query():
    assert len(QUERIES) >= 16
    assert set(EXPECTED) | {"timeline"} == set(QUERIES)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_named_query_answers(store: Store, name: str):
    expected = EXPECTED[name]
    assert [[row[c] for c in expected["columns"]] for row in answer(store, QUERIES[name])] == expected["rows"]


@pytest.mark.parametrize("name", QUERIES)
def test_union_and_named_graphs_answer_alike(store: Store, union: Store, name: str):
    expected = answer(store, QUERIES[name])
    assert bool(expected) is (name not in SILENT)
    assert answer(union, QUERIES[name]) == expected


@pytest.mark.parametrize("name", QUERIES)
def test_a_triple_in_two_graphs_does_not_multiply_answers(store: Store, name: str):
    doubled = Store()
    doubled.extend(store)
    doubled.extend(Quad(q.subject, q.predicate, q.object) for q in store)
    assert answer(doubled, QUERIES[name]) == answer(store, QUERIES[name])


@pytest.mark.parametrize("name", QUERIES)
def test_another_engine_answers_alike(store: Store, name: str):
    rdflib = pytest.importorskip("rdflib")
    data = rdflib.Graph()
    data.parse(data=serialize((q.triple for q in store), format=RdfFormat.N_TRIPLES), format="nt")
    result = data.query(bind(QUERIES[name], NEEDED.get(name, {}), BASE))
    columns = [str(v) for v in result.vars]
    theirs = [["" if value is None else str(value) for value in row] for row in result]
    ours = answer(store, QUERIES[name])
    assert len(theirs) == len(ours)
    plain_columns = [c for c in columns if ours and all(BASE not in v and "#" not in v for row in theirs for v in [row[columns.index(c)]])]
    assert bool(plain_columns) is (name not in SILENT)
    assert sorted([row[columns.index(c)] for c in plain_columns] for row in theirs) == sorted(
        [row[c] for c in plain_columns] for row in ours
    )


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_asks_in_plain_english_and_explains_its_parameters(query: NamedQuery):
    assert query.question.endswith("?")
    for param in query.params:
        assert len(param.help) > 15
        assert f"VALUES ?{param.name} {{ " in query.text
    assert "GRAPH" not in query.text
    assert "NOT EXISTS" not in query.text


def test_the_timeline_of_a_person_is_in_order(store: Store):
    rows = answer(store, QUERIES["timeline"], person="marten")
    assert [(r["date"], r["did"], r["status"], r["article"]) for r in rows] == [
        ("2024-03-05", "holds office", "", "a1"),
        ("2024-05", "meeting", "kg:Planned", "a1"),
        ("2024-05", "meeting", "kg:Postponed", "a2"),
        ("2024-06", "meeting", "kg:Possible", "a2"),
    ]


@pytest.mark.parametrize(
    ("name", "params", "rows"),
    [
        ("meetings", {"person": "MARTEN"}, 2),
        ("meetings", {"country": "sudmark"}, 4),
        ("meetings", {"state": "planned"}, 0),
        ("meetings", {"state": "Postponed"}, 1),
        ("statements-about", {"issue": "quota"}, 3),
        ("statements-about", {"issue": "trade"}, 5),  # the broader concept of both
        ("statements-by", {"speaker": "tomas bek"}, 3),  # by the garbled name
        ("office-holders", {"date": "2024-03-04"}, 0),  # nothing was attested yet
        ("office-holders", {"date": "2030-01-01", "person": "Dahl"}, 0),
        ("uncertain", {"below": "0.5"}, 1),
        ("meeting-reports", {"only": "a3"}, 2),
        ("article-difference", {"first": "a2", "second": "a2"}, 0),
    ],
)
def test_parameters_narrow_the_answer(store: Store, name: str, params: dict[str, str], rows: int):
    assert len(answer(store, QUERIES[name], **params)) == rows


# binding


def query(text: str) -> NamedQuery:
    return parse_query(text, name="test", origin="test.rq")


HOSTILE = ['x" } . ?s ?p ?o . { "', "'; DROP ALL", "\\", '"""', "a\nb", "}", "# no", "\u202e", "<http://e/>"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_never_read_as_a_query(store: Store, value: str):
    asked = query('# Q?\n# param x: anything at all\nSELECT ?x WHERE { VALUES ?x { "default" } }')
    result = run(store, bind(asked, {"x": value}, BASE), base=BASE)
    assert isinstance(result, QuerySolutions)
    assert [row["x"].value for row in result] == [value]


@pytest.mark.parametrize(
    ("default", "value", "bound"),
    [
        ('"2000-01-01"^^xsd:date', "2024-03-05", '"2024-03-05"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("1", "-12", '"-12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("0.5", "1", '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("false", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("kg:Held", "kg:Planned", "<https://w3id.org/kg-news/ns#Planned>"),
        ("<http://example.org/x>", "person.ana-ruiz", f"<{BASE}person.ana-ruiz>"),
        ('"text"', "12", '"12"'),
    ],
)
def test_a_value_takes_the_type_of_the_default(default: str, value: str, bound: str):
    asked = query(f"# Q?\n# param x: anything\nSELECT ?x WHERE {{ VALUES ?x {{ {default} }} }}")
    assert f"VALUES ?x {{ {bound} }}" in bind(asked, {"x": value}, BASE)


def test_values_in_comments_and_strings_are_left_alone():
    body = 'SELECT ?x WHERE { # VALUES ?x { "no" }\n VALUES ?x { "old" } BIND("VALUES ?x { 1 }" AS ?y) }'
    bound = bind(query(f"# Q?\n# param x: anything\n{body}"), {"x": "new"}, BASE)
    assert bound.endswith(body.replace('"old"', '"new"'))


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("meetings", {"persn": "x"}, "no parameter 'persn'; known: person, country, state"),
        ("articles", {"x": "1"}, "no parameter 'x'; it has none"),
        ("office-holders", {}, "'date' is needed"),
        ("office-holders", {"date": "2024"}, "no xsd:date"),
        ("uncertain", {"below": "half"}, "no xsd:decimal"),
    ],
)
def test_wrong_parameters_say_what_would_do(name: str, values: dict[str, str], message: str):
    with pytest.raises(ParamError, match=message):
        bind(QUERIES[name], values, BASE)


def test_a_declared_parameter_without_values_is_a_fault_of_the_query():
    with pytest.raises(KgError, match=r"test\.rq: .*no VALUES \?x"):
        bind(query("# Q?\n# param x: anything\nSELECT ?x {}"), {"x": "1"}, BASE)


def test_tokens_tell_strings_and_comments_from_words():
    found = [t.text for t in tokens('SELECT ?x # SERVICE\n{ ?x a \'SERVICE\', <http://e/SERVICE>, """a"SERVICE""" }')]
    assert "SERVICE" not in found
    assert found[:3] == ["SELECT", "?x", "{"]


# terms


def test_terms_are_shortened_and_made_safe():
    assert short(parse_iri("kg:Held", BASE), BASE) == "kg:Held"
    assert short(parse_iri("person.x", BASE), BASE) == "person.x"
    assert short(parse_iri("http://elsewhere.example/x", BASE), BASE) == "http://elsewhere.example/x"
    assert visible("a\x1b[31mb\nc\u0000") == "a\\u001b[31mb c\\u0000"
    with pytest.raises(KgError, match="unknown prefix 'foo'"):
        parse_iri("foo:x", BASE)
    with pytest.raises(KgError, match="is no IRI"):
        parse_iri("http://bad iri/", BASE)


# the command


def test_tables_are_plain_when_piped():
    result = kg(str(SMALL), "persons", "-p", "person=dahl")
    assert result.exit_code == 0
    assert (
        result.stdout
        == "name       other_names  garbled_names  articles  somebody\nOlaf Dahl  Dahl                        1         person.olaf-dahl\n"
    )
    assert result.stderr == "1 row\n"


def test_a_table_folds_to_the_terminal():
    header, body = ["name", "text"], [["x", "word " * 40]]
    lines = fitted(header, body, width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert len(lines) > 4


def test_a_narrow_terminal_gets_one_field_a_line():
    text = fitted(["name", "other", "more", "text"], [["x", "", "y", "z"], ["a", "b", "c", "d"]], width=40)
    assert text == " name: x\n more: y\n text: z\n\n name: a\nother: b\n more: c\n text: d\n"


def test_a_table_without_rows_is_its_header():
    assert plain(["a", "long"], []) == "a  long\n"


def test_csv_json_and_tsv_are_the_standard_forms():
    ask = [str(SMALL), "garbled-names", "--format"]
    rows = list(csv.DictReader(io.StringIO(kg(*ask, "csv").stdout)))
    assert rows[0]["somebody"] == BASE + "person.tomas-beck"
    bindings = json.loads(kg(*ask, "json").stdout)["results"]["bindings"]
    assert bindings[0]["garbled"] == {"type": "literal", "value": "Tomas Bek"}
    assert kg(*ask, "tsv").stdout.splitlines()[0].split("\t")[0] == "?garbled"


def test_a_query_from_stdin_needs_no_prefixes():
    result = kg(str(SMALL), "-", stdin="SELECT ?n { res:person.ana-ruiz a schema:Person ; schema:name ?n }")
    assert result.stdout.splitlines() == ["n", "Ana Ruiz"]


@pytest.mark.parametrize(("text", "said"), [("ASK { ?x a kg:Meeting }", "yes"), ("ASK { ?x a kg:Nothing }", "no")])
def test_ask(text: str, said: str):
    assert kg(str(SMALL), "-", stdin=text).stdout == said + "\n"
    assert json.loads(kg(str(SMALL), "-", "-f", "json", stdin=text).stdout)["boolean"] is (said == "yes")


@pytest.mark.parametrize(
    ("clauses", "pattern", "found"),
    [
        ("", "?s ?p ?o", "ab"),
        ("FROM <urn:g1>", "?s ?p ?o", "a"),
        ("from <urn:g1> From <urn:g2>", "?s ?p ?o", "ab"),
        ("FROM <urn:elsewhere>", "?s ?p ?o", ""),
        ("FROM NAMED <urn:g2>", "?s ?p ?o", ""),
        ("FROM NAMED <urn:g2>", "GRAPH ?g { ?s ?p ?o }", "b"),
        ("FROM <urn:g1>", "GRAPH ?g { ?s ?p ?o }", ""),
        ("# FROM <urn:g1>\n", "?s ?p ?o FILTER(STR(?o) != 'FROM <urn:g1>')", "ab"),
        ("", "?s ?p ?o { SELECT (1 AS ?from) {} } BIND(ex:from AS ?f)", "ab"),
        ("", "?s ?p ?o . FILTER(!BOUND(?from))", "ab"),
    ],
)
def test_from_takes_the_place_of_all_graphs(clauses: str, pattern: str, found: str):
    graphs = Store()
    graphs.extend(Quad(NamedNode(f"urn:{s}"), NamedNode("urn:p"), Literal(s), NamedNode(f"urn:{g}")) for s, g in (("a", "g1"), ("b", "g2")))
    rows = run(graphs, f"PREFIX ex: <urn:> PREFIX : <urn:> SELECT ?s {clauses} WHERE {{ {pattern} }}", base="urn:base/")
    assert sorted(row["s"].value.removeprefix("urn:") for row in rows) == list(found)


def test_a_name_with_from_is_no_clause():
    assert names_graphs("PREFIX : <urn:> DESCRIBE :a FROM <urn:g>")
    assert not names_graphs("PREFIX : <urn:> DESCRIBE :from")


def test_construct_gives_turtle():
    result = kg(str(SMALL), "-", stdin="CONSTRUCT { ?p schema:name ?n } WHERE { ?p a schema:Person ; schema:name ?n }")
    again = Store()
    again.load(result.stdout.encode(), format=RdfFormat.TURTLE)
    assert len(again) == 4
    assert "res:person.ana-ruiz" in result.stdout


def test_a_query_file_with_a_parameter(tmp_path: Path):
    file = tmp_path / "mine.rq"
    file.write_text('\ufeff# Who?\n# param who: a name\nSELECT ?p { VALUES ?who { "" } ?p schema:name ?who }', "utf-8")
    assert kg(str(SMALL), str(file), "-p", "who=Ana Ruiz").stdout.splitlines() == ["p", "person.ana-ruiz"]


def test_show_prints_the_bound_query():
    result = kg(str(SMALL), "office-holders", "-p", "date=2024-03-05", "--show")
    assert '"2024-03-05"^^<http://www.w3.org/2001/XMLSchema#date>' in result.stdout
    assert result.stdout.startswith("# Who holds which office")


def test_list_needs_no_graph():
    result = kg("--list")
    assert result.exit_code == 0
    assert all(q.question in result.stdout for q in QUERIES.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {\n  ?x a foo:Person }", r"stdin:2:\d+: SPARQL syntax error \(Prefix not found\): \?x a foo:Person }"),
        ("SELECT * {\n  ?x a", r"stdin:2:\d+: SPARQL syntax error: \?x a"),
        ("SELECT * {\n SERVICE <http://e.example/> { ?x a ?y } }", "stdin:2: SERVICE is refused"),
        ("SELECT * { service silent <http://e.example/> { ?x a ?y } }", "stdin:1: SERVICE is refused"),
        ("INSERT DATA { res:a a res:b }", r"stdin:1:\d+: SPARQL syntax error"),
        ("", r"stdin:1:\d+: SPARQL syntax error"),
    ],
)
def test_a_faulty_query_is_named_with_its_line(text: str, message: str):
    result = kg(str(SMALL), "-", stdin=text)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.match(f"kg: error: {message}", result.stderr)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["missing.trig", "articles"], 1, "missing.trig: no such file"),
        ([str(SMALL), "artcles"], 1, "did you mean articles"),
        ([str(SMALL), "meetings", "-p", "who=x"], 2, "no parameter 'who'"),
        ([str(SMALL), "meetings", "-p", "person"], 2, "is not NAME=VALUE"),
        ([str(SMALL), "meetings", "-p", "person=a", "-p", "person=b"], 2, "given twice"),
        ([str(SMALL)], 2, "Missing argument"),
    ],
)
def test_wrong_calls(args: list[str], status: int, message: str):
    result = kg(*args)
    assert result.exit_code == status
    assert message in result.stderr


def test_a_broken_graph_is_named_with_its_line(tmp_path: Path):
    broken = tmp_path / "broken.trig"
    broken.write_text("@prefix x: <http://e/> .\nx:g { x:a x:b }}\n")
    result = kg(str(broken), "articles")
    assert result.exit_code == 1
    assert f"{broken}:2" in result.stderr


@pytest.mark.parametrize("suffix", ["nq", "ttl", "jsonld"])
def test_other_formats_answer_alike(tmp_path: Path, store: Store, suffix: str):
    forms = {"nq": RdfFormat.N_QUADS, "ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}
    quads = [q.triple for q in store] if suffix == "ttl" else list(store)
    file = tmp_path / f"graph.{suffix}"
    file.write_bytes(serialize(quads, format=forms[suffix]) or b"")
    again = open_store(file)
    assert base_of(again) == BASE
    assert answer(again, QUERIES["meetings"]) == answer(store, QUERIES["meetings"])


def test_a_bom_is_forgiven(tmp_path: Path):
    file = tmp_path / "bom.trig"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.read_bytes())
    assert kg(str(file), "articles").stdout == kg(str(SMALL), "articles").stdout
