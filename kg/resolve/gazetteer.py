"""Countries, cities, organisations, offices and titles by the names that the news gives them.

The tables lie in ``kg/data``; ``authority/README.md`` in the repository tells their sources. Lookups take a name as it stands in a
text and return ``None`` for what is not known. Short all-capital forms ("US", "WHO") must be written so, other names need a capital
letter somewhere ("turkey" and "polish" are no country); accents, possessives, hyphens and a leading "the" do not count.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TypeVar

from kg import resources
from kg.resolve._index import Names, key
from kg.resolve._portfolio import composed
from kg.resolve._records import (
    Body,
    City,
    Country,
    Office,
    Organization,
    Title,
    bodies,
    countries,
    offices,
    organizations,
    rows,
    titles,
)

T = TypeVar("T")


class Gazetteer:
    """All tables; use ``gazetteer()``, which loads them once."""

    def country(self, text: str, *, code: bool = False) -> Country | None:
        """The country called ``text``: a name, an alias, a demonym ("Chinese", "Britons"), or its ISO code with ``code``."""
        if code:
            return self._codes.get(text)
        return self._countries.get(text) or self._demonym(text)

    def is_demonym(self, text: str) -> bool:
        """Whether ``text`` is an adjective or the name of people ("Dutch", "Palestinians") rather than of the country."""
        return self._countries.get(text) is None and self._demonym(text) is not None

    def metonym(self, text: str) -> Country | None:
        """The country for whose government a capital or seat called ``text`` stands ("Washington", "the Kremlin")."""
        return self._metonyms.get(text)

    def seat(self, text: str) -> Organization | None:
        """The organisation for which a place called ``text`` stands ("Brussels": the European Union)."""
        return self._seats.get(text)

    def city(self, text: str) -> City | None:
        """The capital, city or region called ``text``; None for names that several countries share."""
        row = self._cities.get(key(text)) if text.lower() != text else None
        return City(row[0], row[1], row[2]) if row is not None else None

    def organization(self, text: str) -> Organization | None:
        """The body called ``text``; "the Foreign Ministry", which every country has, is a ``body``."""
        return self._organizations.get(text)

    def body(self, text: str) -> Body | None:
        """The kind of body that ``text`` names, in any case ("foreign ministry", "the Defense Ministry")."""
        return self._bodies.get(text)

    def office(self, text: str) -> Office | None:
        """The office of which ``text`` is a form, whatever its case; "former" and the like are for the caller to take off.

        What is not listed may be told by its parts ("deputy tourism minister").
        """
        return self._offices.get(text) or composed(text, self._offices.get)

    def listed(self, slug: str) -> bool:
        """Whether an office concept stands in the table; others are told by their parts."""
        return slug in self._slugs

    def home(self, text: str) -> str:
        """The ISO code of the only country whose office is called ``text`` ("Taoiseach"), or ""."""
        return self._homes.get(text) or ""

    def may_begin(self, word: str) -> bool:
        """Whether a country, an organisation or a kind of body may have a name that begins with ``word``; False only where none has."""
        tables = (self._countries, self._demonyms, self._organizations, self._bodies)
        return any(table.may_begin(word) for table in tables)

    def title(self, text: str) -> Title | None:
        """The form of address that ``text`` is ("Mr.", "Baroness")."""
        return self._titles.get(text)

    def gender(self, name: str) -> str:
        """The gender (m or f) that the given name of ``name`` usually tells, or "" where it tells none or is not known."""
        first = name.split()[0] if name.split() else ""
        return self._genders.get(first) or ""

    def given(self, word: str) -> bool:
        """Whether ``word``, written as here, is somebody's given name ("Ana"; not "ana" or "ANA")."""
        return self._genders.get(word) is not None and not word.isupper() and word[:1].isupper()

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """All countries and territories by code."""
        return countries()

    @cached_property
    def organizations(self) -> tuple[Organization, ...]:
        """All known organisations."""
        return organizations()

    @cached_property
    def resumptions(self) -> frozenset[str]:
        """The nouns that resume a body told of before ("bloc", "alliance")."""
        return frozenset(noun for o in self.organizations for noun in o.called)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """The kinds of body that states have."""
        return bodies()

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """All listed office concepts."""
        return offices()

    @cached_property
    def office_forms(self) -> tuple[str, ...]:
        """Every form of every office, longest first."""
        return tuple(sorted((f for o in self.offices for f in o.forms), key=lambda f: (-len(f), f)))

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """All forms of address."""
        return titles()

    def _demonym(self, text: str) -> Country | None:
        found = self._demonyms.get(text)
        if found is None and text.endswith("s"):
            return self._demonyms.get(text[:-1])
        return found

    @cached_property
    def _codes(self) -> dict[str, Country]:
        return {c.iso2: c for c in self.countries}

    @cached_property
    def _countries(self) -> Names[Country]:
        return Names([*((c.name, c) for c in self.countries), *_by(self.countries, lambda c: c.aliases)])

    @cached_property
    def _demonyms(self) -> Names[Country]:
        return Names(_by(self.countries, lambda c: c.demonyms))

    @cached_property
    def _metonyms(self) -> Names[Country]:
        return Names(_by(self.countries, lambda c: c.metonyms))

    @cached_property
    def _seats(self) -> Names[Organization]:
        return Names(_by(self.organizations, lambda o: o.seats))

    @cached_property
    def _cities(self) -> dict[str, list[str]]:
        """Rows by key, made into a City when asked for: there are thirty thousand, and most stories name a few."""
        with resources.data("cities.csv").open(encoding="utf-8", newline="") as lines:
            table = csv.reader(lines)
            next(table)
            return {row[0].lower() if row[0].isascii() and row[0].isalpha() else key(row[0]): row for row in table}

    @cached_property
    def _organizations(self) -> Names[Organization]:
        return Names([*((o.name, o) for o in self.organizations), *_by(self.organizations, lambda o: o.aliases)])

    @cached_property
    def _bodies(self) -> Names[Body]:
        return Names(_by(self.bodies, lambda b: b.forms), any_case=True)

    @cached_property
    def _offices(self) -> Names[Office]:
        return Names(_by(self.offices, lambda o: (*o.forms, o.label)), any_case=True)

    @cached_property
    def _slugs(self) -> frozenset[str]:
        return frozenset(o.slug for o in self.offices)

    @cached_property
    def _homes(self) -> Names[str]:
        return Names((r["form"], r["iso2"]) for r in rows("office_homes.csv"))

    @cached_property
    def _genders(self) -> Names[str]:
        return Names((r["name"], r["gender"]) for r in rows("given_names.csv"))

    @cached_property
    def _titles(self) -> Names[Title]:
        return Names((t.form, t) for t in self.titles)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer; each table is read when it is first asked for."""
    return Gazetteer()


def _by(things: Iterable[T], names: Callable[[T], Iterable[str]]) -> Iterator[tuple[str, T]]:
    return ((name, thing) for thing in things for name in names(thing))
