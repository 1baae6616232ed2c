"""Words for people: dates, kinds and statuses as a reader expects them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_DATE = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def day(value: str) -> str:
    """``2023-06-18`` as "18 June 2023", ``2022-11`` as "November 2022"; anything else as it is."""
    found = _DATE.fullmatch(value)
    if not found or (found["month"] and not 1 <= int(found["month"]) <= 12):
        return value
    parts = [str(int(found["day"])) if found["day"] else "", MONTHS[int(found["month"]) - 1] if found["month"] else "", found["year"]]
    return " ".join(p for p in parts if p)


def brief(value: str) -> str:
    """``2022-11`` as "Nov 2022", for the ends of an axis."""
    month, _, year = day(value).partition(" ")
    return f"{month[:3]} {year}" if month in MONTHS else day(value)


def years(value: str) -> float | None:
    """A date as a number of years, to place it on a line; None for what is no date."""
    found = _DATE.fullmatch(value)
    return int(found["year"]) + (int(found["month"] or 1) - 1) / 12 + (int(found["day"] or 1) - 1) / 365 if found else None


def period(start: str, end: str) -> str:
    """A day, or "18 June 2023 to 19 June 2023"; empty when neither is known."""
    if start and end and start != end:
        return f"{day(start)} to {day(end)}"
    return day(start or end)


def label(name: str) -> str:
    """``MilitaryTalks`` as "Military talks"."""
    words = _WORDS.sub(" ", name).lower()
    return words[:1].upper() + words[1:]


def listed(names: Iterable[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    found = list(names)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 article``, ``1,204 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, length: int) -> str:
    """The text, cut at a word and marked when it is longer than ``length`` characters."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def lasting(minutes: str) -> str:
    """``450`` as "7 hours 30 minutes"; empty for what is no number."""
    try:
        total = round(float(minutes))
    except ValueError:
        return ""
    parts: Sequence[tuple[int, str]] = ((total // 60, "hour"), (total % 60, "minute"))
    return " ".join(counted(n, unit) for n, unit in parts if n)
