"""The date a text gives itself and the agency's prefix before its first paragraph."""

from __future__ import annotations

import csv

import pytest

from kg import resources
from kg.model import Article
from kg.read import dateline, read

BODY = "The trade ministers of Norland and Sudland met for three hours in the harbour town, both delegations said on 3 March 2019."


def dated(tmp_path, text: str) -> Article:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (article,) = read([str(path)], problems=[])
    return article


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("QUITO, June 19, 2023 (KG Wire) - ", "2023-06-19"),
        ("QUITO- 24 July 2022: ", "2022-07-24"),
        ("news 18-Jun-2023 World News\n\n", "2023-06-18"),
        ("Published 12 May 2021\n\n", "2021-05-12"),
        ("Published: 12th May, 2021, 10:15 a.m. EDT\n\n", "2021-05-12"),
        ("June 18, 2023 / 5:30 PM\n\n", "2023-06-18"),
        ("2023-06-18\n\n", "2023-06-18"),
        ("2023-06-18T09:00:00+02:00\n\n", "2023-06-18"),
        ("Saturday, October 5, 2019\n\n", "2019-10-05"),
        ("Updated 14 May 2021\n\nPublished 12 May 2021\n\n", "2021-05-12"),
        ("Updated 14 May 2021\n\n", "2021-05-14"),
        ("By Ada Moreno, published 12 May 2021\n\n", "2021-05-12"),
        ("By Ada Moreno | 12 May 2021\n\n", "2021-05-12"),
        ("KG Wire • Updated: 2021-05-12 10:22\n\n", "2021-05-12"),
        ("Peru | 12 May 2021 saw talks\n\n", ""),
        ("Published On 12 May 202112 May 2021\n\n", "2021-05-12"),
        ("25/12/2021\n\n", "2021-12-25"),
        ("03/04/2021\n\n", ""),
        ("31 June 2021\n\n", ""),
        ("QUITO, June 19 (KG Wire) - ", ""),
        ("", ""),
    ],
)
def test_the_day_of_publication_by_the_text_itself(tmp_path, top, expected):
    article = dated(tmp_path, f"Ministers meet\n\n{top}{BODY}\n\nThey meet again in June.")
    assert (article.published, article.date_basis) == (expected, "fromText" if expected else "")


def test_a_date_in_the_story_is_not_the_day_of_publication(tmp_path):
    end = "QUITO, June 19, 2001 - The day stands in the annals of both states for good."
    assert dated(tmp_path, f"Ministers meet\n\n{BODY}\n\n{end}").published == ""


def test_a_date_below_the_story(tmp_path):
    assert dated(tmp_path, f"Ministers meet\n\n{BODY}\n\nThey meet again.\n\nFirst published on 12 May 2021").published == "2021-05-12"


@pytest.mark.parametrize(
    "prefix",
    [
        "QUITO, June 19, 2023 (KG Wire) - ",
        "QUITO/LIMA (Wire) – ",
        "(Quito) ",
        "QUITO- 24 July 2022: ",
        "QUITO, Ecuador (Wire) — ",
        "RIO DE JANEIRO, Brazil — ",
        "FLINT, Mich., Oct. 4 (UPI) — ",
        "Quito (dpa) - ",
        "QUITO (CNN) ",
        "(Wire) -- ",
        "WASHINGTON, D.C. ― ",
        "PORT-AU-PRINCE, May 3: ",
    ],
)
def test_an_agency_prefix_is_found(prefix):
    assert dateline.prefix_end(prefix + BODY) == len(prefix)
    assert dateline.prefix_end(prefix + "“We met,” she said.") == len(prefix)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Taoiseach (prime minister) Ada Moreno met him.",
        "NATO - which has 30 members - said no.",
        "US - China relations are tense.",
        "On May 3 – The Day they call it - talks began.",
        "EU: The talks go on.",
        "Minister Ada Moreno said: The talks go on.",
        "The minister (Ada Moreno) - The one - came.",
        "In June 2021 (Tuesday) - The talks began.",
        "“We met,” she said - The rest is known.",
        "",
    ],
)
def test_the_beginning_of_a_story_is_no_prefix(paragraph):
    assert dateline.prefix_end(paragraph) == 0


def test_the_words_beside_a_date_have_examples():
    with resources.data("date_lines.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["kind"] in ("published", "changed", "beside"):
                assert dateline.only_date(row["example"]) == "2021-05-12", row["word"]
            elif row["kind"] == "particle":
                assert dateline.prefix_end(row["example"] + "The") == len(row["example"]), row["word"]
            else:
                assert dateline.prefix_end(row["example"] + "The") == 0, row["word"]
