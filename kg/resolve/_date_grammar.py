"""The forms of time expressions: regular expressions over one sentence, named by rule.

``scan`` finds the expressions of a sentence from left to right, the longest at each place; their meaning is found in ``dates``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.resolve._time_words import words


class Found(NamedTuple):
    """An expression: its rule, its place in the sentence (characters) and its parts."""

    rule: str
    start: int
    end: int
    parts: dict[str, str]


# Building blocks: put into the patterns in place of their names in braces. M is a month, MF one in full, W a weekday, H a holiday,
# C a count.
BLOCKS = {
    "D": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)",
    "Y": r"(?:19|20)\d\d(?!\d)(?![-–]year)",
    "TO": r"(?:\s*[-–—]\s*|\s+(?:to|through|until|till)\s+)",
    "AND": r"(?:\s*[-–—]\s*|\s+(?:to|through|until|till|and)\s+)",
    "COMMA": r"(?:\s?,)?\s+",
    "PART": r"(?i:early |mid(?:-| )|late |(?:earlier|later) in (?:the )?)",
    "DAYPART": r"(?:morning|afternoon|evening|night)",
    "REL": r"(?i:last|next|this(?: past| coming)?)",
    "UNIT": r"(?:day|week|fortnight|month|year|decade)",
    "DTH": r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)",
    "SEASON": r"(?:spring|summer|autumn|fall|winter)",
}

# Order matters only between matches of one length: the first wins.
PATTERNS = {
    "iso": r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
    "numeric": r"(?<![\d./])(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?![\d/])",
    "days": r"(?<![\d.,])(?P<d>{D})(?:\s+(?P<m>{M}))?(?:{COMMA}(?P<y>{Y}))?{AND}(?P<d2>{D})(?:\s+of)?\s+(?P<m2>{M})(?:{COMMA}(?P<y2>{Y}))?",
    "days-us": r"\b(?P<m>{M})\s+(?P<d>{D})(?:{COMMA}(?P<y>{Y}))?{AND}(?:(?P<m2>{M})\s+)?(?P<d2>{D})(?:{COMMA}(?P<y2>{Y}))?",
    "date": r"(?:\b{W}{COMMA})?(?:the\s+)?(?<![\d.,])(?P<d>{D})(?:\s+of\s+|[\s-]+)(?P<m>{M})"
    r"(?:(?:{COMMA}|-)(?P<y>{Y})|\s+(?P<ryear>last|this|next)\s+year)?",
    "date-us": r"(?:\b{W}{COMMA})?\b(?P<m>{M})\s+(?:the\s+)?(?P<d>{D})(?:{COMMA}(?P<y>{Y})|\s+(?P<ryear>last|this|next)\s+year)?",
    "holiday": r"\b(?P<holiday>{H})(?:{COMMA}(?P<y>{Y}))?",
    "month": r"\b{PART}?(?P<m>{M}){COMMA}(?:of\s+)?(?P<y>{Y})",
    "month-relative": r"\b(?:(?P<rel>{REL})\s+(?P<m>{MF})|{PART}?(?P<m2>{MF})\s+(?:of\s+)?(?P<ryear>last|this|next)\s+year)\b",
    "month-bare": r"\b(?P<part>{PART})?(?P<m>{MF})\b(?!\s+{D})",
    "weekdays": r"\b(?P<w>{W})(?:\s+{DAYPART})?(?:{TO}|(?P<and>\s+and(?:\s+on)?\s+))(?P<w2>{W})\b",
    "weekday": r"\b(?:(?P<rel>{REL}|(?i:the (?:previous|following)))\s+)?(?P<w>{W})(?:\s+{DAYPART})?"
    r"(?:\s+(?:of\s+)?(?P<rweek>last|this|next)\s+week)?\b(?!-)",
    "weekday-weeks": r"\b(?:(?P<n>{C})\s+(?P<unit>week|fortnight)s?\s+(?:from|on)\s+(?P<w>{W})"
    r"|(?P<w2>{W})\s+(?P<weeks>week|fortnight))\b(?!-)",
    "weekday-beside": r"\b[Tt]he\s+{W}\s+(?:before|after)\b",
    "weekday-nth": r"\b[Tt]he\s+(?P<nth>first|second|third|fourth|last)\s+(?P<w>{W})\s+(?:of|in)"
    r"\s+(?:(?P<m>{MF})(?:{COMMA}(?P<y>{Y}))?|(?P<of>this|last|next|the|each|every)\s+month\b)",
    "day-nth": r"\b[Tt]he\s+(?P<d>{DTH})\s+of\s+(?P<of>this|last|next)\s+month\b",
    "months": r"\bbetween\s+(?P<m>{MF})(?:{COMMA}(?P<y>{Y}))?\s+and\s+"
    r"(?P<m2>{MF})(?:{COMMA}(?P<y2>{Y}))?(?!\s+{D})",
    "today": r"(?i)\b(?:(?:earlier|later) (?=today))?(?P<word>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow"
    r"|tonight|overnight|this (?:morning|afternoon|evening)|last night)\b(?:\s+{DAYPART}\b)?",
    "weekend": r"(?i)\b(?P<rel>{REL}|the(?: past| coming)?)\s+weekend\b",
    "season": r"(?i)\b(?P<rel>{REL}|the)\s+(?:early |late )?(?P<season>{SEASON})\b"
    r"(?!\s+(?:of(?!\s+{Y})|games|olympics|session|school|break|camp)\b)"
    r"(?:\s+(?:of\s+)?(?P<y>{Y}))?",
    "unit": r"(?i)(?<!the )(?<!the very )\b(?:(?P<part>earlier|later|early|late)\s+)?(?P<rel>{REL})\s+(?P<unit>week|month|year)\b",
    "within": r"(?i)\b(?:(?P<part>earlier|later|early|late) in|the (?P<part2>end|beginning|start|middle) of)"
    r" the (?P<unit>day|week|month|year)\b",
    "same": r"(?i)\b(?:the same|that(?: same| very)?) (?P<unit>day|{DAYPART}|week|month|year)\b(?! (?:as|that|when|after|before))",
    "beside": r"(?i)\b(?:the (?P<rel>previous|following|next|preceding) (?:day|{DAYPART})|the (?:day|{DAYPART}) (?P<rel2>before|after)"
    r"|the (?P<rel4>previous|following|preceding) (?P<unit2>week|month|year)|the (?P<unit3>week|month|year) (?P<rel5>before|after)"
    r"|(?P<n>{C})\s+(?P<unit>{UNIT})s?\s+(?P<rel3>earlier|later|before|after|afterwards))\b",
    "hours": r"(?i)\b(?:(?:{C}|(?:a |just )?(?:few|several))\s+)?hours?\s+(?P<rel>earlier|later|before|after|afterwards)\b",
    "years-ago": r"(?i)\b(?P<n>{C})\s+years?\s+ago\s+(?P<this>this\s+(?:week|month)|today)\b",
    "in": r"(?i)\bin\s+(?:another\s+)?(?P<n>{C})\s+(?P<unit>day|week|fortnight|month)s?\b(?!['’]|-|\s+time\b)",
    "coming": r"(?i)\b(?:in|over|within) the (?:coming|next)(?: few| couple of)? (?P<unit>day|week)s\b",
    "daypart": r"(?i)\bin the (?:morning|afternoon|evening)\b(?! of\b)",
    "new-year": r"(?i)\bin the new year\b",
    "past": r"(?i)\b(?:in|over|during|within)\s+the\s+(?:past|last)\s+(?P<n>{C})\s+(?P<unit>day|week)s?\b",
    "ago": r"(?i)\b(?P<n>{C})\s+(?P<unit>{UNIT})s?\s+ago\b",
    "ahead": r"(?i)\b(?:(?P<n>{C})\s+(?P<unit>{UNIT})s?\s+from now|in\s+(?P<n2>{C})\s+(?P<unit2>{UNIT})s?['’]s?\s+time"
    r"|in\s+(?P<n3>an?)\s+(?P<unit3>{UNIT})['’]s\s+time)\b",
    "years": r"(?<![\d.,$€£-])(?P<y>{Y})(?:{TO}|(?<=between \d{4})\s+and\s+)(?P<y2>{Y})(?!s|,\d)",
    "year": r"(?<![\d.,$€£/-])\b(?P<y>{Y})\b(?!['’]?s\b)(?![\d/%]|[,.]\d)",
}
HINT = r"[Hh]ours?\b|{H}|\d{4}|day\b|morrow|night|(?:morning|afternoon|evening)|days?\b|week|month|years?\b|decade|fortnight|{SEASON}|{M}"


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    full = "|".join(words("month"))
    blocks = BLOCKS | {
        "MF": f"(?:{full})",
        "M": f"(?:(?:{full})\\b|(?:{'|'.join(words('abbreviation'))})\\b\\.?)",
        "W": f"(?:{'|'.join(words('weekday'))})",
        "H": f"(?:{'|'.join(words('holiday'))})",
        "C": f"(?:\\d{{1,3}}|a couple of|{'|'.join(sorted(words('number'), key=len, reverse=True))})",
    }

    def fill(pattern: str) -> str:
        return re.sub(r"\{([A-Z]+)\}", lambda m: blocks[m[1]], pattern)

    return re.compile(fill(HINT)), tuple((rule, re.compile(fill(p))) for rule, p in PATTERNS.items())


def scan(sentence: str) -> Iterator[Found]:
    """The time expressions of a sentence in order, without overlaps."""
    hint, patterns = _compiled()
    if not hint.search(sentence):
        return
    found = [
        (match.start(), -match.end(), order, rule, match)
        for order, (rule, pattern) in enumerate(patterns)
        for match in pattern.finditer(sentence)
    ]
    at = 0
    for start, minus_end, _, rule, match in sorted(found, key=lambda f: f[:3]):
        if start >= at:
            at = -minus_end
            yield Found(rule, start, at, {k: v for k, v in match.groupdict().items() if v is not None})
