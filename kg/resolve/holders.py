"""Who is known to have held a national office: ``kg/data/holders.csv`` (facts of Wikidata up to 2022), ``kg/data/attested.csv`` (who was
met in which office on which days, up to 2025) and files of the user's own (``use``).

Help, never truth over the article: a row is used only when name, office and the article's date agree, and only to complete what the
article leaves out. An office without an end is not known to last, so it neither proves nor denies anything after its start.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kg import resources
from kg.model import RoleStatus
from kg.resolve.name_likeness import variant
from kg.resolve.names import fold, parts, same_person, slug

# An office by another name in another country, or at another time: the article's word may be either.
ALIKE = {
    "foreign-secretary": "foreign-minister",
    "secretary-of-state": "foreign-minister",
    "defence-secretary": "defence-minister",
    "chancellor": "prime-minister",
}


RECORD_ENDS = "2022-12-31"
# An office without a known end is taken to last this long (days) when a garbled name is looked for, a meeting to tell of this long around.
OPEN_TERM = 12 * 366
AROUND = 400


class Holder(NamedTuple):
    """One holding: dates are ISO with the precision known, ``end`` is "" where unknown.

    ``met`` marks one of which only days in office are known, the first and the last of them.
    """

    name: str
    wikidata: str
    iso2: str
    office: str
    start: str
    end: str
    met: bool = False


_own: list[Holder] = []


Table = dict[tuple[str, str], tuple[Holder, ...]]


@lru_cache(maxsize=1)
def _by_surname() -> Table:
    """Holdings by office and last word of the name."""
    return _by_word(_holdings())


@lru_cache(maxsize=1)
def _met_by_surname() -> Table:
    """Days in office by office and last word of the name."""
    return _by_word(_met())


def _by_word(holders: Iterable[Holder]) -> Table:
    table: dict[tuple[str, str], list[Holder]] = {}
    for holder in holders:
        words = parts(holder.name)
        for word in {words[0], words[-1]} if words else ():
            table.setdefault((holder.office, word), []).append(holder)
    return {k: tuple(v) for k, v in table.items()}


@lru_cache(maxsize=1)
def _by_post() -> dict[tuple[str, str], tuple[Holder, ...]]:
    """Holdings and days in office by office and country (ISO code)."""
    table: dict[tuple[str, str], list[Holder]] = {}
    for holder in (*_holdings(), *_met()):
        table.setdefault((holder.office, holder.iso2), []).append(holder)
    return {k: tuple(v) for k, v in table.items()}


def spelled(form: str, name: str) -> bool:
    """True if a form spells a name in another way that is in use ("Zelensky", "Zelenskyy"): somebody on record has each of its words."""
    return variant(form, name) and all(name_word(w) for w in parts(form))


def is_in_office(word: str, day: str) -> bool:
    """True if somebody of this family name may be in some office on record on an ISO day, so that the word needs no other explanation."""
    return len(day) == 10 and any(_may_cover(h, day) for h in _by_last_word().get(fold(word), ()))


@lru_cache(maxsize=1)
def _by_last_word() -> dict[str, tuple[Holder, ...]]:
    table: dict[str, list[Holder]] = {}
    for rows in _by_post().values():
        for holder in rows:
            table.setdefault(parts(holder.name)[-1] if parts(holder.name) else "", []).append(holder)
    return {k: tuple(v) for k, v in table.items()}


def name_word(word: str) -> bool:
    """True for a word of somebody's name on record."""
    return fold(word) in _name_words()


@lru_cache(maxsize=1)
def recorded_keys() -> frozenset[str]:
    """The keys that persons of these names have."""
    return frozenset(f"person.{slug(h.name)}" for rows in _by_post().values() for h in rows)


@lru_cache(maxsize=1)
def _name_words() -> frozenset[str]:
    return frozenset(w for rows in _by_post().values() for h in rows for w in parts(h.name))


