"""Which countries stand near an office: what a bare title leaves out is told by the words around it."""

from __future__ import annotations

from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer


def countries_before(agents: Agents, at: int) -> frozenset[str]:
    """The keys of the countries that a paragraph names before token ``at``, by name, adjective or capital."""
    story, known = agents.story, gazetteer()
    block = story.block(at)
    start = next((i for i in range(at - 1, -1, -1) if story.block(i) != block), -1) + 1
    found = set()
    for mention in agents.mentions:
        if start <= mention.tokens.start < at and mention.kind in ("country", "place"):
            country = known.country(mention.name) or known.metonym(mention.name)
            if country is not None:
                found.add(agents.country(country))
    for token in story.doc[start:at]:
        if token.text[0].isupper() and known.is_demonym(token.text) and (country := known.country(token.text)) is not None:
            found.add(agents.country(country))
    return frozenset(found)
