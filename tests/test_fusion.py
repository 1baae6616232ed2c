"""Which reports are of one meeting, and where they disagree."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from pyoxigraph import Literal

from kg.facts import ArticleFacts, Entity, MeetingFact
from kg.graph.entities import entity_quads
from kg.graph.iri import Names
from kg.model import Article, Span
from kg.resolve.fusion import ReportProfile, decide, period
from kg.resolve.questions import fuse
from kg.vocab import KG, RDF

PEOPLE = ("person.ana-sol", "person.ola-lund")
NAMES = Names()
PLACES = (
    Entity("country.no", "country", "Norway"),
    Entity("place.oslo", "place", "Oslo", within="country.no"),
    Entity("place.trondheim", "place", "Trondheim", within="country.no"),
    Entity("place.nairobi", "place", "Nairobi", within="country.ke"),
)


def report(kind="Talks", status="Held", people=PEOPLE, start="2031-06-18", end="", where=(), told=""):
    return ReportProfile(kind, status, people, start, end or start, where, told)


def keys(*reports):
    found = decide(Counter(reports))
    return [found[r].key for r in reports]


def visit(status, start, end="", where=("country.no",), told=""):
    return report("Visit", status, ("person.ana-sol",), start, end, where, told)


def test_kinds_of_one_family_on_one_day_are_one_meeting():
    one, two = keys(report(), report("Summit"))
    assert one == two != ""


def test_a_month_joins_the_one_day_in_it():
    assert len(set(keys(report(start="2031-06-18"), report(start="2031-06"), report(start="2031")))) == 1


def test_a_month_with_two_days_in_it_joins_neither():
    first, second, vague = keys(report(start="2031-06-18"), report(start="2031-06-28"), report(start="2031-06"))
    assert len({first, second, vague}) == 3


def test_a_visit_planned_and_held_is_one():
    planned, held, later = keys(
        visit("Planned", "2031-06-17", "2031-06-18"), visit("Held", "2031-06-18", "2031-06-19"), visit("Held", "2031-09-01")
    )
    assert planned == held == "meeting.visit.2031-06-17.ana-sol.no"
    assert later != held


def test_a_visit_elsewhere_is_another():
    here, there = keys(visit("Held", "2031-06-18"), visit("Held", "2031-06-18", where=("country.ke",)))
    assert here != there


def test_what_was_off_in_a_month_is_not_what_was_held_in_it():
    held, off = keys(visit("Held", "2031-06-18"), visit("Cancelled", "2031-06"))
    assert held != off


def test_put_off_and_cancelled_are_two_reports_of_one():
    one, two = keys(visit("Postponed", "2031-02"), visit("Cancelled", "2031-02"))
    assert one == two == "meeting.visit.2031-02.ana-sol.no.off"


def test_undated_plans_of_one_month_are_one():
    plan, hope, done = keys(visit("Planned", "", told="2031-06"), visit("Possible", "", told="2031-06"), visit("Held", "", told="2031-06"))
    assert plan == hope != done
    assert keys(visit("Planned", "", told="2031-07"))[0] != plan


@pytest.mark.parametrize("lone", [report(people=PEOPLE[:1]), visit("Held", "2031-06-18", where=()), report(start="", told="")])
def test_too_little_to_tell_stays_the_article_s_own(lone):
    assert keys(lone) == [""]


def test_the_order_of_reports_changes_nothing():
    reports = [report(start=s, status=t) for s in ("2031", "2031-06", "2031-06-18", "2031-06-28") for t in ("Held", "Planned", "Cancelled")]
    expected = decide(Counter(reports))
    for seed in range(6):
        assert decide(Counter(random.Random(seed).sample(reports, len(reports)))) == expected


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [("2031", "2031-01-01", "2031-12-31"), ("2032-02", "2032-02-01", "2032-02-29"), ("2031-12-05", "2031-12-05", "2031-12-05")],
)
def test_periods(when, first, last):
    assert tuple(d.isoformat() for d in period(when)) == (first, last)


def meeting(status="Held", minutes="", places=(), start="2031-06-18", kind="Talks", people=PEOPLE):
    return MeetingFact(kind, status, people, (), places, start, start, minutes, (), (Span(0, 4),), "r")


def conflicts(*meetings):
    """The answers by question of all conflicts among one report an article."""
    facts = [ArticleFacts(Article(f"a{n}", "Text", published="2031-06-19"), PLACES, meetings=(m,)) for n, m in enumerate(meetings)]
    quads = list(entity_quads(fuse(facts), NAMES))
    nodes = {q.subject for q in quads if (q.predicate, q.object) == (RDF.type, KG.Conflict)}
    value = {
        n: {p: {q.object for q in quads if q.subject == n and q.predicate == p} for p in (KG.question, KG.answer, KG.claim)} for n in nodes
    }
    return {v[KG.question].pop().value: sorted(getattr(a, "value", "").rpartition("/")[2] for a in v[KG.answer]) for v in value.values()}


def test_put_off_and_cancelled_cannot_both_hold():
    assert conflicts(meeting("Postponed"), meeting("Cancelled")) == {"status": ["Cancelled", "Postponed"]}
    assert conflicts(meeting("Held"), meeting("Cancelled")) == {"status": ["Cancelled", "Held"]}


def test_what_goes_together_is_no_conflict():
    assert conflicts(meeting("Planned"), meeting("Ongoing"), meeting("Held")) == {}
    assert conflicts(meeting(start="2031"), meeting(start="2031-06")) == {}
    assert conflicts(meeting(minutes="180"), meeting(minutes="200")) == {}
    assert conflicts(meeting(places=("place.oslo", "country.no")), meeting(places=("country.no",))) == {}


def test_lengths_and_places_that_cannot_both_hold():
    assert conflicts(meeting(minutes="180"), meeting(minutes="450")) == {"length": ["180", "450"]}
    assert conflicts(meeting(places=("place.oslo",)), meeting(places=("place.trondheim",))) == {"city": ["Oslo", "Trondheim"]}
    apart = conflicts(meeting(places=("place.oslo",)), meeting(places=("place.nairobi",)))
    assert apart == {"city": ["Nairobi", "Oslo"], "country": ["country.ke", "country.no"]}


def test_talks_lie_within_their_visit_across_articles():
    trip = meeting(kind="Visit", people=PEOPLE[:1], places=("country.no",))
    talks = replace(meeting(), within=0)
    facts = [ArticleFacts(Article("a", "Text", published="2031-06-19"), PLACES, meetings=(trip, talks))]
    quads = list(entity_quads(fuse(facts), NAMES))
    (within,) = [q for q in quads if q.predicate.value.endswith("superEvent")]
    assert within.subject == NAMES.node("meeting.talks.2031-06-18.ana-sol.ola-lund")
    assert within.object == NAMES.node("meeting.visit.2031-06-18.ana-sol.no")
    assert not isinstance(within.object, Literal)
