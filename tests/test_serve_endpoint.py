"""The endpoint over the small graph: forms of answers, its description, limits, and clients that nobody here wrote."""

from __future__ import annotations

import asyncio
import csv
import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

pytest.importorskip("starlette", reason="kg serve needs the extra 'serve'")
from starlette.testclient import TestClient

from kg.explore.source import Source
from kg.query.named import catalogue
from kg.serve.app import make_app
from kg.serve.edition import Edition
from kg.serve.limits import Limits
from kg.serve.negotiate import GRAPHS, RESULTS, choose
from kg.serve.protocol import job_of_get
from tests.builds import RDFLIB_WARNS
from tests.served import SMALL, serving

ASKED = [query for query in catalogue() if not any(param.required for param in query.params)]

PERSONS = "SELECT ?name { ?p a schema:Person ; schema:name ?name } ORDER BY ?name"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LIMITS = Limits(seconds=1.5, answer_bytes=300_000, at_once=2, waiting=2, patience=0.5, body_bytes=20_000)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(make_app(Source(SMALL), LIMITS, hosts=["testserver"], origins=["https://app.example"])) as made:
        yield made


def ask(client: TestClient, query: str, accept: str = "*/*"):  # type: ignore[no-untyped-def]
    return client.post("/sparql", data={"query": query}, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("text/*;q=0.9, text/csv;q=0.1", "text/tab-separated-values"),
        ("*/*;q=0.1, TEXT/CSV", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.2", "application/sparql-results+xml"),
        ("text/csv;q=nonsense", None),
        ("image/png", None),
    ],
)
def test_the_form_of_highest_quality_is_chosen(accept: str, chosen: str | None) -> None:
    assert choose(accept, RESULTS) == chosen


def test_graphs_are_turtle_unless_asked_otherwise() -> None:
    assert choose("text/html, */*;q=0.1", GRAPHS) == "text/turtle"
    assert choose("application/ld+json, text/turtle;q=0.9", GRAPHS) == "application/ld+json"


def test_rows_are_the_same_in_every_form(client: TestClient) -> None:
    names = [b["name"]["value"] for b in ask(client, PERSONS).json()["results"]["bindings"]]
    assert "Ana Ruiz" in names
    table = ask(client, PERSONS, "text/csv")
    assert [row[0] for row in csv.reader(io.StringIO(table.text))][1:] == names
    assert [line.strip('"') for line in ask(client, PERSONS, "text/tab-separated-values").text.splitlines()[1:]] == names
    assert all(f">{name}<" in ask(client, PERSONS, "application/sparql-results+xml").text for name in names)


@pytest.mark.parametrize(
    ("accept", "form"),
    [("text/turtle", RdfFormat.TURTLE), ("application/n-triples", RdfFormat.N_TRIPLES), ("application/ld+json", RdfFormat.JSON_LD)],
)
def test_a_constructed_graph_is_valid_and_the_same_in_every_form(client: TestClient, accept: str, form: RdfFormat) -> None:
    response = ask(client, "CONSTRUCT { ?p schema:name ?n } { ?p a schema:Person ; schema:name ?n }", accept)
    assert response.headers["content-type"].startswith(accept)
    found = {str(q.object) for q in parse(response.content, form)}
    assert '"Ana Ruiz"' in found
    assert len(found) == len(ask(client, PERSONS).json()["results"]["bindings"])


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values"])
def test_yes_and_no_have_a_plain_form_too(client: TestClient, accept: str) -> None:
    assert ask(client, "ASK {}", accept).text == "true\n"


def test_what_cannot_be_had_is_told_with_what_can(client: TestClient) -> None:
    response = ask(client, PERSONS, "image/png")
    assert response.status_code == 406
    assert "text/csv" in response.text


@pytest.mark.filterwarnings(RDFLIB_WARNS)
def test_counting_over_all_graphs_agrees_with_rdflib(client: TestClient) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(SMALL, format="trig")
    for query in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s schema:name ?o }",
        "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s a kg:Statement } }",
    ):
        (row,) = dataset.query(query, initNs={"schema": "https://schema.org/", "kg": "https://w3id.org/kg-news/ns#"})
        assert int(ask(client, query).json()["results"]["bindings"][0]["n"]["value"]) == int(row[0])


