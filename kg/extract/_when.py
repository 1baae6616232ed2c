"""Where time expressions stand. What dates they mean is found by resolution, which knows the day of publication."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from kg.extract._lexicon import rows
from kg.model import Tokens

YEAR = re.compile(r"(19|20)\d\d$")
DAY = re.compile(r"[0-3]?\d(st|nd|rd|th)?$")
POINTERS = {"this", "last", "next", "coming", "same", "following", "previous", "past", "earlier", "later", "early", "late", "mid", "recent", "that"}
TRAILERS = {"ago", "before", "earlier", "later", "after"}
SPEECH = {"say", "tell", "announce", "report", "confirm", "state", "add", "write", "tweet", "warn", "claim", "note"}


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {r["word"]: r["sort"] for r in rows("time_words.csv")}


def sort_of(doc: Doc, i: int) -> str:
    """day, month, part, unit, year, or "" for a token that is no word of time."""
    token = doc[i]
    if YEAR.match(token.text):
        return "year"
    words = _words()
    sort = words.get(token.lower_, "") or (words.get(token.lower_[:-1], "") if token.lower_.endswith("s") else "")
    if sort in {"day", "month"} and token.lower_ not in {"today", "yesterday", "tomorrow", "tonight", "overnight"} and not token.text[0].isupper():
        return ""
    return "" if token.lower_ == "may" and token.pos_ == "AUX" else sort


def find(doc: Doc, start: int, end: int) -> list[Tokens]:
    """The time expressions between two tokens, in order; a span or an adjoining pair counts as one."""
    found: list[Tokens] = []
    for i in range(start, end):
        sort = sort_of(doc, i)
        if not sort:
            continue
        first, last = i, i + 1
        while first > start and _leads(doc, first - 1):
            first -= 1
        while last < end and (doc[last].lower_ in TRAILERS or DAY.match(doc[last].text) or doc[last].text == ","  and last + 1 < end and YEAR.match(doc[last + 1].text)):
            last += 1
        if sort in {"unit", "part"} and first == i and last == i + 1:
            continue
        if found and first <= found[-1].end + 1 and _glued(doc, found[-1].end, first):
            found[-1] = Tokens(found[-1].start, last)
        elif not found or first >= found[-1].end:
            found.append(Tokens(first, last))
    return found


def _leads(doc: Doc, i: int) -> bool:
    token = doc[i]
    return token.lower_ in POINTERS | {"the", "a", "of", "few"} or token.pos_ == "NUM" or bool(DAY.match(token.text))


def _glued(doc: Doc, end: int, start: int) -> bool:
    return all(t.text in {",", "-", "–"} or t.lower_ in {"of", "to", "and", "until"} for t in doc[end:start])


def near(doc: Doc, trigger: Tokens, start: int, end: int) -> tuple[Tokens, ...]:
    """The time expressions of a clause, likeliest first: those behind the trigger, then those before it.

    One that tells when something was said ("said on Friday") is left out.
    """
    found = [t for t in find(doc, start, end) if not _speech(doc, t, trigger)]
    behind = [t for t in found if t.start >= trigger.end]
    ahead = [t for t in found if t.start < trigger.end]
    return tuple(behind + ahead[::-1])


def _speech(doc: Doc, time: Tokens, trigger: Tokens) -> bool:
    i = time.start - 1
    while i >= 0 and doc[i].pos_ == "ADP":
        i -= 1
    follows = doc[time.end].lower_ if time.end < len(doc) else ""
    return i >= 0 and doc[i].lemma_.lower() in SPEECH and i != trigger.start and follows not in {"as", "while", "during"}
