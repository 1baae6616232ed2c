"""Merging: many mentions, one report; what must stay apart stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import MeetingKind, MeetingStatus, Tokens
from kg.resolve.meeting import MeetingFacts, date_news, lasting, merge, place_in_visits, settle, with_parties

RUIZ, BECK, COLE = "person.ada-ruiz", "person.tom-beck", "person.ida-cole"
NO, CL = "country.no", "country.cl"


def told(order: int, kind: MeetingKind = "Talks", status: MeetingStatus = "Held", who: str = "", **more: object) -> MeetingFacts:
    people = {"r": RUIZ, "b": BECK, "c": COLE}
    given_ = {"parties": frozenset({NO, CL}), "evidence": (Tokens(order * 10, order * 10 + 5),), **more}
    return MeetingFacts(kind, status, frozenset(people[w] for w in who), order=order, **given_)  # type: ignore[arg-type]


def test_a_meeting_told_twice_is_one_report_with_both_passages() -> None:
    (report,) = merge([told(0, who="rb"), told(1, who="rb", start="2024-03-01", end="2024-03-01", places=("place.lima",))])
    assert report.evidence == (Tokens(0, 5), Tokens(10, 15))
    assert (report.start, report.places) == ("2024-03-01", ("place.lima",))


def test_different_partners_stay_apart() -> None:
    assert len(merge([told(0, who="rb"), told(1, who="rc")])) == 2


def test_different_dates_stay_apart() -> None:
    assert len(merge([told(0, who="rb", start="2024-03-01"), told(1, who="rb", start="2024-04")])) == 2
    assert len(merge([told(0, who="rb", start="2024-03-01"), told(1, who="rb", start="2024-03")])) == 1


def test_a_visit_and_its_talks_stay_apart() -> None:
    assert [r.kind for r in merge([told(0, "Visit", who="r"), told(1, who="rb")])] == ["Visit", "Talks"]


def test_visits_to_two_countries_stay_apart() -> None:
    other = told(1, "Visit", who="r", parties=frozenset({NO, "country.ke"}))
    assert len(merge([told(0, "Visit", who="r"), other])) == 2


def test_a_possible_meeting_is_not_the_held_one() -> None:
    assert len(merge([told(0, who="rb"), told(1, status="Possible", who="rb")])) == 2


def test_a_default_status_gives_way() -> None:
    (report,) = merge([told(0, who="rb", firm=False), told(1, status="Planned", who="rb")])
    assert report.status == "Planned"


def test_the_talks_attach_to_the_nearest_before() -> None:
    first, second = merge([told(0, who="rb"), told(2, who="rc"), told(1, parties=frozenset(), definite=True, firm=False)])
    assert len(first.evidence) == 2
    assert len(second.evidence) == 1


def test_the_talks_without_any_before_are_dropped() -> None:
    assert merge([told(0, parties=frozenset(), definite=True)]) == []


def test_the_trip_that_was_put_off_settles_an_unrealised_plan() -> None:
    plan = told(0, "Visit", "Cancelled", "r", start="2024-02", end="2024-02", firm=False)
    off = told(1, "Visit", "Postponed", parties=frozenset(), definite=True)
    (report,) = merge([plan, off])
    assert (report.status, report.start) == ("Postponed", "2024-02")


def test_a_postponement_of_another_date_is_another_visit() -> None:
    now = told(0, "Visit", "Planned", "r", start="2024-06-17", end="2024-06-18")
    off = told(1, "Visit", "Postponed", parties=frozenset(), definite=True, start="2024-02", end="2024-02")
    first, second = merge([now, off])
    assert (first.status, second.status) == ("Planned", "Postponed")
    assert second.participants == {RUIZ}


def test_an_undated_cancellation_leaves_a_dated_plan_alone() -> None:
    plan = told(0, "Visit", "Planned", "r", start="2024-06-17", end="2024-06-18")
    assert len(merge([plan, told(1, "Visit", "Cancelled", "r")])) == 2


def test_a_cancelled_plan_is_one_report() -> None:
    plan = told(1, status="Possible", who="rb")
    (report,) = merge([told(0, status="Cancelled", who="rb", start="2024-06-12"), plan])
    assert report.status == "Cancelled"


def test_the_two_leaders_are_those_told_of_before() -> None:
    later = told(1, who="", pair=True, parties=frozenset(), start="2023-11", end="2023-11")
    reports = merge([told(0, who="rb", start="2024-03-01", end="2024-03-01"), later])
    assert [r.participants for r in reports] == [{RUIZ, BECK}] * 2


def test_what_is_told_before_the_last_meeting_is_another() -> None:
    assert len(merge([told(0, who="rb", firm=False), told(1, who="rb", further=True, places=("place.lima",))])) == 2
    assert len(merge([told(0, who="rb", further=True), told(1, who="rb")])) == 1


def test_more_talks_are_further_talks_of_the_same_people() -> None:
    first, second = merge([told(0, who="rb"), told(1, status="Planned", parties=frozenset(), further=True)])
    assert second.participants == first.participants
    assert second.status == "Planned"


def test_one_sided_talks_are_dropped() -> None:
    assert merge([told(0, who="r", parties=frozenset({NO}))]) == []
    assert len(merge([told(0, "Visit", who="r", parties=frozenset({NO}))])) == 1


def test_talks_and_a_call_are_one_when_they_only_spoke() -> None:
    (report,) = merge([told(0, "Call", who="rb"), told(1, who="rb", rule="verb.speak")])
    assert report.kind == "Call"
    assert len(merge([told(0, "Call", who="rb"), told(1, who="rb", rule="verb.meet")])) == 2


def test_military_talks_are_not_the_ministers_talks() -> None:
    assert len(merge([told(0, who="rb", status="Possible"), told(1, "MilitaryTalks", "Possible")])) == 2


def test_parties_from_people_places_and_country_participants() -> None:
    facts = told(0, "Visit", who="r", parties=frozenset(), places=("place.lima",))
    facts = replace(facts, participants=facts.participants | {"country.ke"})
    done = with_parties(facts, {RUIZ: NO}, {"place.lima": "country.pe"})
    assert done.parties == {NO, "country.pe", "country.ke"}
    assert done.participants == {RUIZ}


def test_the_place_of_talks_is_no_party() -> None:
    done = with_parties(told(0, who="rb", parties=frozenset(), places=("place.lima",)), {RUIZ: NO}, {"place.lima": "country.pe"})
    assert done.parties == {NO}


AHEAD = [("2024-03-02", "Planned"), ("2024-02-29", "Held"), ("2024-03", "Held"), ("", "Held"), ("2025", "Planned")]


@pytest.mark.parametrize(("start", "wanted"), AHEAD)
def test_what_lies_ahead_has_not_been_held(start: str, wanted: str) -> None:
    assert settle(told(0, who="rb", start=start, firm=False), "2024-03-01").status == wanted


def test_undated_news_is_of_the_day() -> None:
    news = told(0, who="rb", now=True)
    assert date_news(news, "2024-03-01").start == "2024-03-01"
    assert date_news(news, "").start == ""
    assert date_news(replace(news, start="2024-02"), "2024-03-01").start == "2024-02"
    assert date_news(replace(news, status="Planned"), "2024-03-01").start == ""


def test_talks_take_place_and_date_from_their_visit() -> None:
    visit = told(0, "Visit", "Ongoing", "r", places=("place.lima",), start="2024-03-01", end="2024-03-02")
    talks = told(1, who="rb")
    elsewhere = told(2, who="rc", start="2023-11", places=("place.oslo",))
    _, placed, other = place_in_visits([visit, talks, elsewhere], {})
    assert (placed.places, placed.start) == (("place.lima",), "2024-03-01")
    assert other == elsewhere


def test_a_visit_lasts_as_long_as_its_talks() -> None:
    visit = told(0, "Visit", "Ongoing", "r")
    days = [told(n, who=who, start=f"2024-03-0{n}", end=f"2024-03-0{n}") for n, who in ((1, "rb"), (2, "rc"))]
    assert (place_in_visits([visit, *days], {})[0].start, place_in_visits([visit, *days], {})[0].end) == ("2024-03-01", "2024-03-02")


FACTS = st.builds(
    told,
    order=st.integers(0, 5),
    kind=st.sampled_from(("Talks", "Visit", "Call", "Summit", "MilitaryTalks")),
    status=st.sampled_from(("Held", "Ongoing", "Planned", "Possible", "Postponed", "Cancelled")),
    who=st.sampled_from(("", "r", "rb", "rc", "rbc")),
    start=st.sampled_from(("", "2024-03-01", "2024-04", "2023")),
    firm=st.booleans(),
    definite=st.booleans(),
    further=st.booleans(),
    pair=st.booleans(),
)


@given(st.lists(FACTS, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_the_argument_does_not_matter(facts: list[MeetingFacts], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled) == merge(facts)


@given(st.lists(FACTS, max_size=7))
def test_nothing_is_made_up(facts: list[MeetingFacts]) -> None:
    people = {p for f in facts for p in f.participants}
    passages = {e for f in facts for e in f.evidence}
    for report in merge(facts):
        assert report.participants <= people
        assert set(report.evidence) <= passages
        assert report.participants or len(report.parties) > 1


def test_calls_and_meetings_in_person_stay_apart() -> None:
    call = told(1, "Call", who="rb", rule="verb.speak")
    assert len(merge([told(0, who="rb", rule="verb.meet"), call])) == 2
    assert len(merge([told(0, who="rb", rule="verb.speak"), call])) == 1


def test_who_was_present_belongs_to_the_meeting_before() -> None:
    present = told(1, who="c", definite=True, firm=False, parties=frozenset({"country.ke"}), rule="adj.presence.definite")
    (report,) = merge([told(0, who="rb"), present])
    assert report.participants == {RUIZ, BECK, COLE}
    assert merge([present]) == []


def test_the_meeting_is_one_told_in_full() -> None:
    passing = told(1, who="c", parties=frozenset({NO}), start="2024-05")
    full, _ = merge([told(0, who="rb"), told(2, parties=frozenset(), definite=True, firm=False), passing]), None
    assert [len(r.evidence) for r in full] == [2]


def test_the_two_leaders_are_those_who_met_before() -> None:
    pair = told(2, who="bc", pair=True, further=True, start="2023-06")
    assert [r.participants for r in merge([told(0, who="rb"), pair])] == [{RUIZ, BECK}, {RUIZ, BECK}]
    assert [r.participants for r in merge([told(0, who="rb"), replace(pair, pair=False)])] == [{RUIZ, BECK}, {BECK, COLE}]


def test_exact_days_win_over_a_week() -> None:
    week = told(0, "Visit", "Planned", who="r", start="2024-03-04", end="2024-03-10")
    days = told(1, "Visit", "Planned", who="r", start="2024-03-05", end="2024-03-07")
    assert [(r.start, r.end) for r in merge([week, days])] == [("2024-03-05", "2024-03-07")]


def test_a_group_of_a_body_can_meet_and_a_summit_needs_no_guest() -> None:
    leaders = replace(told(0, parties=frozenset({"org.g7"})), participants=frozenset({"a.group.leaders"}))
    assert len(merge([leaders])) == 1
    assert merge([replace(leaders, parties=frozenset())]) == []
    summit = told(0, "Summit", parties=frozenset({"org.g7"}), start="2024-03")
    assert len(merge([summit])) == 1
    assert merge([replace(summit, start="")]) == []


@pytest.mark.parametrize(("ended", "wanted"), [(False, ("2024-03-04", "2024-03-07")), (True, ("2024-03-01", "2024-03-04"))])
def test_a_visit_of_four_days(ended: bool, wanted: tuple[str, str]) -> None:
    visit = lasting(told(0, "Visit", who="r", start="2024-03-04", end="2024-03-04", days=4, ended=ended))
    assert (visit.start, visit.end) == wanted
    assert lasting(replace(visit, days=0)) == replace(visit, days=0)


def test_put_off_and_cancelled_in_one_article_are_told_side_by_side() -> None:
    off, cancelled = (told(n, "Visit", s, "r", firm=True, start="2024-02", end="2024-02") for n, s in ((0, "Postponed"), (5, "Cancelled")))
    assert [m.status for m in merge([off, cancelled])] == ["Postponed", "Cancelled"]
    assert [m.status for m in merge([off, replace(cancelled, status="Postponed")])] == ["Postponed"]


def test_who_attended_was_at_what_has_just_been_told_of() -> None:
    also = {"who": "c", "definite": True, "parties": frozenset[str](), "rule": "noun.presence.definite"}
    (near,) = merge([told(0, who="rb"), told(2, **also)])
    assert COLE in near.participants
    (far,) = merge([told(0, who="rb"), told(9, **also)])
    assert COLE not in far.participants


def test_those_who_could_meet_at_a_summit_are_not_all_who_are_there() -> None:
    talks = told(0, status="Possible", who="rb", evidence=(Tokens(0, 5),))
    summit = told(1, "Summit", "Possible", "rbc", evidence=(Tokens(0, 5),))
    assert [m.kind for m in merge([talks, summit])] == ["Talks", "Summit"]
    assert len(merge([talks, replace(summit, participants=talks.participants)])) == 1
