"""Whom the plural of an office means: "the presidents of Norway and Chile", "the British and French foreign ministers"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract._phrases import is_plural, noun_sort
from kg.extract.meetings.words import listed
from kg.facts import RoleFact
from kg.model import Tokens
from kg.resolve._coref_office import FOREIGN_MINISTERS, HEADS, LESSER, MINISTERS_OF_DEFENCE
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

LEADER = "leader"
CLASSES = (FOREIGN_MINISTERS, MINISTERS_OF_DEFENCE)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who the persons of an article are: the country that each stands for, and the labels of the offices that they hold now."""

    homes: Mapping[str, str]
    offices: Mapping[str, frozenset[str]]

    def the_two(self) -> tuple[str, ...]:
        """The two countries that more persons stand for than for any other; () where no two stand out."""
        counted = Counter(self.homes.values()).most_common(3)
        clear = len(counted) > 1 and (len(counted) == 2 or counted[1][1] > counted[2][1])
        return tuple(sorted(country for country, _ in counted[:2])) if clear else ()

    def holds(self, person: str, office: str) -> bool:
        """True if the person holds such an office now: "minister", "foreign minister", "leader" (of a country)."""
        return any(_fits(label, office) for label in self.offices.get(person, ()))


def offices_of(agents: Agents, roles: Sequence[RoleFact]) -> dict[str, frozenset[str]]:
    """The labels, in small letters, of the offices that each person holds."""
    found: dict[str, frozenset[str]] = {}
    for role in roles:
        if role.status == "current" and role.office in agents.entities:
            found[role.person] = found.get(role.person, frozenset()) | {agents.entities[role.office].name.lower()}
    return found


def holders(agents: Agents, phrase: Tokens, cast: Cast) -> tuple[str, ...]:
    """The one holder of the office in each country that the phrase names; () unless each has one.

    Where an article tells nobody's office of that country, its only person is meant.
    """
    office = _office(agents, phrase)
    named = (tuple(dict.fromkeys(_countries(agents, phrase))) or _the_two(agents, phrase, cast)) if office else ()
    found = [_holder(agents, office, country, cast) for country in named] if len(named) > 1 else []
    return tuple(found) if all(found) and len({*found}) == len(found) else ()


def _fits(label: str, office: str) -> bool:
    if office == LEADER:
        return label in HEADS
    if label.split()[0] in LESSER and not office.startswith(label.split()[0]):
        return False
    known = next((c for c in CLASSES if office in c), (office,))
    return label in known or label.endswith(office)


def _office(agents: Agents, phrase: Tokens) -> str:
    """The singular of the office of a plural phrase, with its portfolio, or ""."""
    doc = agents.story.doc
    head = next((t for t in doc[phrase.start : phrase.end] if is_plural(t) and noun_sort(t) == "one"), None)
    if head is None:
        return ""
    before = doc[head.i - 1] if head.i > phrase.start else None
    word = head.lemma_.lower()
    if before is not None and before.lower_ in listed("portfolio"):
        return f"{before.lower_.replace('defense', 'defence')} {word}"
    plain = before is None or before.pos_ in {"DET", "NUM"} or before.text[0].isupper()
    return word if plain else ""  # "Norwegian industry leaders" lead no country


def _the_two(agents: Agents, phrase: Tokens, cast: Cast) -> tuple[str, ...]:
    """The countries of "ministers from the two countries"."""
    words = {t.lower_ for t in agents.story.doc[phrase.start : phrase.end]}
    return cast.the_two() if words & {"two", "both"} and words & {"countries", "nations", "neighbours", "neighbors"} else ()


def _countries(agents: Agents, phrase: Tokens) -> Iterator[str]:
    """The keys of the countries that a phrase names, in its order."""
    known, doc, i = gazetteer(), agents.story.doc, phrase.start
    while i < phrase.end:
        sizes = (n for n in (3, 2, 1) if i + n <= phrase.end and doc[i].text[0].isupper() and known.country(doc[i : i + n].text))
        size = next(sizes, 0)
        country = known.country(doc[i : i + size].text) if size else None
        if country is not None:
            yield agents.country(country)
        i += size or 1


def _holder(agents: Agents, office: str, country: str, cast: Cast) -> str:
    people = tuple(dict.fromkeys(agents.people_keys))
    there = [p for p in people if cast.homes.get(p) == country]
    fits = [p for p in there if cast.holds(p, office)] or [p for p in there if not cast.offices.get(p)]
    fits = fits or [p for p in people if p not in cast.homes and cast.holds(p, office)]  # "President Lund", of a country not told
    return fits[0] if len(fits) == 1 else ""
