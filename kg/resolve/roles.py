"""Role mentions become role facts: office concepts, organisations, and one fact per person, office and organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from spacy.tokens import Doc

from kg.facts import Entity, Reference, RoleFact
from kg.model import Anaphor, MeetingMention, RoleMention, Story, Tokens
from kg.resolve._records import Country
from kg.resolve._role_complete import completed, of_story
from kg.resolve._role_home import abroad, at_home, national
from kg.resolve._role_merge import merged
from kg.resolve._role_near import countries_before, country_of_company, country_of_side, most_named, places_of_countries
from kg.resolve._role_owner import of_owners
from kg.resolve._role_related import RELATIONS, relational
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import in_office
from kg.resolve.names import forms_of_one, slug
from kg.resolve.register import country_key

# Ranks of birth and learning: several bear them at a time, and before a name they are no post ("Prince Omar", "Ayatollah Karimi").
BORNE = ("prince", "princess", "sheikh", "ayatollah")


def role_facts(
    story: Story, agents: Agents, roles: Sequence[RoleMention], anaphors: Sequence[Anaphor], meetings: Sequence[MeetingMention] = ()
) -> tuple[list[RoleFact], list[Reference]]:
    """The role facts of an article in text order, and the spans that name an office; ``meetings`` tell who sits across from whom."""
    found: list[RoleFact] = []
    references: list[Reference] = []
    homes: dict[tuple[str, str], str] = {}
    titles: set[tuple[str, str]] = set()
    told: set[tuple[str, str]] = set()
    near: dict[tuple[str, str], frozenset[str]] = {}
    owned = {i for role in roles if role.org for i in range(*role.org)}
    named = places_of_countries(agents)
    held = [(role, holder[0]) for role in roles if len(holder := agents.who(role.person)) == 1]
    for role, holder_key in held:
        if role.label in RELATIONS or _address(story, role):
            continue
        org = _organisation(agents, role.org, role.label) if role.org else _side(agents, role)
        office = _office(agents, role)
        if role.rule not in ("role.leading", "role.term"):  # neither a verb nor a term names an office
            references.append(Reference(story.span(role.office), office))
        (told if org else titles).add((holder_key, office))
        near.setdefault((holder_key, office), countries_before(story, named, role.evidence.start, owned))
        iso2 = gazetteer().home(story.doc[role.office.start : role.office.end].text)
        if iso2:
            homes[holder_key, office] = iso2
        status = "current" if role.rule == "role.term" and _still(agents, holder_key, office, org) else role.status
        found.append(RoleFact(holder_key, office, org, status, (story.span(role.evidence),), role.rule))
    found += anaphor_roles(story, agents, anaphors, found)
    found = of_owners(agents, found, [role for role, _ in held])
    for role, holder_key in held:
        if role.label in RELATIONS:
            found += relational(agents, role, holder_key, _organisation(agents, role.org, role.label) if role.org else "", found)
    found = merged(found)
    found = completed(agents, found, homes)
    found = _of_company(agents, found, [role for role, _ in held])
    guests = abroad(found, across(story.doc, agents, meetings))
    marked = {country for role, _ in held if role.label not in RELATIONS and (country := _country_told(agents, role))}
    found = at_home(found, titles - told, called(agents, anaphors), guests, near, marked, most_named(named))
    _register(agents, found)
    found = of_owners(agents, found, [role for role, _ in held])
    return merged(of_story(agents, found, guests, near)), references


def _country_told(agents: Agents, role: RoleMention) -> str:
    """The key of the country that stands beside a title, by name or adjective, or ""; "Seoul's envoy" is a Korean paper's wording, too."""
    country = gazetteer().country(agents.story.doc[role.org.start : role.org.end].text) if role.org else None
    return country_key(country) if country is not None else ""


def _of_company(agents: Agents, roles: Sequence[RoleFact], mentions: Sequence[RoleMention]) -> list[RoleFact]:
    """The roles with the country of those whom the holders accompany, where the article tells no other."""
    at = {agents.story.span(m.evidence): m.evidence.start for m in mentions if m.rule == "role.before-name"}
    return [
        replace(r, org=place, rule="role.home")
        if not r.org and national(r) and r.evidence[0] in at and (place := country_of_company(agents, at[r.evidence[0]], r.person, roles))
        else r
        for r in roles
    ]


def _register(agents: Agents, roles: Sequence[RoleFact]) -> None:
    """Make the countries of the roles entities of the article, where they are none yet."""
    for role in roles:
        country = gazetteer().country(role.org.removeprefix("country.").upper(), code=True) if role.org.startswith("country.") else None
        if country is not None:
            agents.country(country)


def _side(agents: Agents, role: RoleMention) -> str:
    """The country of a minister who sat "on the Danish side", or ""."""
    known = gazetteer().office(role.label)
    national = known is not None and known.org_kind == "country" and role.rule == "role.before-name"
    return country_of_side(agents, role.evidence.start) if national else ""


def across(doc: Doc, agents: Agents, meetings: Sequence[MeetingMention]) -> set[tuple[str, str]]:
    """Ordered pairs of the keys of two who met each other; not those named together or on one visit, who may have come together."""
    return {
        (left, right)
        for meeting in meetings
        if meeting.kind != "Visit"
        for one, other in permutations(meeting.participants, 2)
        if doc[other.start : other.end].root not in doc[one.start : one.end].root.conjuncts
        for left in agents.who(one)
        for right in agents.who(other)
    }


