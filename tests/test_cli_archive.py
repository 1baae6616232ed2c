"""The commands of an archive, over the repository's own articles."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.archive.database import connect
from kg.archive.versions import versions
from kg.export import serialized
from kg.graph.iri import DEFAULT_BASE
from tests.builds import IMPORTS, SEEDS, run, seeds

ARTICLE = "blinken-to-travel"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """An archive of the seeds; tests that change one take a copy."""
    folder = tmp_path_factory.mktemp("archive") / "seeds"
    result = run("import", str(SEEDS), "--store", str(folder))
    assert result.exit_code == 0, result.stderr
    assert "5 new; in" in result.stderr
    return folder


@pytest.fixture
def archive(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


def lines(folder: Path, *options: str) -> set[str]:
    result = run("export", "--store", str(folder), "-o", "-", "--format", "nq", *options)
    assert result.exit_code == 0, result.stderr
    return set(result.stdout.splitlines())


def test_an_archive_exports_what_a_build_writes(made, tmp_path):
    quads = [q for q in seeds().quads() if str(q.graph_name) != IMPORTS]
    for name in ("nq", "trig"):
        target = tmp_path / f"graph.{name}"
        assert run("export", "--store", str(made), "-o", str(target), "--no-imports").exit_code == 0
        assert target.read_bytes() == serialized(quads, name, base=DEFAULT_BASE)
    assert run("export", "--store", str(made), "-o", str(tmp_path / "graph.ttl")).exit_code == 0
    assert (tmp_path / "graph.ttl").read_bytes() == seeds().files["graph.ttl"]


def test_importing_again_changes_nothing_but_what_is_new(archive, tmp_path):
    before = lines(archive)
    again = run("import", str(SEEDS), "--store", str(archive))
    assert "5 unchanged; in" in again.stderr
    assert lines(archive) == before
    changed = (SEEDS / f"{ARTICLE}.txt").read_text(encoding="utf-8").replace("Monday", "Tuesday")
    (tmp_path / f"{ARTICLE}.txt").write_text(changed, encoding="utf-8")
    assert "1 changed; in" in run("import", str(tmp_path / f"{ARTICLE}.txt"), "--store", str(archive)).stderr


def test_retracting_leaves_the_record_alone(archive):
    result = run("retract", ARTICLE, "--store", str(archive))
    assert result.exit_code == 0, result.stderr
    assert not [line for line in lines(archive, "--no-imports") if ARTICLE in line]
    assert [line for line in lines(archive) if f"{ARTICLE}.retraction.2>" in line]
    unknown = run("retract", "nobody", "--store", str(archive))
    assert (unknown.exit_code, "'nobody': no such article" in unknown.stderr) == (1, True)


def test_the_status_of_an_archive(made):
    status = json.loads(run("status", "--store", str(made), "--format", "json").stdout)
    assert (status["articles"], status["quarantine"], status["pending"]) == (5, [], 0)
    assert status["quads"] == len(lines(made))
    assert "articles    5" in run("status", "--store", str(made)).stdout
    assert ARTICLE in run("status", "--store", str(made), "--articles").stdout
    warned = run("status", "--store", str(made), "--findings").stdout
    assert warned.count("\nwarning") + warned.startswith("warning") == status["warnings"]


def test_questions_to_an_archive_are_answered_as_from_a_file(made, tmp_path):
    (tmp_path / "graph.trig").write_bytes(seeds().files["graph.trig"])
    for call in (["query", "meetings", "--format", "csv"], ["query", "persons", "--format", "csv"]):
        by_store = run(call[0], *call[1:], "--store", str(made))
        by_file = run(call[0], str(tmp_path / "graph.trig"), *call[1:])
        assert sorted(by_store.stdout.splitlines()) == sorted(by_file.stdout.splitlines())
    by_store = run("explain", "Wang Yi", "--store", str(made)).stdout
    assert by_store == run("explain", str(tmp_path / "graph.trig"), "Wang Yi", "--texts", str(SEEDS)).stdout


def test_the_whole_archive_can_be_validated(made):
    result = run("validate", "--store", str(made), "--format", "ttl")
    assert result.exit_code == 0
    assert "sh:conforms true" in result.stdout
    assert run("validate").exit_code == run("validate", "x.nq", "--store", str(made)).exit_code == 2


def test_violations_end_in_quarantine_with_exit_status_3(archive, tmp_path):
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
        <urn:x:article> a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:property <urn:x:section> .
        <urn:x:section> a sh:PropertyShape ; sh:path schema:articleSection ; sh:minCount 1 ; sh:message "in no section" ."""
    (tmp_path / "own.ttl").write_text(shape)
    (tmp_path / "new.txt").write_text("Ana Sol met Eva Beck in Oslo on Monday.")
    call = ("import", str(tmp_path / "new.txt"), "--store", str(archive))
    for _ in range(2):
        result = run(*call, "--shapes", str(tmp_path / "own.ttl"))
        assert result.exit_code == 3
        assert "in no section" in result.stderr
        assert "1 in quarantine; in" in result.stderr
    assert "in no section" in run("status", "--store", str(archive)).stdout
    assert "1 new; in" in run(*call).stderr
    assert "quarantine  0" in run("status", "--store", str(archive)).stdout


