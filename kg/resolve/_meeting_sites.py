"""What the phrases of an encounter name: its parties and its places."""

from __future__ import annotations

from kg.model import MeetingMention, Tokens
from kg.resolve._meeting_scene import dateline
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

QUOTES = ("“", "”", '"')


def party(agents: Agents, tokens: Tokens) -> str:
    country = agents.country_in(tokens)
    mention = agents.mention_at(tokens)
    whole = mention is not None and mention.tokens.start <= tokens.start + 1 and mention.tokens.end == tokens.end
    body = gazetteer().organization(mention.name) if mention is not None and whole and mention.kind == "organization" else None
    if country is not None and (body is None or body.kind != "bloc"):  # but "the Organization of American States"
        return agents.country(country)
    if _is_town(agents, tokens):
        return ""
    found = [k for k in agents.who(tokens) if k.startswith(("country.", "org."))]
    return found[0] if found else ""


def _is_town(agents: Agents, tokens: Tokens) -> bool:
    """True for a place that stands for no government."""
    mention = agents.mention_at(tokens)
    return mention is not None and mention.kind == "place" and agents.country_in(tokens) is None


def hosts(agents: Agents, mention: MeetingMention) -> list[Tokens]:
    """The towns among the parties: "Lima hosted the summit" tells where it was, "the Lima group's presidents" does not."""
    doc = agents.story.doc
    return [p for p in mention.parties if _is_town(agents, p) and (p.end >= len(doc) or doc[p.end].pos_ not in {"NOUN", "ADJ", "PROPN"})]


def place(agents: Agents, tokens: Tokens) -> str:
    """The place that a phrase names; a body named for its house ("at the White House") is a place here."""
    mention, text = agents.mention_at(tokens), agents.story.doc[tokens.start : tokens.end].text
    inside = mention is not None and mention.tokens.start <= tokens.start < tokens.end < mention.tokens.end
    if mention is not None and inside and (mention.kind == "organization" or gazetteer().city(text) is not None):
        return agents.place(text)  # Lima of "the Lima Security Forum"
    if mention is None or mention.kind == "organization" or text.endswith(" capital"):
        return agents.place(mention.name if mention and mention.kind == "organization" else text)
    return agents.named(mention) if mention.kind in ("place", "country") else ""


def here(agents: Agents, mention: MeetingMention) -> tuple[str, ...]:
    """The dateline's town for "met Beck here on Friday": where the reporter is; what is quoted may be said elsewhere."""
    doc = agents.story.doc
    words = doc[mention.evidence.start : mention.evidence.end]
    said = next((t.i for t in words if t.lower_ == "here" and t.pos_ == "ADV"), -1)
    if said < 0 or mention.kind == "Call" or any(t.text in QUOTES for t in doc[mention.evidence.start : said]):
        return ()
    town, _ = dateline(agents.story.article)
    return (agents.place(town),) if town else ()
