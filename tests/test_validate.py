"""Validating: batches, order, places, reports and the command."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib.namespace import RDF, SH

from kg import resources
from kg.cli.validate import command
from kg.errors import KgError
from kg.graph.load import load
from kg.validate import Report, Result, validate
from kg.validate.convert import plain, term, to_rdflib
from kg.validate.core import check_core
from kg.validate.nodes import nodes_of, types_in
from kg.validate.shapes import read_shapes
from kg.vocab import KG

DATA = Path(__file__).parent / "shapes"
GROUND = DATA / "ground.trig"
BAD = sorted([*DATA.glob("*/bad*.ttl"), *DATA.glob("*/bad*.trig")])
HERE = "https://example.org/n/"


def quads(*files: str) -> list[Quad]:
    return [q for file in (GROUND, *(DATA / f for f in files)) for q in load(file)]


def run(*args: str, stdin: bytes | None = None):
    return CliRunner().invoke(command, list(args), input=stdin)


# --- the engine


@pytest.mark.parametrize("file", BAD, ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_batches_find_what_plain_shacl_finds_in_the_whole(file):
    facts = list(dict.fromkeys(load(GROUND) + load(file)))
    shapes = rdflib.Graph()
    for ttl in resources.shapes().glob("*.ttl"):
        shapes.parse(ttl)
    _, results, _ = pyshacl.validate(to_rdflib(facts), shacl_graph=shapes, ont_graph=shapes)
    whole = {
        (plain(results.value(r, SH.focusNode)), str(results.value(r, SH.sourceShape)), term(results.value(r, SH.value)))
        for r in results.subjects(RDF.type, SH.ValidationResult)
    }
    nodes = nodes_of(facts)
    for size in (1, 40, 5000):
        batched = {(f.focus, f.shape, f.value) for f in check_core(nodes.items(), types_in(nodes), read_shapes(), batch=size)}
        assert batched == whole


def test_the_order_of_quads_does_not_matter():
    facts = [q for q in quads("span/bad.ttl", "role/bad_two_holders.ttl") if not isinstance(q.subject, BlankNode)]
    first = validate(facts).to_json()
    for seed in range(3):
        shuffled = facts[:]
        random.Random(seed).shuffle(shuffled)
        assert validate(shuffled).to_json() == first


def test_the_union_and_the_named_graphs_are_held_to_the_same_shapes():
    facts = quads("statement/bad.ttl")
    union = [Quad(q.subject, q.predicate, q.object) for q in facts]
    key = [(r.focus, r.shape, r.value) for r in validate(union).results]
    assert sorted(key) == sorted((r.focus, r.shape, r.value) for r in validate(facts).results)


def test_a_result_tells_graph_and_evidence():
    facts = [q for q in quads() if (q.predicate, "utterance" in q.subject.value) != (KG.speaker, False)]
    (result,) = validate(facts).results
    assert result.focus == HERE + "a1.statement.82-110"
    assert result.graph == HERE + "a1"
    assert result.evidence == "We agreed on fishing rights,"


@pytest.mark.parametrize(
    ("gone", "focus"),
    [
        ("a1.role.1", ["membership.mara-lind.foreign-minister.norland"]),
        ("a1.meeting.1", ["conflict.length.meeting.lind-brandt", "meeting.lind-brandt"]),
    ],
)
def test_what_no_article_reports_has_no_evidence(gone, focus):
    results = validate([q for q in quads() if q.subject.value != HERE + gone]).results
    assert [(r.focus, r.evidence, r.graph) for r in results] == [(HERE + f, "", HERE + "entities") for f in focus]


def test_a_shared_node_has_the_evidence_of_its_reports():
    facts = [q for q in quads() if q.predicate.value != "http://www.w3.org/ns/org#role"]
    (result,) = validate(facts).results
    assert result.evidence == "foreign minister of Norland"


def test_a_person_has_the_passage_that_names_it():
    facts = [q for q in quads() if not (q.subject.value.endswith("mara-lind") and q.predicate.value.endswith("/name"))]
    assert {r.evidence for r in validate(facts).results if r.shape.endswith("entity-name")} == {"Mara Lind"}


def test_a_bare_name_is_shown_with_the_evidence_around_it():
    around = Quad(NamedNode(HERE + "a1.role.1"), NamedNode("https://w3id.org/kg-news/ns#evidence"), NamedNode(HERE + "a1.span.81-132"))
    wide = load(
        b"""@prefix : <https://example.org/n/> . @prefix kg: <https://w3id.org/kg-news/ns#> .
        @prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
        :a1.span.81-132 a kg:Span ; nif:referenceContext :a1 ; nif:beginIndex 81 ; nif:endIndex 132 ;
            nif:anchorOf "\\"We agreed on fishing rights,\\" Lind told officials." .
        :a1.span.122-130 a kg:Span ; nif:referenceContext :a1 ; nif:beginIndex 122 ; nif:endIndex 130 ; nif:anchorOf "officials" .""",
        "ttl",
    )
    (result,) = validate([*quads(), *wide, around]).results
    assert (result.shape.rpartition("#")[2], result.evidence) == (
        "span-anchor-length",
        '"We agreed on fishing rights," Lind told officials.',
    )


def test_with_the_text_the_evidence_is_the_sentence():
    text = (DATA / "texts" / "a1.txt").read_bytes().decode()
    facts = [q for q in quads() if not (q.subject.value.endswith("mara-lind") and q.predicate.value.endswith("/name"))]
    evidence = {r.evidence for r in validate(facts, texts={"a1": text}).results}
    assert evidence == {"Mara Lind, foreign minister of Norland, met Tove Brandt in Port Sil on Sunday."}


def test_texts_by_identifier_and_by_iri():
    text = "x" * 133
    for key in ("a1", HERE + "a1"):
        shapes = {r.shape.rpartition("#")[2] for r in validate(quads(), texts={key: text}).results}
        assert shapes == {"span-anchor-text", "article-digest"}


def test_quoted_triples_are_refused():
    quoted = Triple(NamedNode(HERE + "a"), NamedNode(HERE + "b"), Literal("c"))
    with pytest.raises(KgError, match="quotes a triple"):
        validate([Quad(BlankNode(), NamedNode(HERE + "says"), quoted)])


def test_own_shapes(tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/own#> . @prefix schema: <https://schema.org/> .
        :named a sh:NodeShape ; sh:targetClass schema:Place ; sh:property :near-water .
        :near-water sh:path :near ; sh:minCount 1 ; sh:message "Where is the water?" .""",
        encoding="utf-8",
    )
    for folder in (tmp_path, own):
        (result,) = validate(quads(), shapes=folder).results
        assert (result.focus, result.message, result.severity) == (HERE + "place.port-sil", "Where is the water?", "violation")


