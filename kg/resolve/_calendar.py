"""Arithmetic of days, weeks, months and years on ISO strings: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; no clock is ever read."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, NamedTuple

Direction = Literal["past", "future", "near"]

# How long a year, a month and a day are written.
YEAR, MONTH, DAY = len("2023"), len("2023-06"), len("2023-06-18")
# How far a day or month without a year may lie against its tense before the nearer year is taken.
FAR, CLOSE = 240, 75


class Period(NamedTuple):
    """First and last day, month or year; both are the same string unless it is a range."""

    start: str
    end: str


def one(value: str) -> Period:
    """A period of a single day, month or year."""
    return Period(value, value)


def day(value: date) -> Period:
    """A day."""
    return one(value.isoformat())


def days(first: date, last: date) -> Period:
    """A range of days, in order."""
    return Period(min(first, last).isoformat(), max(first, last).isoformat())


def month(year: int, number: int) -> Period | None:
    """A month; ``number`` may run over the year's ends (0 is December of the year before). None beyond the calendar."""
    year, zero = year + (number - 1) // 12, (number - 1) % 12
    return one(f"{year:04d}-{zero + 1:02d}") if MINYEAR <= year <= MAXYEAR else None


def year(number: int) -> Period | None:
    """A year, or None beyond the calendar."""
    return one(f"{number:04d}") if MINYEAR <= number <= MAXYEAR else None


def valid(year_: int, month_: int, day_: int) -> date | None:
    """That date, or None where the calendar has no such day."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None


def shift(value: date, count: int) -> date | None:
    """The day ``count`` days later, or None beyond the calendar."""
    try:
        return value + timedelta(days=count)
    except OverflowError:
        return None


def week(of: date, offset: int = 0) -> Period | None:
    """Monday to Sunday of the week ``offset`` weeks after that of the day."""
    monday = shift(of, 7 * offset - of.weekday())
    sunday = shift(monday, 6) if monday else None
    return days(monday, sunday) if monday and sunday else None


def weekend(of: date, offset: int = 0) -> Period | None:
    """Saturday and Sunday of the week ``offset`` weeks after that of the day."""
    whole = week(of, offset)
    return Period((date.fromisoformat(whole.end) - timedelta(days=1)).isoformat(), whole.end) if whole else None


def weekday(of: date, number: int, direction: Direction, *, strict: bool = False) -> date | None:
    """The nearest such weekday (0 is Monday) in the direction; the day itself counts unless ``strict``."""
    ahead = (number - of.weekday()) % 7
    if strict and ahead == 0:
        ahead = 7
    back = (of.weekday() - number) % 7 or (7 if strict else 0)
    if direction == "near":
        direction = "future" if ahead <= back else "past"
    return shift(of, ahead if direction == "future" else -back)


def nearest_year(of: date, month_: int, day_: int, direction: Direction) -> date | None:
    """The year for a day without one: by the direction, unless that leads far away and the other way is close."""
    around = [d for y in (of.year - 4, of.year - 1, of.year, of.year + 1, of.year + 4) if (d := valid(y, month_, day_))]
    back = max((d for d in around if d <= of), default=None)
    ahead = min((d for d in around if d >= of), default=None)
    if back is None or ahead is None:
        return back or ahead
    behind, before = (of - back).days, (ahead - of).days
    if direction == "future":
        return back if before > FAR and behind < CLOSE else ahead
    if direction == "past":
        return ahead if behind > FAR and before < CLOSE else back
    return ahead if before <= behind else back


def nearest_month(of: date, number: int, direction: Direction, *, strict: bool = False) -> Period | None:
    """The month of that name in the direction; the current one counts unless ``strict``."""
    ahead = (number - of.month) % 12 or (12 if strict else 0)
    back = (of.month - number) % 12 or (12 if strict else 0)
    if direction == "near":
        direction = "future" if ahead < back else "past"
    return month(of.year, of.month + (ahead if direction == "future" else -back))