def _still(agents: Agents, holder: str, office: str, org: str) -> bool:
    """Whether the holder of a term is on record as in office when the article was published."""
    iso2 = org.removeprefix("country.").upper() if org.startswith("country.") else ""
    held = in_office(office.removeprefix("office."), iso2, agents.story.article.published)
    return any(forms_of_one(agents.entities[holder].name, h.name) for h in held)


def _address(story: Story, role: RoleMention) -> bool:
    """A rank that only addresses its holder: "Gen. Ana Sol" tells no office, "U.S. Marine General Ana Sol" does; nor does "Prince Omar"."""
    if role.rule == "role.before-name" and role.label.lower() in BORNE:
        return True
    title = gazetteer().title(story.doc[role.office.start : role.office.end].text)
    return role.org is None and role.rule == "role.before-name" and title is not None and title.kind == "military"


def called(agents: Agents, anaphors: Sequence[Anaphor]) -> set[tuple[str, str]]:
    """The (person, office) keys of those called by an office alone, without a country: "the prime minister"."""
    out = set()
    for anaphor in anaphors:
        who = agents.links.of.get(anaphor.tokens, ())
        office = gazetteer().office(anaphor.label)
        if office is not None and len(who) == 1 and not anaphor.country:
            out.add((agents.people_keys[who[0]], f"office.{office.slug}"))
    return out


def anaphor_roles(story: Story, agents: Agents, anaphors: Sequence[Anaphor], known: Sequence[RoleFact]) -> list[RoleFact]:
    """Offices that only an anaphor tells: "Starmer ... The UK prime minister" makes Starmer prime minister of the UK."""
    found: list[RoleFact] = []
    for anaphor in anaphors:
        who = agents.links.of.get(anaphor.tokens, ())
        if not anaphor.unique or len(who) != 1:
            continue
        person = agents.people_keys[who[0]]
        office = gazetteer().office(anaphor.label)
        country = _country(story, anaphor)
        if office is None or any(r.person == person and (r.office != f"office.{office.slug}" or r.org) for r in known):
            continue
        royal = gazetteer().title(anaphor.label.capitalize())
        if country is None and royal is not None and royal.kind in ("royal", "religious"):
            continue  # "the King's speech" is a state's
        if country is None and (office.org_kind != "country" or any(r.person == person for r in known)):
            continue  # "the head", "the spokesman": too common a word to tell somebody's office alone
        agents.add(Entity(f"office.{office.slug}", "office", office.label, tuple(office.forms)))
        org = agents.country(country) if country is not None else ""
        found.append(RoleFact(person, f"office.{office.slug}", org, "current", (story.span(anaphor.tokens),), "role.anaphor"))
    return found


def _country(story: Story, anaphor: Anaphor) -> Country | None:
    """The country that an anaphor names, or the only one with an office so called ("the taoiseach")."""
    if anaphor.country:
        return gazetteer().country(anaphor.country) or gazetteer().metonym(anaphor.country)
    home = gazetteer().home(story.doc[anaphor.tokens.start : anaphor.tokens.end].text.capitalize())
    return gazetteer().country(home, code=True) if home else None


def _office(agents: Agents, role: RoleMention) -> str:
    known = gazetteer().office(role.label)
    if known is None:
        return agents.add(Entity(f"office.{slug(role.label)}", "office", role.label.lower()))
    wording = " ".join(agents.story.doc[role.office.start : role.office.end].text.split())
    told = () if gazetteer().listed(known.slug) else (wording,)
    return agents.add(Entity(f"office.{known.slug}", "office", known.label, (*known.forms, *told)))


def _organisation(agents: Agents, tokens: Tokens, office: str) -> str:
    """Whom an office is held for; a capital stands for its country, but its mayor is the city's."""
    doc = agents.story.doc
    country = gazetteer().country(doc[tokens.start : tokens.end].text)
    if country is not None:
        return agents.country(country)
    mention = agents.mention_at(tokens)
    known = gazetteer().office(office)
    local = known is not None and known.org_kind == "place"
    seat = gazetteer().metonym(mention.name) if mention is not None and mention.kind == "place" and not local else None
    if seat is not None:
        return agents.country(seat)
    if local and mention is not None and mention.kind == "place":
        return _administration(agents, agents.place(mention.name))
    if mention is not None and mention.kind == "organization":
        return agents.organization(mention)
    if mention is None and all(doc[i].text[0].isupper() for i in range(tokens.start, tokens.end - 1)) and tokens.end - tokens.start > 1:
        name = doc[tokens.start : tokens.end].text
        return agents.add(Entity(f"org.{slug(name)}", "organization", name))
    found = agents.who(tokens)
    if len(found) != 1 or ".group." in found[0] or found[0].startswith("person."):
        return ""
    return _administration(agents, found[0])


def _administration(agents: Agents, key: str) -> str:
    """The body that governs a place, under its name: a city's mayor and a state's governor serve an organisation."""
    place = agents.entities.get(key)
    if place is None or place.kind != "place":
        return key
    return agents.add(Entity(f"org.{key.removeprefix('place.')}", "organization", place.name, place.alt, within=place.within))
