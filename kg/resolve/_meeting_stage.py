"""Where an encounter took place, and on which day, when its own sentence leaves it to the sentences around it.

The news of a dateline happens in its town, a host who receives several guests on a day receives them in one town, and "he later met Beck"
goes on with the day told of before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kg.facts import STATUS_CLASS
from kg.resolve._calendar import DAY, MONTH
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve._meeting_match import dates_conflict, hard

# "He also met Beck" belongs to the day of an encounter told of at most so many mentions before.
NEAR = 2
STAY = 2  # days for which who arrived in a town is thought to be there


def at_dateline(report: MeetingFacts, town: str, country: str, published: str) -> bool:
    """True if the lead's encounter, told without a place, is that of somebody of the dateline's ``country`` with a guest.

    It must be news: undated, or of the days before publication.
    """
    fresh = not report.start or (len(report.start) == DAY and report.start[:8] == published[:8] and report.start <= published)
    bilateral = country in report.homes and len(report.homes) > 1
    return bool(town) and fresh and bilateral and _takes_place(report) and not report.places


def at_scene(report: MeetingFacts, published: str, *, lead: bool = False) -> bool:
    """True for an encounter of people of several countries that is told without a place, on the day of publication or beside it.

    In the ``lead`` that is what is told without a day as well.
    """
    if report.kind in ("Call", "Visit") or report.places or len(report.homes) < 2 or STATUS_CLASS[report.status] == "off":
        return False
    if len(published) < DAY:
        return False
    if len(report.start) < DAY:
        return lead and report.firm and STATUS_CLASS[report.status] == "done" and report.start == published[:MONTH]
    return abs(_days(report.start, published)) <= 1


def staged(reports: list[MeetingFacts], place_country: Mapping[str, str]) -> list[MeetingFacts]:
    """Give an encounter without a place the town of the day, if it was but one.

    That is where its host's country received the others on that day, or where one of its people met others or had arrived.
    """
    out = []
    for report in reports:
        unplaced = _takes_place(report) and not report.places and len(report.start) == DAY
        near = [o for o in reports if o is not report and o.start and STATUS_CLASS[o.status] == "done"] if unplaced else []
        found = {*_towns(report, near, place_country), *_stations(report, near, place_country)}
        towns = {p for p in found if p.startswith("place.")} or found
        out.append(replace(report, places=tuple(towns)) if len(towns) == 1 else report)
    return out


def _takes_place(report: MeetingFacts) -> bool:
    return report.kind not in ("Call", "Visit") and STATUS_CLASS[report.status] == "done"


def _towns(report: MeetingFacts, reports: Iterable[MeetingFacts], place_country: Mapping[str, str]) -> Iterator[str]:
    for other in reports:
        for place in () if dates_conflict(report, other) else other.places:
            home = place_country.get(place, "")
            if place.startswith("place.") and home in report.homes and other.parties & report.parties - {home}:
                yield place


def _stations(report: MeetingFacts, reports: Iterable[MeetingFacts], place_country: Mapping[str, str]) -> Iterator[str]:
    """The towns where one of its people was on that day: met others, or had arrived at most so many days before."""
    for other in reports:
        shared = hard(other) & hard(report) and len(other.start) == DAY and other.kind != "Call"
        days = _days(other.start, report.start) if shared else -1
        arrived = other.kind == "Visit" and other.order < report.order and other.start == other.end and 0 <= days <= STAY
        if arrived or (days == 0 and other.kind != "Visit"):
            yield from (p for p in other.places if p in place_country and (not arrived or _receives(place_country[p], report, other)))


def _receives(country: str, report: MeetingFacts, visit: MeetingFacts) -> bool:
    """True if those whom a visitor meets can be at home in the country that he visits."""
    homes = report.homes - visit.homes
    return not homes or country in homes


def in_company(reports: list[MeetingFacts], place_country: Mapping[str, str]) -> list[MeetingFacts]:
    """Give undated talks the place and days of the visit told of just before, if the visitor takes part: "They held talks with Beck".

    Of a visit of several days the month alone is told: on which of them they met is not.
    """
    out = []
    for report in reports:
        visit = _visit_before(report, reports) if _is_part(report) else None
        if visit is not None and all(_receives(place_country.get(p, ""), report, visit) for p in visit.places):
            month = visit.start[:MONTH] if visit.end > visit.start else visit.start
            report = replace(report, places=report.places or visit.places, start=month, end=month)
        out.append(report)
    return out


def _is_part(report: MeetingFacts) -> bool:
    verbal = report.firm and not (report.now or report.further or report.known or report.definite or report.old)
    return report.kind not in ("Visit", "Call") and not report.start and not report.places and verbal


def _visit_before(report: MeetingFacts, reports: list[MeetingFacts]) -> MeetingFacts | None:
    near = [o for o in reports if o.kind == "Visit" and 0 < report.order - o.order <= NEAR and hard(o) & hard(report)]
    visit = max(near, key=lambda o: o.order, default=None)
    dated = visit is not None and len(visit.start) == DAY and bool(visit.places) and not visit.vague
    return visit if visit is not None and dated and STATUS_CLASS[visit.status] == STATUS_CLASS[report.status] else None


def _days(one: str, two: str) -> int:
    return (date.fromisoformat(two) - date.fromisoformat(one)).days


def same_day(told: list[MeetingFacts]) -> list[MeetingFacts]:
    """Give "he later met Beck" and "he also met Beck" the day of the encounter told of just before, if he took part in it.

    Where no day is told, they met in the same place; on a day that is told the places of all its encounters are weighed (``staged``).
    """
    out: list[MeetingFacts] = []
    for fact in told:
        if fact.onward and not fact.start and fact.status == "Held" and fact.kind != "Visit":
            before = next((f for f in reversed(out) if 0 < fact.order - f.order <= NEAR and hard(f) & hard(fact)), None)
            if before is not None and before.status == "Held":
                dated = before if len(before.start) == DAY and before.start == before.end else fact
                here = before.places if fact.kind != "Call" and before.kind not in ("Call", "Visit") and not dated.start else ()
                fact = replace(fact, start=dated.start, end=dated.end, places=fact.places or here)
        out.append(fact)
    return out
