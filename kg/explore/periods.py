"""Time cut into months or years for charts: every one between the first and the last, so that a gap is seen as a gap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

MONTHS, YEARS = 60, 100  # more months than this are told by years; more years than this are no time that news are of
_KEY = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def periods(keys: Iterable[str], months: int = MONTHS) -> list[str]:
    """The months (``2023-06``) from the first to the last of ``keys``; years when these are too many or a key is but a year.

    What is neither month nor year is left out.
    """
    found = sorted({key for key in keys if _KEY.fullmatch(key)})
    if not found:
        return []
    if all(len(key) == 7 for key in found):
        first, last = (int(key[:4]) * 12 + int(key[5:]) - 1 for key in (found[0], found[-1]))
        if last - first < months:
            return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
    years = sorted({int(key[:4]) for key in found})
    return [f"{year:04}" for year in (range(years[0], years[-1] + 1) if years[-1] - years[0] < YEARS else years)]


def over_time(counts: Iterable[tuple[str, int]], months: int = MONTHS) -> list[tuple[str, int]]:
    """Counts by month as counts by period, those of nothing included."""
    found = list(counts)
    shown = periods((key for key, _ in found), months)
    sums: Counter[str] = Counter()
    for key, count in found:
        sums[key[: len(shown[0])] if shown else ""] += count
    return [(period, sums[period]) for period in shown]
