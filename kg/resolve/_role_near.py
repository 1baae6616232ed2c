"""Which countries stand near an office: what a bare title leaves out is told by the words around it."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc

from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

VENUES = {"in", "at", "to", "from", "near", "into", "via", "outside"}


def countries_before(agents: Agents, at: int, owned: Collection[int] = ()) -> frozenset[str]:
    """The keys of the countries that a paragraph names before token ``at``, by name, adjective or capital.

    Not where something happens ("in Havana", "flew to Cuba"), nor what belongs to another's office (``owned`` tokens): neither tells whose
    office it is.
    """
    story, known = agents.story, gazetteer()
    block = story.block(at)
    start = next((i for i in range(at - 1, -1, -1) if story.block(i) != block), -1) + 1
    found = set()

    def beside(i: int) -> bool:
        return i in owned or _is_venue(story.doc, i)

    for mention in agents.mentions:
        if start <= mention.tokens.start < at and mention.kind in ("country", "place") and not beside(mention.tokens.start):
            country = known.country(mention.name) or known.metonym(mention.name)
            if country is not None:
                found.add(agents.country(country))
    for token in story.doc[start:at]:
        if (
            token.text[0].isupper()
            and token.i not in owned
            and known.is_demonym(token.text)
            and (country := known.country(token.text)) is not None
        ):
            found.add(agents.country(country))
    return frozenset(found)


def _is_venue(doc: Doc, at: int) -> bool:
    """True behind "in", "to" and the like."""
    before = at - 1 if at and doc[at - 1].lower_ != "the" else at - 2
    return before >= 0 and doc[before].lower_ in VENUES


def country_of_side(agents: Agents, at: int) -> str:
    """The key of the country whose side a sentence tells of before token ``at``: "on the Danish side, Finance Minister Sol attended"."""
    doc, known = agents.story.doc, gazetteer()
    first = doc[at].sent.start
    side = next((i for i in range(at - 1, first + 2, -1) if doc[i].lower_ == "side"), -1)
    if side < 0 or [t.lower_ for t in doc[side - 3 : side - 1]] != ["on", "the"] or not doc[side - 1].text[0].isupper():
        return ""
    country = known.country(doc[side - 1].text) if known.is_demonym(doc[side - 1].text) else None
    return agents.country(country) if country is not None else ""
