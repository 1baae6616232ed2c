"""Wordings of news agencies: who joined the talks, whose visit it was, what an invitation leaves open; with what must keep still."""

from __future__ import annotations

import pytest

from kg.extract.meeting import extract
from kg.model import MeetingMention
from tests.plain_english import parsed


def told(text: str) -> list[MeetingMention]:
    return list(extract(parsed(text)))


def people(text: str) -> list[list[str]]:
    doc = parsed(text)
    return [sorted(doc[p.start : p.end].text for p in m.participants) for m in extract(doc)]


def places(text: str) -> list[str]:
    doc = parsed(text)
    return [doc[p.start : p.end].text for m in extract(doc) for p in m.places]


def times(text: str) -> list[list[str]]:
    doc = parsed(text)
    return [[doc[t.start : t.end].text for t in m.when] for m in extract(doc)]


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz and Cole also took part.",
        "Ruiz and Cole attended in person.",
        "Ruiz and Cole took part by phone.",
        "Ruiz and Cole attended the talks.",
        "The meeting was attended by Ruiz and Cole.",
    ],
)
def test_those_who_joined_are_of_the_meeting_told_before(text: str) -> None:
    (mention,) = told(text)
    assert mention.definite
    assert ".presence" in mention.rule
    assert people(text) == [["Cole", "Ruiz"]]


@pytest.mark.parametrize("text", ["Ruiz and Cole took part in the race.", "Ruiz attended a school.", "Ruiz took his part of it."])
def test_taking_part_in_something_else_is_no_encounter(text: str) -> None:
    assert told(text) == []


def test_the_time_of_something_else_is_not_that_of_those_who_joined() -> None:
    assert times("Ruiz, who left on Friday, attended the talks.") == [[]]
    assert times("Ruiz attended the talks on Friday.") == [["Friday"]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ruiz accepted an invitation to visit Norway.", "Planned"),
        ("Ruiz got an invitation to visit Norway.", "Possible"),
        ("At the invitation of Cole, Ruiz will visit Norway.", "Planned"),
        ("Ruiz promised to visit Norway.", "Planned"),
        ("It will be the first meeting between Ruiz and Beck.", "Planned"),
        ("It was the first meeting between Ruiz and Beck.", "Held"),
        ("The meeting between Ruiz and Beck was scheduled for 35 minutes.", "Held"),
        ("The meeting between Ruiz and Beck is scheduled for Friday.", "Planned"),
        ("Ruiz proposed talks with Beck.", "Possible"),
        ("Ruiz proposed peace in talks with Beck.", "Held"),
        ("Ruiz spoke in Lima the day before a meeting with Beck.", "Held"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [m.status for m in told(text)][-1] == status


def test_who_declines_an_invitation_does_not_come() -> None:
    assert told("Ruiz declined an invitation to visit Norway.") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz met Beck in the Danish capital on Friday.", ["the Danish capital"]),
        ("Ruiz and Beck met face to face in Lima.", ["Lima"]),
        ("Ruiz flew from Lima to Oslo, where he met Beck.", ["Oslo"]),
        ("Ruiz met Beck, and the capital was quiet.", []),
    ],
)
def test_places(text: str, wanted: list[str]) -> None:
    assert places(text)[-len(wanted) or 9 :] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz invited President Beck to meet in Lima.", [["Beck", "Ruiz"]]),
        ("Ruiz hosted a meeting of foreign ministers in Lima.", [["Ruiz", "foreign ministers"]]),
        ("Ruiz, whose trip to Norway ended on Friday, was glad.", [["Ruiz"]]),
        ("Ruiz was in Norway on Friday.", [["Ruiz"]]),
        ("Ruiz was in Norway.", []),
        ("Ruiz flew to Norway together with Cole.", [["Cole", "Ruiz"]]),
        ("Ruiz, Beck meet in Lima", [["Beck", "Ruiz"]]),
        ("Ruiz began a visit to Norway, the first by a president of Chile.", [["Ruiz"]]),
    ],
)
def test_participants(text: str, wanted: list[list[str]]) -> None:
    assert people(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz arrived in Lima on Friday after a visit to Norway.", [["Friday"], []]),
        ("Ruiz will attend the Lima summit on Friday and visit Norway.", [["Friday"], []]),
        ("Since taking office last year, Ruiz met Beck.", [[]]),
        ("Ruiz visited the United States on Friday.", [["Friday"]]),
        ("Ruiz, who left Lima on Friday, has met Beck.", [[]]),
    ],
)
def test_each_encounter_has_its_own_times(text: str, wanted: list[list[str]]) -> None:
    assert times(text) == wanted
