"""Comparing names: folding, slugs, and when two names can be one person's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.names import MAX_SLUG, fold, parts, same_person, shares_word, slug


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("José  Álvarez", "jose alvarez"),
        ("J.D. Lund", "jd lund"),
        ("Lund’s", "lund"),
        ("Thomas-Symonds", "thomas symonds"),
        ("İnci Öz", "inci oz"),
        ("STRASSE Straße", "strasse strasse"),
        ("", ""),
    ],
)
def test_fold(name, folded):
    assert fold(name) == folded


def test_parts_leave_out_suffixes_and_middle_initials():
    assert parts("Joseph R. Lund Jr.") == ("joseph", "lund")
    assert parts("K. Ito") == ("k", "ito")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Joseph R. Lund Jr.", "Joseph Lund", True),
        ("Joe Lund", "Joseph Lund", True),
        ("J. Lund", "Joseph Lund", True),
        ("Ana Maria Sol Vega", "Ana Sol", True),
        ("Wang Yi Fan", "Wang Yifan", True),
        ("Ana Sol", "Ana Vega", False),
        ("Tuva Lind", "Karl Lind", False),
        ("Wang Yi", "Wang Wenbin", False),
        ("Li Wei", "Bo Wei", False),
        ("Lind", "Tuva Lind", False),
    ],
)
def test_same_person(left, right, same):
    assert same_person(left, right) is same
    assert same_person(right, left) is same


def test_a_single_name_is_the_first_or_the_last_word():
    assert shares_word("Lind", "Tuva Berg Lind")
    assert shares_word("tuva’s", "Tuva Berg Lind")
    assert not shares_word("Berg", "Tuva Berg Lind")
    assert not shares_word("Lind", "")


@pytest.mark.parametrize(
    ("name", "expected"), [("José Álvarez", "jose-alvarez"), ("O’Neil_2", "o-neil-2"), ("习", "u4e60"), ("...", "x"), ("", "x")]
)
def test_slug(name, expected):
    assert slug(name) == expected


def test_long_names_that_begin_alike_have_slugs_of_their_own():
    left, right = (slug("Committee for the Protection of Rivers " * 4 + end) for end in ("North", "South"))
    assert left != right
    assert max(len(left), len(right)) <= MAX_SLUG


@given(st.text())
def test_a_slug_is_a_flat_name_that_no_graph_needs_to_escape(name):
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", slug(name))
    assert len(slug(name)) <= MAX_SLUG


@given(st.text())
def test_folding_twice_changes_no_slug(name):
    assert slug(fold(name)) == slug(name)
