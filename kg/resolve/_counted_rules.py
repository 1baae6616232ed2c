"""What expressions mean that count weekdays, days and seasons: "Monday week", "the first Friday of May", "in ten days", "last autumn"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from kg.resolve import _calendar as cal
from kg.resolve._calendar import Period
from kg.resolve._calendar_rules import month_of
from kg.resolve._scene import OFFSET, VAGUE, Case, moved, one_day
from kg.resolve._time_words import number, words

NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
# First and last month of a season in the north, where English news counts seasons by default; a winter lies in two years.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
OVER = 3  # months after which "last summer" is that of the same year
SEASONAL = frozenset({"in", "during", "over", "throughout"})
# "Met twice in ten days" tells how often, not when.
OFTEN = re.compile(
    r"\b(?:times?|twice|once|visits?|trips?|meetings?|rounds?|talks|calls?|summits?|second|third|fourth|first|all)\s+$", re.I
)


def weekday_weeks(case: Case) -> Period | None:
    """As in "Monday week", "a week from Friday", "a fortnight on Friday": so many weeks after the weekday to come."""
    p, published = case.parts, case.scene.published
    if published is None or case.direction("future") == "past":
        return None
    coming = cal.weekday(published, words("weekday")[p.get("w") or p["w2"]], "future", strict=True)
    count = (number(p["n"]) or 1) if "n" in p else 1
    fortnight = "fortnight" in (p.get("unit") or p.get("weeks", "")).lower()
    return one_day(cal.shift(coming, 7 * count * (1 + fortnight))) if coming else None


def weekday_beside(case: Case) -> Period | None:
    """As in "the Friday before the vote", which tells a day only to who knows that of the vote."""
    return None


def weekday_nth(case: Case) -> Period | None:
    """As in "the first Monday of May", "the last Friday of this month"; "of each month" is no day."""
    p, published = case.parts, case.scene.published
    if "y" in p:
        month = cal.month(int(p["y"]), month_of(p["m"]))
    elif published is None or p.get("of") in ("each", "every"):
        return None
    elif "m" in p:
        month = cal.nearest_month(published, month_of(p["m"]), case.direction("past"))
    else:
        month = moved(published, "month", OFFSET.get(p["of"], 0))
    if month is None:
        return None
    year, number_ = (int(part) for part in month.start.split("-"))
    wanted, size = words("weekday")[p["w"]], monthrange(year, number_)[1]
    found = [d for d in range(1, size + 1) if date(year, number_, d).weekday() == wanted]
    return cal.day(date(year, number_, found[NTH[p["nth"]]]))


def day_nth(case: Case) -> Period | None:
    """As in "the 20th of this month"."""
    published = case.scene.published
    month = moved(published, "month", OFFSET[case.parts["of"]]) if published else None
    if month is None:
        return None
    year, number_ = (int(part) for part in month.start.split("-"))
    found = cal.valid(year, number_, int(case.parts["d"][:-2]))
    return cal.day(found) if found else None


def in_units(case: Case) -> Period | None:
    """As in "will meet in ten days"; "met twice in ten days" and "in three months the army took the town" tell no date."""
    published, count = case.scene.published, number(case.parts["n"])
    if published is None or count is None or OFTEN.search(case.before) or case.direction("past") != "future":
        return None
    return moved(published, case.parts["unit"].lower(), count)


def new_year(case: Case) -> Period | None:
    """As in "will meet in the new year": the one that begins next, or has just begun."""
    published = case.scene.published
    if published is None or case.direction("future") != "future":
        return None
    return cal.year(published.year + (published.month > SEASONS["summer"][1]))


def past_units(case: Case) -> Period | None:
    """As in "spoke three times in the past ten days": from so many days ago to the day of publication."""
    published, count = case.scene.published, number(case.parts["n"])
    if published is None or count is None:
        return None
    first = cal.shift(published, -count * (7 if case.parts["unit"].lower() == "week" else 1))
    return cal.days(first, published) if first else None


def years_ago(case: Case) -> Period | None:
    """As in "two years ago this week", "a year ago today": that month, or that day, of the year."""
    published, count = case.scene.published, number(case.parts["n"])
    if published is None or count is None or VAGUE.search(case.before):
        return None
    if case.parts["this"].lower() == "today":
        found = cal.valid(published.year - count, published.month, published.day)
        return cal.day(found) if found else None
    return cal.month(published.year - count, published.month)


def season(case: Case) -> Period | None:
    """As in "last autumn", "in the spring": its year, where the words leave no doubt which; a winter has two."""
    p, published = case.parts, case.scene.published
    name, rel = p["season"].lower(), case.pointer
    if name not in SEASONS or (rel == "the" and case.word_before not in SEASONAL):
        return None
    if "y" in p:
        return cal.year(int(p["y"]))
    if published is None:
        return None
    first, last = SEASONS[name]
    if rel.startswith("this"):
        return cal.year(published.year)
    if rel == "next":
        return cal.year(published.year + (published.month >= first))
    if rel == "last":
        return None if 0 < published.month - last < OVER else cal.year(published.year - (published.month <= last))
    back = case.direction("future") == "past"
    return cal.year(published.year - (published.month < first) if back else published.year + (published.month > last))
