"""The two countries of "both sides" and "the two foreign ministers": those told of side by side last, or whom the story is about."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from kg.model import MeetingMention, Tokens
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

TWO = {"two", "both"}
LONGEST = 3  # words of a country's name that is looked for
JOINING = {"and", "&", "-", "–", "/"}
LISTING = {",", "and", "or"}
OFTEN = 3  # how often a story names the countries that it is about, at the least
OTHERS = {"parties", "party"}  # sides of many sorts: those of one country


class _Named(NamedTuple):
    """A country named by name or adjective: its tokens are [start, end)."""

    start: int
    end: int
    key: str


def couple(agents: Agents, mention: MeetingMention) -> frozenset[str]:
    """The keys of the two countries; empty for other phrases, and where the text leaves open which two are meant."""
    phrase = mention.participants[0] if len(mention.participants) == 1 else Tokens(0, 0)
    words = {t.lower_ for t in agents.story.doc[phrase.start : phrase.end]}
    if not words & TWO or words & OTHERS:
        return frozenset()
    named = _named(agents)
    return _side_by_side(agents, [n for n in named if n.end <= phrase.start]) or _of_story(named)


def _named(agents: Agents) -> list[_Named]:
    doc, known, found, i = agents.story.doc, gazetteer(), list[_Named](), 0
    while i < len(doc):
        sizes = range(min(LONGEST, len(doc) - i), 0, -1) if doc[i].text[0].isupper() else ()
        size, country = next(((n, c) for n in sizes if (c := known.country(doc[i : i + n].text)) is not None), (1, None))
        if country is not None:
            found.append(_Named(i, i + size, agents.country(country)))
        i += size
    return found


def _side_by_side(agents: Agents, named: list[_Named]) -> frozenset[str]:
    """The last two that "and" joins, if they are no part of a longer list."""
    doc, pairs = agents.story.doc, [*pairwise(named)]
    for n in range(len(pairs) - 1, -1, -1):
        one, two = pairs[n]
        between = [t.lower_ for t in doc[one.end : two.start]]
        if one.key == two.key or not between or not (between[0] in JOINING and len(between) <= 1 + (between[-1] == "the")):
            continue
        front = n > 0 and _is_listed(agents, pairs[n - 1])
        behind = n + 1 < len(pairs) and _is_listed(agents, pairs[n + 1])
        return frozenset() if front or behind else frozenset((one.key, two.key))
    return frozenset()


def _is_listed(agents: Agents, pair: tuple[_Named, _Named]) -> bool:
    between = [t.lower_ for t in agents.story.doc[pair[0].end : pair[1].start]]
    return 0 < len(between) <= 2 and between[0] in LISTING


def _of_story(named: list[_Named]) -> frozenset[str]:
    """The two that a story names often, and no third one half as often."""
    counted = Counter(n.key for n in named).most_common(3)
    if len(counted) < 2 or counted[1][1] < OFTEN or (len(counted) > 2 and counted[2][1] * 2 > counted[1][1]):
        return frozenset()
    return frozenset(key for key, _ in counted[:2])
