"""Which words are words of time."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Token

from kg.extract.meetings.lexicon import rows

YEAR = re.compile(r"(19|20)\d\d$")
PERSONS = {"PERSON", "PER"}
UNCAPITALISED = {"today", "yesterday", "tomorrow", "tonight", "overnight"}


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {r["word"]: r["sort"] for r in rows("time_words.csv")}


def time_sort(token: Token) -> str:
    """day, month, part, unit, year, or "" for a token that is no word of time."""
    if YEAR.match(token.text):
        return "year"
    words = _words()
    sort = words.get(token.lower_, "") or (words.get(token.lower_[:-1], "") if token.lower_.endswith("s") else "")
    if sort in {"day", "month"} and token.lower_ not in UNCAPITALISED and not token.text[0].isupper() and token.lower_ != "day":
        return ""
    if sort in {"day", "month"} and token.ent_type_ in PERSONS:
        return ""  # "Theresa May"
    return "" if token.lower_ == "may" and token.pos_ == "AUX" else sort
