"""Offices that are somebody's: the president's spokesman serves the president's country, "its ambassador" the country spoken of.

"The institute's director" is of the institute named before, "Peru, whose president" of Peru.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.facts import RoleFact
from kg.model import RoleMention, Span, Tokens
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

THEIRS = ("its", "their")


def of_owners(agents: Agents, roles: Sequence[RoleFact], mentions: Sequence[RoleMention]) -> list[RoleFact]:
    """The roles with the organisation that whose they are gives them, where the article tells no other."""
    told: dict[tuple[str, Span], Tokens] = {}
    for mention in mentions:
        who = agents.who(mention.person)
        if mention.owner is not None and len(who) == 1:
            told.setdefault((who[0], agents.story.span(mention.evidence)), mention.owner)
    out = []
    for role in roles:
        owner = told.get((role.person, role.evidence[0]))
        org = _org_of(agents, owner, roles) if owner is not None and not role.org else ""
        out.append(replace(role, org=org) if org else role)
    return out


def _org_of(agents: Agents, owner: Tokens, roles: Sequence[RoleFact]) -> str:
    """For whom the owner holds an office, a national one first; "its" is the country named first in this sentence or the one before."""
    word = agents.story.doc[owner.start]
    if word.lower_ in THEIRS:
        return _country_before(agents, owner.start)
    if word.lower_ == "whose":
        return _in_front(agents, owner.start)
    if word.pos_ in ("NOUN", "PROPN") and agents.mention_at(owner) is None:
        body = agents.body_before(owner.start, word.text)
        return agents.organization(body) if body is not None else ""
    who = agents.who(owner)
    held = [r for r in roles if len(who) == 1 and r.person == who[0] and r.status == "current" and r.org]
    held.sort(key=lambda r: not r.org.startswith("country."))
    return held[0].org if held else ""


def _in_front(agents: Agents, at: int) -> str:
    """The country or body that the relative clause at a token belongs to: "Peru, whose president"."""
    ends = (at, at - 1) if agents.story.doc[at - 1].text == "," else (at,)
    mention = next((m for m in agents.mentions if m.tokens.end in ends and m.kind != "person"), None)
    return agents.named(mention, agent=True) if mention is not None else ""


def _country_before(agents: Agents, at: int) -> str:
    """The country (or the capital that stands for it) that the sentence of a token names before it, else the last sentence."""
    doc = agents.story.doc
    sent = doc[at].sent
    spans = [(sent.start, at)] + ([(doc[sent.start - 1].sent.start, sent.start)] if sent.start else [])
    known = gazetteer()
    for start, end in spans:
        for mention in agents.mentions:
            if start <= mention.tokens.start < end and mention.kind in ("country", "place"):
                country = known.country(mention.name) or known.metonym(mention.name)
                if country is not None and not known.is_demonym(mention.name):
                    return agents.country(country)
    return ""
