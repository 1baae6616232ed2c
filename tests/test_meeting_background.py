"""What one article tells beside its news: earlier meetings, those who are named later, weeks, calls; and dates by status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.annotate import annotate
from kg.model import Article, DateMention
from kg.pipeline import facts_of
from kg.resolve._meeting_fill import at_a_distance, by_month, with_visitors
from kg.resolve.dates import find, turned
from kg.resolve.meeting import MeetingFacts, is_at_home, merge, place_in_visits, settle
from tests.test_dates import parsed
from tests.test_meeting_merge import BECK, CL, COLE, NO, RUIZ, told

NOBODY = {"parties": frozenset[str]()}
HOME = {RUIZ: NO, BECK: CL}


def test_an_old_meeting_is_not_the_undated_news() -> None:
    old = settle(told(1, who="rb", start="2023-06-01", end="2023-06-01"), "2024-03-15")
    assert old.old
    assert len(merge([told(0, who="rb"), old])) == 2
    assert len(merge([told(0, who="rb", places=("place.lima",)), replace(old, places=("place.lima",))])) == 1
    recent = settle(told(1, who="rb", start="2024-03-14", end="2024-03-14"), "2024-03-15")
    assert len(merge([told(0, who="rb"), recent])) == 1


def test_countries_first_and_people_after_are_one_meeting() -> None:
    countries = told(0, status="Planned")
    people = told(1, status="Planned", who="rb", known=True)
    assert len(merge([countries, people])) == 1
    assert len(merge([countries, replace(people, known=False, parties=frozenset())])) == 2


def test_a_visit_by_an_office_and_its_holder_named_next_are_one() -> None:
    office = replace(
        told(0, "Visit", "Cancelled"), participants=frozenset({"a.group.minister"}), parties=frozenset({NO}), homes=frozenset({NO})
    )
    named = replace(told(1, "Visit", "Cancelled", who="r"), parties=frozenset({CL}), stateless=True, places=("place.lima",))
    assert len(merge([office, named])) == 1
    assert len(merge([office, replace(named, stateless=False, homes=frozenset({CL}))])) == 2
    assert len(merge([office, replace(named, order=9)])) == 2


def test_the_three_are_those_of_a_meeting_of_three() -> None:
    pair, three = told(0, who="rb", start="2024-02"), told(1, who="rbc", start="2024-03")
    again = told(2, pair=True, start="2023-05", size=3)
    assert merge([pair, three, again])[2].participants == {RUIZ, BECK, COLE}


def test_the_two_are_the_two_named_last_where_no_meeting_was_told() -> None:
    (report,) = merge([told(0, pair=True, beside=(BECK, RUIZ))])
    assert report.participants == {RUIZ, BECK}


def test_more_talks_soon_are_where_the_talks_were() -> None:
    talks = told(0, who="rb", places=("place.lima",), start="2024-03-01", end="2024-03-01")
    more = told(1, status="Planned", further=True, start="2024-03-03", end="2024-03-03", **NOBODY)
    assert merge([talks, more])[1].places == ("place.lima",)
    assert merge([talks, replace(more, start="2024-05-03", end="2024-05-03")])[1].places == ()


def test_who_visits_is_who_comes_from_abroad() -> None:
    met = told(0, who="rb")
    visit = replace(told(1, "Visit", definite=True, places=("place.lima",), **NOBODY), evidence=met.evidence)
    assert with_visitors([met, visit], HOME, {"place.lima": CL})[1].participants == {RUIZ}
    assert with_visitors([met, visit], {RUIZ: NO}, {"place.lima": CL})[1].participants == frozenset()


def test_being_at_home_is_no_visit() -> None:
    stay = told(0, "Visit", who="r", rule="verb.stay", places=("place.oslo",), homes=frozenset({NO}))
    assert is_at_home(stay, {"place.oslo": NO})
    assert not is_at_home(stay, {"place.oslo": CL})
    assert not is_at_home(replace(stay, rule="verb.visit"), {"place.oslo": NO})
    back = replace(stay, rule="verb.travel")
    assert is_at_home(back, {"place.oslo": NO})
    assert not is_at_home(replace(back, homes=frozenset({NO, CL})), {"place.oslo": NO})


def test_a_week_is_told_by_its_month() -> None:
    week = told(0, who="rb", start="2024-03-04", end="2024-03-10", vague=True)
    assert (by_month(week).start, by_month(week).end) == ("2024-03", "2024-03")
    assert by_month(replace(week, vague=False)).start == "2024-03-04"


def test_two_of_different_countries_who_spoke_did_so_by_telephone() -> None:
    spoke = told(0, who="rb", spoken=True, homes=frozenset({NO, CL}))
    assert at_a_distance(spoke).kind == "Call"
    assert at_a_distance(replace(spoke, places=("place.lima",))).kind == "Talks"
    assert at_a_distance(replace(spoke, homes=frozenset({NO}))).kind == "Talks"


def test_of_two_visits_the_one_to_the_same_place_has_the_talks() -> None:
    lima = told(0, "Visit", who="r", places=("place.lima",), start="2024-03-01", end="2024-03-02")
    cusco = told(1, "Visit", who="r", places=("place.cusco",), start="2024-02-01", end="2024-02-02")
    talks = told(2, who="rb", places=("place.lima",))
    assert place_in_visits([lima, cusco, talks], {})[2].start == "2024-03-01"


def test_somebody_of_unknown_country_is_met_on_the_visit_told_of_just_before() -> None:
    visit = told(0, "Visit", who="r", places=("place.lima",), start="2024-03-01", end="2024-03-02")
    talks = told(1, who="rc", parties=frozenset({NO}))
    assert place_in_visits([visit, talks], {})[1].places == ("place.lima",)
    unknown = replace(talks, stateless=True)
    assert place_in_visits([visit, unknown], {})[1].places == ("place.lima",)
    assert place_in_visits([visit, replace(unknown, order=9)], {})[1].places == ()


@pytest.mark.parametrize(("way", "wanted"), [("future", "2022-06"), ("past", "2021-06")])
def test_a_month_turns_to_where_other_words_point(way: str, wanted: str) -> None:
    doc = parsed("Lind met Roos in June")
    (found,) = find(doc, "2022-03-16")
    other = turned(doc, "2022-03-16", found, way)  # type: ignore[arg-type]
    assert (other or found).start == wanted


def test_a_date_with_its_year_cannot_be_turned() -> None:
    doc = parsed("Lind met Roos in June 2021")
    (found,) = find(doc, "2022-03-16")
    assert isinstance(found, DateMention)
    assert turned(doc, "2022-03-16", found, "future") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lind will meet Roos on Thursday and Friday", ("2022-03-17", "2022-03-18")),
        ("Lind will meet Roos on Thursday and Saturday", ("2022-03-17", "2022-03-17")),
    ],
)
def test_days_in_a_row_are_a_period(text: str, wanted: tuple[str, str]) -> None:
    (found,) = find(parsed(text), "2022-03-16")
    assert (found.start, found.end) == wanted


def test_facts_without_a_day_are_not_old() -> None:
    assert not settle(MeetingFacts("Talks", "Held"), "2024-03-15").old


def test_a_second_trip_told_beside_the_visit_is_that_visit() -> None:
    visit = told(0, "Visit", who="r", places=("place.lima",))
    second = replace(told(1, "Visit", who="r", further=True, parties=frozenset({NO})), evidence=visit.evidence)
    assert len(merge([visit, second])) == 1
    assert len(merge([visit, replace(second, evidence=told(1).evidence)])) == 2


def test_who_went_before_is_told_of_the_place_of_the_clause_above(nlp) -> None:
    def visits(text: str) -> set[tuple[str, str]]:
        (story,) = annotate([Article("a", text, published="2024-03-15")], nlp)
        return {(m.start, p) for m in facts_of(story).meetings if m.kind == "Visit" for p in m.participants if "lund" in p}

    assert visits("Ana Sol is the first leader to visit Norway since Ola Lund went in 2014.") == {("2014", "person.ola-lund")}
    assert not visits("Ana Sol has not been to Norway since Ola Lund went in a bus.")


def test_what_was_called_off_is_not_the_visit_that_is_told_as_held() -> None:
    visit = {"kind": "Visit", "who": "r", "places": ("place.lima",)}
    off = told(1, status="Postponed", definite=True, start="2023-02", end="2023-02", **{**visit, "places": ()})
    found = merge([told(0, **visit), off])
    assert [(m.status, m.places) for m in found] == [("Held", ("place.lima",)), ("Postponed", ("place.lima",))]