def test_shapes_that_are_not_there(tmp_path):
    with pytest.raises(KgError, match="no shapes here"):
        read_shapes(tmp_path)
    (tmp_path / "a.ttl").write_text("@prefix kgs: <https://w3id.org/kg-news/shapes#> . kgs:unheard-of a kgs:Rule .", encoding="utf-8")
    with pytest.raises(KgError, match="unheard-of has no query"):
        read_shapes(tmp_path)


@pytest.mark.parametrize(
    ("constraint", "message"),
    [("sh:datatype :a, :b", "at most one sh:datatype"), ('sh:pattern "["', "unterminated"), ("sh:path (1)", "at least two")],
)
def test_shapes_that_cannot_be_used(tmp_path, constraint, message):
    path = "" if "path" in constraint else "sh:path schema:name ;"
    (tmp_path / "a.ttl").write_text(
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/own#> . @prefix schema: <https://schema.org/> .
        :n a sh:NodeShape ; sh:targetClass schema:Place ; sh:property :p .
        :p {path} {constraint} .""",
        encoding="utf-8",
    )
    with pytest.raises(KgError, match=f"shapes cannot be used: .*{message}"):
        validate(quads(), shapes=tmp_path)


@pytest.mark.parametrize(("query", "message"), [("SELECT nothing", "not valid SPARQL"), ("ASK {}", "must be a SELECT")])
def test_a_broken_rule_is_named(tmp_path, query, message):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.rq").write_text(query, encoding="utf-8")
    (tmp_path / "a.ttl").write_text("@prefix kgs: <https://w3id.org/kg-news/shapes#> . kgs:own a kgs:Rule .", encoding="utf-8")
    with pytest.raises(KgError, match=f"rule own: .*{message}"):
        validate(quads(), shapes=tmp_path)


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("lexical", "datatype", "kept"),
    [
        ("1", "integer", True),
        ("-1", "integer", True),
        ("007", "integer", False),
        ("+7", "integer", False),
        ("9" * 19, "integer", False),
        ("seven", "integer", False),
        ("0.5", "decimal", True),
        ("1", "decimal", True),
        ("0.50", "decimal", False),
        ("1.5e0", "double", False),
        ("1.5", "float", False),
        ("1", "nonNegativeInteger", False),
        ("2021-03-09", "date", True),
        ("2021-03-09Z", "date", False),
        ("2021-03-09+01:00", "date", False),
        ("2021", "date", False),
        ("2021", "gYear", True),
        ("2021Z", "gYear", False),
        ("banana", "gYear", False),
        ("2021-03", "gYearMonth", True),
        ("2021-03-09T10:00:00Z", "dateTime", True),
        ("2021-03-09T10:00:00", "dateTime", False),
        ("P1Y2M", "duration", False),
        ("true", "boolean", True),
        ("1", "boolean", False),
        ("two\nlines", "string", True),
    ],
)
def test_literals_that_stores_change(lexical, datatype, kept):
    fact = Quad(NamedNode(HERE + "a"), NamedNode(HERE + "b"), Literal(lexical, datatype=NamedNode(XSD + datatype)))
    results = validate([fact]).results
    assert [r.shape.rpartition("#")[2] for r in results] == ([] if kept else ["literal-form"])


# --- the report


def test_no_results_conform():
    assert Report(()).conforms
    assert Report(()).to_text() == "conforms: no results\n"


def test_warnings_alone_conform():
    report = Report((Result("urn:a", "urn:s", "", "", "warning", "m"), Result("urn:a", "urn:t", "", "", "info", "m")))
    assert report.conforms
    assert report.summary() == "conforms: 1 warning, 1 info"


def test_the_text_says_all():
    facts = [q for q in quads() if (q.predicate, "utterance" in q.subject.value) != (KG.speaker, False)]
    assert validate(facts).to_text() == (DATA / "statement" / "unspoken.txt").read_text(encoding="utf-8")


def test_json_has_the_fields_of_the_results():
    report = validate(quads("group/bad.ttl"))
    body = json.loads(report.to_json())
    assert body["conforms"] is False
    assert [Result(**r) for r in body["results"]] == list(report.results)


def test_the_turtle_report_is_the_one_on_record():
    assert validate(quads("group/bad.ttl")).to_turtle() == (DATA / "group" / "bad.report").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", BAD, ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_the_turtle_report_is_a_shacl_report_without_blank_nodes(file):
    report = validate(load(GROUND) + load(file))
    turtle = list(parse(report.to_turtle().encode(), RdfFormat.TURTLE))
    assert [t for t in turtle if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)] == []
    graph = to_rdflib(turtle)
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == len(report.results)
    (top,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert len(set(graph.objects(top, SH.result))) == len(report.results)
    for result in graph.objects(top, SH.result):
        for needed in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.resultMessage):
            assert len(list(graph.objects(result, needed))) == 1
    assert graph.value(top, SH.conforms).value is report.conforms


def test_reports_are_the_same_bytes_whatever_the_hash_seed():
    args = [sys.executable, "-m", "kg", "validate", str(GROUND), str(DATA / "meeting_report" / "bad.ttl"), "--format", "ttl"]
    root = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    outputs = [
        subprocess.run(args, capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path})
        for seed in ("1", "2")
    ]
    assert [o.returncode for o in outputs] == [3, 3]
    assert outputs[0].stdout
    assert outputs[0].stdout == outputs[1].stdout


# --- the command


def test_status_tells_violations_from_warnings():
    assert run(str(GROUND)).exit_code == 0
    assert run(str(GROUND), str(DATA / "role" / "bad_two_holders.ttl")).exit_code == 0
    assert run(str(GROUND), str(DATA / "role" / "bad.ttl")).exit_code == 3


def test_formats():
    files = (str(GROUND), str(DATA / "group" / "bad.ttl"))
    assert json.loads(run(*files, "--format", "json").stdout)["conforms"] is False
    assert run(*files, "--format", "ttl").stdout == (DATA / "group" / "bad.report").read_text(encoding="utf-8")
    assert "does not conform: 3 violations, 1 warning" in run(*files).stdout


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("nq", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ],
)
def test_every_serialisation_is_read(tmp_path, suffix, form):
    facts = quads("group/bad.ttl")
    if not form.supports_datasets:
        facts = [q.triple for q in facts]
    file = tmp_path / f"graph.{suffix}"
    file.write_bytes(serialize(facts, format=form))
    result = run(str(file))
    assert result.exit_code == 3
    assert "does not conform: 3 violations, 1 warning" in result.stdout


def test_standard_input():
    result = run("-", "--input-format", "trig", stdin=GROUND.read_bytes())
    assert (result.exit_code, result.stdout) == (0, "conforms: no results\n")
    assert run("-", stdin=b"").exit_code == 2


def test_texts_are_compared():
    assert run(str(GROUND), "--texts", str(DATA / "texts")).exit_code == 0
    shifted = run(str(GROUND), str(DATA / "article" / "bad_text.ttl"), "--texts", str(DATA / "texts"))
    assert shifted.exit_code == 3
    assert "kgs:article-digest" in shifted.stdout


def test_texts_that_are_not_there(tmp_path):
    result = run(str(GROUND), "--texts", str(tmp_path / "none"))
    assert isinstance(result.exception, KgError)


def test_a_graph_without_articles_is_not_passed_over_in_silence(tmp_path):
    empty = tmp_path / "empty.ttl"
    empty.write_bytes(b"")
    result = run(str(empty))
    assert result.exit_code == 0
    assert "no schema:NewsArticle" in result.stderr
    assert result.stdout == "conforms: no results\n"
