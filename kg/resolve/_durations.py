"""How long something lasted: lengths in hours and minutes, as decimal strings of minutes, and a visit's days."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from spacy.tokens import Doc

from kg.model import Tokens
from kg.resolve._time_words import number, words

FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
DAYS_REACH = 7
_DAYS = re.compile(r"\b(\w+)(?:[-–‑]\s?day\b(?![^-–]*,)|\s+days of\b)", re.IGNORECASE)
SPACE = r"[\s\-–]+"


# {C} is a count in words or figures, {S} what stands between words; "three and a half hours", "7-1/2 hours", "one-hour-45-minute".
HOURS = (
    r"(?:(?P<quarter>\b(?:a{S})?quarter|\bthree{S}quarters){S}of{S}an{S}hour"
    r"|(?P<halfhour>\b(?:a{S})?half{S}(?:an?{S})?hour)"
    r"|(?P<whole>\d{1,3}(?:\.\d+)?(?![\d,/])|\b{C})(?:{S}?(?P<num>\d)/(?P<den>[1-9])|(?P<frac>[½¼¾]))?(?P<half>{S}and{S}a{S}half)?"
    r"{S}?(?:hours?|hrs?)\b(?P<half2>{S}and{S}a{S}half)?"
    r"|(?P<long>\bhour)(?=-long))"
)
MINUTES = r"(?P<minutes>\d{1,3}|\b{C}){S}?(?:minutes?|mins?)\b"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    only = MINUTES.replace("minutes>", "only>")
    whole = rf"(?<![\d.,$€£/])(?:{HOURS}(?:,?(?:{{S}}and)?{{S}}{MINUTES})?|{only})(?:-long)?"
    count = "|".join(sorted(words("number"), key=len, reverse=True))
    return re.compile(whole.replace("{C}", f"(?:{count})").replace("{S}", SPACE), re.IGNORECASE)


# Not a length: "two hours later", "an hour ago", "every 20 minutes", "60 km an hour".
AFTERWARDS = re.compile(r"\s*(?:ago|earlier|later|before|after|afterwards|early|late|ahead|away)\b", re.IGNORECASE)
RATE = re.compile(r"\b(?:every|each|per|once|twice|km|miles|kilometers|kilometres)\s*$|[\d$€£]\s*$", re.IGNORECASE)


def durations(doc: Doc) -> tuple[tuple[Tokens, str], ...]:
    """The lengths named in a story with their minutes, in text order: "about three hours" gives "180", "7-1/2 hours" "450".

    Days ("two-day") are no such length, nor are distances in time ("two hours later") and rates ("every hour").
    """
    found: list[tuple[Tokens, str]] = []
    text = doc.text
    if "hour" not in text and "minute" not in text and "min" not in text and "hr" not in text:
        return ()
    for match in _pattern().finditer(text):
        value = _minutes(match)
        if not value or AFTERWARDS.match(text, match.end()) or RATE.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None and len(span):
            found.append((Tokens(span.start, span.end), _plain(value)))
    return tuple(found)


def days_of(doc: Doc, trigger: Tokens) -> int:
    """The days that "a four-day visit" or "two days of talks" last: the number in front (of the first token), or 0 if none is told."""
    before = doc[max(doc[trigger.start].sent.start, trigger.start - DAYS_REACH) : trigger.start]
    found = list(_DAYS.finditer(before.text)) if "day" in before.text else []
    return (number(found[-1][1]) or 0) if found else 0


def _minutes(match: re.Match[str]) -> Decimal:
    part = match.groupdict()
    total = Decimal(0)
    if part["only"]:
        return Decimal(number(part["only"]) or 0)
    if part["quarter"]:
        total = Decimal(45 if part["quarter"].lower().startswith("three") else 15)
    elif part["halfhour"]:
        total = Decimal(30)
    elif part["long"]:
        total = Decimal(60)
    else:
        total = 60 * _hours(part)
    return total + (number(part["minutes"]) or 0 if part["minutes"] else 0)


def _hours(part: dict[str, str | None]) -> Decimal:
    whole = part["whole"] or ""
    value = Decimal(whole) if whole[0].isdecimal() else Decimal(number(whole) or 0)
    if part["num"] and part["den"]:
        value += Decimal(part["num"]) / Decimal(part["den"])
    if part["frac"]:
        value += FRACTIONS[part["frac"]]
    return value + (Decimal("0.5") if part["half"] or part["half2"] else 0)


def _plain(value: Decimal) -> str:
    """Without exponent and trailing zeros, at most two places."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")
