"""Role mentions become role facts: office concepts, organisations, and one fact per person, office and organisation."""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts import Entity, Reference, RoleFact
from kg.model import Anaphor, RoleMention, Story, Tokens
from kg.resolve._role_merge import completed, merged
from kg.resolve.agents import Agents, country_entity
from kg.resolve.gazetteer import gazetteer
from kg.resolve.names import slug

FOREIGN = {"secretary-of-state": "foreign-minister", "foreign-secretary": "foreign-minister", "secretary-of-defense": "defence-minister"}
RELATIONS = ("counterpart", "predecessor", "successor")


def role_facts(
    story: Story, agents: Agents, roles: Sequence[RoleMention], anaphors: Sequence[Anaphor]
) -> tuple[list[RoleFact], list[Reference]]:
    """The role facts of an article in text order, and the spans that name an office."""
    found: list[RoleFact] = []
    references: list[Reference] = []
    homes: dict[tuple[str, str], str] = {}
    for role in sorted(roles, key=lambda r: r.label in RELATIONS):
        holder = agents.who(role.person)
        if len(holder) != 1:
            continue
        org = _organisation(agents, role.org) if role.org else ""
        if role.label in RELATIONS:
            found += _relational(story, agents, role, holder[0], org, found)
            continue
        office = _office(agents, role)
        references.append(Reference(story.span(role.office), office))
        iso2 = gazetteer().home(story.doc[role.office.start : role.office.end].text)
        if iso2:
            homes[holder[0], office] = iso2
        found.append(RoleFact(holder[0], office, org, role.status, (story.span(role.evidence),), role.rule))
    found = merged([*found, *anaphor_roles(story, agents, anaphors, found)])
    return merged(completed(agents, found, homes)), references


def anaphor_roles(story: Story, agents: Agents, anaphors: Sequence[Anaphor], known: Sequence[RoleFact]) -> list[RoleFact]:
    """Offices that only an anaphor tells: "Starmer ... The UK prime minister" makes Starmer prime minister of the UK."""
    found: list[RoleFact] = []
    for anaphor in anaphors:
        who = agents.links.of.get(anaphor.tokens, ())
        if not anaphor.unique or len(who) != 1:
            continue
        person = agents.people_keys[who[0]]
        country = gazetteer().country(anaphor.country) or gazetteer().metonym(anaphor.country) if anaphor.country else None
        office = gazetteer().office(anaphor.label)
        if office is None or any(r.person == person and (r.office != f"office.{office.slug}" or r.org) for r in known):
            continue
        if country is None and any(r.person == person for r in known):
            continue
        agents.add(Entity(f"office.{office.slug}", "office", office.label, tuple(office.forms)))
        org = agents.country(country) if country is not None else ""
        found.append(RoleFact(person, f"office.{office.slug}", org, "current", (story.span(anaphor.tokens),), "role.anaphor"))
    return found


def _relational(story: Story, agents: Agents, role: RoleMention, holder: str, org: str, found: Sequence[RoleFact]) -> list[RoleFact]:
    """The office of the person last named before, for the holder: the same country's for a predecessor, the other's for a counterpart.

    Nothing is inferred for a holder whose office the article states itself.
    """
    if any(r.person == holder for r in found):
        return []
    before = [r for r in found if r.person != holder and r.status == "current" and r.evidence[0].start < story.span(role.office).start]
    if not before:
        return []
    model = max(before, key=lambda r: r.evidence[-1].start)
    office = model.office
    if role.label == "counterpart":
        name = office.partition(".")[2]
        office = f"office.{FOREIGN.get(name, name)}"
        known = gazetteer().office(FOREIGN.get(name, name).replace("-", " "))
        if known is not None:
            agents.add(Entity(office, "office", known.label, tuple(known.forms)))
    elif not org:
        org = model.org
    if role.label == "counterpart" and not org:
        return []
    return [RoleFact(holder, office, org, role.status, (story.span(role.evidence),), role.rule)]


def _office(agents: Agents, role: RoleMention) -> str:
    known = gazetteer().office(role.label)
    if known is None:
        return agents.add(Entity(f"office.{slug(role.label)}", "office", role.label.lower()))
    return agents.add(Entity(f"office.{known.slug}", "office", known.label, tuple(known.forms)))


def _organisation(agents: Agents, tokens: Tokens) -> str:
    doc = agents.story.doc
    country = gazetteer().country(doc[tokens.start : tokens.end].text)
    if country is not None:
        return agents.add(country_entity(country))
    found = agents.who(tokens)
    return found[0] if len(found) == 1 and ".group." not in found[0] and not found[0].startswith("person.") else ""
