"""Linking of pronouns and offices: recency, subjects, gender, number, office and country."""

from __future__ import annotations

from kg.model import Anaphor, Tokens
from kg.resolve.coreference import Office, link
from kg.resolve.persons import Person

LIND, BERG, SOL = 0, 1, 2


def people(*genders):
    """One person a gender, the first named at token 0, the others at 10, 20, ..."""
    return [Person([f"P{i}"], [Tokens(10 * i, 10 * i + 1)], g) for i, g in enumerate(genders)]


def linked(persons, *anaphors, offices=None, subjects=(), length=100, sentence=10):
    """Who each anaphor stands for; sentences have ``sentence`` tokens."""
    countries = {"Kenyan": "KE", "Norwegian": "NO"}
    found = link(persons, anaphors, offices or {}, [i // sentence for i in range(length)], frozenset(subjects), countries)
    return [found.of.get(a.tokens, ()) for a in anaphors]


def he(at, gender="m"):
    return Anaphor(Tokens(at, at + 1), gender)


def office(at, slug="president", country="", unique=True, plural=False):
    return Anaphor(Tokens(at, at + 2), "", plural, slug, slug.replace("-", " "), country, unique)


def test_somebody_of_a_country_is_who_holds_an_office_for_it():
    held = {LIND: [Office("president", "president", "KE")], BERG: [Office("finance-minister", "finance minister", "NO")]}
    both = people("", "")
    assert linked(both, office(25, "compatriot", "Kenyan", unique=False), offices=held, sentence=30) == [(LIND,)]
    assert linked(both, office(25, "compatriot", "Norwegian", unique=False), offices=held, sentence=30) == [(BERG,)]
    assert linked(both, office(5, "compatriot", "Norwegian", unique=False), offices=held, sentence=30) == [()]


def test_a_minister_of_a_country_may_be_called_secretary_and_the_head_of_state_king():
    secretary = {LIND: [Office("foreign-secretary", "foreign secretary", "KE")], BERG: [Office("king", "king", "NO")]}
    asked = [office(25, "minister", "Kenyan", unique=False), office(27, "head-of-state", "Norwegian", unique=False)]
    assert linked(people("", ""), *asked, offices=secretary, sentence=30) == [(LIND,), (BERG,)]
    assert linked(people("", ""), office(25, "minister", unique=False), offices=secretary, sentence=30) == [()]


def test_a_pronoun_agrees_in_gender():
    assert linked(people("f", "m"), he(15, "f")) == [(LIND,)]
    assert linked(people("f", "m"), he(15, "m")) == [(BERG,)]


def test_the_subject_is_preferred_within_a_sentence():
    assert linked(people("", ""), he(25), sentence=30) == [(BERG,)]
    assert linked(people("", ""), he(25), subjects={0}, sentence=30) == [(LIND,)]


def test_far_back_only_the_one_of_a_gender_is_meant():
    assert linked(people("m", "m"), he(90)) == [()]
    assert linked(people("", ""), he(90)) == [()]
    assert linked(people("m", "f"), he(90, "f")) == [(BERG,)]


def test_nobody_is_meant_before_anyone_is_named():
    assert linked([Person(["P"], [Tokens(50, 51)], "m")], he(5)) == [()]


def test_a_pronoun_gives_its_gender_to_the_person():
    assert linked(people("", ""), he(11, "f"), he(12, "m"), sentence=30) == [(BERG,), (LIND,)]


def test_a_chain_of_pronouns_reaches_on():
    assert linked(people("m"), he(35), he(70)) == [(LIND,), (LIND,)]


def test_an_office_stands_for_its_holder_of_that_country():
    held = {LIND: [Office("president", "president", "NO")], BERG: [Office("president", "president", "KE")]}
    assert linked(people("", ""), office(25, country="Norwegian"), offices=held) == [(LIND,)]
    assert linked(people("", ""), office(25, country="Kenyan"), offices=held) == [(BERG,)]
    assert linked(people("", ""), office(25), offices=held) == [(BERG,)]


def test_a_holder_who_is_named_later_is_meant_when_nobody_else_fits():
    held = {SOL: [Office("president", "president", "")]}
    assert linked(people("", "", ""), office(12), offices=held) == [(SOL,)]


def test_the_diplomat_is_the_foreign_minister():
    held = {LIND: [Office("foreign-minister", "foreign minister", "")], BERG: [Office("mayor", "mayor", "")]}
    asked = Anaphor(Tokens(25, 27), office="top-diplomat", label="top diplomat")
    assert linked(people("", ""), asked, offices=held) == [(LIND,)]


def test_a_unique_office_without_known_holder_goes_to_somebody_without_office():
    held = {BERG: [Office("mayor", "mayor", "")]}
    assert linked(people("", ""), office(15), offices=held) == [(LIND,)]
    assert linked(people("", ""), office(15, unique=False), offices=held) == [()]


def test_pairs_stand_for_two():
    held = {LIND: [Office("president", "president", "NO")], BERG: [Office("president", "president", "KE")]}
    pair = Anaphor(Tokens(25, 28), plural=True, office="pair", label="president")
    assert linked(people("", ""), pair, offices=held) == [(LIND, BERG)]
    assert linked(people(""), pair) == [()]


def test_a_surname_in_the_headline_introduces_nobody():
    sol, berg = Person(["Ada Sol"], [Tokens(4, 5), Tokens(20, 22)], ""), Person(["Berg"], [Tokens(8, 9)], "")
    asked = office(12, "foreign-minister", "Kenyan")
    assert linked([sol, berg], asked, subjects={8, 20}) == [(0,)]
    named = Person(["Ada Sol"], [Tokens(4, 6), Tokens(20, 22)], "")
    assert linked([named, berg], asked, subjects={8, 20}) == [(1,)]