@lru_cache(maxsize=1)
def _by_office() -> dict[str, tuple[Holder, ...]]:
    """The same by office alone."""
    table: dict[str, list[Holder]] = {}
    for (office, _), rows in _by_post().items():
        table.setdefault(office, []).extend(rows)
    return {k: tuple(v) for k, v in table.items()}


def use(own: Sequence[Holder]) -> None:
    """Know these holdings too (those of ``authority.read_authority``), instead of any that were given before; for the whole process."""
    _own[:] = own
    for table in (_by_surname, _met_by_surname, _by_post, _by_office, _name_words, recorded_keys, _by_last_word, in_office):
        table.cache_clear()


def _holdings() -> Iterator[Holder]:
    yield from _own
    with resources.data("holders.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Holder(row["name"], row["wikidata"], row["iso2"], row["office"], row["start"], row["end"])


def _met() -> Iterator[Holder]:
    with resources.data("attested.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Holder(row["name"], "", row["iso2"], row["office"], row["first"], row["last"], met=True)


@lru_cache(maxsize=1024)
def in_office(office: str, iso2: str, day: str) -> tuple[Holder, ...]:
    """Those who may have held an office (slug) of a country (ISO code, "" for any) on an ISO day, one row each by name.

    Where the end of a term is unknown, it may have lasted; where only days in office are known, it may reach a while beyond them.
    """
    if len(day) != 10:
        return ()
    offices = (office, ALIKE[office]) if office in ALIKE else (office,)
    rows = [h for o in offices for h in (_by_post().get((o, iso2), ()) if iso2 else _by_office().get(o, ())) if _may_cover(h, day)]
    found: dict[str, Holder] = {}
    for holder in sorted(rows, key=lambda h: (h.met, not h.end, h.name, h.start)):
        found.setdefault(fold(holder.name), holder)
    return tuple(found.values())


def _may_cover(holder: Holder, day: str) -> bool:
    if not holder.start:
        return bool(holder.end) and day[: len(holder.end)] <= holder.end
    if holder.met:
        return _days(holder.start, day) >= -AROUND and _days(holder.end, day) <= AROUND
    if day[: len(holder.start)] < holder.start:
        return False
    return day[: len(holder.end)] <= holder.end if holder.end else _days(holder.start, day) <= OPEN_TERM


def _days(since: str, day: str) -> int:
    """Days from an ISO date, its year or month taken as beginning, to a day."""
    return (date.fromisoformat(day) - date.fromisoformat(since + "0001-01-01"[len(since) :])).days


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
    for table in (_by_surname(), _met_by_surname()):
        rows = [h for o in offices for word in {words[0], words[-1]} for h in table.get((o, word), ())]
        rows = [h for h in rows if _fits_date(h, status, published)]
        if len(words) > 1:
            rows = [h for h in rows if same_person(name, h.name)]
        else:
            rows = [h for h in rows if parts(h.name)[-1:] == words and h.iso2 in countries]
        if rows:
            one = len({h.iso2 for h in rows}) == 1 and (rows[0].met or len({h.wikidata or h.name for h in rows}) == 1)
            return max(rows, key=lambda h: (h.office == office, h.start)) if one else None
    return None


def over(holder: Holder, published: str) -> bool:
    """Whether the holding had ended when the article was published; later articles than the record's end may see it begun again."""
    return not holder.met and bool(holder.end) and holder.end < published[: len(holder.end)] and published <= RECORD_ENDS


def _fits_date(holder: Holder, status: RoleStatus, published: str) -> bool:
    if not published:
        return True
    if holder.met:
        return _may_cover(holder, published) if status == "current" else status == "former" and holder.start <= published
    begun = not holder.start or holder.start <= published[: len(holder.start)]
    if status == "former":
        return begun
    ended = bool(holder.end) and holder.end < published[: len(holder.end)]
    return status == "current" and begun and not ended
