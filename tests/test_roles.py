"""Roles by the order of words: who holds which office for whom, formerly, now or soon."""

from __future__ import annotations

import pytest

from kg.extract.role import extract
from kg.model import Tokens
from tests.parsed import tagged


def told(text):
    """(person, office, organisation, status, rule) of each role."""
    doc = tagged(text)

    def words(tokens: Tokens | None) -> str:
        return doc[tokens.start : tokens.end].text if tokens else ""

    return [(words(r.person), words(r.office), words(r.org), r.status, r.rule) for r in extract(doc)]


CASES = [
    ("Foreign/p Minister/p Tuva/per Lind/per arrived/v ./", ("Tuva Lind", "Foreign Minister", "", "current", "role.before-name")),
    (
        "Norwegian/a Foreign/p Minister/p Tuva/per Lind/per left/v ./",
        ("Tuva Lind", "Foreign Minister", "Norwegian", "current", "role.before-name"),
    ),
    ("Kenya/loc ’s/t president/n ,/ Ana/per Sol/per ,/ left/v ./", ("Ana Sol", "president", "Kenya", "current", "role.before-name")),
    ("The/d former/a president/n Ana/per Sol/per left/v ./", ("Ana Sol", "president", "", "former", "role.before-name")),
    ("President/p Ana/per Sol/per of/i Kenya/loc left/v ./", ("Ana Sol", "President", "Kenya", "current", "role.before-name")),
    (
        "Tuva/per Lind/per ,/ a/d spokeswoman/n for/i the/d African/org Union/org ,/ left/v ./",
        ("Tuva Lind", "spokeswoman", "African Union", "current", "role.after-name"),
    ),
    (
        "Tuva/per Lind/per ,/ the/d ambassador/n to/i Chile/loc ,/ left/v ./",
        ("Tuva Lind", "ambassador", "", "current", "role.after-name"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:45] for c in CASES])
def test_one_role(text, expected):
    assert told(text) == [expected]


def test_the_copula_tells_the_time():
    lemmas = {"was": "be", "is": "be", "appointed": "appoint"}

    def roles(text):
        doc = tagged(text)
        for token in doc:
            token.lemma_ = lemmas.get(token.lower_, token.lower_)
        return [(doc[r.person.start : r.person.end].text, r.status, r.rule) for r in extract(doc)]

    assert roles("Tuva/per Lind/per was/x president/n of/i Kenya/loc ./") == [("Tuva Lind", "former", "role.copula")]
    assert roles("Tuva/per Lind/per is/x the/d president/n of/i Kenya/loc ./") == [("Tuva Lind", "current", "role.copula")]
    assert roles("Tuva/per Lind/per was/x appointed/vn ambassador/n to/i Chile/loc ./") == [("Tuva Lind", "current", "role.copula")]


def test_predecessor_and_counterpart_take_their_office_from_others():
    assert told("She/pr thanked/v her/pr predecessor/n ,/ Leif/per Dahl/per ./") == [
        ("Leif Dahl", "predecessor", "", "former", "role.predecessor")
    ]
    assert told("She/pr met/v her/pr Kenyan/a counterpart/n Leif/per Dahl/per ./") == [
        ("Leif Dahl", "counterpart", "Kenyan", "current", "role.counterpart")
    ]


def test_nobody_holds_an_office_without_a_name_beside_it():
    assert told("The/d president/n left/v ./ Tuva/per Lind/per stayed/v ./") == []
    assert told("With/i Tuva/per Lind/per ,/ the/d president/n has/x left/vn ./") == []


def test_evidence_holds_person_office_and_organisation():
    doc = tagged("Later/r ,/ Norwegian/a Foreign/p Minister/p Tuva/per Lind/per left/v ./")
    (role,) = extract(doc)
    assert doc[role.evidence.start : role.evidence.end].text == "Norwegian Foreign Minister Tuva Lind"
    assert role.label.lower() == "foreign minister"


def test_two_offices_of_one_person():
    found = told("President/p and/c Prime/p Minister/p Tuva/per Lind/per left/v ./")
    assert [(f[0], f[1]) for f in found] == [("Tuva Lind", "President"), ("Tuva Lind", "Prime Minister")]
