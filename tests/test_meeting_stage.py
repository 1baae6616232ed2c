"""Places and days that an encounter takes from the news around it: the dateline, a host's other guests, "he later met"."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from kg.model import Article, Block, MeetingStatus
from kg.resolve._meeting_fill import by_month, over_a_meal, place_in_visits
from kg.resolve._meeting_scene import byline, dateline, is_scene
from kg.resolve._meeting_stage import at_dateline, at_scene, same_day, staged
from kg.resolve.meeting import MeetingFacts

TOWNS = {"place.lima": "country.pe", "place.oslo": "country.no"}


def met(order: int, who: str, start: str = "2024-03-05", **more: object) -> MeetingFacts:
    people = frozenset(f"person.{w}" for w in who)
    homes = frozenset({"country.pe", "country.no"})
    values: dict[str, object] = {
        "kind": "Talks",
        "status": "Held",
        "participants": people,
        "start": start,
        "end": start,
        "order": order,
        "parties": homes,
        "homes": homes,
    }
    return MeetingFacts(**(values | more))  # type: ignore[arg-type]


def article(prefix: str, story: str = "Ruiz met Beck.") -> Article:
    cut = len(prefix.rstrip())
    blocks = (Block(0, cut, "boilerplate"), Block(len(prefix), len(prefix) + len(story), "paragraph"))
    return Article("a", prefix + story, blocks=blocks)


@pytest.mark.parametrize(
    ("prefix", "town"),
    [("LIMA (Wire) - ", "Lima"), ("LIMA, March 5 - ", "Lima"), ("LIMA/OSLO (Wire) - ", ""), ("By our staff\n\n", "")],
)
def test_the_town_of_a_dateline(prefix: str, town: str) -> None:
    assert dateline(article(prefix))[0] == town


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (met(0, "rb"), True),
        (met(0, "rb", start=""), True),
        (met(0, "rb", start="2023-03-05"), False),
        (met(0, "rb", start="2024-03-07"), False),
        (met(0, "rb", places=("place.oslo",)), False),
        (met(0, "rb", homes=frozenset({"country.no", "country.cl"})), False),
        (met(0, "rb", homes=frozenset({"country.pe"})), False),
    ],
)
def test_news_of_a_host_takes_place_in_the_town_of_the_dateline(facts: MeetingFacts, wanted: bool) -> None:
    assert at_dateline(facts, "Lima", "country.pe", "2024-03-06") is wanted


def test_a_host_receives_the_guests_of_a_day_in_one_town() -> None:
    first, second = met(0, "rb", places=("place.lima",)), met(1, "rc")
    assert staged([first, second], TOWNS)[1].places == ("place.lima",)
    assert staged([first, met(1, "rc", start="2024-03-09")], TOWNS)[1].places == ()
    elsewhere = met(2, "rd", places=("place.oslo",))
    assert staged([first, second, elsewhere], TOWNS)[1].places == ()


def test_he_later_met_keeps_the_day() -> None:
    first, later = met(0, "rb"), met(1, "rc", start="", onward=True)
    assert same_day([first, later])[1].start == "2024-03-05"
    assert same_day([first, met(1, "rc", start="")])[1].start == ""
    assert same_day([first, met(1, "cd", start="", onward=True)])[1].start == ""
    assert same_day([first, met(3, "rc", start="", onward=True)])[1].start == ""


def test_a_week_is_of_the_month_of_its_middle() -> None:
    week = met(0, "rb", start="2012-12-31", end="2013-01-06", vague=True)
    assert (by_month(week).start, by_month(week).end) == ("2013-01", "2013-01")


@pytest.mark.parametrize(
    ("start", "status", "wanted"),
    [("2024-03-06", "Planned", ("place.oslo",)), ("2024-03-06", "Held", ()), ("2024-03-20", "Planned", ())],
)
def test_a_visit_goes_on_with_what_is_planned_for_the_next_days(start: str, status: str, wanted: tuple[str, ...]) -> None:
    visit = replace(met(0, "r", places=("place.oslo",)), kind="Visit")
    talks = replace(met(1, "rb", start=start), status=cast("MeetingStatus", status))
    assert place_in_visits([visit, talks], TOWNS)[1].places == wanted


@pytest.mark.parametrize(
    ("text", "town"),
    [("By our reporter Ada Ruiz in Lima", "Lima"), ("By Ada Ruiz", ""), ("By May, Ruiz had met Beck in Lima. He left.", "")],
)
def test_the_town_of_a_byline(text: str, town: str) -> None:
    assert byline(Article("a", text, blocks=(Block(0, len(text), "paragraph"),))) == town


def test_the_scene_is_where_the_story_itself_is_told_to_be() -> None:
    assert is_scene(article("LIMA (Wire) - ", "Ruiz met Beck near Lima."), "Lima")
    assert not is_scene(article("LIMA (Wire) - ", "Ruiz met Beck."), "Lima")


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (met(0, "rb"), True),
        (met(0, "rb", start="2024-03-07"), True),
        (met(0, "rb", start="2024-03-09"), False),
        (met(0, "rb", start=""), False),
        (met(0, "rb", kind="Call"), False),
        (met(0, "rb", status="Cancelled"), False),
        (met(0, "rb", places=("place.oslo",)), False),
        (met(0, "rb", homes=frozenset({"country.no"})), False),
    ],
)
def test_what_happens_these_days_at_the_scene(facts: MeetingFacts, wanted: bool) -> None:
    assert at_scene(facts, "2024-03-06") is wanted


def test_two_of_different_countries_talk_over_a_meal() -> None:
    assert over_a_meal(met(0, "rb", kind="OtherMeeting")).kind == "Talks"
    assert over_a_meal(met(0, "rbc", kind="OtherMeeting")).kind == "OtherMeeting"
    assert over_a_meal(met(0, "rb", kind="OtherMeeting", homes=frozenset({"country.no"}))).kind == "OtherMeeting"


def test_talks_before_an_onward_journey_are_not_where_it_leads() -> None:
    visit = met(1, "r", kind="Visit", places=("place.oslo",), parties=frozenset({"country.pe", "country.no"}))
    assert place_in_visits([met(0, "rb"), visit], TOWNS)[0].places == ("place.oslo",)
    assert place_in_visits([met(0, "rb"), replace(visit, onward=True)], TOWNS)[0].places == ()
