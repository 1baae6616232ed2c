"""Loading RDF: formats by suffix, faults by file and line."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.errors import KgError
from kg.graph.load import FORMATS, load

TRIPLE = b"<urn:a:a> <urn:a:b> <urn:a:c> ."


def test_a_byte_order_mark_is_no_part_of_the_graph():
    assert load(b"\xef\xbb\xbf" + TRIPLE, "ttl") == load(TRIPLE, "ttl")


def test_lexical_forms_are_kept():
    (quad,) = load(b'<urn:a:a> <urn:a:b> "01.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .', "nt")
    assert isinstance(quad.object, Literal)
    assert quad.object.value == "01.50"


@pytest.mark.parametrize("suffix", ["ttl", "TTL", "trig", "nt", "nq"])
def test_the_suffix_tells_the_format(tmp_path, suffix):
    file = tmp_path / f"graph.{suffix}"
    file.write_bytes(TRIPLE)
    assert len(load(file)) == len(load(str(file))) == 1


def test_the_named_format_outdoes_the_suffix(tmp_path):
    file = tmp_path / "graph.txt"
    file.write_bytes(TRIPLE)
    assert len(load(file, "nt")) == 1


@pytest.mark.parametrize(
    ("content", "form", "message"),
    [
        (b"<urn:a:a> <urn:a:b>\n\n  oops .", "ttl", r"^g:3: not valid Turtle: "),
        (b"@prefix a: <urn:a:> .\na:a a:b a:c\na:d", "ttl", r"^g:3: not valid Turtle: "),
        (b'<urn:a:a> <urn:a:b> "caf\xe9" .', "nt", r"^g:1: not valid N-Triples: .*convert it"),
        (TRIPLE.decode().encode("utf-16"), "ttl", r"^g:1: not valid Turtle: .*UTF-8"),
        (b"<a> <urn:a:b> <urn:a:c> .", "ttl", r"^g:1: not valid Turtle: "),
        (b'{"@context": "https://schema.org/", "@id": "urn:a:a"}', "jsonld", r"^g: .*nothing is fetched"),
        (b'{"@id": ', "jsonld", r"^g:1: not valid JSON-LD: "),
        (b"<html><p>no graph</p></html>", "rdf", r"^g: not valid RDF/XML: "),
        (b"\x00\x01\x02", "nq", r"^g:1: not valid N-Quads: "),
    ],
)
def test_what_is_not_valid_is_named_with_its_line(content, form, message):
    with pytest.raises(KgError, match=message) as caught:
        load(content, form, name="g")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.ttl", "no such file"), ("folder.ttl", "is a folder"), ("graph", "no format"), ("graph.docx", "'docx' is unknown")],
)
def test_what_cannot_be_read_is_named(tmp_path, name, message):
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(KgError, match=message) as caught:
        load(tmp_path / name)
    assert str(caught.value).startswith(str(tmp_path / name))


def test_bytes_need_a_format():
    with pytest.raises(KgError, match="no format"):
        load(TRIPLE)


def test_no_format_gives_empty_graphs_of_nothing():
    for form in sorted(set(FORMATS) - {"json", "jsonld", "rdf", "xml", "owl"}):
        assert load(b"", form) == []
