"""Whom a phrase of a statement means: each of those named in it, and nobody who cannot be meant."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Tokens
from kg.resolve.agents import Agents


def others(tokens: Tokens | None, agents: Agents, speakers: Sequence[str]) -> tuple[str, ...]:
    """Whom a phrase for somebody other than the speakers means; a noun that was linked to a speaker is taken for one who is not named."""
    found = means(tokens, agents)
    if tokens is None or not found or not set(found) <= set(speakers):
        return found
    head = agents.story.doc[tokens.start : tokens.end].root
    return (agents.group(tokens, head.i),) if head.pos_ == "NOUN" and not agents.named_at(tokens) else found


def means(tokens: Tokens | None, agents: Agents) -> tuple[str, ...]:
    """Whom a phrase means, each of those named in it ("Ruiz and Beck"); nobody if there is none."""
    if tokens is None:
        return ()
    parts = _parts(tokens, agents)
    if len(parts) < 2 or not all(_names_one(part, agents) for part in parts):
        return agents.who(tokens)
    return tuple(dict.fromkeys(key for part in parts for key in agents.who(part)))


def _parts(tokens: Tokens, agents: Agents) -> list[Tokens]:
    """The phrase cut at each "and" that is in no name."""
    doc = agents.story.doc
    inner = range(tokens.start + 1, tokens.end - 1)
    cuts = [i for i in inner if doc[i].lower_ == "and" and agents.mention_at(Tokens(i, i + 1)) is None]
    return [Tokens(a, b) for a, b in zip([tokens.start, *(c + 1 for c in cuts)], [*cuts, tokens.end], strict=True)]


def _names_one(part: Tokens, agents: Agents) -> bool:
    return bool(agents.people_at(part.end - 1)) or agents.mention_at(Tokens(part.end - 1, part.end)) is not None
