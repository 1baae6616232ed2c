"""What expressions mean that count from the day of publication ("last week") or from the mention before ("the day before")."""

from __future__ import annotations

import re
from datetime import date

from kg.resolve import _calendar as cal
from kg.resolve._calendar import DAY, MONTH, YEAR, Period
from kg.resolve._scene import OFFSET, VAGUE, Case, moved, one_day
from kg.resolve._time_words import number

# "The day before" needs nothing behind it: "the day before he left" tells no date.
ALONE = re.compile(r"\s*(?:[^\w\s]|$|(?:and|but|in|at|on|with|by|for|from|to|had|was|were|has)\b)", re.IGNORECASE)
SHOW = re.compile(r"\s+(?:show|program|programme|newspaper)\b", re.IGNORECASE)  # the "Today" programme is no day
SUNDAY = 6
COMING = {"day": 7, "week": 42}  # days within which what comes "in the coming days" or "weeks" has come
BACK = frozenset({"before", "earlier", "previous", "preceding"})
FROM_TODAY = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2}


def today(case: Case) -> Period | None:
    """As in "today", "this morning", "last night"."""
    published = case.scene.published
    if published is None or SHOW.match(case.after):
        return None
    case.scene.today |= case.parts["word"].lower() not in FROM_TODAY
    return one_day(cal.shift(published, FROM_TODAY.get(case.parts["word"].lower(), 0)))


def weekend(case: Case) -> Period | None:
    """The coming one, or the one before if the verb is past and it is not the weekend now."""
    published = case.scene.published
    if published is None:
        return None
    rel, now = case.pointer, published.weekday() >= 5
    if rel in ("last", "this past", "the past") or (rel == "the" and not now and case.direction("past") == "past"):
        return cal.weekend(published, -1)
    if rel == "next":
        return cal.weekend(published, 1)
    past = rel == "this" and not now and case.direction("future") == "past"
    return cal.weekend(published, -1 if past else 0)


def unit(case: Case) -> Period | None:
    """As in "last week", "earlier this month", "next year"."""
    published = case.scene.published
    if published is None or VAGUE.search(case.before):
        return None
    offset, part = OFFSET[case.pointer], case.parts.get("part", "").lower()
    unit = case.parts["unit"].lower()
    if unit == "week" and offset == 0:
        return _this_week(case, published, part)
    return moved(published, unit, offset)


def coming(case: Case) -> Period | None:
    """As in "in the coming days", "over the next few weeks": the month, or else the year, that holds all of them; None at its end."""
    published = case.scene.published
    last = cal.shift(published, COMING[case.parts["unit"].lower()]) if published is not None else None
    if published is None or last is None:
        return None
    same = next((size for size in (MONTH, YEAR) if last.isoformat()[:size] == published.isoformat()[:size]), 0)
    return cal.one(last.isoformat()[:same]) if same else None


def _this_week(case: Case, published: date, part: str) -> Period | None:
    """The days of the week that are over or to come, by its words or verb; on a Sunday what is to come is the week that begins."""
    way = {"earlier": "past", "later": "future"}.get(part) or case.direction("near")
    whole = cal.week(published, int(way == "future" and published.weekday() == SUNDAY))
    if whole is None or way not in ("past", "future"):
        return whole
    today = published.isoformat()
    return Period(whole.start, min(today, whole.end)) if way == "past" else Period(max(today, whole.start), whole.end)


def within(case: Case) -> Period | None:
    """As in "later in the day": the last day named if the verb is past, else that of publication; "the end of the day" is an idiom."""
    published, unit = case.scene.published, case.parts["unit"].lower()
    if unit != "day":
        last = case.scene.last
        if unit == "week" and last and last == _week_of(last):
            return last
        return moved(published, unit, 0) if published else None
    if "part2" in case.parts:
        return None
    base = case.scene.day if case.scene.day and case.direction("past") == "past" else published
    return one_day(base)


def daypart(case: Case) -> Period | None:
    """As in "received him in the morning": the day that the story is at."""
    return one_day(case.scene.day)


def _week_of(period: Period) -> Period | None:
    return cal.week(date.fromisoformat(period.start)) if len(period.start) == DAY else None


def same(case: Case) -> Period | None:
    """As in "the same day", "that year": the one last named."""
    unit, last = case.parts["unit"].lower(), case.scene.last
    if unit == "week":
        return cal.week(date.fromisoformat(last.start)) if last and len(last.start) == DAY else None
    size = {"month": 7, "year": 4}.get(unit, DAY)
    return cal.one(last.start[:size]) if last and len(last.start) >= size else None


def beside(case: Case) -> Period | None:
    """As in "the day before", "two weeks later": from the day, month or year last named."""
    p = {k: v.lower() for k, v in case.parts.items()}
    word = next((p[k] for k in ("rel", "rel2", "rel3", "rel4", "rel5") if k in p), "")
    if word in ("before", "after") and not ALONE.match(case.after):
        return None
    count = (number(p["n"]) or 1) if "n" in p else 1
    unit = p.get("unit") or p.get("unit2") or p.get("unit3") or "day"
    return _from(case, unit, -count if word in BACK else count)


def hours(case: Case) -> Period | None:
    """As in "hours later": the day last named; at night that may be the day beside it, which no text tells."""
    if case.parts["rel"].lower() in ("before", "after") and not ALONE.match(case.after):
        return None
    return one_day(case.scene.anchor)


def _from(case: Case, unit: str, count: int) -> Period | None:
    """So many units from the last day named, or from the last month or year where that is enough."""
    if unit in ("month", "year") and case.scene.last:
        year, month = [*case.scene.last.start.split("-"), "0"][:2]
        if unit == "year":
            return cal.year(int(year) + count)
        return cal.month(int(year), int(month) + count) if int(month) else None
    base, published = case.scene.anchor, case.scene.published
    if base and published and unit == "day" and count < 0 and published < base:
        base = published  # "Ruiz is due on Friday. He met Beck a day earlier, Beck said": the day that was told of is still to come
    return moved(base, unit, count) if base else None


def ago(case: Case) -> Period | None:
    """As in "two weeks ago"."""
    count = number(case.parts["n"])
    if case.scene.published is None or count is None or VAGUE.search(case.before):
        return None
    return moved(case.scene.published, case.parts["unit"].lower(), -count)


def ahead(case: Case) -> Period | None:
    """As in "in two weeks' time", "a month from now"."""
    p = case.parts
    count = number(p.get("n") or p.get("n2") or p.get("n3") or "")
    unit = (p.get("unit") or p.get("unit2") or p.get("unit3") or "").lower()
    return moved(case.scene.published, unit, count) if case.scene.published and count is not None else None
