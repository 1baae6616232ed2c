"""kg from Python: an archive as an object, answers as tables."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.api import Table

SMALL = Path(__file__).parent / "data" / "small.trig"
RECORD = {
    "id": "n1",
    "title": "Norland and Sudmark talk in Bellport",
    "published": "2024-03-12",
    "text": "Norwegian President Ana Sol met Kenyan President Eva Beck in Oslo on Monday.\n\n“We want peace,” Sol said.",
}


@pytest.fixture
def small() -> kg.api.Archive:
    return kg.open(SMALL)


def test_importing_kg_loads_nothing_heavy():
    code = "import sys, kg; print([m for m in ('pyoxigraph', 'spacy', 'click', 'sqlite3', 'kg.api') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_named_question_gives_values_of_python(small):
    found = small.query("office-holders", date="2024-03-06")
    assert found.columns == ("holder", "office", "organization", "last_attested", "next_attested", "membership")
    assert len(found) == 3
    assert {type(v) for v in found.column("last_attested")} == {date}
    assert found[0] == next(iter(found)) == dict(zip(found.columns, found.rows[0], strict=True))
    assert found[1:] == Table(found.columns, found.rows[1:])
    uncertain = small.query("uncertain")[0]
    assert (type(uncertain["confidence"]), type(uncertain["begin"])) == (Decimal, int)
    assert repr(found).endswith("3 rows")


def test_a_node_of_an_answer_can_be_explained(small):
    node = small.query("meetings")[0]["meeting"]
    assert isinstance(node, str)
    told = small.explain(node)
    assert told.startswith(node)
    assert "Evidence (" in told


def test_iris_come_in_full_when_wanted(small):
    assert {str(v).partition("#")[0] for v in small.query("meetings", iris=True).column("kind")} == {"https://w3id.org/kg-news/ns"}
    assert {str(v).partition(":")[0] for v in small.query("meetings").column("kind")} == {"kg"}


def test_ask_and_construct_are_tables_too(small):
    assert small.query("ASK { ?a a schema:Person }").rows == ((True,),)
    triples = small.query("CONSTRUCT { ?p a schema:Person } WHERE { ?p a schema:Person }")
    assert triples.columns == ("subject", "predicate", "object")
    assert len(triples) == len(small.query("persons"))


def test_unbound_cells_and_partial_dates(small):
    text = 'SELECT * { VALUES (?a ?b) { (UNDEF "2023-06"^^xsd:gYearMonth) ("2023-06-18T08:00:00Z"^^xsd:dateTime true) } }'
    first, second = small.query(text)
    assert first == {"a": None, "b": "2023-06"}
    assert (second["a"].isoformat(), second["b"]) == ("2023-06-18T08:00:00+00:00", True)


def test_html_is_escaped():
    shown = Table(["<a>"], [["<script>"], [None]])._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_to_pandas(small):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = small.query("uncertain").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["confidence"].max() <= 0.7


def test_a_frame_keeps_numbers_dates_and_gaps():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    day = date(2023, 6, 18)
    frame = Table(
        ["n", "all", "day", "sure", "yes", "none"], [[1, 7, day, Decimal("0.5"), True, None], [None, 8, None, None, None, None]]
    ).to_pandas()
    assert str(frame["n"].dtype) == "Int64"
    assert frame["n"].sum() == 1
    assert frame["all"].tolist() == [7, 8]
    assert frame["day"][0] == day
    assert frame["sure"][0] == 0.5
    assert [frame[name].isna()[1] for name in ("n", "day", "sure", "yes", "none")] == [True] * 5
    assert Table(["a"], []).to_pandas().shape == (0, 1)
    assert isinstance(frame, pandas.DataFrame)


def test_without_pandas_it_says_what_to_install(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(kg.KgError, match="pip install pandas"):
        small.query("persons").to_pandas()


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda a: a.query("no-such-question"), "no named query"),
        (lambda a: a.query("SELECT * { ?a"), "query:1:"),
        (lambda a: a.query("meetings", nobody="x"), "no parameter 'nobody'"),
        (lambda a: a.query("persons").column("x"), "no column 'x'; there are name,"),
        (lambda a: a.explain("nobody at all"), "is not in the graph"),
        (lambda a: a.add("x.txt"), "can only be asked"),
        (lambda a: a.retract("a1"), "can only be asked"),
    ],
)
def test_faults_say_what_to_do(small, act, message):
    with pytest.raises(kg.KgError, match=message):
        act(small)


def test_articles_join_and_leave(tmp_path, nlp):
    archive = kg.open(tmp_path / "archive")
    with pytest.raises(kg.KgError, match="no archive here"):
        archive.query("persons")
    with pytest.raises(kg.KgError, match='record 1:1: no "text"'):
        archive.add({"id": "empty"})
    (told,) = archive.add(RECORD)
    assert told.what == "new"
    assert [o.what for o in archive.add(RECORD)] == ["unchanged"]
    assert archive.status().articles == 1
    assert archive.text("n1") == RECORD["text"]
    assert set(archive.query("persons").column("name")) == {"Ana Sol", "Eva Beck"}
    assert archive.query("meetings")[0]["participants"] == "Ana Sol, Eva Beck"
    archive.retract("n1")
    assert len(archive.query("persons")) == 0
    with pytest.raises(kg.KgError, match="no such article"):
        archive.retract("n1")
