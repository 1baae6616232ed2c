"""A user's own record of office holders (``--authority FILE``): CSV with the columns of ``kg/data/holders.csv``.

    name,wikidata,iso2,office,start,end
    Ana Sol,,KE,foreign minister,2024-02-01,

``iso2`` is the ISO 3166-1 code of the country, ``office`` one of ``kg/data/offices.csv`` by slug or any of its forms, dates are ISO days,
months or years. An empty ``end`` means that none is known, not that the person is still in office; ``wikidata`` may be empty.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from kg.errors import KgError
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import Holder

COLUMNS = ("name", "wikidata", "iso2", "office", "start", "end")
DATE = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")
ITEM = re.compile(r"(Q[1-9]\d*)?")


def read_authority(path: Path) -> tuple[Holder, ...]:
    """The holdings of a file. Raises KgError, naming file, line and remedy, at the first that cannot be understood."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise KgError(f"{path}: cannot be read as UTF-8 text ({getattr(exc, 'strerror', None) or exc})") from exc
    return parse_authority(text, str(path))


def parse_authority(text: str, origin: str) -> tuple[Holder, ...]:
    """The holdings of a CSV text; ``origin`` is what messages call it. Raises KgError as ``read_authority`` does."""
    try:
        rows = list(csv.reader(text.splitlines(), strict=True))
    except csv.Error as exc:
        raise KgError(f"{origin}: cannot be read as CSV ({exc})") from exc
    if not rows or tuple(rows[0]) != COLUMNS:
        raise KgError(f"{origin}:1: the header must be {','.join(COLUMNS)}")
    return tuple(_holder([c.strip() for c in row], f"{origin}:{n}") for n, row in enumerate(rows[1:], 2) if any(row))


def _holder(row: list[str], place: str) -> Holder:
    if len(row) != len(COLUMNS):
        raise KgError(f"{place}: {len(row)} cells, not {len(COLUMNS)} ({', '.join(COLUMNS)})")
    name, item, iso2, post, start, end = row
    office = gazetteer().office(post.replace("-", " ")) or gazetteer().office(post)
    faults = (
        (not name, "has no name"),
        (not ITEM.fullmatch(item), f"wikidata {item!r} is no id such as Q42; leave it empty if unknown"),
        (gazetteer().country(iso2, code=True) is None, f"iso2 {iso2!r} is no code of a country such as KE"),
        (office is None, f"office {post!r} is not known; kg/data/offices.csv lists the offices"),
        (not DATE.fullmatch(start) or not DATE.fullmatch(end), "dates are YYYY, YYYY-MM, YYYY-MM-DD or empty"),
        (bool(start and end) and end < start[: len(end)], f"the end {end} is before the start {start}"),
    )
    for wrong, message in faults:
        if wrong:
            raise KgError(f"{place}: {message}")
    assert office is not None
    return Holder(name, item, iso2, office.slug, start, end)
