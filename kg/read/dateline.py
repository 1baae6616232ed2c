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
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?(?P<m2>{_MONTH})[\s,/.-]+(?P<y2>{_YEAR})(?:\b|(?=\d\d?\s{_MONTH}))"
    rf"|(?P<m3>{_MONTH})[\s-]+(?P<d3>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y3>{_YEAR})\b"
    rf"|(?P<a>\d\d?)[/.](?P<b>\d\d?)[/.](?P<y4>{_YEAR})\b)",
    re.IGNORECASE,
)
# Clock times, reading times and time zones beside a date.
CLOCK = re.compile(
    r"(?:T|\b)\d{1,2}[:.]\d\d(?::\d\d(?:\.\d+)?)?Z?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|[+-]\d\d:?\d\d\b|"
    r"\b\d{1,3}[ -]min(?:ute)?s?\b",
    re.IGNORECASE,
)
ZONE = re.compile(r"\b(?:[A-Z]{1,4}T|UTC|Z)\b|\b(?:local|eastern|pacific|central|standard|daylight) time\b")
LONGEST = 120
SEGMENT = re.compile(r"\s*[|•·]\s*")

# What may close an agency's prefix: a dash, a colon or a bracket; a new sentence has to follow.
CLOSE = re.compile(r"\s?(?:--?|[–—―])\s+|[—―]\s?|:\s+|(?<=\))\s+")
NEXT = re.compile(r"[\"'“‘«(\[]?[A-Z0-9\u00c0-\u024f]")
AGENCY = re.compile(r"\s?\(([A-Z][^()]{0,40}|[a-z]{2,5})\)$")
WHEN = re.compile(
    rf"\b(?:(?:{_DAY},?\s)?(?:{_MONTH}\s\d\d?(?:st|nd|rd|th)?|\d\d?(?:st|nd|rd|th)?\s{_MONTH})(?:,?\s{_YEAR})?"
    rf"|\d\d?/\d\d?(?:/{_YEAR})?|{_YEAR}-\d\d-\d\d)[.,]?$",
    re.IGNORECASE,
)
ALONE = re.compile(r"\([A-Z][\w.'’/-]{1,20}(?:,? [A-Z][\w.'’/-]{0,20}){0,3}\)(?:\s?[-–—]{1,2})?\s+(?=[\"'“‘«]?[A-Z])")
ACRONYM = re.compile(r"[A-Z]{2,8}")
PREFIX = 120
PLACE_WORDS = 7


def prefix_end(paragraph: str) -> int:
    """How many characters at the start of a story's first paragraph are an agency's prefix ("CAIRO, May 3 (Wire) - "); 0 if none."""
    head = paragraph[: PREFIX + 20]
    alone = ALONE.match(head)
    end = alone.end() if alone else 0
    for close in CLOSE.finditer(head):
        if close.start() > PREFIX:
            break
        if NEXT.match(head, close.end()) and _is_prefix(" ".join(head[: close.start()].split()), close[0].strip()):
            end = close.end()
    return end


def _is_prefix(head: str, close: str) -> bool:
    agency = AGENCY.search(head)
    place = head[: agency.start()] if agency else head
    when = WHEN.search(place)
    place = (place[: when.start()] if when else place).strip(" ,.-–—/")
    words = _words_of(place)
    if not words:
        return bool(agency) and bool(close)
    town = _words_of(place.split(",")[0])
    named = all(word[0].isupper() or word in _listed("particle") for word in words) and words[0].lower() not in _listed("no-place")
    if not named or len(words) > PLACE_WORDS:
        return False
    capitals = len(town[0]) > 2 and all(word.isupper() for word in town)
    if not close:
        return capitals and agency is not None and ACRONYM.fullmatch(agency[1]) is not None
    return bool(agency or when) or (capitals and close != ":" and len("".join(town)) > 3)


def _words_of(place: str) -> list[str]:
    return [word for word in re.split(r"[\s,/-]+", place) if word]


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
    rest = _words("published", "changed", "beside").sub("", ZONE.sub("", CLOCK.sub("", DATE.sub("", text))))
    return "" if any(c.isalnum() for c in rest) else found[0]


def published(top: list[str], bottom: list[str]) -> str:
    """The day on which a text was published by its own word: a line with a date alone, or an agency's prefix; "" if none says so.

    ``top`` are the lines up to the story's first paragraph, ``bottom`` the last ones. A line that tells of a change ("Updated ...")
    is used only when nothing else is there.
    """
    changed = ""
    for line in (*top, *bottom):
        found = only_date(line) or _labelled(line) or _in_segment(line) or (_in_prefix(line) if line in top else "")
        if found and _words("changed").search(line[:LONGEST]) and not _words("published").search(line[:LONGEST]):
            changed = changed or found
        elif found:
            return found
    return changed


@lru_cache(maxsize=8)
def _listed(*kinds: str) -> frozenset[str]:
    """The words of these kinds in ``kg/data/date_lines.csv``."""
    with resources.data("date_lines.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["word"] for row in csv.DictReader(rows) if row["kind"] in kinds)


@lru_cache(maxsize=8)
def _words(*kinds: str) -> re.Pattern[str]:
    words = sorted(_listed(*kinds), key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _labelled(line: str) -> str:
    """The date in a short line that names it as such: "By Jane Roe, published 12 May 2021"."""
    label = _words("published").search(line[:LONGEST])
    if len(line) > LONGEST or not label or line.rstrip().endswith((".", "?", "!")):
        return ""
    return next(iter(dates(line[label.end() :][:30])), "")


def _in_segment(line: str) -> str:
    """The date that stands alone in a part of a line of a page's head: "By Jane Roe | 12 May 2021"."""
    segments = SEGMENT.split(line) if len(line) <= LONGEST else []
    return next((found for found in map(only_date, segments) if found), "") if len(segments) > 1 else ""


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