def test_every_named_query_is_answered(client: TestClient) -> None:
    for query in catalogue():
        response = ask(client, query.text)
        assert (query.name, response.status_code) == (query.name, 200)


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_endpoint_describes_itself(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    sd, void = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#"), rdflib.Namespace("http://rdfs.org/ns/void#")
    service = rdflib.URIRef("http://testserver/sparql")
    assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    dataset = graph.value(service, sd.defaultDataset)
    assert int(graph.value(dataset, void.triples)) == int(
        ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()["results"]["bindings"][0]["n"]["value"]
    )


def test_a_reader_who_opens_the_endpoint_gets_the_query_page(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/query")


@pytest.mark.parametrize(("host", "status"), [("localhost:7878", 200), ("127.0.0.1", 200), ("[::1]:7878", 200), ("a.example", 400)])
def test_only_names_of_this_machine_are_answered_to(host: str, status: int) -> None:
    app = make_app(Source(SMALL), Limits(at_once=1))
    with TestClient(app) as local:
        assert local.get("/sparql?query=ASK%20%7B%7D", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", ["/sparql?query=ASK%20%7B%7D", "/static/style.css", "/query", "/nowhere"])
def test_every_answer_forbids_what_is_not_the_servers_own(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert ("'unsafe-inline'" in headers["content-security-policy"]) is (path == "/query")
    assert headers["x-content-type-options"] == "nosniff"


def test_scripts_of_the_named_origin_may_ask_and_no_others(client: TestClient) -> None:
    for origin, allowed in (("https://app.example", "https://app.example"), ("https://other.example", None)):
        response = client.get("/sparql?query=ASK%20%7B%7D", headers={"Origin": origin})
        assert response.headers.get("access-control-allow-origin") == allowed


def test_a_query_that_would_run_for_ever_is_cut_and_the_server_goes_on(client: TestClient) -> None:
    started = time.monotonic()
    response = ask(client, ENDLESS)
    assert response.status_code == 503
    assert "1.5 seconds" in response.text
    assert time.monotonic() - started < 15
    assert ask(client, "ASK {}").json()["boolean"] is True


def test_an_answer_without_end_is_refused(client: TestClient) -> None:
    response = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert response.status_code == 413
    assert "LIMIT" in response.text
    assert ask(client, "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }").status_code == 413


def test_a_query_of_a_megabyte_is_refused(client: TestClient) -> None:
    assert ask(client, f"ASK {{ ?s ?p '{'x' * 30_000}' }}").status_code == 413


def test_more_queries_than_may_wait_are_sent_away_for_a_while(client: TestClient) -> None:
    found: list[tuple[int, str | None]] = []

    def one(number: int) -> None:
        response = ask(client, f"{ENDLESS} # {number}")
        found.append((response.status_code, response.headers.get("retry-after")))

    threads = [threading.Thread(target=one, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _ in found} == {503}
    sent_away = sum(retry is not None for _, retry in found)  # of four that cannot run at once two wait in vain, two find no place
    assert 1 <= sent_away <= 4
    assert ask(client, "ASK {}").status_code == 200


def test_a_graph_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    from kg.errors import KgError

    broken = tmp_path / "broken.trig"
    broken.write_text("this is no graph")
    with pytest.raises(KgError, match=r"broken\.trig:1"), TestClient(make_app(Source(broken))):
        pass


def test_sparqlwrapper_reads_the_endpoint() -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="the client SPARQLWrapper is not installed")
    with serving(str(SMALL)) as address:
        client = wrapper.SPARQLWrapper(f"{address}/sparql")
        client.setQuery(f"PREFIX schema: <https://schema.org/> {PERSONS}")
        client.setReturnFormat(wrapper.JSON)
        names = [b["name"]["value"] for b in client.queryAndConvert()["results"]["bindings"]]
        assert "Ana Ruiz" in names
        client.setQuery("DESCRIBE <https://w3id.org/kg-news/id/person.ana-ruiz>")
        client.setReturnFormat(wrapper.TURTLE)
        assert b"Ana Ruiz" in client.queryAndConvert()
        client.setMethod(wrapper.POST)
        client.setQuery("ASK { }")
        client.setReturnFormat(wrapper.XML)
        assert "true" in client.queryAndConvert().toxml()
        client.setQuery("INSERT DATA { <urn:a> <urn:b> 1 }")
        with pytest.raises(Exception, match=r"read-only|Forbidden|403"):
            client.query()


def test_named_queries_are_ready_when_a_client_asks_them() -> None:
    """Asked with no worker left to answer them; whatever forms of graphs the client would take too."""

    async def bodies() -> list[bytes]:
        edition = Edition(Source(SMALL), Limits(at_once=1))
        await edition.open()
        try:
            assert edition.preparing
            await edition.preparing
            await edition.queries.drain()
            jobs = [job_of_get(urlencode({"query": q.text}), accept) for q in ASKED for accept in ("", "application/sparql-results+json")]
            return [(await asyncio.wait_for(edition.queries.ask(job), 2)).body for job in jobs]
        finally:
            edition.close()

    found = asyncio.run(bodies())
    assert len(found) == 2 * len(ASKED) > 40
    assert all(b'"bindings"' in body for body in found)
