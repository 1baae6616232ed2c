"""``kg push`` against a small store of the test's own, which can be told to fail."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad

from kg.cli import main
from kg.errors import KgError
from kg.export import InMemory
from kg.push.graphstore import GraphStore, checked
from kg.push.push import push
from kg.push.sent import Sent
from tests.archives import filled, story

SMALL = Path(__file__).parent / "data" / "small.trig"


class Fake(ThreadingHTTPServer):
    """A Graph Store that keeps bodies by graph; ``answers`` are given instead of doing what is asked, until they are used up."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.held: dict[str, bytes] = {}
        self.answers: list[tuple[int, dict[str, str], str]] = []
        self.asked: list[str] = []
        self.password = ""
        self.url = f"http://127.0.0.1:{self.server_port}/store"


class Handler(BaseHTTPRequestHandler):
    server: Fake
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        graph = parse_qs(urlsplit(self.path).query, keep_blank_values=True).get("graph", [""])[0]
        self.server.asked.append(f"{self.command} {graph.rpartition('/')[2]}")
        wanted = "Basic " + base64.b64encode(self.server.password.encode()).decode()
        if self.server.password and self.headers.get("Authorization") != wanted:
            return self._answer(401, {"WWW-Authenticate": 'Basic realm="store"'})
        if self.server.answers:
            status, headers, text = self.server.answers.pop(0)
            return self._answer(status, headers, text.encode())
        return self._do(graph, body)

    def _do(self, graph: str, body: bytes) -> None:
        held = self.server.held
        if self.command == "PUT":
            held[graph] = body
            return self._answer(204)
        if graph not in held:
            return self._answer(404)
        return self._answer(200, {"Content-Type": "application/n-triples"}, held[graph] if self.command == "GET" else held.pop(graph))

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(0 if status == 204 else len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"" if status == 204 else body)

    do_GET = do_DELETE = do_PUT


@pytest.fixture
def fake() -> Iterator[Fake]:
    with Fake() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def source(*graphs: str, text: str = "o") -> InMemory:
    return InMemory(Quad(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode(f"urn:{text}"), NamedNode(f"urn:g/{g}")) for g in graphs)


def outcomes(fake: Fake, state: Path, data: InMemory, *, check: bool = False) -> dict[str, str]:
    with GraphStore(fake.url, retries=2, sleep=lambda _: None) as store, Sent(state, fake.url) as sent:
        return {o.graph.rpartition("/")[2]: o.what for o in push(data, store, sent, check=check)}


def kg(*args: str) -> Result:
    return CliRunner().invoke(main, ["push", *args])


def test_only_what_has_changed_is_sent_and_what_has_left_is_removed(fake, tmp_path):
    state = tmp_path / "sent.jsonl"
    fake.held["urn:g/foreign"] = b""
    assert outcomes(fake, state, source("a", "b")) == {"a": "sent", "b": "sent"}
    assert fake.held["urn:g/a"] == b"<urn:s> <urn:p> <urn:o> .\n"
    assert outcomes(fake, state, source("a", "b")) == {"a": "unchanged", "b": "unchanged"}
    assert outcomes(fake, state, source("a", text="other")) == {"a": "sent", "b": "removed"}
    assert set(fake.held) == {"urn:g/foreign", "urn:g/a"}
    assert fake.asked == ["PUT a", "PUT b", "PUT a", "DELETE b"]


def test_check_asks_the_store(fake, tmp_path):
    state = tmp_path / "sent.jsonl"
    outcomes(fake, state, source("a", "b", "c"))
    del fake.held["urn:g/a"]
    fake.held["urn:g/b"] = b"<urn:x> <urn:y> <urn:z> .\n"
    assert set(outcomes(fake, state, source("a", "b", "c")).values()) == {"unchanged"}
    assert outcomes(fake, state, source("a", "b", "c"), check=True) == {"a": "sent", "b": "sent", "c": "unchanged"}


def test_a_push_goes_on_where_it_stopped(fake, tmp_path):
    state = tmp_path / "sent.jsonl"
    outcomes(fake, state, source("a"))
    fake.answers = [(204, {}, ""), (403, {}, "not today")]
    with pytest.raises(KgError, match="status 403 for graph urn:g/c: not today; user and password"):
        outcomes(fake, state, source("a", "b", "c", "d"))
    state.write_bytes(state.read_bytes() + b'{"store": "half a li')
    assert outcomes(fake, state, source("a", "b", "c", "d")) == {"a": "unchanged", "b": "unchanged", "c": "sent", "d": "sent"}


