"""Literals in the datatypes that survive every store."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from kg.graph.literals import date, decimal, english, integer, string
from kg.vocab import XSD


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.7, "0.7"), (1.0, "1"), (0, "0"), ("90", "90"), ("1.50", "1.5"), (100, "100"), (0.00001, "0"), (-0.00001, "0"), (2.25, "2.25")],
)
def test_decimals_have_no_trailing_zeros(value, text):
    assert (decimal(value).value, decimal(value).datatype) == (text, XSD.decimal)


@pytest.mark.parametrize("value", ["", "many", "nan", float("inf")])
def test_what_is_no_number_is_no_decimal(value):
    with pytest.raises(ValueError, match=r"decimal|convert"):
        decimal(value)


@given(st.floats(0, 1e6))
def test_decimals_keep_four_places(value):
    assert abs(Decimal(decimal(value).value) - Decimal(value)) <= Decimal("0.00005")


@pytest.mark.parametrize(("value", "datatype"), [("2024", XSD.gYear), ("2024-02", XSD.gYearMonth), ("2024-02-29", XSD.date)])
def test_partial_dates_have_the_type_of_their_precision(value, datatype):
    assert (date(value).value, date(value).datatype) == (value, datatype)


@pytest.mark.parametrize("value", ["", "24", "2024-2", "2023-02-29", "2024-13", "2024-02-29T10:00", "20240229", "٢٠٢٤", "2024-02-29\n"])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValueError, match=r"date|month|day|isoformat"):
        date(value)


@given(st.dates(datetime.date(1, 1, 1)))
def test_every_day_is_a_date(day):
    assert date(day.isoformat()).value == day.isoformat()


def test_integers_strings_and_english():
    assert (integer(12).value, integer(12).datatype) == ("12", XSD.integer)
    assert string("a").datatype == XSD.string
    assert english("a").language == "en"


@pytest.mark.parametrize("make", [string, english])
def test_half_a_surrogate_pair_becomes_one_replacement_character(make):
    assert make("a\ud800b\udfffc").value == "a\ufffdb\ufffdc"


ANY = st.text(st.characters(exclude_categories=()), max_size=30) | st.text(
    st.sampled_from("\0\x01\t\n\r\"'\\\x7f\x85\u2028\ufffe😀\u202e\ud800")
)


@given(ANY, st.sampled_from([RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD]))
def test_any_text_comes_back_from_a_file(text, format):
    triple = Triple(NamedNode("urn:a:a"), NamedNode("urn:a:b"), string(text))
    written = serialize([triple], format=format)
    (quad,) = parse(written, format)
    assert quad.object == string(text)
    assert len(quad.object.value) == len(text)
