"""IRIs: flat, legal, one for one node."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.graph.iri import DEFAULT_BASE, MAX_LOCAL, RESERVED, Names, local
from kg.model import Span

PARTS = ("span.1-2", "statement.1-2", "statement.1-2.3", "meeting.1", "role.1", "group.us-officials", "person.sol")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("cna-2024_05.a", "cna-2024_05.a"),
        ("a b/c", "a%20b%2Fc"),
        ("~ü", "%7E%C3%BC"),
        ("person", "article.person"),
        ("entities", "article.entities"),
        ("meeting.1", "article.meeting.1"),
        ("article.person", "article.article.person"),
        ("", "article%2E"),
        ("a.", "a%2E"),
        ("a.span.1-2", "a%2Espan.1-2"),
    ],
)
def test_local_names(raw, expected):
    assert local(raw) == expected


@given(st.text() | st.sampled_from(sorted(RESERVED)), st.text(max_size=300))
def test_local_names_are_flat_and_legal(left, right):
    name = local(left + right)
    assert re.fullmatch(r"(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+", name)
    assert not name.endswith(".")
    assert len(name) <= MAX_LOCAL + len("article.") + 2
    assert Names().node(name).value == DEFAULT_BASE + name


@given(
    st.sets(
        st.text(st.sampled_from("a.%2E ~é") | st.characters(), max_size=8) | st.text(min_size=190, max_size=220), min_size=2, max_size=6
    )
)
def test_other_ids_have_other_names(ids):
    assert len({local(i) for i in ids}) == len(ids)


@given(st.sampled_from(["a", "x.y", "entities", "person"]), st.sampled_from(PARTS), st.sampled_from(PARTS))
def test_no_article_is_named_as_a_part_of_another(ident, part, deeper):
    other = f"{ident}.{part}"
    assert local(other) != f"{local(ident)}.{part}"
    assert f"{local(other)}.{deeper}" != f"{local(ident)}.{part}.{deeper}"


@pytest.mark.parametrize("part", ["issues", "entities", "issue.dams", "person.sol", "imports"])
def test_no_article_takes_the_name_of_another_kind_of_node(part):
    assert local(part) != part


def test_half_a_surrogate_pair_still_has_a_name():
    assert local("\ud800") == "%ED%A0%80"


def test_the_nodes_of_an_article():
    names = Names("https://example.org/n/")
    assert names.article("a b").value == "https://example.org/n/a%20b"
    assert names.span("a b", Span(3, 9)).value == "https://example.org/n/a%20b.span.3-9"
    assert names.part("a", "role", 2).value == "https://example.org/n/a.role.2"


@pytest.mark.parametrize("base", ["", "news/", "example.org/", "https://exa mple.org/", "http://[/"])
def test_a_base_must_be_an_absolute_iri(base):
    with pytest.raises(KgError, match="--base"):
        Names(base)


def test_a_urn_is_a_base_too():
    assert Names("urn:kg:").node("x").value == "urn:kg:x"
