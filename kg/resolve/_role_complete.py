"""What a role leaves out and the article's other words, the record of holders or the story's country complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kg.facts import RoleFact
from kg.model import RoleStatus
from kg.resolve._records import Office
from kg.resolve._role_home import reigns
from kg.resolve._role_near import most_named, places_of_countries
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import find, over
from kg.resolve.names import parts

# Rules by which an office is somebody's title, and those by which a clause tells it.
AS_TITLE = ("role.before-name", "role.after-name", "role.authority")
TITLES = ("role.before-name", "role.authority", "role.term")
TOLD = ("role.copula", "role.served", "role.anaphor")
# Words in the official names of states with a crown.
OFTEN = 3
NEAR = 80
# Offices that the states of a federation have as well, and the heads of bodies.
OF_STATES_TOO = (
    "attorney-general",
    "president",
    "premier",
    "treasurer",
    "solicitor-general",
    "chief-justice",
    "chief-minister",
    "leader",
    "first-minister",
    "deputy-first-minister",
    "chief-executive",
)


def completed(agents: Agents, roles: Sequence[RoleFact], homes: Mapping[tuple[str, str], str]) -> list[RoleFact]:
    """Roles with the country that the article's other words, the record of holders or the office's own name give a national office.

    ``homes`` maps person and office to the ISO code of the only country with an office so called ("Taoiseach").
    """
    countries = {e.key.removeprefix("country.").upper() for e in agents.entities.values() if e.kind == "country"}
    found = [_complete(agents, role, roles, sorted(countries)) for role in roles]
    found = _one_body(agents, found)
    found = [_at_home(agents, role, homes.get((role.person, role.office), "")) for role in found]
    return _one_holder(found)


def of_story(
    agents: Agents,
    roles: Sequence[RoleFact],
    guests: Collection[tuple[str, str]] = (),
    near: Mapping[tuple[str, str], Collection[str]] | None = None,
) -> list[RoleFact]:
    """National titles without a country are those of the one country that the story is about, where only one person holds them.

    Not those of its ``guests`` (person, country). ``near`` has the countries that the paragraph names in front of a title; behind other
    countries alone it may be of one of them.
    """
    near = near or {}
    iso2 = _story_country(agents)
    country = gazetteer().country(iso2, code=True) if iso2 else None
    if country is None:
        return list(roles)
    holders = Counter(office for office, _ in {(r.office, r.person) for r in roles})
    home = f"country.{iso2.lower()}"
    placed = {r.office for r in roles if r.org == home}
    return [
        replace(r, org=agents.country(country), rule="role.story")
        if not r.org
        and r.rule in TITLES
        and holders[r.office] == 1
        and r.office not in placed
        and (r.person, home) not in guests
        and (home in (around := near.get((r.person, r.office), ())) or not around)
        and _national(agents, r)
        and reigns(r, country)
        else r
        for r in roles
    ]


def _beside_body(agents: Agents, at: int) -> bool:
    """True if a body is named shortly in front of a character: "the court is led by President Ana Sol"."""
    spans = (agents.story.span(m.tokens) for m in agents.mentions if m.kind == "organization")
    return any(at - NEAR < s.start < at for s in spans)


def _story_country(agents: Agents) -> str:
    """The ISO code of the country that the story names twice as often as any other, and three times at least; else ""."""
    (first, most), (_, next_most) = (*most_named(places_of_countries(agents, capitals=False)), ("", 0), ("", 0))[:2]
    return first.removeprefix("country.").upper() if most >= OFTEN and most >= 2 * next_most else ""


def _national(agents: Agents, role: RoleFact) -> bool:
    """Whether only states have the office; a bare "President Ana Sol" is a state's, too."""
    office = _office(role)
    if agents.story.article.text[role.evidence[0].start :].startswith("President ") and not _beside_body(agents, role.evidence[0].start):
        return True
    return (
        office is not None
        and office.level == "unique"
        and (office.org_kind == "country" or office.slug == "speaker")
        and office.slug not in OF_STATES_TOO
    )


def _one_body(agents: Agents, roles: Sequence[RoleFact]) -> list[RoleFact]:
    """The same office of one person for "the Forest Service" and "the U.S. Forest Service" is held for the one told more fully."""

    def fuller(role: RoleFact) -> str:
        words = _words(agents, role.org)
        others = (r.org for r in roles if (r.person, r.office) == (role.person, role.office) and r.org.startswith("org."))
        return max((o for o in others if words < _words(agents, o)), key=lambda o: len(_words(agents, o)), default=role.org)

    return [replace(r, org=fuller(r)) if r.org.startswith("org.") else r for r in roles]


def _words(agents: Agents, org: str) -> frozenset[str]:
    return frozenset(parts(agents.entities[org].name))


def _one_holder(roles: Sequence[RoleFact]) -> list[RoleFact]:
    """Of an office with one holder at a time: who "became" it held it formerly, where another is named with it as their title."""
    named = {(r.office, r.org): r.person for r in roles if r.status == "current" and r.org and r.rule in AS_TITLE and _unique(r)}
    return [
        replace(r, status="former")
        if r.status == "current" and r.rule in TOLD and named.get((r.office, r.org), r.person) != r.person
        else r
        for r in roles
    ]


def _unique(role: RoleFact) -> bool:
    office = _office(role)
    return office is not None and office.level == "unique"


def _office(role: RoleFact) -> Office | None:
    return gazetteer().office(role.office.removeprefix("office.").replace("-", " "))


def _at_home(agents: Agents, role: RoleFact, iso2: str) -> RoleFact:
    country = gazetteer().country(iso2, code=True) if iso2 and not role.org else None
    return replace(role, org=agents.country(country)) if country is not None else role


def _complete(agents: Agents, role: RoleFact, roles: Sequence[RoleFact], countries: Sequence[str]) -> RoleFact:
    slug = role.office.removeprefix("office.")
    person = agents.entities[role.person]
    office = gazetteer().office(slug.replace("-", " "))
    if office is None or office.org_kind != "country" or (role.org and not role.org.startswith("country.")):
        return role
    holder = find(person.name, slug, role.status, agents.story.article.published, countries)
    if holder is not None and role.org in ("", f"country.{holder.iso2.lower()}"):
        agents.entities[role.person] = replace(person, wikidata=person.wikidata or holder.wikidata)
        country = gazetteer().country(holder.iso2, code=True)
        if not role.org and country is not None:
            return replace(role, org=agents.country(country), rule="role.authority")
        return role
    past = find(person.name, slug, "former", agents.story.article.published, countries)
    country = gazetteer().country(past.iso2, code=True) if past is not None else None
    if past is not None and country is not None and role.org in ("", agents.country(country)):
        status: RoleStatus = "former" if over(past, agents.story.article.published) else role.status
        return replace(role, org=agents.country(country), status=status, rule=role.rule if role.org else "role.authority")
    own = {r.org for r in roles if r.person == role.person and r.org.startswith("country.") and r.rule != "role.anaphor"}
    return replace(role, org=own.pop()) if not role.org and len(own) == 1 else role
