"""A server follows its archive: what is imported meanwhile is served without a restart, and no request is lost on the way."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="kg serve needs the extra 'serve'")
from starlette.testclient import TestClient

from kg.archive.archive import Archive
from kg.explore.source import Source
from kg.serve import worker
from kg.serve.app import make_app
from kg.serve.follow import SHARE, Follower
from kg.serve.limits import Limits
from tests.archives import VERSIONS, story
from tests.served import SMALL, protocol_graph

COUNT = "SELECT (COUNT(*) AS ?n) { ?a a schema:NewsArticle }"
QUICK = Limits(at_once=2, look=0.05, quiet=0.05, seconds=5)


def put(folder: Path, *idents: str) -> None:
    with Archive(folder) as archive:
        for number, ident in enumerate(idents):
            archive.add(story(ident, f"Ana Sol{'ens' * number}", whom="Eva Beck"), VERSIONS)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    put(tmp_path / "archive", "a1")
    return tmp_path / "archive"


@pytest.fixture
def client(archive: Path, tmp_path: Path) -> Iterator[TestClient]:
    scratch = tmp_path / "scratch"
    with TestClient(make_app(Source(archive, scratch=scratch), QUICK, hosts=["testserver"])) as made:
        yield made
    assert list(scratch.iterdir()) == []


def articles(client: TestClient) -> int:
    answer = client.post("/sparql", data={"query": COUNT})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def until(done: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_what_is_imported_and_withdrawn_is_seen_by_pages_and_queries(client: TestClient, archive: Path) -> None:
    assert articles(client) == 1
    assert client.get("/article/a2").status_code == 404
    put(archive, "a2")
    until(lambda: articles(client) == 2)
    assert client.get("/article/a2").status_code == 200
    assert "2 articles" in client.get("/search?q=eva").text
    with Archive(archive) as held:
        held.retract("a1")
    until(lambda: articles(client) == 1)
    assert client.get("/article/a1").status_code == 404


def test_no_request_is_lost_while_editions_change(client: TestClient, archive: Path) -> None:
    faults: list[str] = []
    over = threading.Event()

    def reader(number: int) -> None:
        while not over.is_set():
            for path in ("/", f"/search?q=word{number}", "/person/ana-sol", f"/sparql?query=ASK%20%7B%7D%20%23{time.monotonic_ns()}"):
                answer = client.get(path)
                if answer.status_code != 200:
                    faults.append(f"{path}: {answer.status_code} {answer.text[:200]}")

    threads = [threading.Thread(target=reader, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for number in (2, 3, 4):
        put(archive, f"a{number}")
        until(lambda wanted=number: articles(client) == wanted)  # type: ignore[misc]
    over.set()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_file_that_cannot_be_read_leaves_the_old_state(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    graph = protocol_graph(tmp_path)
    with TestClient(make_app(Source(graph), QUICK, hosts=["testserver"])) as client:
        assert articles(client) == 0
        graph.write_text("no graph at all")
        until(lambda: "protocol.trig:1" in caplog.text)
        assert articles(client) == 0
        shutil.copy(SMALL, graph)
        until(lambda: articles(client) == 3)


def test_without_following_the_state_at_the_start_is_served(archive: Path) -> None:
    with TestClient(make_app(Source(archive), QUICK, hosts=["testserver"], follow=False)) as client:
        put(archive, "a2")
        time.sleep(1)
        assert articles(client) == 1


def test_without_fork_each_worker_opens_the_archive_and_follows_too(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "FORKS", False)  # as on Windows
    limits = Limits(at_once=1, look=0.05, quiet=0.05, seconds=2)
    with TestClient(make_app(Source(archive, scratch=tmp_path / "scratch"), limits, hosts=["testserver"])) as client:
        assert articles(client) == 1
        cut = client.post("/sparql", data={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"})
        assert cut.status_code == 503
        put(archive, "a2")
        until(lambda: articles(client) == 2, 60)
        assert client.get("/article/a2").status_code == 200


def test_a_fault_without_fork_is_told_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.errors import KgError

    monkeypatch.setattr(worker, "FORKS", False)
    broken = tmp_path / "broken.trig"
    broken.write_text("this is no graph")
    with pytest.raises(KgError, match=r"broken\.trig:1"), TestClient(make_app(Source(broken), Limits(at_once=1))):
        pass


def test_a_change_is_taken_up_when_it_is_over() -> None:
    follower = Follower("1", quiet=2)
    follower.opened("1", started=0, now=10)  # opening takes ten seconds
    assert [follower.due(stamp, now) for stamp, now in (("1", 11), ("2", 12), ("3", 13), ("3", 14), ("3", 15))] == [*[False] * 4, True]
    follower.opened("3", started=15, now=25)
    assert not follower.due("3", 26)


def test_during_a_long_import_a_tenth_of_the_time_is_spent_on_opening() -> None:
    follower = Follower("0", quiet=2)
    follower.opened("0", started=0, now=10)
    due = [now for now in range(11, 200) if follower.due(str(now), now)]
    assert due[0] == 10 + SHARE * 10
    follower.opened("110", started=110, now=111)
    assert not follower.due("111", 112)
    assert follower.due("121", 121)
