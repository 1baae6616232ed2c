"""Offices told without a country, in a text at home in one.

A domestic report says "Defence Secretary Sol" where it says "German Chancellor Beck" of guests. So when all national offices told
without a country, whose country is known otherwise, belong to one country, the others told in the same way belong to it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.facts import RoleFact
from kg.resolve._role_merge import GENERIC
from kg.resolve.gazetteer import gazetteer

BEFORE = "role.before-name"
Held = tuple[str, str]


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
) -> list[RoleFact]:
    """The roles with the home country filled in.

    ``titles`` are the (person, office) keys that titles tell and never with a country, ``called`` those of people called by their
    office alone ("the prime minister"). Nothing is filled in where the known ones are of several countries, or of none,
    nor what somebody else holds there, nor for ``guests`` (person, country).

    ``near`` has the countries that the paragraph names in front of each title. Behind its own country a title needs none ("In Kyiv,
    President Sol said"), so it does not show where home is.
    """
    near = near or {}
    home = _home(roles, {held for held in titles if not _placed(roles, held, near)}) or _home(roles, called)
    if not home:
        return list(roles)
    elsewhere = {r.person for r in roles if r.org.startswith("country.") and r.org != home}
    taken = {r.office for r in roles if r.org == home and r.status == "current"}

    def fits(role: RoleFact) -> bool:
        told = role.rule == BEFORE and not role.org and (role.person, role.office) in titles
        told = told and role.office.removeprefix("office.") not in GENERIC  # a bare minister may be a guest's
        told = told and (role.person, home) not in guests
        held = role.status == "current" and role.office in taken
        return told and _national(role) and role.person not in elsewhere and not held

    return [replace(role, org=home, rule="role.home") if fits(role) else role for role in roles]


def _placed(roles: Sequence[RoleFact], held: Held, near: Mapping[Held, Collection[str]]) -> bool:
    """True if the paragraph names the country of an office in front of it."""
    return any((r.person, r.office) == held and r.org in near.get(held, ()) for r in roles)


def _home(roles: Sequence[RoleFact], bare: Collection[Held]) -> str:
    """The one country that these offices, as far as it is known, belong to."""
    found = {r.org for r in roles if (r.person, r.office) in bare and r.org.startswith("country.") and _national(r)}
    return found.pop() if len(found) == 1 else ""


def _national(role: RoleFact) -> bool:
    office = gazetteer().office(role.office.removeprefix("office.").replace("-", " "))
    if office is None or (office.org_kind != "country" and office.slug != "speaker"):
        return False
    return office.level == "unique" or office.slug.endswith(("minister", "secretary"))  # a general may be anybody's
