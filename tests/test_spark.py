"""What Spark's tasks do, without Spark itself: reading lines, trying shards, writing parts, and the schema of facts."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from kg.archive.database import packed
from kg.archive.records import loads
from kg.errors import KgError
from kg.facts import Entity, RoleFact, StatementFact
from kg.graph.imports import Versions
from kg.model import Article, Problem, Span
from kg.shards.shard import Settings, Shard
from tests.archives import story
from tests.builds import kg
from tests.shard_tasks import note

pytest.importorskip("pyspark", reason="pyspark is not installed (pip install 'kg-news[spark]')")

from kg.spark import faults, reading, schema, trying, writing
from kg.spark.reading import Block, Files
from kg.spark.session import session
from kg.spark.work import literal, tasks

SETTINGS = Settings(Versions("1", "rules", "model"))


def line(text: str, **fields: str) -> bytes:
    return json.dumps({"text": text, **fields}).encode()


def test_lines_are_numbered_on_from_the_block_before():
    blocks = {("file:/a", 0): Block(0, "a", 0), ("file:/a", 900): Block(0, "a", 7)}
    rows = [
        ("file:/a", 900, line("One.", id="x")),
        ("file:/a", 900, b""),
        ("file:/a", 900, b"{"),
        ("file:/a", 0, b"\xef\xbb\xbf" + line("Two.")),
    ]
    first, broken, marked = reading.read(rows, blocks=blocks, max_bytes=1000)
    assert (first[:3], loads(Article, first[3]).origin, first[4]) == ((0, 8, "x"), "a:8", [])
    assert (broken[:4], loads(Problem, broken[4][0]).place) == ((0, 10, None, None), "a:10")
    assert (marked[1], loads(Article, marked[3]).text) == (1, "Two.")


def test_a_long_line_is_a_problem():
    ((*_, article, problems),) = reading.read([("u", 0, line("x" * 100))], blocks={("u", 0): Block(0, "u", 0)}, max_bytes=100)
    assert article is None
    assert "100 bytes" in loads(Problem, problems[0]).message


def test_blocks_are_numbered_in_the_order_of_the_paths():
    files = Files((), (), {"/z/b c.jsonl": "b c.jsonl", "/z/a.jsonl": "a.jsonl"})
    counted = [("file:///z/a.jsonl", 0, 5), ("file:///z/b%20c.jsonl", 50, 2), ("file:///z/b%20c.jsonl", 0, 3), ("hdfs://n/x", 0, 9)]
    found = reading.number_blocks(counted, files)
    assert found == {
        ("file:///z/b%20c.jsonl", 0): Block(0, "b c.jsonl", 0),
        ("file:///z/b%20c.jsonl", 50): Block(0, "b c.jsonl", 3),
        ("file:///z/a.jsonl", 0): Block(1, "a.jsonl", 0),
        ("hdfs://n/x", 0): Block(2, "hdfs://n/x", 0),
    }


def test_paths_are_told_apart(tmp_path):
    (tmp_path / "table").mkdir()
    for name in ("table/part-0.parquet", "a[1].jsonl", "b.jsonl.gz"):
        (tmp_path / name).touch()
    lines = [str(tmp_path / "a[1].jsonl"), str(tmp_path / "b.jsonl.gz")]
    found = reading.find([*lines, str(tmp_path / "table"), "hdfs://n/x.jsonl", "s3a://b/t.parquet/"], [])
    assert found.lines == (literal(lines[0]), lines[1], "hdfs://n/x.jsonl")
    assert found.tables == (str(tmp_path / "table"), "s3a://b/t.parquet/")
    assert found.names == {name: name for name in lines}
    assert literal(lines[0]).endswith(r"a\[1\].jsonl")


@pytest.mark.parametrize(("name", "why"), [("a.txt", "JSON Lines"), ("a.jsonl.zst", "JSON Lines"), ("_a.jsonl", "rename it")])
def test_what_spark_does_not_read_is_refused(tmp_path, name, why):
    (tmp_path / name).touch()
    with pytest.raises(KgError, match=why):
        reading.find([str(tmp_path / name)], [])


def test_standard_input_is_refused():
    with pytest.raises(KgError, match="without --engine"):
        reading.find(["-"], [])


class Died(Exception):
    """A process that ended."""


def dying(shard, settings, folder):
    if any(a.text == "deadly" for a in shard.articles):
        raise Died
    return note(shard, settings, folder)


def attempt(shard: Shard, folder) -> list[tuple[Shard, object]] | None:
    try:
        return list(trying.read(shard, SETTINGS, folder, task=dying))
    except Died:
        return None


def test_an_article_that_ends_its_tasks_is_told_and_the_others_are_read(tmp_path):
    shard = Shard((Article("a", "text"), Article("b", "deadly", origin="f:2"), Article("c", "text")))
    assert [attempt(shard, tmp_path) for _ in range(3)] == [None] * 3  # twice together, once by itself
    one, two, three = attempt(shard, tmp_path) or ()
    assert [one[1], three[1]] == [tmp_path / Shard(s.articles).name(SETTINGS) for s in (one[0], three[0])]
    assert isinstance(two[1], Problem)
    assert (two[1].place, two[1].fatal) == ("f:2", True)
    assert "'b' ended the task" in two[1].message
    trying.forget(tmp_path)
    assert attempt(shard, tmp_path) is None


def test_a_single_article_that_ends_its_tasks_is_told(tmp_path):
    shard = Shard((Article("b", "deadly"),))
    assert [attempt(shard, tmp_path) for _ in range(2)] == [None] * 2
    ((_, problem),) = attempt(shard, tmp_path) or ()
    assert isinstance(problem, Problem)


def test_a_part_that_is_there_is_not_tried_again(tmp_path):
    shard = Shard((Article("a", "text"),))
    assert attempt(shard, tmp_path) == attempt(shard, tmp_path) == attempt(shard, tmp_path) == [(shard, tmp_path / shard.name(SETTINGS))]


def test_rows_of_one_part_become_one():
    rows = [SimpleNamespace(key=k, value=v, data=packed(d)) for k, v, d in (("g", "", b"b\nd\n"), ("g", "", b"a\nb\n"), ("g", "n", b"c\n"))]
    assert list(writing.parts(rows)) == [("g", "", b"a\nb\nd\n"), ("g", "n", b"c\n")]


def test_a_part_file_is_written_anew_by_a_second_try(tmp_path):
    rows = [SimpleNamespace(key="g", value="", data=packed(b"a\nb\n"))]
    assert [list(writing.write_part(3, iter(rows), folder=tmp_path)) for _ in range(2)] == [[2], [2]]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"part-00003.nq": b"a\nb\n"}
    assert list(writing.write_part(4, iter(()), folder=tmp_path)) == [0]
    assert len(list(tmp_path.iterdir())) == 1


def test_the_folders_take_their_places_without_what_tasks_have_left(tmp_path):
    out, folder = tmp_path, tmp_path / ".kg-parts"
    for name in (
        "quads/old.nq",
        ".kg-parts/quads/part-00000.nq",
        ".kg-parts/quads/.part-00001.nq.7.part",
        ".kg-parts/facts/part-00000.parquet",
    ):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).touch()
    writing.put(folder, out)
    assert [p.name for p in (out / "quads").iterdir()] == ["part-00000.nq"]
    assert [p.name for p in (out / "facts").iterdir()] == ["part-00000.parquet"]


def test_the_schema_follows_the_records():
    found = schema.facts_schema()
    assert {"id", "published", "entities", "roles", "meetings", "statements", "judgements"} <= set(found.names)
    assert not {"text", "blocks", "article"} & set(found.names)
    says = {name: found[name].dataType.simpleString() for name in ("id", "roles", "issues")}
    assert says == {
        "id": "string",
        "roles": "array<struct<person:string,office:string,org:string,status:string,evidence:array<struct<start:bigint,end:bigint>>,"
        "rule:string,confidence:double>>",
        "issues": "array<string>",
    }


def test_a_row_has_every_column_and_nothing_else():
    span = Span(0, 3)
    said = StatementFact((span,), ("person.a",), (), (), "Direct", None, span, (), (span,), "r")
    role = RoleFact("person.a", "office.b", "", "current", (span,), "role.copula")
    facts = replace(story("a", "Ana Sol"), entities=(Entity("person.a", "person", "A"),), roles=(role,), statements=(said,))
    row = schema.plain(facts)
    assert list(row) == schema.facts_schema().names
    assert row["roles"][0]["evidence"] == [{"start": 0, "end": 3}]
    assert row["roles"][0]["confidence"] == role.confidence
    assert (row["statements"][0]["source"], row["statements"][0]["cue"]) == (None, {"start": 0, "end": 3})
    assert list(row["statements"][0]) == schema.facts_schema()["statements"].dataType.elementType.names  # type: ignore[attr-defined]


def test_tasks_depend_on_the_articles_alone():
    assert [tasks(n) for n in (0, 1, 16, 17, 1000, 20_000, 10**9)] == [1, 1, 1, 2, 63, 157, 10_000]


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        (
            "Traceback ...\nkg.errors.KgError: /out: cannot be written (No space left on device)\n\n\tat org.apache",
            "^/out: cannot be written",
        ),
        ("Job aborted\nCaused by: java.io.IOException: no\n", r"^Spark gave up \(java.io.IOException: no\)"),
        ("other\nmore", r"^Spark gave up \(other\)"),
    ],
)
def test_a_failure_of_spark_is_told_in_one_line(told, cause):
    from pyspark.errors import PySparkException

    with pytest.raises(KgError, match=cause), faults.as_faults():
        raise PySparkException(told)


def test_pyspark_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(KgError, match=r"pip install 'kg-news\[spark\]'"), session():
        pass


def test_java_that_is_missing_is_named(tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_bytes(line("Words."))
    made = kg("build", source, "-o", tmp_path / "out", "--engine", "spark", env={"JAVA_HOME": str(tmp_path)})
    assert made.returncode == 1
    assert "needs Java 17" in made.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()
