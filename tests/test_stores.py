"""The exports in triple stores that people use: each named query gives the rows of ``kg query``, in their order. See docs/stores.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from kg.cli import main
from kg.query.named import catalogue
from kg.query.params import bind
from kg.query.run import run
from kg.query.store import base_of, open_store
from tests import stores
from tests.stores import Cell

NQ = stores.ROOT / "exports" / "graph.nq"
NEEDED = {
    "office-holders": {"date": "2023-06-18"},
    "article-difference": {"first": "blinken-begins-talks", "second": "blinken-to-travel"},
    "mentions": {"name": "wang"},
    "encounters": {"person": "Blinken"},
    "known-on": {"date": "2023-06-18"},
    "wordings": {"words": "candid"},
}
# Parameters besides those that are needed: matching by part of a name, a state, a number.
CHOSEN = [
    ("persons", {"person": "qin"}),
    ("meetings", {"person": "Wang", "state": "Held"}),
    ("timeline", {"person": "blinken"}),
    ("statements-about", {"issue": "Taiwan"}),
    ("uncertain", {"below": "0.6"}),
]
QUESTIONS = [*((q.name, NEEDED.get(q.name, {})) for q in catalogue()), *CHOSEN]
Ask = Callable[[str], list[list[Cell]]]


@cache
def graph() -> Store:
    return open_store(NQ)


def question(name: str, params: dict[str, str]) -> tuple[str, list[list[Cell]]]:
    """A named query as it is sent to a store, and the rows that kg gives."""
    query = next(q for q in catalogue() if q.name == name)
    text, base = bind(query, params, base_of(graph())), base_of(graph())
    result = run(graph(), text, base=base)
    assert isinstance(result, QuerySolutions)
    return text, stores.cells(result.serialize(format=QueryResultsFormat.JSON) or b"")


def differences(ask: Ask) -> list[str]:
    """The questions to which a store does not give the rows of kg in their order."""
    found = []
    for name, params in QUESTIONS:
        text, ours = question(name, params)
        if ask(text) != ours:
            found.append(f"{name} {params}")
    return found


def test_the_questions_have_answers():
    """All but the question on undated articles: the seeds all have a date."""
    assert [name for name, params in QUESTIONS if not question(name, params)[1]] == ["undated"]


def test_oxigraph(tmp_path):
    with stores.oxigraph(tmp_path, NQ) as store:
        assert differences(store.rows) == []


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stores.Endpoint]:
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso"), NQ) as store:
        yield store


def test_virtuoso(virtuoso):
    assert differences(virtuoso.rows) == []


def test_virtuoso_keeps_every_triple_of_each_graph(virtuoso):
    counts = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    theirs = {row[0][0]: row[1][0] for row in virtuoso.rows(counts)}
    ours = {s["g"].value: s["n"].value for s in graph().query(counts)}
    assert {name: theirs.get(name) for name in ours} == ours


@pytest.mark.slow  # a virtual machine for each question
def test_jena(tmp_path):
    assert differences(stores.jena(tmp_path, NQ).rows) == []


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's parser uses what rdflib has deprecated
def test_rdflib():
    import rdflib

    data = rdflib.Dataset(default_union=True)
    data.parse(data=NQ.read_bytes(), format="nquads")
    assert differences(lambda text: stores.cells(data.query(text).serialize(format="json") or b"")) == []


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_a_graph_that_was_pushed_answers_alike(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder, state = tmp_path / "db", tmp_path / "sent.jsonl"
    folder.mkdir()
    with getattr(stores, kind)(folder) as store:
        for name, value in store.environment.items():
            monkeypatch.setenv(name, value)

        def push(place: Path, *options: str) -> str:
            result = CliRunner().invoke(main, ["push", store.graphs, str(place), "--state", str(state), *options])
            assert result.exit_code == 0, result.stderr
            return result.stderr.partition(";")[0]

        number = len(list(graph().named_graphs()))
        assert push(NQ) == f"kg: {number} sent"
        assert push(NQ, "--check") == f"kg: {number} unchanged"
        assert differences(store.rows) == []
        small = stores.ROOT / "tests" / "data" / "small.trig"
        kept = {g.value for g in graph().named_graphs()} & {g.value for g in open_store(small).named_graphs()}
        assert f"{number - len(kept)} removed" in push(small)
        assert "sent" not in push(small, "--check")
