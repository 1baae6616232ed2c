"""The endpoint holds to SPARQL 1.1 Protocol: the W3C's tests (sparql11/protocol) that a read-only endpoint can pass, by their names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

pytest.importorskip("starlette", reason="kg serve needs the extra 'serve'")
from starlette.testclient import TestClient

from kg.explore.source import Source
from kg.serve.app import make_app
from tests.served import W3C, protocol_graph

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
TYPES = {1: f"<{W3C}1.rdf> a ?type .", 2: f"<{W3C}2.rdf> a ?type .", 3: f"<{W3C}3.rdf> a ?type ."}
BOTH = f"ASK {{ {TYPES[1]} {TYPES[2]} }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ {TYPES[1]} }} GRAPH ?g2 {{ {TYPES[2]} }} }}"
FULL = f"ASK {{ {TYPES[3]} GRAPH ?g1 {{ {TYPES[1]} }} GRAPH ?g2 {{ {TYPES[2]} }} }}"
ABROAD = f"ASK FROM <{W3C}3.rdf> {{ GRAPH ?g1 {{ {TYPES[1]} }} GRAPH ?g2 {{ {TYPES[2]} }} }}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    graph = protocol_graph(tmp_path_factory.mktemp("protocol"))
    with TestClient(make_app(Source(graph), hosts=["www.example"]), base_url="http://www.example") as made:
        yield made


def graphs(kind: str, *numbers: int) -> str:
    """``kind-graph-uri=...`` for each of the test graphs."""
    return "&".join(f"{kind}-graph-uri={quote(f'{W3C}{n}.rdf', safe='')}" for n in numbers)


YES = {
    "query_post_form": ("POST", graphs("default", 0), "query=ASK%20%7B%7D", FORM),
    "query_dataset_default_graphs_get": ("GET", f"query={quote(BOTH)}&{graphs('default', 1, 2)}", "", {}),
    "query_dataset_default_graphs_post": ("POST", graphs("default", 1, 2), BOTH, DIRECT),
    "query_dataset_named_graphs_post": ("POST", graphs("named", 1, 2), NAMED, DIRECT),
    "query_dataset_named_graphs_get": ("GET", f"query={quote(NAMED)}&{graphs('named', 1, 2)}", "", {}),
    "query_dataset_full": ("POST", f"{graphs('default', 3)}&{graphs('named', 1, 2)}", FULL, DIRECT),
    # the manifest percent-encodes the "&" between the two graphs, which makes one graph of them; meant are two
    "query_multiple_dataset": ("POST", graphs("named", 1, 2), ABROAD, DIRECT),
    "query_get": ("GET", f"query=ASK%20%7B%7D&{graphs('default', 0)}", "", {}),
    "query_post_direct": ("POST", graphs("default", 0), "ASK {}", DIRECT),
}


@pytest.mark.parametrize("name", YES)
def test_a_query_is_answered_with_true(client: TestClient, name: str) -> None:
    method, parameters, body, headers = YES[name]
    response = client.request(method, f"/sparql/?{parameters}", content=body, headers=headers)
    assert response.status_code == 200
    assert response.json()["boolean"] is True


def test_the_dataset_of_the_request_bounds_what_is_seen(client: TestClient) -> None:
    response = client.get(f"/sparql?query={quote(BOTH)}&{graphs('default', 1)}")
    assert response.json()["boolean"] is False


TABLES = {"application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"}
ANSWERS = {"application/sparql-results+xml", "application/sparql-results+json"}
RDF = {"application/rdf+xml", "text/turtle", "application/n-triples"}
FORMS = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", TABLES),
    "query_content_type_ask": ("ASK {}", ANSWERS),
    "query_content_type_describe": ("DESCRIBE <http://example.org/>", RDF),
    "query_content_type_construct": ("CONSTRUCT { <http://e.example/s> <http://e.example/p> 1 } WHERE {}", RDF),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_query_gets_a_form_that_suits_it(client: TestClient, name: str) -> None:
    query, forms = FORMS[name]
    response = client.post(f"/sparql/?{graphs('default', 0)}", content=query, headers=DIRECT)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] in forms


REFUSED = {
    "bad_query_method": ("PUT", "query=ASK%20%7B%7D", "", {}),
    "bad_multiple_queries": ("GET", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", "", {}),
    "bad_query_wrong_media_type": ("POST", "", "ASK {}", {"Content-Type": "text/plain"}),
    "bad_query_missing_form_type": ("POST", "", "query=ASK%20%7B%7D", {}),
    "bad_query_missing_direct_type": ("POST", "", "ASK {}", {}),
    "bad_query_non_utf8": ("POST", "", "ASK {}".encode("utf-16"), {"Content-Type": "application/sparql-query; charset=UTF-16"}),
    "bad_query_syntax": ("GET", "query=ASK%20%7B", "", {}),
    "bad_update_get": ("GET", "update=CLEAR%20NAMED", "", {}),
    "bad_multiple_updates": ("POST", "", "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    "bad_update_wrong_media_type": ("POST", "", "CLEAR NAMED", {"Content-Type": "text/plain"}),
    "bad_update_missing_form_type": ("POST", "", "update=CLEAR%20NAMED", {}),
    "bad_update_non_utf8": ("POST", "", "CLEAR NAMED".encode("utf-16"), {"Content-Type": "application/sparql-update; charset=UTF-16"}),
    "bad_update_syntax": ("POST", "", "update=CLEAR%20XYZ", FORM),
    "bad_update_dataset_conflict": ("POST", "using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople", "update=DROP%20ALL", FORM),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_request_is_a_fault_of_the_client(client: TestClient, name: str) -> None:
    method, parameters, body, headers = REFUSED[name]
    response = client.request(method, f"/sparql?{parameters}" if parameters else "/sparql", content=body, headers=headers)
    assert 400 <= response.status_code < 500
    assert response.text.strip()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("LOAD <http://e.example/x>", "LOAD is refused"),
        ("PREFIX a: <urn:a:> # INSERT\nBASE <urn:b> INSERT DATA { a:x a:y 1 }", "INSERT is refused"),
        ("SELECT * { SERVICE <http://e.example/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_what_changes_or_leaves_the_archive_is_refused_in_words(client: TestClient, query: str, said: str) -> None:
    response = client.post("/sparql", content=query, headers=DIRECT)
    assert response.status_code in (400, 403)
    assert said in response.text


@pytest.mark.parametrize("query", ["SELECT ?insert { ?insert a ?load }", "# DROP\nASK {}", "ASK { ?s ?p 'SERVICE' }"])
def test_words_of_updates_may_stand_in_queries(client: TestClient, query: str) -> None:
    assert client.post("/sparql", content=query, headers=DIRECT).status_code == 200


def test_an_update_leaves_the_graph_as_it_is(client: TestClient) -> None:
    assert client.post("/sparql", content="CLEAR ALL", headers=UPDATE).status_code == 403
    assert client.get("/sparql", params={"query": BOTH}).json()["boolean"] is True


def test_a_broken_graph_name_is_told(client: TestClient) -> None:
    response = client.get("/sparql?query=ASK%20%7B%7D&default-graph-uri=not%20an%20iri")
    assert (response.status_code, "not an iri" in response.text) == (400, True)


def test_a_broken_percent_encoding_is_told(client: TestClient) -> None:
    response = client.get("/sparql?query=ASK%20%7B%20%22%FF%22%20%7D")
    assert (response.status_code, "UTF-8" in response.text) == (400, True)


def test_a_page_from_elsewhere_does_not_reach_the_server_under_its_own_name(client: TestClient) -> None:
    response = client.get("/sparql?query=ASK%20%7B%7D", headers={"Host": "attacker.example"})
    assert response.status_code == 400
