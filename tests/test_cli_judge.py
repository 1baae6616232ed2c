"""``kg judge`` and what kg build makes of its file; ``kg readouts``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builds

SMALL = builds.ROOT / "tests" / "data" / "small.trig"
CHEN, QIN = "blinken-wang-talks.person.chen-gang", "person.qin-gang"


def judge(folder: Path, left: str, right: str, verdict: str = "same", why: str = "told so", *more: str):
    return builds.run("judge", left, right, verdict, "--why", why, "--file", str(folder / "j.csv"), *more)


def test_decisions_are_added_line_by_line(tmp_path: Path):
    assert judge(tmp_path, "person.a", "person.b").exit_code == 0
    assert judge(tmp_path, "res:person.c", "https://example.org/n/person.d", "different", 'a "namesake", they say').exit_code == 0
    lines = (tmp_path / "j.csv").read_text("utf-8").splitlines()
    assert lines[:2] == ["left,right,verdict,why", "person.a,person.b,same,told so"]
    assert lines[2] == 'res:person.c,https://example.org/n/person.d,different,"a ""namesake"", they say"'


@pytest.mark.parametrize(
    ("left", "right", "verdict", "message"),
    [
        ("person.b", "person.a", "different", "is judged different from"),
        ("person.a", "person.b", "same", "are judged same there already"),
        ("Ana Sol", "person.b", "same", "is no IRI of a person"),
    ],
)
def test_what_cannot_stand_is_refused_and_the_file_stays(tmp_path: Path, left: str, right: str, verdict: str, message: str):
    judge(tmp_path, "person.a", "person.b")
    before = (tmp_path / "j.csv").read_bytes()
    result = judge(tmp_path, left, right, verdict)
    assert (result.exit_code, message in result.stderr) == (1, True), result.stderr
    assert (tmp_path / "j.csv").read_bytes() == before


def test_names_are_looked_up_in_a_graph(tmp_path: Path):
    assert judge(tmp_path, "Ana Ruiz", "Tomas Bek", "different", "they met", "--graph", str(SMALL)).exit_code == 0
    assert "person.ana-ruiz,person.tomas-beck,different,they met" in (tmp_path / "j.csv").read_text("utf-8")
    missing = judge(tmp_path, "Ana Ruis", "Tomas Bek", "same", "x", "--graph", str(SMALL))
    assert (missing.exit_code, "is not in the graph" in missing.stderr) == (1, True)


def test_a_build_obeys_and_forgets(tmp_path: Path):
    """A repair is undone by a line, and comes back to the byte when the line is taken out."""
    talks = builds.SEEDS / "blinken-wang-talks.txt"
    before = builds.build(talks)
    judge(tmp_path, CHEN, QIN, "different", "somebody else")
    judged = builds.build(talks, options=("--judgements", str(tmp_path / "j.csv")))
    assert judged.status == before.status == 0
    assert b'hiddenLabel> "Chen Gang"' in before.files["graph.nq"]
    assert b'hiddenLabel> "Chen Gang"' not in judged.files["graph.nq"]
    assert b"judgement.user." in judged.files["graph.nq"]
    (tmp_path / "j.csv").write_text("left,right,verdict,why\n", "utf-8")
    assert builds.build(talks, options=("--judgements", str(tmp_path / "j.csv"))).files == before.files


def test_a_judgement_on_nobody_stops_the_build(tmp_path: Path):
    judge(tmp_path, "person.nobody", QIN)
    made = builds.build(builds.SEEDS / "blinken-wang-talks.txt", options=("--judgements", str(tmp_path / "j.csv")))
    assert (made.status, made.files) == (1, {})
    assert "person.nobody is not in the graph" in made.stderr


def test_a_user_s_own_record_of_office_holders(tmp_path: Path):
    record = tmp_path / "cabinet.csv"
    record.write_text("name,wikidata,iso2,office,start,end\nAmina Otieno,,KE,foreign minister,2031-02-01,\n", "utf-8")
    story = tmp_path / "story.txt"
    story.write_text("Talks\n\nOSLO, June 18, 2031 - Kenyan Foreign Minister Amina Oteino arrived in Oslo.", "utf-8")
    known = builds.build(story, options=("--authority", str(record)))
    assert known.status == 0, known.stderr
    assert b'hiddenLabel> "Amina Oteino"' in known.files["graph.nq"]
    assert b"hiddenLabel" not in builds.build(story).files["graph.nq"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Ana Sol,,XX,president,2031,", "iso2 'XX' is no code"),
        ("Ana Sol,,KE,chief wizard,2031,", "office 'chief wizard' is not known"),
        ("Ana Sol,Q0,KE,president,2031,", "wikidata 'Q0'"),
        ("Ana Sol,,KE,president,June,", "dates are YYYY"),
        ("Ana Sol,,KE,president,2031,2030", "before the start"),
        (",,KE,president,2031,", "has no name"),
        ("Ana Sol,KE,president", "3 cells, not 6"),
    ],
)
def test_a_broken_record_is_refused_with_its_line(tmp_path: Path, line: str, message: str):
    record = tmp_path / "cabinet.csv"
    record.write_text(f"name,wikidata,iso2,office,start,end\n{line}\n", "utf-8")
    made = builds.build(builds.SEEDS / "blinken-wang-talks.txt", options=("--authority", str(record)))
    assert (made.status, made.files) == (1, {})
    assert "cabinet.csv:2:" in made.stderr
    assert message in made.stderr


def test_the_accounts_of_a_meeting_stand_side_by_side():
    result = builds.run("readouts", str(SMALL), "talks.2024-03-04")
    assert result.exit_code == 0
    assert "Ana Ruiz" in result.stdout
    assert result.stdout.splitlines()[-1] == "only Norland: grain exports"
    missing = builds.run("readouts", str(SMALL), "talks.1999")
    assert (missing.exit_code, "no statement made at such a meeting" in missing.stderr) == (1, True)
