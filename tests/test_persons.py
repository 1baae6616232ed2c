"""Chains of mentions: who is one person within an article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Mention, Tokens
from kg.resolve.persons import Person, cluster


def named(*names, kind="person"):
    return [Mention(Tokens(3 * i, 3 * i + 1), kind, name) for i, name in enumerate(names)]


def chains(*names, genders=None):
    mentions = named(*names)
    at = {m.tokens: m.name for m in mentions}
    return [[at[t] for t in person.mentions] for person in cluster(mentions, genders)]


def test_a_surname_joins_its_full_name():
    assert chains("Tuva Lind", "Karl Berg", "Lind", "Berg") == [["Tuva Lind", "Lind"], ["Karl Berg", "Berg"]]


def test_a_surname_before_its_full_name_waits_for_it():
    assert chains("Lind", "Tuva Lind") == [["Lind", "Tuva Lind"]]


def test_three_people_of_one_surname_stay_three_and_the_nearest_is_meant():
    found = chains("Wang Yi", "Wang", "Wang Wenbin", "Wang", "Wang Lutong", "Wang", "Yi")
    assert found == [["Wang Yi", "Wang", "Yi"], ["Wang Wenbin", "Wang"], ["Wang Lutong", "Wang"]]


def test_a_form_of_address_chooses_among_namesakes():
    mentions = named("Ana Sol", "Pedro Sol", "Sol", "Sol")
    genders = {mentions[0].tokens.start: "f", mentions[1].tokens.start: "m", mentions[2].tokens.start: "f", mentions[3].tokens.start: "m"}
    assert [len(p.mentions) for p in cluster(mentions, genders)] == [2, 2]
    assert cluster(mentions, genders)[0].mentions == [mentions[0].tokens, mentions[2].tokens]


def test_forms_of_one_name_are_one_person():
    (person,) = cluster(named("Joe Lund", "Joseph R. Lund Jr.", "Lund"))
    assert person.name == "Joseph R. Lund Jr."
    assert person.names == ["Joe Lund", "Joseph R. Lund Jr.", "Lund"]


def test_a_name_that_fits_nobody_is_a_person_of_its_own():
    assert chains("Tuva Lind", "Okafor", "Okafor") == [["Tuva Lind"], ["Okafor", "Okafor"]]


def test_only_persons_are_clustered():
    assert cluster(named("Norway", kind="country")) == []


def test_the_fullest_name_is_no_headline_in_capitals():
    assert Person(names=["TUVA LIND", "Tuva Lind"]).name == "Tuva Lind"


@given(st.lists(st.sampled_from(["Wang Yi", "Wang", "Yi", "Wang Wenbin", "Joe Lund", "J. Lund", "Lund", "Ana Sol"]), max_size=12))
def test_every_mention_belongs_to_one_person_in_text_order(names):
    people = cluster(named(*names))
    places = [t for p in people for t in p.mentions]
    assert sorted(places) == [m.tokens for m in named(*names)]
    assert all(p.mentions == sorted(p.mentions) for p in people)
    assert people == sorted(people, key=lambda p: p.mentions[0])


def test_a_king_is_not_called_by_the_name_of_an_heirs_father():
    mentions = named("Omar bin Arvo", "Arvo", "Arvo")
    heir, king = cluster(mentions, royal=frozenset({mentions[0].tokens.start, mentions[1].tokens.start}))
    assert (heir.names, king.names) == (["Omar bin Arvo"], ["Arvo"])