def test_an_upgrade_reads_anew_what_older_versions_read(archive, monkeypatch):
    before = lines(archive, "--no-imports")
    assert "up to date" in run("upgrade", "--store", str(archive)).stderr
    newer = replace(versions(), rules="newer")
    monkeypatch.setattr("kg.archive.archive.versions", lambda model="": newer)
    assert "5 changed; in" in run("upgrade", "--store", str(archive)).stderr
    assert "up to date" in run("upgrade", "--store", str(archive)).stderr
    assert lines(archive, "--no-imports") == before


def test_nothing_to_import_makes_no_archive(tmp_path):
    folder = tmp_path / "archive"
    for path in (tmp_path / "nowhere.txt", tmp_path):
        assert run("import", str(path), "--store", str(folder)).exit_code == 1
    assert not folder.exists()


def test_broken_shapes_are_told_before_an_archive_is_made(tmp_path):
    (tmp_path / "own.ttl").write_text("@prefix broken")
    result = run("import", str(SEEDS), "--store", str(tmp_path / "archive"), "--shapes", str(tmp_path))
    assert (result.exit_code, "own.ttl:1: not valid Turtle" in result.stderr) == (1, True)
    assert not (tmp_path / "archive").exists()


def test_wrong_calls_are_told(tmp_path):
    for command in (
        ["status"],
        ["export", "-o", "x.nq"],
        ["retract", "a"],
        ["upgrade"],
        ["validate"],
        ["query", "persons"],
        ["explain", "x"],
    ):
        result = run(*command, "--store", str(tmp_path / "none"))
        assert (result.exit_code, "no archive here" in result.stderr) == (1, True), command
    assert run("export", "--store", str(tmp_path), "-o", "graph.xyz").exit_code == 2
    assert run("import", str(SEEDS), "--store", str(tmp_path), "--base", "nonsense").exit_code in (1, 2)


def test_judgements_are_kept_and_taken_away_again(archive, tmp_path):
    before = lines(archive, "--no-imports")
    file = tmp_path / "judgements.csv"
    file.write_text("left,right,verdict,why\nperson.wang-yi,person.antony-blinken,same,a test\n")
    refused = run("import", str(SEEDS), "--store", str(archive), "--judgements", str(file))
    assert (refused.exit_code, "kg upgrade --store" in refused.stderr) == (1, True)
    assert run("upgrade", "--store", str(archive), "--judgements", str(file)).exit_code == 0
    assert not [line for line in lines(archive, "--no-imports") if line.startswith(f"<{DEFAULT_BASE}person.wang-yi>")]
    assert "5 unchanged; in" in run("import", str(SEEDS), "--store", str(archive)).stderr
    file.write_text("")
    assert run("upgrade", "--store", str(archive), "--judgements", str(file)).exit_code == 0
    assert lines(archive, "--no-imports") == before


@pytest.mark.parametrize("small", [0, 10**6])
def test_an_archive_is_validated_as_its_export_is(made, tmp_path, monkeypatch, small):
    monkeypatch.setattr("kg.archive.stored.SMALL", small)
    export = tmp_path / "graph.nq"
    assert run("export", "--store", str(made), "-o", str(export)).exit_code == 0
    stored = run("validate", "--store", str(made), "--format", "json")
    assert stored.stdout == run("validate", str(export), "--texts", str(SEEDS), "--format", "json").stdout
    assert stored.exit_code == 0


def test_an_archive_whose_making_was_stopped_is_an_empty_one(tmp_path):
    connect(tmp_path, write=True).close()
    assert "articles    0" in run("status", "--store", str(tmp_path)).stdout
