"""What dates, months, weekdays and years mean: those with a name or a number of their own."""

from __future__ import annotations

import re
from datetime import date

from kg.resolve import _calendar as cal
from kg.resolve._calendar import Direction, Period
from kg.resolve._scene import OFFSET, Case, one_day
from kg.resolve._time_words import words

FARTHEST = 60  # years after publication that a number of four figures may lie as a year


def iso(case: Case) -> Period | None:
    """As in "2023-06-18"."""
    found = cal.valid(*(int(case.parts[k]) for k in "ymd"))
    return cal.day(found) if found else None


def numeric(case: Case) -> Period | None:
    """Day and month in figures; 4/5/2020 could be either and gives nothing, 4.5.2020 is the fourth of May."""
    a, b, year = (int(case.parts[k]) for k in ("a", "b", "y"))
    if case.parts["sep"] == "/" and b > 12:
        a, b = b, a
    elif case.parts["sep"] == "/" and a <= 12 and a != b:
        return None
    found = cal.valid(year, b, a)
    return cal.day(found) if found else None


def date_(case: Case) -> Period | None:
    """A day and a month, with or without a year; the weekday in front of it adds nothing."""
    p = case.parts
    found = _exact(case, month_of(p["m"]), _figure(p["d"]), _year_of(case))
    return cal.day(found) if found else None


def holiday(case: Case) -> Period | None:
    """As in "on Christmas Day": a holiday that has the same day each year, behind or ahead by its verb."""
    month, day = divmod(words("holiday")[case.parts["holiday"]], 100)
    found = _exact(case, month, day, case.parts.get("y", ""))
    return cal.day(found) if found else None


def days(case: Case) -> Period | None:
    """As in "18-19 June", "30 May to 2 June", "June 18-19, 2023"."""
    p = case.parts
    last_month = month_of(p.get("m2") or p["m"])
    first_month = month_of(p["m"]) if "m" in p else last_month
    last = _exact(case, last_month, _figure(p["d2"]), p.get("y2") or p.get("y", ""))
    if last is None:
        return None
    year = int(p["y"]) if "y" in p and "y2" in p else last.year - (first_month > last_month)
    first = cal.valid(year, first_month, _figure(p["d"]))
    return Period(first.isoformat(), last.isoformat()) if first and first <= last else None


def _exact(case: Case, month: int, day: int, year: str) -> date | None:
    if year:
        return cal.valid(int(year), month, day)
    around = case.scene.yearly
    return cal.nearest_year(around, month, day, _way(case)) if around else None


def _way(case: Case, default: Direction = "near") -> Direction:
    """Where the verb points from the day of publication; in an undated story the year is that of what was told before."""
    return case.direction(default) if case.scene.published else "near"


def full_month(case: Case) -> Period | None:
    """As in "October 2018"."""
    return cal.month(int(case.parts["y"]), month_of(case.parts["m"]))


def relative_month(case: Case) -> Period | None:
    """As in "last November", "May last year"."""
    p, published = case.parts, case.scene.published
    if published is None:
        return None
    if "ryear" in p:
        return cal.month(int(_year_of(case)), month_of(p["m2"]))
    rel = case.pointer
    if rel == "this":
        return cal.month(published.year, month_of(p["m"]))
    ahead = rel in ("next", "this coming")
    return cal.nearest_month(published, month_of(p["m"]), "future" if ahead else "past", strict=rel in ("next", "last"))


def bare_month(case: Case) -> Period | None:
    """A month alone, by the tense of its verb; not the verb "may" nor a person called April."""
    around, doc = case.scene.yearly, case.scene.doc
    if around is None or doc[case.tokens.start].pos_ in ("AUX", "VERB") or doc[case.tokens.end - 1].ent_type_ in ("PERSON", "PER"):
        return None
    word = case.parts["m"]
    if word in ("May", "March") and "part" not in case.parts and case.word_before not in words("month_opener"):
        return None
    return cal.nearest_month(around, month_of(word), _way(case, "past"))


