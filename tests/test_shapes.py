"""The shapes: what each finds in small data of its own, and what every shape file must have."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Quad
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg import resources, vocab
from kg.graph.load import load
from kg.validate import Report, validate
from kg.validate.checks import CHECKS
from kg.validate.report import KGS
from kg.validate.rules import shared_offices

DATA = Path(__file__).parent / "shapes"
HERE = "https://example.org/n/"
GOOD = sorted(DATA.glob("*/good*.t*"))
BAD = sorted([*DATA.glob("*/bad*.ttl"), *DATA.glob("*/bad*.trig")])
RULE = URIRef(KGS + "Rule")
SHAPE_FILES = sorted(resources.shapes().glob("*.ttl"))
RULE_FILES = sorted((resources.shapes() / "rules").glob("*.rq"))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@cache
def ground() -> tuple[Quad, ...]:
    return tuple(load(DATA / "ground.trig"))


@cache
def texts() -> dict[str, str]:
    return {file.stem: file.read_bytes().decode() for file in (DATA / "texts").glob("*.txt")}


@cache
def report(file: Path) -> Report:
    return validate([*ground(), *load(file)], texts=texts())


def found(file: Path) -> set[tuple[str, str, str]]:
    """Focus node, shape and severity of each result, abbreviated as in the lists of what is expected."""
    return {(short(r.focus), r.shape.removeprefix(KGS), r.severity) for r in report(file).results}


def short(iri: str) -> str:
    return (iri if len(iri) < 100 else f"{iri[:30]}...").replace(HERE, ":")


def expected(file: Path) -> set[tuple[str, str, str]]:
    with file.with_suffix(".csv").open(encoding="utf-8", newline="") as rows:
        return {(row["focus"], row["shape"], row["severity"]) for row in csv.DictReader(rows)}


@cache
def shapes() -> Graph:
    graph = Graph()
    for file in SHAPE_FILES:
        graph.parse(file)
    return graph


def instances(*classes: URIRef) -> list[Node]:
    return sorted({node for cls in classes for node in shapes().subjects(RDF.type, cls)}, key=str)


def everything() -> list[Node]:
    return instances(SH.NodeShape, SH.PropertyShape, RULE)


def test_the_ground_has_no_fault():
    assert validate(ground(), texts=texts()).results == ()


@pytest.mark.parametrize("file", GOOD, ids=name)
def test_conforming_data(file):
    assert found(file) == set()


@pytest.mark.parametrize("file", BAD, ids=name)
def test_faulty_data(file):
    assert found(file) == expected(file)


def test_every_shape_file_has_conforming_and_faulty_data():
    shared = {"agent", "report"}  # shapes that several classes have in common
    assert {f.stem for f in SHAPE_FILES} - shared == {f.parent.name for f in GOOD} == {f.parent.name for f in BAD}


@pytest.mark.parametrize("shape", everything(), ids=lambda s: str(s).removeprefix(KGS))
def test_a_shape_is_named_and_explained(shape):
    assert isinstance(shape, URIRef)
    assert shape.startswith(KGS)
    for term in (SH.name, SH.description, SH.message, SH.severity):
        assert len(list(shapes().objects(shape, term))) == 1, term
    assert shapes().value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}


def test_no_property_shape_is_a_blank_node():
    assert [p for p in shapes().objects(None, SH.property) if not isinstance(p, URIRef)] == []


def test_every_property_shape_is_used_and_every_one_used_is_there():
    assert set(shapes().objects(None, SH.property)) == set(instances(SH.PropertyShape))


def test_every_shape_is_hit():
    hit = {r.shape for file in BAD for r in report(file).results}
    assert {str(s) for s in everything()} == hit


def test_the_shapes_are_valid_shacl():
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_targets_and_paths_are_terms_of_the_vocabulary():
    known = {namespace.base + term for namespace in vocab.ALL for term in namespace}
    used = {str(o) for p in (SH.targetClass, SH.path, SH["class"], SH.lessThan, SH.lessThanOrEquals) for o in shapes().objects(None, p)}
    assert used - known == set()


def test_every_target_class_occurs_in_the_ground():
    classes = {str(quad.object.value) for quad in ground() if quad.predicate == vocab.RDF.type}
    assert {str(c) for c in shapes().objects(None, SH.targetClass)} - classes == set()


def test_the_ontology_declares_the_terms_of_the_vocabulary():
    declared = {str(s) for s in shapes().subjects(RDFS.comment) if str(s).startswith(vocab.KG.base)}
    unused = {"article"}
    assert declared == {vocab.KG.base + term for term in vocab.KG if term not in unused}
    for term in declared:
        assert shapes().value(URIRef(term), RDFS.label), term


def test_every_rule_has_one_query_or_check():
    names = {str(s).removeprefix(KGS) for s in instances(RULE)}
    queries = {file.stem for file in RULE_FILES}
    assert names == queries | set(CHECKS)
    assert queries & set(CHECKS) == set()


@pytest.mark.parametrize("file", RULE_FILES, ids=lambda f: f.stem)
def test_queries_use_terms_of_the_vocabulary_and_say_what_they_find(file):
    query = file.read_text(encoding="utf-8")
    assert query.startswith("# ")
    prefixes = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", query))
    for prefix, base in prefixes.items():
        assert vocab.PREFIXES[prefix] == base
        namespace = next(n for n in vocab.ALL if n.prefix == prefix)
        terms = set(re.findall(rf"\b{prefix}:(\w+)", re.sub(r"PREFIX.*", "", query)))
        assert terms, f"{prefix}: is not used"
        assert terms <= set(namespace)


@pytest.mark.parametrize("rule", instances(RULE), ids=lambda s: str(s).removeprefix(KGS))
def test_the_holes_of_a_message_are_filled(rule):
    results = [r for file in BAD for r in report(file).results if r.shape == str(rule)]
    assert results
    for result in results:
        assert "{?" not in result.message
        assert '""' not in result.message
        assert "  " not in result.message


def test_offices_that_several_may_hold():
    several = re.compile(shared_offices(), re.IGNORECASE)
    with resources.data("shared_offices.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            assert re.search(row["pattern"], row["example"], re.IGNORECASE), row
    for post in ("President", "Prime Minister", "Foreign Minister", "Secretary of State", "Chancellor", "director of the harbour"):
        assert not several.search(post), post
