"""What the gazetteer knows: the records of countries, cities, bodies, offices and titles, as ``kg/data`` has them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from kg import resources


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; ``iso2`` is its ISO 3166-1 code, ``metonyms`` the seats that stand for its government."""

    iso2: str
    name: str
    wikidata: str
    demonyms: tuple[str, ...]
    aliases: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]

    @property
    def demonym(self) -> str:
        """The usual adjective ("Chinese"), or "" where none is known."""
        return self.demonyms[0] if self.demonyms else ""


@dataclass(frozen=True, slots=True)
class City:
    """A place within a country (ISO code ``country``); ``kind`` is capital, region, place or "" for a city."""

    name: str
    country: str
    kind: str


@dataclass(frozen=True, slots=True)
class Organization:
    """A body; ``country`` is an ISO code, or "" for an international or unplaced one, ``called`` the nouns that resume it ("the bloc").

    ``organ_of`` is the name of the body for which its people speak: the European Union for those of the European Commission.
    """

    name: str
    aliases: tuple[str, ...]
    country: str
    kind: str
    wikidata: str
    seats: tuple[str, ...]
    called: tuple[str, ...] = ()
    organ_of: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body that every country may have ("Foreign Ministry"); it needs a country to be an organisation."""

    label: str
    forms: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office concept; ``level`` is "unique" (one holder per organisation at a time) or "several"."""

    slug: str
    label: str
    forms: tuple[str, ...]
    level: str
    org_kind: str


@dataclass(frozen=True, slots=True)
class Title:
    """A form of address before a name; ``gender`` is m, f or ""."""

    form: str
    gender: str
    kind: str


def countries() -> tuple[Country, ...]:
    """All countries and territories by code."""
    columns = ("demonyms", "aliases", "capitals", "metonyms")
    return tuple(Country(r["iso2"], r["name"], r["wikidata"], *(_cell(r[c]) for c in columns)) for r in rows("countries.csv"))


def organizations() -> tuple[Organization, ...]:
    """All known organisations."""
    return tuple(
        Organization(
            r["name"], _cell(r["aliases"]), r["country"], r["kind"], r["wikidata"], _cell(r["seats"]), _cell(r["called"]), r["organ_of"]
        )
        for r in rows("organizations.csv")
    )


def bodies() -> tuple[Body, ...]:
    """The kinds of body that states have."""
    return tuple(Body(r["label"], _cell(r["forms"]), r["kind"]) for r in rows("bodies.csv"))


def offices() -> tuple[Office, ...]:
    """All listed office concepts."""
    return tuple(Office(r["slug"], r["label"], _cell(r["forms"]), r["level"], r["org_kind"]) for r in rows("offices.csv"))


def titles() -> tuple[Title, ...]:
    """All forms of address."""
    return tuple(Title(r["form"], r["gender"], r["kind"]) for r in rows("titles.csv"))


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of ``kg/data`` by column."""
    with resources.data(name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _cell(value: str) -> tuple[str, ...]:
    return tuple(value.split(";")) if value else ()
