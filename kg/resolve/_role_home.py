"""Offices told without a country, in a text at home in one.

A domestic report says "Defence Secretary Sol" where it says "German Chancellor Beck" of guests. So when all national offices told
without a country, whose country is known otherwise, belong to one country, the others told in the same way belong to it too. A country
whose officials the text marks as such is not its home; of the two that a story is about, home is the one whose officials it never marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.facts import RoleFact
from kg.resolve._records import Country
from kg.resolve._role_merge import GENERIC
from kg.resolve.gazetteer import gazetteer

BEFORE = "role.before-name"
MONARCHIES = ("Kingdom", "Sultanate", "Emirate", "Principality", "Grand Duchy")
Held = tuple[str, str]
# How often a story must name a country to be at home there, when nothing but the marks of others tells.
OFTEN = 3


def abroad(roles: Sequence[RoleFact], across: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """(person, country) keys of those who met a holder of some office of that country: they hold none of it, as states meet states.

    ``across`` are the pairs who met each other.
    """
    countries: dict[str, set[str]] = {}
    for role in roles:
        if role.org.startswith("country."):
            countries.setdefault(role.person, set()).add(role.org)
    return {(one, country) for one, other in across for country in countries.get(other, ())}


def at_home(
    roles: Sequence[RoleFact],
    titles: Collection[Held],
    called: Collection[Held],
    guests: Collection[tuple[str, str]] = (),
    near: Mapping[Held, Collection[str]] | None = None,
    marked: Collection[str] = (),
    named: Sequence[tuple[str, int]] = (),
) -> list[RoleFact]:
    """The roles with the home country filled in.

    ``titles`` are the (person, office) keys that titles tell and never with a country, ``called`` those of people called by their
    office alone ("the prime minister"). Nothing is filled in where the known ones are of several countries, or of none,
    nor what somebody else holds there, nor for ``guests`` (person, country).

    ``near`` has the countries that the paragraph names in front of each title. Behind its own country a title needs none ("Chileans
    wait. Finance Minister Sol said"), so it does not show where home is, and is of that country itself where it is the only one.
    ``marked`` are the countries that stand beside titles, ``named`` those of the story, the most often named first.
    """
    near = near or {}
    home = _home(roles, {held for held in titles if not _placed(roles, held, near)}, marked) or _home(roles, called, marked)
    home = home or _unmarked(marked, named)
    taken = {(r.office, r.org) for r in roles if r.status == "current"}

    def country(role: RoleFact) -> str:
        """The country of a bare title: the only one that stands in front of it, else home."""
        around = near.get((role.person, role.office), ())
        if len(around) == 1 and not role.office.endswith("speaker"):
            return next(iter(around))
        return home if home in around or not around else ""

    def fits(role: RoleFact, place: str) -> bool:
        bare = role.rule == BEFORE and not role.org and (role.person, role.office) in titles
        bare = bare and role.office.removeprefix("office.") not in GENERIC  # a bare minister may be a guest's
        elsewhere = any(r.person == role.person and r.org.startswith("country.") and r.org != place for r in roles)
        held = role.status == "current" and (role.office, place) in taken
        realm = gazetteer().country(place.removeprefix("country.").upper(), code=True)
        if realm is None or not reigns(role, realm):
            return False
        return bare and (role.person, place) not in guests and national(role) and not elsewhere and not held

    return [replace(r, org=place, rule="role.home") if fits(r, place := country(r)) else r for r in roles]


def _placed(roles: Sequence[RoleFact], held: Held, near: Mapping[Held, Collection[str]]) -> bool:
    """True if the paragraph names the country of an office in front of it."""
    return any((r.person, r.office) == held and r.org in near.get(held, ()) for r in roles)


def _home(roles: Sequence[RoleFact], bare: Collection[Held], marked: Collection[str]) -> str:
    """The one country that these offices, as far as it is known, belong to, unless other titles mark it as foreign."""
    found = {r.org for r in roles if (r.person, r.office) in bare and r.org.startswith("country.") and national(r)} - set(marked)
    return found.pop() if len(found) == 1 else ""


def _unmarked(marked: Collection[str], named: Sequence[tuple[str, int]]) -> str:
    """Of the two countries that a story is about the one whose officials are never marked, where the other's are."""
    pair = [country for country, times in named[:2] if times >= OFTEN]
    return next((country for country in pair if country not in marked), "") if set(pair) & set(marked) else ""


def national(role: RoleFact) -> bool:
    """Whether only states have the office, so that its title may leave out which."""
    office = gazetteer().office(role.office.removeprefix("office.").replace("-", " "))
    if office is None or (office.org_kind != "country" and office.slug != "speaker"):
        return False
    return office.level == "unique" or office.slug.endswith(("minister", "secretary"))  # a general may be anybody's


def reigns(role: RoleFact, country: Country) -> bool:
    """False for a king or queen of a republic: "King Lund" of a film, "Sultan Lund" of a town."""
    title = gazetteer().title(role.office.removeprefix("office.").replace("-", " ").title())
    if title is None or title.kind != "royal":
        return True
    return any(word in name for name in (country.name, *country.aliases) for word in MONARCHIES)
