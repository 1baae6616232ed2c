"""Builds on Spark, on this machine and on a small cluster: the bytes of ``kg build``, whoever is killed meanwhile."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from kg.resolve.components import components
from tests.builds import ROOT, Build, build, kg
from tests.killed_builds import PATIENCE, graph, killed, records

pytest.importorskip("pyspark", reason="pyspark is not installed (pip install 'kg-news[spark]')")

import pyspark
from pyspark.sql import SparkSession

from kg.spark.components import connected
from kg.spark.session import session
from kg.spark.work import Work, literal


def java() -> int:
    """The version of Java that Spark would start, 0 without one."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=f"{home}/bin" if home else None)
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr if program else ""
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


pytestmark = [pytest.mark.slow, pytest.mark.skipif(java() < 17, reason="Spark needs Java 17 (java -version, JAVA_HOME)")]

JUDGED = (
    "left,right,verdict,why\n"
    "a03.person.otieno,person.daniel-otieno,different,another one of that name\n"
    "person.ingrid-dahl,person.daniel-otieno,different,nobody would think so\n"
)


def saved(path: Path, rows: list[dict[str, str]], *more: str) -> Path:
    content = "\n".join([*map(json.dumps, rows), *more]).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def told(stderr: str) -> list[str]:
    """What kg says, without what Spark does."""
    return [found[0] for line in stderr.splitlines() if (found := re.search("kg: .*", line))]


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> list[Path]:
    """A plain file and a packed one, with a broken line, an article that comes twice, and an id with two texts."""
    folder = tmp_path_factory.mktemp("in")
    rows, others = records(20), records(20, first=20)
    one = saved(folder / "a [1].jsonl", rows, "no json", json.dumps(rows[3]), json.dumps({**rows[4], "text": "Other words."}))
    return [one, saved(folder / "b.jsonl.gz", others)]


@pytest.fixture(scope="module")
def judgements(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("judged") / "judged.csv"
    path.write_text(JUDGED, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def expected(sources, judgements) -> Build:
    return build(*sources, options=["--judgements", str(judgements)])


def on_spark(*args: Path | str) -> subprocess.CompletedProcess[str]:
    """Build in two threads."""
    return kg("build", *args, "--engine", "spark", "--workers", "2", timeout=PATIENCE)


def test_threads_of_this_machine_give_the_bytes_of_a_build(tmp_path, sources, judgements, expected):
    formats = [a for f in ("ttl", "trig", "nq") for a in ("--format", f)]
    made = on_spark(*sources, "-o", tmp_path, "--judgements", judgements, *formats)
    assert made.returncode == 0, made.stderr
    assert b"".join(p.read_bytes() for p in sorted((tmp_path / "quads").iterdir())) == expected.files["graph.nq"]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == expected.files
    assert told(made.stderr)[:-1] == told(expected.stderr)[:-1]
    assert "40 articles" in told(made.stderr)[-1]
    assert "2 left out" in told(made.stderr)[-1]
    assert {p.name for p in tmp_path.iterdir()} == {*expected.files, "quads", "facts"}


def test_parquet_gives_the_same(tmp_path):
    rows, out = records(30), tmp_path / "out [1]"
    with session(2) as spark:
        table = spark.createDataFrame([(r["id"], r["text"], r["published"]) for r in rows], "id string, text string, published string")
        table.repartition(3).write.parquet(str(tmp_path / "in.parquet"))
    made = on_spark(tmp_path / "in.parquet", "-o", out)
    assert made.returncode == 0, made.stderr
    assert graph(out) == build(saved(tmp_path / "in.jsonl", rows)).files["graph.nq"]
    assert "not held to the shapes" in told(made.stderr)[-1]
    with session(2) as spark:
        roles = spark.read.parquet(literal(str(out / "facts"))).selectExpr("id", "explode(roles) as role")
        found = roles.selectExpr("id", "role.*").collect()
    assert {(f.person, f.office, f.org) for f in found} >= {("person.ingrid-dahl", "office.prime-minister", "country.no")}
    assert {f.id for f in found} == {r["id"] for r in rows}


def test_spark_submit_runs_the_command_line(tmp_path):
    source, app, out = saved(tmp_path / "a.jsonl", records(20)), tmp_path / "kg_app.py", tmp_path / "out"
    app.write_text("from kg.cli import main\nmain()\n")
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    command = [submit, "--master", "local[2,4]", "--driver-memory", "1g", app, "build", source, "-o", out, "--engine", "spark"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert made.returncode == 0, made.stderr
    assert graph(out) == build(source).files["graph.nq"]


def test_nothing_to_read_is_an_error(tmp_path):
    made = on_spark(saved(tmp_path / "a.jsonl", [], "no json"), "-o", tmp_path / "out")
    assert made.returncode == 1
    assert told(made.stderr)[-1].startswith("kg: error:")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="for systems with /proc")
@pytest.mark.parametrize("victim", ["reader", "executor", "driver"])
def test_whoever_is_killed_no_article_is_lost_or_doubled(tmp_path, monkeypatch, victim):
    monkeypatch.setenv("SPARK_HOME", str(home(tmp_path / "spark")))
    source, out = saved(tmp_path / "a.jsonl", records(96, sentences=24)), tmp_path / "out"
    assert killed(victim, source, out, 2), "the kill came too late"
    assert graph(out) == build(source).files["graph.nq"]
    assert {p.name for p in out.iterdir()} == {"quads", "facts"}


def home(folder: Path) -> Path:
    """A home of Spark that may be written to: its executors leave their logs there."""
    folder.mkdir()
    for path in Path(pyspark.__file__).parent.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with session(2) as found:
        yield found


def rooted(spark: SparkSession, folder: Path, pairs: set[tuple[int, int]]) -> set[frozenset[int]]:
    work = Work(spark, folder)
    edges = connected(work, "test", work.table([(n, str(b)) for n, b in sorted(pairs)], "node long, block string")).collect()
    root = {n: n for n, _ in pairs} | {e.node: e.root for e in edges}
    assert len(edges) == sum(n != r for n, r in root.items())
    assert all(r == min(m for m in root if root[m] == r) for r in root.values())
    return {frozenset(m for m in root if root[m] == r) for r in root.values()}


def in_memory(pairs: set[tuple[int, int]]) -> set[frozenset[int]]:
    nodes = sorted({n for n, _ in pairs})
    return set(map(frozenset, components(nodes, lambda n: tuple(str(b) for m, b in pairs if m == n))))


@profile(max_examples=5, deadline=None)
@given(pairs=st.sets(st.tuples(st.integers(-20, 20), st.integers(0, 25)), min_size=1, max_size=40))
def test_components_are_those_found_in_memory(spark, tmp_path_factory, pairs):
    assert rooted(spark, tmp_path_factory.mktemp("parts"), pairs) == in_memory(pairs)


def test_a_long_chain_is_one_component(spark, tmp_path):
    chain = {(n * 37 % 101, b) for n in range(101) for b in (n, n + 1)}
    assert rooted(spark, tmp_path, chain) == {frozenset(range(101))}
