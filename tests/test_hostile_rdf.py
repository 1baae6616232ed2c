"""RDF files and queries made to exhaust time, memory or the stack: refused by one message that names them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import KgError
from kg.graph.load import load
from kg.query.run import run
from kg.query.store import open_store

MEGA = 1_000_000
HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
FILES = {
    "laughs.rdf": (f"<!DOCTYPE r [{LAUGHS}]>{HEAD}<e:a>&a11;</e:a></rdf:RDF>", "by other entities"),
    "blowup.rdf": (f'<!DOCTYPE r [<!ENTITY a "{"a" * MEGA}">]>{HEAD}<e:a>{"&a;" * 1000}</e:a></rdf:RDF>', "expand to more than"),
    "parameter.rdf": (f'<!DOCTYPE r [<!ENTITY % a "b"><!ENTITY c "%a;">]>{HEAD}</rdf:RDF>', "by other entities"),
    "deep.rdf": (HEAD + "<e:a><e:b>" * MEGA, "nested more than"),
    "deep.jsonld": ("[" * MEGA, "not valid JSON-LD"),
    "long.nt": (f'<urn:a> <urn:b> "{"a" * 20 * MEGA}" .', "longer than the parser takes"),
    "blank.ttl": ("<urn:a> <urn:b> " + "[ <urn:b> " * MEGA, "not valid Turtle"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("reader", [load, open_store])
def test_a_hostile_file_is_refused(tmp_path, name, reader):
    content, words = FILES[name]
    path = Path(tmp_path, name)
    path.write_text(content)
    begin = time.perf_counter()
    with pytest.raises(KgError, match=words) as caught:
        reader(path)
    assert str(path) in str(caught.value)
    assert time.perf_counter() - begin < 30


def test_entities_that_shorten_iris_are_read(tmp_path):
    path = tmp_path / "a.owl"
    path.write_text(
        f'<!DOCTYPE r [<!ENTITY e "urn:e:">]>{HEAD}<rdf:Description rdf:about="&e;a"><e:b>1 &lt; 2</e:b></rdf:Description></rdf:RDF>'
    )
    (quad,) = load(path)
    assert (quad.subject.value, quad.object.value) == ("urn:e:a", "1 < 2")
    assert len(open_store(path)) == 1


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ FILTER({'(' * MEGA}1{')' * MEGA}) }}",
        f"SELECT * {{ {'{' * 100_000}{'}' * 100_000} }}",
        f"SELECT * {{ ?a {'^(' * 50_000}<urn:b>{')' * 50_000} ?c }}",
        f"SELECT * {{ FILTER({'!' * 100_000}true) }}",
    ],
    ids=["brackets", "groups", "paths", "signs"],
)
def test_a_query_without_end_is_refused(query):
    with pytest.raises(KgError, match="nested more than"):
        run(Store(), query, base="https://e.org/")