def months(case: Case) -> Period | None:
    """As in "between April and May": the last of the two by the tense of the verb, the first before it."""
    p, published = case.parts, case.scene.published
    first, last = month_of(p["m"]), month_of(p["m2"])
    if "y2" in p or "y" in p:
        end = cal.month(int(p.get("y2") or p["y"]), last)
    else:
        end = cal.nearest_month(published, last, case.direction("past")) if published else None
    if end is None:
        return None
    year = int(p["y"]) if "y" in p else int(end.start[:4]) - (first > last)
    start = cal.month(year, first)
    return Period(start.start, end.start) if start and start.start < end.start else None


def weekday(case: Case) -> Period | None:
    """A weekday, by the tense of its verb; that of publication counts both ways."""
    p, published = case.parts, case.scene.published
    wanted = words("weekday")[p["w"]]
    rel = case.pointer
    if rel.startswith("the "):
        around: Direction = "past" if rel == "the previous" else "future"
        return one_day(cal.weekday(case.scene.anchor, wanted, around, strict=True)) if case.scene.anchor else None
    if published is None:
        return None
    if "rweek" in p:
        whole = cal.week(published, OFFSET[p["rweek"]])
        return one_day(cal.shift(date.fromisoformat(whole.start), wanted)) if whole else None
    if rel == "next":
        return one_day(cal.shift(published, 7 - published.weekday() + wanted))  # of the week after this one
    if rel == "last":
        return one_day(cal.weekday(published, wanted, "past", strict=True))
    if rel in ("this past", "this coming"):
        return one_day(cal.weekday(published, wanted, "past" if rel == "this past" else "future"))
    return one_day(cal.weekday(published, wanted, case.direction("future" if rel == "this" else "past")))


def weekdays(case: Case) -> Period | None:
    """As in "Monday to Wednesday", "Thursday and Friday"; of "Monday and Friday", which are no range, the first."""
    published = case.scene.published
    if published is None:
        return None
    if "and" in case.parts and not _consecutive(case.parts["w"], case.parts["w2"]):
        return weekday(case)
    first, last = (words("weekday")[case.parts[k]] for k in ("w", "w2"))
    if case.direction("future") == "past":
        end = cal.weekday(published, last, "past")
        start = cal.weekday(end, first, "past") if end else None
    else:
        start = cal.weekday(published, first, "future")
        end = cal.weekday(start, last, "future") if start else None
    return cal.days(start, end) if start and end else None


def _consecutive(first: str, last: str) -> bool:
    return (words("weekday")[last] - words("weekday")[first]) % 7 == 1


def year(case: Case) -> Period | None:
    """A year behind a preposition, or inside a name ("the 2015 deal"); "2000 troops" is a number."""
    value, before = int(case.parts["y"]), case.word_before
    if case.scene.published and value > case.scene.published.year + FARTHEST:
        return None
    doc, end = case.scene.doc, case.tokens.end
    follows = [t for t in doc[end : end + 2] if t.pos_ in ("NOUN", "PROPN", "ADJ")]
    counted = bool(follows) and follows[0].i == end and any("Number=Plur" in str(t.morph) for t in follows)
    if counted and before not in ("in", "since", "until", "during", "the", "s"):
        return None
    named = (bool(follows) and follows[0].i == end) or (case.tokens.start > 0 and doc[case.tokens.start - 1].pos_ == "PROPN")
    case.scene.note = "attributive" if named and before not in words("year_opener") else ""
    return cal.year(value)


def years(case: Case) -> Period | None:
    """As in "2014-2016", "between 2014 and 2016"."""
    first, last = int(case.parts["y"]), int(case.parts["y2"])
    return Period(f"{first:04d}", f"{last:04d}") if first < last else None


def _year_of(case: Case) -> str:
    if "y" in case.parts:
        return case.parts["y"]
    published = case.scene.published
    return str(published.year + OFFSET[case.parts["ryear"]]) if "ryear" in case.parts and published else ""


def month_of(name: str) -> int:
    """The number of a month, in full or abbreviated."""
    plain = name.rstrip(".")
    return words("month").get(plain) or words("abbreviation")[plain]


def _figure(text: str) -> int:
    return int(re.sub(r"\D", "", text))