def test_a_graph_in_doubt_is_sent_again_even_if_it_is_as_before(fake, tmp_path):
    state = tmp_path / "sent.jsonl"
    outcomes(fake, state, source("a"))
    fake.answers = [(403, {}, "")]
    with pytest.raises(KgError):
        outcomes(fake, state, source("a", text="other"))
    assert outcomes(fake, state, source("a")) == {"a": "sent"}


def test_passing_faults_are_tried_again(fake, tmp_path):
    pauses: list[float] = []
    fake.answers = [(503, {"Retry-After": "7"}, ""), (429, {}, ""), (502, {}, ""), (504, {"Retry-After": "999999"}, "")]
    with GraphStore(fake.url, retries=4, sleep=pauses.append) as store:
        store.put("urn:g/a", b"")
    assert pauses == [7.0, 1.0, 2.0, 60.0]
    fake.answers = [(503, {}, "busy")] * 3
    with pytest.raises(KgError, match=r"status 503 .*busy; tried 3 times\. Run the same command again"):
        outcomes(fake, tmp_path / "sent.jsonl", source("a"))


def test_a_refused_graph_does_not_keep_back_the_others_but_nothing_is_removed(fake, tmp_path):
    state = tmp_path / "sent.jsonl"
    outcomes(fake, state, source("a", "gone"))
    fake.answers = [(400, {}, "<html><title>x</title><body>bad &lt;triple></body>")]
    assert outcomes(fake, state, source("a", "b", text="other")) == {"a": "refused", "b": "sent"}
    assert outcomes(fake, state, source("a", "b", text="other")) == {"a": "sent", "b": "unchanged", "gone": "removed"}


def test_a_password_is_sent_when_it_is_asked_for(fake, tmp_path, monkeypatch):
    fake.password = "ana:se:cret"
    args = (fake.url, str(SMALL), "--state", str(tmp_path / "sent.jsonl"))
    refused = kg(*args)
    assert refused.exit_code == 1
    assert "status 401" in refused.stderr
    assert "KG_PUSH_USER" in refused.stderr
    monkeypatch.setenv("KG_PUSH_USER", "ana")
    half = kg(*args)
    assert (half.exit_code, "but not KG_PUSH_PASSWORD" in half.stderr) == (1, True)
    monkeypatch.setenv("KG_PUSH_PASSWORD", "se:cret")
    assert kg(*args).exit_code == 0
    assert "cret" not in (tmp_path / "sent.jsonl").read_text()


def test_an_archive_is_pushed_and_its_state_lies_in_it(fake, tmp_path):
    place = tmp_path / "archive"
    filled(place, story("a", "Ana Sol"), story("b", "Eva Beck")).close()
    first = kg(fake.url, "--store", str(place), "--no-imports")
    assert (first.exit_code, first.stderr) == (0, f"kg: {len(fake.held)} sent; at {fake.url}\n")
    assert {g.rpartition("/")[2] for g in fake.held} == {"a", "b", "entities"}
    assert {json.loads(line)["store"] for line in (place / "push.jsonl").read_text().splitlines()} == {fake.url}
    assert kg(fake.url, "--store", str(place)).stderr == f"kg: 1 sent, 3 unchanged; at {fake.url}\n"


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (404, {}, "seems not to be a Graph Store endpoint"),
        (405, {}, "seems not to be a Graph Store endpoint"),
        (301, {"Location": "http://elsewhere.example/"}, "it points to http://elsewhere.example/"),
        (400, {}, "status 400 for graph"),
    ],
)
def test_answers_are_explained(fake, tmp_path, status, headers, told):
    fake.answers = [(status, headers, "no")] * 9
    result = kg(fake.url, str(SMALL), "--state", str(tmp_path / "sent.jsonl"))
    assert (result.exit_code, told in result.stderr) == (1, True), result.stderr


def test_a_store_that_is_not_there(tmp_path):
    result = kg("http://127.0.0.1:9/store", str(SMALL), "--state", str(tmp_path / "sent.jsonl"), "--retries", "0")
    assert (result.exit_code, "is the store running" in result.stderr) == (1, True)


def test_a_state_that_is_something_else(fake, tmp_path):
    (tmp_path / "x").write_text('{"a": 1}\n')
    result = kg(fake.url, str(SMALL), "--state", str(tmp_path / "x"))
    assert (result.exit_code, f"{tmp_path / 'x'}:1: not a record of kg push" in result.stderr) == (1, True)
    assert (tmp_path / "x").read_text() == '{"a": 1}\n'


@pytest.mark.parametrize("url", ["ftp://a/b", "store", "http://", "http://a/b#c", "http://ana:secret@a/b"])
def test_addresses_that_will_not_do(url):
    with pytest.raises(KgError) as told:
        checked(url)
    assert "secret" not in str(told.value)
