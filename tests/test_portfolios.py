"""Offices told by rank, portfolio and head: both orders of words are one office, and listed offices are kept."""

from __future__ import annotations

import csv

import pytest

from kg import resources
from kg.resolve.gazetteer import gazetteer

KNOWN = gazetteer()


def table(name: str) -> list[dict[str, str]]:
    with resources.data(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Deputy Emergency Situations Minister", "deputy-emergencies-minister"),
        ("deputy minister for emergency situations", "deputy-emergencies-minister"),
        ("Vice Minister of Industry", "deputy-industry-minister"),
        ("Minister of External Affairs", "foreign-minister"),
        ("1st Vice Foreign Minister", "deputy-foreign-minister"),
        ("Under Secretary of Transportation", "under-secretary-for-transport"),
        ("Undersecretary for Political Affairs", "under-secretary-for-political-affairs"),
        ("National Climate Advisor", "climate-adviser"),
        ("Housing, Infrastructure and Communities Minister", "housing-and-infrastructure-minister"),
        ("minister for tourism", "tourism-minister"),
        ("tourism minister", "tourism-minister"),
        ("shadow health secretary", "shadow-health-minister"),
        ("Minister of State for Tourism", "junior-tourism-minister"),
    ],
)
def test_parts_make_an_office(text: str, slug: str) -> None:
    office = KNOWN.office(text)
    assert office is not None
    assert office.slug == slug
    assert KNOWN.office(office.label) == office or KNOWN.listed(slug)


@pytest.mark.parametrize("text", ["trade, defence minister", "minister for bakers", "deputy", "the health of", "secretary of the club"])
def test_no_parts_no_office(text: str) -> None:
    office = KNOWN.office(text)
    assert office is None or KNOWN.listed(office.slug)


def test_every_portfolio_and_word_has_an_example_that_it_explains() -> None:
    for row in table("portfolios.csv"):
        assert any(form in row["example"] for form in row["forms"].split(";")), row
        assert KNOWN.office(row["example"]) is not None, row
    for row in table("office_words.csv"):
        assert row["word"] in row["example"].split(), row
        assert KNOWN.office(row["example"]) is not None, row


def test_the_label_of_every_listed_office_leads_back_to_it() -> None:
    assert [o.slug for o in KNOWN.offices if KNOWN.office(o.label) is not o] == []
