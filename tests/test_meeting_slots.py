"""Who takes part in an encounter, where and when, in sentences that tell of more than one thing; with what must keep still."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.extract.meeting import extract
from tests.plain_english import parsed


def slots(text: str, name: str) -> list[list[str]]:
    doc = parsed(text)
    return [sorted(doc[p.start : p.end].text for p in getattr(m, name)) for m in extract(doc)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz met Beck and flew to Norway on Friday.", [["Beck", "Ruiz"], ["Ruiz"]]),
        ("Ruiz met Beck and will later travel to Norway.", [["Beck", "Ruiz"], ["Ruiz"]]),
        ("Ruiz met Beck and was later to travel to Norway.", [["Beck", "Ruiz"], ["Ruiz"]]),
        ("Ruiz introduced Beck and later met Cole.", [["Cole", "Ruiz"]]),
        ("Ruiz met Beck, and Cole flew to Norway.", [["Beck", "Ruiz"], ["Cole"]]),
        ("Ruiz joined Beck for talks on Friday.", [["Beck", "Ruiz"]]),
        ("Ruiz received in Lima President Beck.", [["Beck", "Ruiz"]]),
    ],
)
def test_participants(text: str, wanted: list[list[str]]) -> None:
    assert slots(text, "participants") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz hosted President Beck for dinner in Lima.", "Lima"),
        ("Ruiz met Beck before talks in Lima.", ""),
        ("Ruiz met Beck on the sidelines of the Lima Forum on Friday.", "Lima"),
        ("In Lima, Ruiz telephoned Beck.", ""),
    ],
)
def test_place(text: str, wanted: str) -> None:
    doc = parsed(text)
    met = [m for m in extract(doc) if m.kind != "Visit"]
    assert [doc[p.start : p.end].text for p in met[0].places] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz met Beck in Lima and flew to Norway on Friday.", [[], ["Friday"]]),
        ("The talks between Ruiz and Beck are scheduled to end on Friday.", [[]]),
        ("The talks between Ruiz and Beck are scheduled to begin on Friday.", [["Friday"]]),
    ],
)
def test_times(text: str, wanted: list[list[str]]) -> None:
    assert slots(text, "when") == wanted


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Ruiz held separate meetings with Beck and Cole.", True),
        ("Ruiz telephoned Beck and Cole.", True),
        ("Ruiz hosted Beck and Cole separately in Lima.", True),
        ("Ruiz held meetings with Beck and Cole.", False),
        ("Ruiz met Beck and Cole.", False),
    ],
)
def test_one_meeting_or_one_with_each(text: str, apart: bool) -> None:
    assert {m.apart for m in extract(parsed(text)) if m.kind != "OtherMeeting"} == {apart}


def test_before_leaving_is_past_when_the_day_is_told() -> None:
    assert [m.status for m in extract(parsed("Ruiz met Beck before flying to Norway."))] == ["Held", "Held"]
    assert [m.status for m in extract(parsed("Ruiz will meet Beck before flying to Norway."))] == ["Planned", "Planned"]


@pytest.mark.parametrize(
    ("text", "who", "where"),
    [
        ("Ruiz and Beck flew to Lima. They met President Cole on Friday.", ["Beck", "Cole", "Ruiz"], []),
        ("President Ruiz flew to Lima on Monday. She met President Beck there.", ["Beck", "She"], ["Lima"]),
        ("President Ruiz welcomed the Danish premier as a guest.", ["Ruiz", "the Danish premier"], []),
        ("President Ruiz, joined by Minister Cole, flew to Lima to meet the Danish premier.", ["Ruiz", "the Danish premier"], []),
        ("President Ruiz had earlier seen President Beck.", ["Beck", "Ruiz"], []),
        ("President Ruiz flew in after seeing President Beck in Lima.", ["Beck", "Ruiz"], ["Lima"]),
        ("Minister Ruiz, who leads the government team, is expected to meet President Beck.", ["Beck", "Ruiz"], []),
        ("President Ruiz paid courtesy calls on President Beck and Speaker Ida Cole.", ["Beck", "Ida Cole", "Ruiz"], []),
        ("President Ruiz left after a meeting in which the two leaders discussed trade.", ["the two leaders"], []),
        ("President Ruiz travelled from Lima to Oslo.", ["Ruiz"], ["Oslo"]),
        ("President Beck met Minister Ole Dahl in May, when he was a guest in Lima.", ["Beck", "Ole Dahl"], []),
        ("President Ruiz left Lima on Friday evening for Oslo.", ["Ruiz"], ["Oslo"]),
        ("The meeting was attended on the Danish side by Minister Ana Ruiz and Ida Cole.", ["Ana Ruiz", "Ida Cole"], []),
        ("President Ruiz received at Alto Palace Danish Minister Ola Beck.", ["Ola Beck", "Ruiz"], ["Alto Palace"]),
    ],
)
def test_with_the_reader(nlp: Language, text: str, who: list[str], where: list[str]) -> None:
    doc = nlp(text)
    last = list(extract(doc))[-1]
    assert sorted(doc[p.start : p.end].text for p in last.participants) == who
    assert [doc[p.start : p.end].text for p in last.places] == where


def test_brokers_take_part_as_states(nlp: Language) -> None:
    doc = nlp("Norway and Chile held talks in Lima, mediated by Kenya.")
    (talks,) = extract(doc)
    assert "Kenya" in {doc[p.start : p.end].text for p in talks.parties}


def test_what_a_meeting_would_have_been_tells_no_plan() -> None:
    assert [m.status for m in extract(parsed("The talks with Beck would have ended sooner."))] == ["Held"]
    assert [m.status for m in extract(parsed("The talks with Beck would begin in May."))] == ["Planned"]


def test_flying_back_is_no_visit() -> None:
    assert list(extract(parsed("Ruiz flew back to Norway on Friday."))) == []
    assert [m.kind for m in extract(parsed("Ruiz flew to Norway on Friday."))] == ["Visit"]


def test_a_modal_behind_an_act_tells_of_the_act(nlp: Language) -> None:
    assert [m.status for m in extract(nlp("Cole warned that breaking off the talks with Beck would hurt."))] == ["Held"]
    assert [m.status for m in extract(nlp("Cole warned that the talks with Beck would hurt."))] == ["Planned"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("According to three envoys, President Ruiz and President Beck met in Lima.", ["Beck", "Ruiz"]),
        ("Peru's envoy told the session his country would go on.", None),
    ],
)
def test_who_is_quoted_and_who_acts(nlp: Language, text: str, wanted: list[str] | None) -> None:
    doc = nlp(text)
    found = list(extract(doc))
    assert all(m.status != "Planned" for m in found)
    if wanted:
        assert [sorted(doc[p.start : p.end].text for p in m.participants) for m in found] == [wanted]


def test_the_two_states_of_a_headline(nlp: Language) -> None:
    doc = nlp("Norway, Chile find common ground in Lima talks")
    assert [{doc[p.start : p.end].text for p in m.parties} for m in extract(doc)] == [{"Norway", "Chile"}]
    assert list(extract(nlp("Norway, Chile find common ground in gas price dispute"))) == []


def test_the_verb_in_front_of_a_noun_governs_it(nlp: Language) -> None:
    doc = nlp("Norway signs coast guard, rice deals as Ruiz caps Lima state visit")
    assert [[doc[p.start : p.end].text for p in m.participants] for m in extract(doc)] == [["Ruiz"]]


def test_who_stopped_over_met_there(nlp: Language) -> None:
    doc = nlp("President Ruiz and President Beck last met in May, when Ruiz made a stopover in Lima.")
    talks = next(m for m in extract(doc) if m.kind == "Talks")
    assert [doc[p.start : p.end].text for p in talks.places] == ["Lima"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ruiz accepted Beck's invitation to visit Norway.", [["Ruiz"]]),
        ("Ruiz praised Beck's promise to visit Norway.", [["Beck"]]),
    ],
)
def test_who_takes_up_an_invitation_travels(nlp: Language, text: str, who: list[list[str]]) -> None:
    doc = nlp(text)
    assert [[doc[p.start : p.end].text for p in m.participants] for m in extract(doc)] == who


def test_countries_whose_ministers_meet_are_parties(nlp: Language) -> None:
    doc = nlp("Norway and Chile have put off a meeting of their foreign ministers.")
    (talks,) = extract(doc)
    assert {doc[p.start : p.end].text for p in talks.parties} == {"Norway", "Chile"}
    assert not talks.pair


def test_the_retreat_of_others_is_not_that_of_the_two(nlp: Language) -> None:
    doc = nlp("Ruiz will see President Beck on Friday before envoys leave for their retreat.")
    assert not any(m.pair for m in extract(doc))


def test_the_day_in_front_of_when_is_that_of_the_clause(nlp: Language) -> None:
    doc = nlp("The plan was agreed upon in December, when President Ana Sol flew to Oslo.")
    (visit,) = extract(doc)
    assert [doc[t.start : t.end].text for t in visit.when] == ["December"]


def test_an_opposite_number_is_somebody(nlp: Language) -> None:
    doc = nlp("Ana Sol and her Danish opposite number met in Lima.")
    (talks,) = extract(doc)
    assert len(talks.participants) == 2
    assert list(extract(nlp("Ana Sol met a number of targets."))) == []


def test_where_names_the_place_of_what_the_clause_tells(nlp: Language) -> None:
    doc = nlp("Ana Sol told reporters in Oslo on Friday, where she was attending a meeting of Asia-Pacific foreign ministers.")
    assert [[doc[p.start : p.end].text for p in m.places] for m in extract(doc)] == [["Oslo"]]
    doc = nlp("Ana Sol told reporters in Oslo that she had met Ola Beck.")
    assert [m.places for m in extract(doc)] == [()]


def test_the_host_of_a_summit_is_not_of_the_two_who_meet_there(nlp: Language) -> None:
    doc = nlp("Ana Sol and Ola Beck could see each other at a summit to be hosted by Ada Ruiz in Lima.")
    talks = next(m for m in extract(doc) if m.rule == "verb.gather")
    assert {doc[p.start : p.end].text for p in talks.participants} == {"Ana Sol", "Ola Beck"}


def test_the_day_of_a_condition_is_not_that_of_the_talks(nlp: Language) -> None:
    assert [m.when for m in extract(nlp("If the vote passes on Friday, Ana Sol will meet Ola Beck in Lima."))] == [()]
    assert [len(m.when) for m in extract(nlp("If the vote passes, Ana Sol will meet Ola Beck in Lima on Friday."))] == [1]
