"""Anaphors: pronouns for people, offices that stand for their holders, pairs and counterparts."""

from __future__ import annotations

from kg.extract.anaphor import extract
from kg.extract.mention import extract as mentions
from kg.extract.role import extract as roles
from tests.parsed import tagged


def found(text):
    doc = tagged(text)
    names = list(mentions(doc))
    return {doc[a.tokens.start : a.tokens.end].text: a for a in extract(doc, names, list(roles(doc, names)))}


def test_pronouns_have_gender_and_number():
    all_ = found("She/pr told/v him/pr that/s they/pr had/x left/vn it/pr ./")
    assert {k: (a.gender, a.plural) for k, a in all_.items()} == {"She": ("f", False), "him": ("m", False), "they": ("", True)}


def test_a_definite_office_stands_for_its_holder():
    (anaphor,) = found("Yesterday/r the/d foreign/a minister/n spoke/v ./").values()
    assert (anaphor.office, anaphor.plural, anaphor.unique, anaphor.country) == ("foreign-minister", False, True, "")


def test_a_country_makes_an_office_definite():
    (anaphor,) = found("Then/r Kenya/loc ’s/t president/n spoke/v ./").values()
    assert (anaphor.office, anaphor.country) == ("president", "Kenya")


def test_an_indefinite_office_introduces_somebody_new():
    assert found("Yesterday/r a/d foreign/a minister/n spoke/v ./") == {}


def test_an_office_beside_a_name_is_a_role():
    assert found("Then/r the/d foreign/a minister/n Tuva/per Lind/per spoke/v ./") == {}


def test_pairs_need_a_number():
    (pair,) = found("Later/r the/d two/m leaders/n met/v ./").values()
    assert (pair.office, pair.plural, pair.label) == ("pair", True, "leader")
    assert all(a.office != "pair" for a in found("Later/r several/a leaders/n met/v ./").values())


def test_a_counterpart_belongs_to_a_country():
    (anaphor,) = [a for a in found("He/pr greeted/v the/d Kenyan/a counterpart/n ./").values() if a.office]
    assert (anaphor.office, anaphor.country) == ("counterpart", "Kenyan")


def test_the_one_of_a_country():
    (anaphor,) = found("Later/r the/d Peruvian/a left/v ./").values()
    assert (anaphor.office, anaphor.country) == ("compatriot", "Peruvian")
    for text in ("the/d Peruvian/a side/n left/v", "the/d Peruvians/n left/v", "the/d Chinese/a left/v", "a/d Peruvian/a left/v"):
        assert found(f"Later/r {text} ./") == {}


def test_anaphors_come_in_text_order():
    places = [a.tokens for a in found("He/pr met/v the/d president/n before/s she/pr saw/v the/d two/m ministers/n ./").values()]
    assert places == sorted(places)
    assert len(places) == 4
