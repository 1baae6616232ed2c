"""Nothing that kg is given makes it ask another machine: every document here points at a server of the test's own, and nobody calls.

The server sees what Python's sockets and the engines below them do; connections of this process to anywhere else are refused.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import KgError
from kg.graph.load import load
from kg.model import Problem
from kg.query.run import run
from kg.read import read
from kg.validate import validate
from tests.builds import run as command
from tests.test_read_formats import OK, PAGE, warc

BASE = "https://example.org/n/"


class Server:
    """Counts connections on a free port."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.calls: list[bytes] = []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(1)
                self.calls.append(caller.recv(200))

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that must not be called; Python's own sockets cannot connect anywhere."""
    here = Server()

    def refuse(self: socket.socket, address: object) -> None:
        here.calls.append(repr(address).encode())
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: refuse(None, args))  # type: ignore[arg-type]
    yield here
    time.sleep(0.05)
    here.close()
    assert here.calls == []


def documents(url: str, secret: Path) -> dict[str, bytes]:
    """Files of each kind that point at ``url`` and at a local file in every way their format knows."""
    pointers = (
        f'<base href="{url}/"><link rel="stylesheet" href="{url}/a.css"><link rel="canonical" href="{url}/c"><script src="{url}/a.js">'
        f'</script><meta http-equiv="refresh" content="0;url={url}/r"><img src="{url}/a.png"><iframe src="{url}/f"></iframe>'
        f'<object data="{url}/o"></object><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}/x"/>'
    )
    page = PAGE.replace("<article>", f"{pointers}<article>")
    content = f"<content type='html' src='{url}/s'/><summary>Beck met Ruiz.</summary>"
    entry = f"<entry><id>a</id><title>t</title><link href='{url}/e'/>{content}</entry>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>"
    return {
        "page.html": page.encode(),
        "doctype.html": f'<!DOCTYPE html SYSTEM "{url}/d.dtd">{page}'.encode(),
        "page.xml": f'<?xml version="1.0"?><?xml-stylesheet href="{url}/x.xsl"?><!DOCTYPE html SYSTEM "{url}/d.dtd">{page}'.encode(),
        "feed.atom": f'<?xml version="1.0"?><!DOCTYPE feed SYSTEM "{url}/d.dtd">{atom}'.encode(),
        "entity.atom": f'<!DOCTYPE feed [<!ENTITY a SYSTEM "{secret.as_uri()}">]>{atom.replace("met", "&a;")}'.encode(),
        "parameter.rss": f'<!DOCTYPE rss [<!ENTITY % a SYSTEM "{url}/p">%a;]><rss><channel><item/></channel></rss>'.encode(),
        "a.warc": warc(("http://127.0.0.1:1/a", OK, page.encode())),
        "a.jsonl": json.dumps({"text": page, "url": f"{url}/a"}).encode(),
    }


def test_reading_asks_nobody(server, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    for name, content in documents(server.url, secret).items():
        (tmp_path / name).write_bytes(content)
    problems: list[Problem] = []
    found = list(read([str(tmp_path)], problems=problems))
    assert len(found) >= 5
    assert not [a for a in found if "secret words" in a.text]
    assert any("entities of its own" in p.message for p in problems)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonld", '{{"@context": "{url}/c", "@id": "urn:a", "name": "x"}}'),
        ("a.jsonld", '{{"@context": {{"@import": "{url}/c"}}, "@id": "urn:a"}}'),
        ("a.rdf", '<!DOCTYPE r SYSTEM "{url}/d"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'),
        (
            "a.rdf",
            '<!DOCTYPE r [<!ENTITY a SYSTEM "{url}/e">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&a;</rdf:RDF>',
        ),
        ("a.ttl", "<urn:a> <http://www.w3.org/2002/07/owl#imports> <{url}/o> ."),
    ],
)
def test_loading_and_validating_rdf_asks_nobody(server, tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content.format(url=server.url))
    with suppress(KgError):
        validate(load(path))


HIDDEN = [
    "SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b ?c.service<{url}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ # a remark\rSERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ # a 'remark\nSERVICE SILENT <{url}> {{ ?a ?b ?c }} # 'b\n }}",
    "SELECT * {{ ?a ?b 1 FILTER(1 <?b)SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE SILENT ?u {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b true.SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b 1SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b 1.SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b 'x'@en SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "PREFIX s: <urn:s> SELECT * {{ ?a s:b\\#c ?d SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ \\u0053ERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "LOAD <{url}>",
    "INSERT {{ <urn:a> <urn:b> ?c }} WHERE {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
]


@pytest.mark.parametrize("query", HIDDEN)
def test_queries_ask_nobody(server, query):
    store = Store()
    store.extend(Quad(NamedNode("urn:a"), NamedNode("urn:b"), value) for value in (Literal("x", language="en"), Literal(1), Literal(True)))
    with pytest.raises(KgError, match="query:"):
        list(run(store, query.format(url=server.url), base=BASE))


def test_a_named_graph_of_another_place_is_not_fetched(server):
    assert list(run(Store(), f"SELECT * FROM <{server.url}/g> {{ ?a ?b ?c }}", base=BASE)) == []


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?x {{ BIND("The Secret Service and SERVICE" AS ?x) }}',
        "SELECT ?x {{ BIND('''a \"service''' AS ?x) }} # no service here",
        "PREFIX s: <https://e.org/service/> SELECT ?x {{ BIND(STR(s:service.a) AS ?x) }}",
        "SELECT ?service {{ BIND('x' AS ?service) }}",
    ],
)
def test_the_word_may_be_used(query):
    query = query.format()
    expected = [s[0].value for s in Store().query(query)]
    assert [s[0].value for s in run(Store(), query, base=BASE)] == expected


def test_shapes_of_the_users_own_ask_nobody(server, tmp_path):
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kgs: <https://w3id.org/kg-news/shapes#> ."
    (tmp_path / "rules").mkdir()
    (tmp_path / "a.ttl").write_text(f'{head} kgs:ask a kgs:Rule ; sh:message "x" ; sh:severity sh:Violation .')
    (tmp_path / "rules" / "ask.rq").write_text(f"SELECT ?this {{ # \rSERVICE SILENT <{server.url}> {{ ?this ?b ?c }} }}")
    graph = tmp_path / "g.nq"
    graph.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    result = command("validate", str(graph), "--shapes", str(tmp_path))
    assert (result.exit_code, "SERVICE is refused" in result.stderr) == (1, True)


def test_sparql_inside_shapes_asks_nobody(server, tmp_path):
    shape = f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:b> ; sh:sparql [ sh:message "x" ;
      sh:select "SELECT $this {{ SERVICE <{server.url}> {{ $this ?b ?c }} }}" ] ;
      <http://www.w3.org/2002/07/owl#imports> <{server.url}/o> ."""
    (tmp_path / "a.ttl").write_text(shape)
    graph = tmp_path / "g.nq"
    graph.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    assert command("validate", str(graph), "--shapes", str(tmp_path / "a.ttl")).exit_code in (0, 1)
