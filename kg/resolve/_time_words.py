"""Words of time from ``kg/data/dates.csv``: months, weekdays, numbers, and the verbs that tell of plans."""

from __future__ import annotations

import csv
from functools import cache

from kg import resources


@cache
def words(kind: str) -> dict[str, int]:
    """The words of one kind (month, weekday, number, plan, ...) with their numbers (0 where they have none)."""
    with resources.data("dates.csv").open(encoding="utf-8", newline="") as lines:
        return {r["word"]: int(r["value"] or 0) for r in csv.DictReader(lines) if r["kind"] == kind}


def number(text: str) -> int | None:
    """The value of a whole number in digits or words ("12", "twelve", "a couple of"), or None."""
    plain = " ".join(text.lower().split())
    if plain in {"a couple", "a couple of", "couple of"}:
        return 2
    return int(plain) if plain.isdecimal() and len(plain) < 5 else words("number").get(plain)
