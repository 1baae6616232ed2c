"""Named mentions on documents made by hand: what is a name, where it ends, which kind it has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.mention import extract, mark
from tests.parsed import TAGS, tagged

CASES = [
    # The gazetteer needs no reader; the article stays outside.
    ("The/d United/p States/p thanked/v Norway/p ./", ["country:United States", "country:Norway"]),
    ("Norwegian/a officials/n left/v ./", []),
    ("It/pr joined/v the/d African/p Union/p ./", ["organization:African Union"]),
    ("He/pr ate/v turkey/n ./", []),
    # Names behind an office or a form of address.
    ("Foreign/p Minister/p Tuva/p Lind/p arrived/v ./", ["person:Tuva Lind"]),
    ("On/i Monday/p Mr./p Okafor/p left/v ./", ["person:Okafor"]),
    ("The/d ambassador/n to/i Chile/per Ana/per Sol/per spoke/v ./", ["country:Chile", "person:Ana Sol"]),
    # The reader's spans without title, article and possessive.
    ("Mr./per Lund/per spoke/v ./", ["person:Lund"]),
    ("They/pr asked/v the/org Harbour/org Board/org ’s/org chair/n ./", ["organization:Harbour Board"]),
    ("Prime/per Minister/per Leif/per Dahl/per spoke/v ./", ["person:Leif Dahl"]),
    ("Leif/per Dahl/per ,/ Jr./p ,/ spoke/v ./", ["person:Leif Dahl, Jr."]),
    # Surnames of known people are found where the reader missed them; one name has one kind.
    ("Tuva/per Lind/per spoke/v ./ Then/r Lind/p left/v ./", ["person:Tuva Lind", "person:Lind"]),
    ("Tuva/per Lind/per spoke/v ./ They/pr saw/v Lind/loc again/r ./", ["person:Tuva Lind", "person:Lind"]),
    # A town on record whose name ends in a title, and a person whose name does.
    ("They/pr met/v in/i Sharm/per El/per Sheikh/per ./", ["place:Sharm El Sheikh"]),
    ("Hussein/per Sheikh/per left/v ./", ["person:Hussein Sheikh"]),
    # What looks like a name and is none.
    ("Fishing/per stopped/v ./ They/pr like/vz fishing/n ./", []),
    ("They/pr filled/v GERD/per again/r ./", []),
    ("The/d Foreign/per Minister/per spoke/v ./", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_names_and_kinds(text, expected):
    assert [f"{m.kind}:{m.name}" for m in extract(tagged(text))] == expected


def test_a_mention_covers_the_tokens_of_its_name():
    doc = tagged("Yesterday/r Foreign/p Minister/p Tuva/p Lind/p flew/v to/i Norway/p ./")
    assert [(m.tokens, doc[m.tokens.start : m.tokens.end].text) for m in extract(doc)] == [((3, 5), "Tuva Lind"), ((7, 8), "Norway")]


def test_marking_makes_the_mentions_the_entities():
    doc = tagged("The/d ambassador/n to/i Chile/per Ana/per Sol/per met/v Mr./per Lund/per of/i the/org Harbour/org Board/org ./")
    mark(doc, extract(doc))
    assert [(e.text, e.label_) for e in doc.ents] == [("Chile", "LOC"), ("Ana Sol", "PERSON"), ("Lund", "PERSON"), ("Harbour Board", "ORG")]


WORDS = st.sampled_from(
    [
        "Norway",
        "Lind",
        "Tuva",
        "the",
        "Minister",
        "Foreign",
        "Mr.",
        "of",
        "to",
        "’s",
        "-",
        ",",
        ".",
        "¶",
        "United",
        "States",
        "II",
        "\u202eab",
        "𝒜bc",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(sorted(TAGS))), min_size=1, max_size=16))
def test_mentions_never_overlap_and_stand_in_order(items):
    text = " ".join(w if w == "¶" else f"{w}/{t}" for w, t in items)
    if not text.replace("¶", " ").strip():
        return
    doc = tagged(text)
    found = list(extract(doc))
    places = [i for m in found for i in range(m.tokens.start, m.tokens.end)]
    assert places == sorted(set(places))
    assert all(doc[m.tokens.start : m.tokens.end].text == m.name and m.name.strip() for m in found)
