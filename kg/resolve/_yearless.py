"""The day without a year ("on 18 June") that an undated article gives a meeting: other articles may tell the year."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.model import Tokens
from kg.resolve._date_grammar import Found, scan
from kg.resolve._time_words import words
from kg.resolve.dates import BOUND

DATES = ("date", "date-us")


def yearless(doc: Doc, evidence: Sequence[Tokens]) -> str:
    """The only such day in the evidence, as ``--MM-DD`` (xsd:gMonthDay), or "" where there is none or more than one."""
    found = set()
    for tokens in evidence:
        text = doc[tokens.start : tokens.end].text
        found |= {_day(f) for f in scan(text) if f.rule in DATES and not BOUND.search(text, 0, f.start)} - {""}
    return found.pop() if len(found) == 1 else ""


def _day(found: Found) -> str:
    """The day, or "" for one with its year."""
    if "y" in found.parts or "ryear" in found.parts:
        return ""
    name = found.parts["m"].rstrip(".")
    month = words("month").get(name) or words("abbreviation")[name]
    return f"--{month:02}-{int(''.join(c for c in found.parts['d'] if c.isdecimal())):02}"
