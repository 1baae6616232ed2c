"""The rules of ``_date_grammar`` and what they mean."""

from __future__ import annotations

from collections.abc import Callable

from kg.model import Tokens
from kg.resolve import _calendar_rules as named
from kg.resolve import _counted_rules as counted
from kg.resolve import _relative_rules as relative
from kg.resolve._calendar import Period
from kg.resolve._date_grammar import Found
from kg.resolve._scene import Case, Scene

RULES: dict[str, Callable[[Case], Period | None]] = {
    "iso": named.iso,
    "numeric": named.numeric,
    "days": named.days,
    "days-us": named.days,
    "date": named.date_,
    "date-us": named.date_,
    "holiday": named.holiday,
    "month": named.full_month,
    "month-relative": named.relative_month,
    "month-bare": named.bare_month,
    "weekdays": named.weekdays,
    "weekday": named.weekday,
    "weekday-weeks": counted.weekday_weeks,
    "weekday-beside": counted.weekday_beside,
    "weekday-nth": counted.weekday_nth,
    "day-nth": counted.day_nth,
    "months": named.months,
    "today": relative.today,
    "weekend": relative.weekend,
    "season": counted.season,
    "unit": relative.unit,
    "within": relative.within,
    "same": relative.same,
    "beside": relative.beside,
    "hours": relative.hours,
    "years-ago": counted.years_ago,
    "in": counted.in_units,
    "coming": relative.coming,
    "daypart": relative.daypart,
    "new-year": counted.new_year,
    "past": counted.past_units,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "years": named.years,
    "year": named.year,
}


def resolve(scene: Scene, found: Found, tokens: Tokens, text: str) -> Period | None:
    """The period that an expression in ``text`` means, or None; ``scene.note`` may then hold a rule of its own."""
    scene.note = ""
    return RULES[found.rule](Case(scene, found.parts, tokens, text[: found.start], text[found.end :]))
