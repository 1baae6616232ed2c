"""Encounters that a sentence tells beside its own: "and again on Tuesday", "not met since March", a further round, those who are sent."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.facts import MeetingFact
from kg.model import Article
from kg.pipeline import facts_of

PUBLISHED = "2023-05-07"


def meetings(nlp: Language, text: str) -> list[MeetingFact]:
    (story,) = annotate([Article("a", text, published=PUBLISHED)], nlp)
    return list(facts_of(story).meetings)


def days(found: list[MeetingFact]) -> list[str]:
    return sorted(m.start for m in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("President Ana Sol met Prime Minister Ola Lund on Monday and again on Tuesday.", ["2023-05-01", "2023-05-02"]),
        ("President Ana Sol will meet Prime Minister Ola Lund in Oslo in June and again in Lima in July.", ["2023-06", "2023-07"]),
        ("President Ana Sol met Prime Minister Ola Lund on Monday and Tuesday.", ["2023-05-01"]),
        ("President Ana Sol met Prime Minister Ola Lund on Monday and again spoke of peace.", ["2023-05-01"]),
    ],
)
def test_one_verb_tells_two_encounters(nlp, text: str, wanted: list[str]) -> None:
    assert days(meetings(nlp, text)) == wanted


def test_each_encounter_of_one_verb_has_its_own_place(nlp) -> None:
    found = meetings(nlp, "President Ana Sol held talks with Prime Minister Ola Lund in Riyadh and then in Cairo.")
    assert sorted(m.places for m in found) == [("place.cairo",), ("place.riyadh",)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ana Sol and Ola Lund have not met since March.", ["2023-03"]),
        ("President Ana Sol has not spoken to Prime Minister Ola Lund since January.", ["2023-01"]),
        ("On Monday Ana Sol and Ola Lund held their first talks since June 2021.", ["2021-06", "2023-05-01"]),
        ("Ana Sol and Ola Lund have not met.", []),
        ("Ana Sol and Ola Lund have not met since the war began in March.", []),
    ],
)
def test_since_dates_the_encounter_before(nlp, text: str, wanted: list[str]) -> None:
    assert set(wanted) <= set(days(meetings(nlp, text)))
    assert "2023-03" in wanted or "2023-03" not in days(meetings(nlp, text))


def test_the_place_of_the_encounter_before_stands_behind_when(nlp) -> None:
    (found,) = meetings(nlp, "Ola Lund and Ana Sol have not met since March, when they backed a plan in the Danish town of Skagen.")
    assert (found.start, found.places) == ("2023-03", ("place.skagen",))


def test_who_attended_something_there_was_the_last_visitor(nlp) -> None:
    text = "Ola Lund made the first visit to Chile since February 2018, when Prime Minister Per Dahl attended a fair."
    assert [m.start for m in meetings(nlp, text) if "person.per-dahl" in m.participants] == ["2018-02"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Norway and Chile held talks in Oslo in May. A final round will take place in Vienna.", ["place.oslo", "place.vienna"]),
        ("Norway and Chile held talks in Oslo. A second, planned for Sunday in Lima, was called off.", ["place.lima", "place.oslo"]),
        ("Norway and Chile held talks in Oslo. The second round of voting was held in Lima.", ["place.oslo"]),
        ("The second round was held in Lima.", []),
    ],
)
def test_a_round_is_of_the_parties_of_the_talks_before(nlp, text: str, places: list[str]) -> None:
    found = meetings(nlp, text)
    assert sorted(p for m in found for p in m.places) == places
    assert all(m.parties == ("country.cl", "country.no") for m in found)


def test_a_joint_committee_is_of_the_countries_it_is_called_by(nlp) -> None:
    (found,) = meetings(nlp, "A meeting of the Norwegian-Chilean joint committee was held in Lima.")
    assert found.parties == ("country.cl", "country.no")


def test_a_list_between_dashes_tells_who_a_group_is(nlp) -> None:
    (found,) = meetings(nlp, "Political directors from the three powers — Norway, Chile and Peru — will gather in Muscat on Tuesday.")
    assert found.parties == ("country.cl", "country.no", "country.pe")


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Norway will send a delegation to Kenya in June.", ("country.ke", "country.no")),
        ("A team of Norwegian experts will be sent to Kenya.", ("country.ke", "country.no")),
        ("Norway sent troops to Kenya.", ()),
    ],
)
def test_those_who_are_sent_are_visitors(nlp, text: str, parties: tuple[str, ...]) -> None:
    assert [m.parties for m in meetings(nlp, text)] == ([parties] if parties else [])


def test_each_of_two_guests_is_invited_on_his_own(nlp) -> None:
    found = meetings(nlp, "Prime Minister Ola Lund has invited both President Ana Sol and President Pedro Ruiz to Oslo.")
    assert [m.participants for m in found] == [("person.ana-sol",), ("person.pedro-ruiz",)]


def test_the_holders_of_an_office_in_two_countries_take_part(nlp) -> None:
    text = "Sudan's president, Omar Sol, and Kenya's president, Salva Lund, came. The presidents of Sudan and Kenya met in Lima on Monday."
    assert [m.participants for m in meetings(nlp, text)] == [("person.omar-sol", "person.salva-lund")]


def test_both_leaders_are_no_prisoner_named_last(nlp) -> None:
    text = (
        "Norway's Prime Minister Ola Lund and Chile's President Ana Sol spoke for the spy Pedro Ruiz. "
        "President Per Dahl received both leaders in March."
    )
    assert ("person.ana-sol", "person.ola-lund", "person.per-dahl") in [m.participants for m in meetings(nlp, text)]


def test_the_two_are_those_of_the_sentence_before(nlp) -> None:
    text = (
        "President Pedro Ruiz met Prime Minister Per Dahl on Monday. Later Prime Minister Ola Lund telephoned aides of President Ana Sol. "
        "The two have not met since March."
    )
    assert [m.participants for m in meetings(nlp, text) if m.start == "2023-03"] == [("person.ana-sol", "person.ola-lund")]


def test_the_two_sides_are_those_of_the_talks_before(nlp) -> None:
    text = "Norway and Chile held talks in Oslo in May. The two sides agreed to meet again in Lima in June."
    assert [m.parties for m in meetings(nlp, text) if m.start == "2023-06"] == [("country.cl", "country.no")]


def test_a_meal_is_not_the_talks(nlp) -> None:
    text = "Norway and Chile held talks in Oslo. President Ana Sol had breakfast with dissidents on Friday. The talks went well."
    assert [len(m.evidence) for m in meetings(nlp, text) if m.kind == "Talks" and m.places] == [2]


def test_a_town_without_a_title_is_visited(nlp) -> None:
    (found,) = meetings(nlp, "Foreign Minister Ola Lund visited Santo Domingo on Friday.")
    assert (found.kind, found.places) == ("Visit", ("place.santo-domingo",))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana Sol could see both men at a summit of the African Union in Oslo.", ("org.african-union", "person.ana-sol")),
        ("The plan was announced last month by President Ana Sol at a regional summit in Bali.", ("person.ana-sol",)),
        ("Ana Sol suggested talks before a summit of the African Union in Oslo.", ("org.african-union",)),
    ],
)
def test_who_speaks_or_meets_at_a_summit_is_there(nlp, text: str, people: tuple[str, ...]) -> None:
    assert [m.participants for m in meetings(nlp, text) if m.kind == "Summit"] == [people]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Envoy Ola Lund is due to arrive next Wednesday.", ["Planned"]),
        ("The delegation failed to arrive.", []),
        ("Pope Ola Lund, who was in Cuba when the two met, called for calm.", ["Held"]),
        ("Ola Lund was in Cuba as well.", []),
    ],
)
def test_a_visit_whose_place_or_purpose_is_taken_for_granted(nlp, text: str, wanted: list[str]) -> None:
    assert [m.status for m in meetings(nlp, text) if m.kind == "Visit"] == wanted


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ola Lund is due in Lima on Monday for talks with Ana Sol.", "Talks", "Planned"),
        ("Ola Lund had been due in Lima on Monday for talks with Ana Sol.", "Talks", "Cancelled"),
        ("Speaking at the African Union summit in Addis Ababa on Friday, Ana Sol called for calm.", "Summit", "Held"),
        ("Norway and Chile agreed to hold a summit in Oslo in June.", "Summit", "Planned"),
        ("At talks on Friday in Lima, Ana Sol and her Norwegian opposite number, Ola Lund, agreed to cut tariffs.", "Talks", "Held"),
    ],
)
def test_what_the_verb_above_tells_of_the_encounter(nlp, text: str, kind: str, status: str) -> None:
    assert [m.status for m in meetings(nlp, text) if m.kind == kind] == [status]
