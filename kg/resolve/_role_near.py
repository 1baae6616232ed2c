"""Which countries stand near an office: what a bare title leaves out is told by the words around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from kg.facts import RoleFact
from kg.model import Story
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer
from kg.resolve.register import country_key

Named = tuple[int, str]
VENUES = {"in", "at", "to", "from", "near", "into", "via", "outside"}


def places_of_countries(agents: Agents, *, capitals: bool = True) -> list[Named]:
    """Each place of a story that names a country, by name, adjective or capital, as token and the country's key."""
    known, doc = gazetteer(), agents.story.doc
    found = []
    for mention in agents.mentions:
        if mention.kind in ("country", "place") and not known.is_demonym(mention.name):
            country = known.country(mention.name) or (known.metonym(mention.name) if capitals else None)
            if country is not None:
                found.append((mention.tokens.start, country_key(country)))
    for token in doc:
        if token.text[0].isupper() and known.is_demonym(token.text) and (country := known.country(token.text)) is not None:
            found.append((token.i, country_key(country)))
    return found


def countries_before(story: Story, named: Sequence[Named], at: int, owned: Collection[int] = ()) -> frozenset[str]:
    """The keys of the countries that a paragraph names before token ``at``, by ``places_of_countries``.

    Not where something happens ("in Havana", "flew to Cuba"), nor what belongs to another's office (``owned`` tokens): neither tells whose
    office it is.
    """
    block = story.block(at)
    return frozenset(key for i, key in named if i < at and i not in owned and story.block(i) == block and not _is_venue(story.doc, i))


def most_named(named: Sequence[Named]) -> list[tuple[str, int]]:
    """The keys of the countries of a story and how often it names each, the most often named first."""
    return sorted(Counter(key for _, key in named).items(), key=lambda kv: (-kv[1], kv[0]))


def _is_venue(doc: Doc, at: int) -> bool:
    """True behind "in", "to" and the like."""
    before = at - 1 if at and doc[at - 1].lower_ != "the" else at - 2
    return before >= 0 and doc[before].lower_ in VENUES


ESCORTED = {"accompanied", "flanked"}


def country_of_company(agents: Agents, at: int, but: str, roles: Sequence[RoleFact]) -> str:
    """The key of the country of whom the holder of the office at token ``at`` accompanies, or "".

    "Ana Sol of Peru came accompanied by Finance Minister Ola Lund"; ``but`` is the holder's key.
    """
    doc = agents.story.doc
    escorted = next((i for i in range(at - 1, doc[at].sent.start, -1) if doc[i].lower_ in ESCORTED and doc[i + 1].lower_ == "by"), -1)
    who = agents.last_before(escorted, but) if escorted >= 0 else ""
    found = {r.org for r in roles if r.person == who and r.status == "current" and r.org.startswith("country.")}
    return found.pop() if len(found) == 1 else ""


def country_of_side(agents: Agents, at: int) -> str:
    """The key of the country whose side a sentence tells of before token ``at``: "on the Danish side, Finance Minister Sol attended"."""
    doc, known = agents.story.doc, gazetteer()
    first = doc[at].sent.start
    side = next((i for i in range(at - 1, first + 2, -1) if doc[i].lower_ == "side"), -1)
    if side < 0 or [t.lower_ for t in doc[side - 3 : side - 1]] != ["on", "the"] or not doc[side - 1].text[0].isupper():
        return ""
    country = known.country(doc[side - 1].text) if known.is_demonym(doc[side - 1].text) else None
    return agents.country(country) if country is not None else ""
