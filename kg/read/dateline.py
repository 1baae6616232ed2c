"""The date line of a news text: where an agency's opening prefix ends and on which day the text says it was published."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import lru_cache

from kg import resources

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b(?:{_DAY},?\s+)?(?:"
    rf"(?P<y1>{_YEAR})[-/.](?P<m1>\d\d)[-/.](?P<d1>\d\d)(?!\d)"
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?(?P<m2>{_MONTH})[\s,/.-]+(?P<y2>{_YEAR})\b"
    rf"|(?P<m3>{_MONTH})[\s-]+(?P<d3>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y3>{_YEAR})\b"
    rf"|(?P<a>\d\d?)[/.](?P<b>\d\d?)[/.](?P<y4>{_YEAR})\b)",
    re.IGNORECASE,
)
# Clock times and time zones beside a date.
CLOCK = re.compile(
    r"T?\b\d{1,2}[:.]\d\d(?::\d\d(?:\.\d+)?)?Z?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|[+-]\d\d:?\d\d\b",
    re.IGNORECASE,
)
ZONE = re.compile(r"\b(?:[A-Z]{1,4}T|UTC|Z)\b|\b(?:local|eastern|pacific|central|standard|daylight) time\b")
LONGEST = 120

_PLACE = r"[A-Z][A-Z.'’-]{2,}(?:(?:,? | ?/ ?|-)(?:[A-Z][A-Z.'’-]+|[A-Z][a-z]{2,5}\.|[A-Z][a-z]+(?=[ ,(]))){0,4}"
_MIXED = r"[A-Z][\w.'’-]+(?:(?:,? | ?/ ?)(?:[A-Z][\w.'’-]+|de|el|al|la|of|the)){0,4}"
_WHEN = (
    rf"(?:{_DAY},?\s+)?(?:{_MONTH}\s+\d\d?(?:st|nd|rd|th)?|\d\d?(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+{_YEAR})?"
    rf"|\d\d?/\d\d?(?:/{_YEAR})?|{_YEAR}-\d\d-\d\d"
)
_AGENCY = r"\([A-Z][^()\n]{0,40}\)"
_ALONE = r"\([A-Z][\w.'’/-]{1,20}(?:,? [A-Z][\w.'’/-]{0,20}){0,3}\)"
_SHORT = r"\([A-Z]{2,8}\)"
_DASH = r"\s*(?:--?|[–—―])\s+|\s*[—―]\s*"
_NEXT = r"(?=[\"'“‘«(\[]?[A-Z0-9\u00c0-\u024f])"
PREFIX = re.compile(
    rf"(?:{_MIXED},?\s*(?:(?i:{_WHEN})[,.]?\s*)?{_AGENCY}(?:{_DASH}|\s*:\s+)"
    rf"|{_PLACE},?\s*{_SHORT}\s+"
    rf"|(?:{_PLACE}|{_MIXED})\s*[,.]?\s*(?:[-–—]\s*)?(?i:{_WHEN})\s*(?:{_DASH}|:\s+)"
    rf"|{_PLACE}(?:{_DASH})"
    rf"|{_ALONE}(?:{_DASH}|\s+)){_NEXT}"
)


def prefix_end(paragraph: str) -> int:
    """How many characters at the start of a story's first paragraph are an agency's prefix ("CAIRO, May 3 (Wire) - "); 0 if none."""
    match = PREFIX.match(paragraph[:200])
    return match.end() if match else 0


def dates(text: str) -> list[str]:
    """ISO dates of the full dates in ``text``, in order; impossible and ambiguous ones (03/04/2021) are left out."""
    return [found for found in map(_iso, DATE.finditer(text)) if found]


def only_date(text: str) -> str:
    """The ISO date when ``text`` is a date, perhaps with a time and words such as "Published", and nothing else; else ""."""
    if len(text) > LONGEST:
        return ""
    found = dates(text)
    if not found:
        return ""
    rest = _words().sub("", ZONE.sub("", CLOCK.sub("", DATE.sub("", text))))
    return "" if any(c.isalnum() for c in rest) else found[0]


def published(lines: list[str]) -> str:
    """The day on which a text was published by its own word: a line with a date alone, or an agency's prefix; "" if none says so.

    ``lines`` are the first lines of the text. A line that tells of a change ("Updated ...") is used only when nothing else is there.
    """
    changed = ""
    for line in lines:
        found = only_date(line) or _labelled(line) or _in_prefix(line)
        if found and _words("changed").search(line[:LONGEST]) and not _words("published").search(line[:LONGEST]):
            changed = changed or found
        elif found:
            return found
    return changed


@lru_cache(maxsize=4)
def _words(kind: str = "") -> re.Pattern[str]:
    """Matches the words of ``kg/data/date_lines.csv``: all, or those that name a day of publication or of a change."""
    with resources.data("date_lines.csv").open(encoding="utf-8", newline="") as rows:
        words = [row["word"] for row in csv.DictReader(rows) if kind in ("", row["kind"])]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\b", re.IGNORECASE)


def _labelled(line: str) -> str:
    """The date in a short line that names it as such: "By Jane Roe, published 12 May 2021"."""
    label = _words("published").search(line[:LONGEST])
    if len(line) > LONGEST or not label or line.rstrip().endswith((".", "?", "!")):
        return ""
    return next(iter(dates(line[label.end() :][:30])), "")


def _in_prefix(line: str) -> str:
    return next(iter(dates(line[: prefix_end(line)])), "")


def _iso(match: re.Match[str]) -> str:
    got = match.groupdict()
    if got["a"]:
        a, b = int(got["a"]), int(got["b"])
        if a <= 12 and b <= 12 and a != b:
            return ""  # day and month cannot be told apart
        year, month, day = int(got["y4"]), min(a, b), max(a, b)
    else:
        i = "1" if got["y1"] else "2" if got["y2"] else "3"
        name = got["m" + i]
        year, day = int(got["y" + i]), int(got["d" + i])
        month = int(name) if name.isdigit() else MONTHS.index(name[:3].lower()) + 1
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
