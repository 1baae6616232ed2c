"""Who is known to have held a national office (``kg/data/holders.csv``, facts of Wikidata up to 2022).

Help, never truth over the article: a row is used only when name, office and the article's date agree, and only to complete what the
article leaves out. An office without an end is not known to last, so it neither proves nor denies anything after its start.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg import resources
from kg.model import RoleStatus
from kg.resolve.names import fold, parts, same_person

# An office by another name in another country, or at another time: the article's word may be either.
ALIKE = {
    "foreign-secretary": "foreign-minister",
    "secretary-of-state": "foreign-minister",
    "defence-secretary": "defence-minister",
    "chancellor": "prime-minister",
}


RECORD_ENDS = "2022-12-31"


class Holder(NamedTuple):
    """One holding: dates are ISO with the precision known, ``end`` is "" where unknown."""

    name: str
    wikidata: str
    iso2: str
    office: str
    start: str
    end: str


@lru_cache(maxsize=1)
def _by_surname() -> dict[tuple[str, str], tuple[Holder, ...]]:
    """Holdings by office and last word of the name."""
    table: dict[tuple[str, str], list[Holder]] = {}
    with resources.data("holders.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            holder = Holder(row["name"], row["wikidata"], row["iso2"], row["office"], row["start"], row["end"])
            words = fold(holder.name).split()
            for word in {words[0], words[-1]} if words else ():
                table.setdefault((holder.office, word), []).append(holder)
    return {k: tuple(v) for k, v in table.items()}


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(word for _, word in _by_surname())


def is_surname(word: str) -> bool:
    """Whether some holder's name, as far as the record goes, begins or ends in ``word``."""
    return fold(word) in _surnames()


def find(name: str, office: str, status: RoleStatus, published: str, countries: Sequence[str] = ()) -> Holder | None:
    """The one person (of one country) who by name, office (a slug) and date can be meant; None when nobody or several can.

    A surname alone only counts for a country among ``countries`` (ISO codes), those that the article speaks of.
    """
    words = parts(name)
    if not words:
        return None
    offices = (office, ALIKE[office]) if office in ALIKE else (office,)
    rows = [h for o in offices for word in {words[0], words[-1]} for h in _by_surname().get((o, word), ())]
    rows = [h for h in rows if _fits_date(h, status, published)]
    if len(words) > 1:
        rows = [h for h in rows if same_person(name, h.name)]
    else:
        rows = [h for h in rows if parts(h.name)[-1:] == words and h.iso2 in countries]
    if len({h.wikidata for h in rows}) != 1 or len({h.iso2 for h in rows}) != 1:
        return None
    return max(rows, key=lambda h: (h.office == office, h.start))


def over(holder: Holder, published: str) -> bool:
    """Whether the holding had ended when the article was published; later articles than the record's end may see it begun again."""
    return bool(holder.end) and holder.end < published[: len(holder.end)] and published <= RECORD_ENDS


def _fits_date(holder: Holder, status: RoleStatus, published: str) -> bool:
    if not published:
        return True
    begun = not holder.start or holder.start <= published[: len(holder.start)]
    if status == "former":
        return begun
    ended = bool(holder.end) and holder.end < published[: len(holder.end)]
    return status == "current" and begun and not ended
