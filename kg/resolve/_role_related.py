"""Roles known through somebody else's: "his predecessor, Ola Lund", "her Chinese counterpart Ana Sol"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract._office import office_phrases
from kg.facts import Entity, RoleFact
from kg.model import RoleMention
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

FOREIGN = {"secretary-of-state": "foreign-minister", "foreign-secretary": "foreign-minister", "secretary-of-defense": "defence-minister"}
# What somebody is by calling: no post that one person takes over from another.
DESCRIPTIVE = ("office.diplomat", "office.official", "office.politician")
RELATIONS = ("counterpart", "predecessor", "successor")


def relational(agents: Agents, role: RoleMention, holder: str, org: str, found: Sequence[RoleFact]) -> list[RoleFact]:
    """The office of the person last spoken of, for the holder: the same country's for a predecessor, the other's for a counterpart.

    Nothing is inferred for a counterpart whose office the article states itself; a predecessor may hold another office by now.
    """
    own = [r for r in found if r.person == holder]
    if role.label == "counterpart":
        return [] if own else _counterpart(agents, role, holder, org, found)
    model = _model(agents, role, holder, found)
    if model is None or any(r.status == role.status or r.office == model.office for r in own):
        return []
    return [RoleFact(holder, model.office, org or model.org, role.status, (agents.story.span(role.evidence),), role.rule)]


def _counterpart(agents: Agents, role: RoleMention, holder: str, org: str, found: Sequence[RoleFact]) -> list[RoleFact]:
    """The model's office for the other country; of one without a name the office in front ("its foreign minister and her counterpart")."""
    model = _model(agents, role, holder, found)
    org = org or (_other_country(agents, role, model.org) if model is not None else "")
    name = model.office.partition(".")[2] if model is not None else _office_in_front(agents, role)
    if not org or not name:
        return []
    office = f"office.{FOREIGN.get(name, name)}"
    known = gazetteer().office(FOREIGN.get(name, name).replace("-", " "))
    if known is not None:
        agents.add(Entity(office, "office", known.label, tuple(known.forms)))
    return [RoleFact(holder, office, org, role.status, (agents.story.span(role.evidence),), role.rule)]


def _office_in_front(agents: Agents, role: RoleMention) -> str:
    """The national office named last before a counterpart in the same sentence (a slug), "" if none is."""
    doc = agents.story.doc
    first = doc[role.office.start].sent.start
    before = [p for p in office_phrases(doc) if first <= p.tokens.start and p.tokens.end <= role.office.start]
    known = gazetteer().office(before[-1].label) if before else None
    return known.slug if known is not None and known.level == "unique" and known.org_kind == "country" else ""


def _other_country(agents: Agents, role: RoleMention, own: str) -> str:
    """The one country besides a holder's own that the sentence speaks of: whose counterpart it must be."""
    known, doc = gazetteer(), agents.story.doc
    named = [c for t in doc[role.evidence.start : role.evidence.end] if t.text[0].isupper() and (c := known.country(t.text)) is not None]
    others = {agents.country(c) for c in named} - {own}
    return others.pop() if len(others) == 1 and own.startswith("country.") else ""


def _model(agents: Agents, role: RoleMention, holder: str, found: Sequence[RoleFact]) -> RoleFact | None:
    """The current role of whoever is spoken of last in front: "his" in "his counterpart", or else the last name.

    Of several an office with one holder at a time comes first: the predecessor of a president and veteran diplomat was president.
    """
    before = [
        r for r in found if r.person != holder and r.status == "current" and r.evidence[0].start < agents.story.span(role.office).start
    ]
    owner = agents.last_before(role.office.start, holder)
    own = [r for r in before if r.person == owner] if owner else before
    return max(own, key=lambda r: (_single(r), r.office not in DESCRIPTIVE, r.evidence[-1].start)) if own else None


def _single(role: RoleFact) -> bool:
    office = gazetteer().office(role.office.removeprefix("office.").replace("-", " "))
    return office is not None and office.level == "unique"
