"""Reading by several processes: the same bytes as by one, no article lost or doubled whoever dies, and a killed run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.facts import ArticleFacts
from kg.graph.imports import Versions
from kg.model import Article, Problem
from kg.shards.part import read_part, save_part
from kg.shards.pool import each, employed
from kg.shards.reading import NAME, read_parts
from kg.shards.shard import MOST_ARTICLES, MOST_CHARACTERS, Settings, Shard, shards
from tests.builds import ROOT, build, run
from tests.shard_tasks import die, note, process, touch

SETTINGS = Settings(Versions("1", "rules", "model"))
SENTENCE = "Kenyan President Daniel Otieno met Norwegian Prime Minister Ingrid Dahl in Nairobi on {}."
DAYS = ("Monday", "Tuesday", "Friday")


def articles(*texts: str) -> list[Article]:
    return [Article(f"a{n:02}", text, origin=f"file:{n}") for n, text in enumerate(texts)]


def read(folder: Path, found: list[Article], workers: int = 2) -> list[ArticleFacts | Problem]:
    with employed(workers) as pool:
        parts = read_parts(found, SETTINGS, folder, workers=pool, task=note)
        problems, number = parts.found(pool)
    facts = [r for path in parts.paths for r in read_part(path)]
    assert number == len(facts)
    return [*facts, *problems]


def wait_for(what: Callable[[], bool]) -> None:
    for _ in range(200):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def records(path: Path, number: int = 20) -> Path:
    lines = [{"id": f"a{n:02}", "text": SENTENCE.format(DAYS[n % 3]), "published": "2024-03-15"} for n in range(number)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_a_shard_is_limited_in_number_and_in_length():
    found = [len(s.articles) for s in shards(articles(*["short"] * (MOST_ARTICLES + 1), "x" * MOST_CHARACTERS, "y" * MOST_CHARACTERS))]
    assert found == [MOST_ARTICLES, 1, 1, 1]


def test_the_name_of_a_part_tells_all_that_reading_depends_on():
    (article,) = articles("text")
    settings = [SETTINGS, replace(SETTINGS, model="m"), replace(SETTINGS, settled=frozenset({"a.person.b"}))]
    settings += [replace(SETTINGS, authority="file"), replace(SETTINGS, versions=Versions("1", "other", "model"))]
    changed = [article, replace(article, text="other"), replace(article, published="2024-01-01"), replace(article, origin="there")]
    names = {Shard((a,)).name(s) for a in changed for s in settings} | {Shard((article, article)).name(SETTINGS)}
    assert len(names) == len(changed) * len(settings) + 1


def test_a_part_gives_back_what_was_written(tmp_path):
    (article,) = articles("Text\n\u2028 with é and \U0001f600")
    found = [ArticleFacts(article), Problem("file:1", "broken", fatal=True)]
    save_part(tmp_path / "p", found)
    assert list(read_part(tmp_path / "p")) == found
    assert [p.name for p in tmp_path.iterdir()] == ["p"]


def test_a_damaged_part_is_told(tmp_path):
    save_part(tmp_path / "p", [ArticleFacts(*articles("text " * 100))])
    (tmp_path / "p").write_bytes((tmp_path / "p").read_bytes()[:-20])
    with pytest.raises(KgError, match="damaged"):
        list(read_part(tmp_path / "p"))


def test_the_order_is_that_of_the_input(tmp_path):
    found = articles(*["text"] * 30)
    assert read(tmp_path, found, 3) == [ArticleFacts(a) for a in found]


@pytest.mark.parametrize("text", ["once", "twice"])
def test_what_a_dead_process_had_is_read_again(tmp_path, text):
    found = articles(*["text"] * 10, text, *["text"] * 10)
    assert read(tmp_path, found) == [ArticleFacts(a) for a in found]


def test_an_article_that_ends_every_process_is_told_and_the_others_are_read(tmp_path):
    found = articles(*["text"] * 10, "deadly", *["text"] * 10)
    *results, problem = read(tmp_path, found)
    assert isinstance(problem, Problem)
    assert (problem.place, problem.fatal) == ("file:10", True)
    assert "a10" in problem.message
    assert "exit status 7" in problem.message
    assert [r.article for r in results if isinstance(r, ArticleFacts)] == [a for a in found if a.text == "text"]
    assert len((tmp_path / "tried-a10").read_text()) == 4  # twice in its shard, twice alone


def test_a_full_disk_ends_the_run(tmp_path):
    with pytest.raises(KgError, match="disk is full"):
        read(tmp_path, articles("text", "full"))


def test_shards_are_taken_when_a_process_is_free(tmp_path):
    taken: list[int] = []

    def source():
        for number, article in enumerate(articles(*["text"] * 9)):
            taken.append(number)
            yield Shard((article,))

    with employed(2) as pool:
        ahead = [len(taken) - done for done, _ in enumerate(pool.do(partial(note, settings=SETTINGS, folder=tmp_path), source()))]
    assert len(ahead) == 9
    assert max(ahead) <= 4  # each has one, and one result is waiting


def test_processes_stay_for_the_next_task():
    with employed(2) as pool:
        first = dict(each(pool, process, range(8)))
        then = dict(each(pool, process, range(8)))
    assert sorted(first) == [(n,) for n in range(8)]
    assert set(then.values()) <= set(first.values())
    assert os.getpid() not in first.values()


def test_work_begins_before_its_result_is_asked_for(tmp_path):
    with employed(2) as pool:
        found = each(pool, touch, [tmp_path / "begun"])
        wait_for((tmp_path / "begun").exists)
        assert list(found) == [((0,), True)]


def test_a_process_that_dies_while_it_has_nothing_to_do_is_replaced():
    with employed(2) as pool:
        for victim in set(dict(each(pool, process, range(4))).values()):
            os.kill(victim, signal.SIGTERM)
        assert len(list(each(pool, process, range(4)))) == 4


def test_a_job_that_cannot_be_done_in_pieces_ends_the_run(tmp_path):
    with employed(2) as pool, pytest.raises(KgError, match=r"j0: ended the process .* \(exit status 9\); give it more memory"):
        list(each(pool, die, ["j0"]))


def test_one_worker_is_this_process_and_waits_to_be_asked(tmp_path):
    with employed(1) as alone:
        assert dict(each(alone, process, range(2))) == {(0,): os.getpid(), (1,): os.getpid()}
        found = each(alone, touch, [tmp_path / "begun"])
        assert not (tmp_path / "begun").exists()
        assert list(found) == [((0,), True)]


@pytest.mark.slow
def test_several_workers_give_the_bytes_of_one(tmp_path):
    source = records(tmp_path / "a.jsonl")
    one, two = build(source), build(source, options=["--workers", "2"])
    assert one.status == two.status == 0
    assert two.files == one.files


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="for systems with SIGKILL")
def test_a_killed_run_goes_on(tmp_path):
    source, out = records(tmp_path / "a.jsonl"), tmp_path / "out"
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(out), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    while process.poll() is None and not list((out / NAME).glob("*.part.gz")):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "the run ended before it was killed"
    kept = list((out / NAME).glob("*.part.gz"))
    other = replace(SETTINGS, model="stale")
    save_part(out / NAME / Shard(tuple(articles("stale"))).name(other), [ArticleFacts(*articles("stale"))])
    assert kept
    assert run("build", str(source), "-o", str(out), "--resume").exit_code == 0
    assert {p.name: p.read_bytes() for p in out.iterdir()} == build(source).files
