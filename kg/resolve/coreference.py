"""Coreference within an article: pronouns and "the minister" are linked to the persons they stand for.

A small salience model in the line of Lappin and Leass (1994): recency by sentence, subjects before other mentions, agreement in
gender, number, office and country. An office that nobody named so far is known to hold ("the prime minister", after a name without any title) stands for the subject of
the sentences before, if the article gives that person no other office.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Anaphor, Tokens
from kg.resolve.persons import Person

REACH = 4
HEADS = ("president", "prime minister", "premier", "chancellor", "king", "leader", "taoiseach", "supreme leader", "emir", "sultan", "crown prince")
DIPLOMATS = ("foreign minister", "secretary of state", "foreign secretary", "top diplomat", "diplomat")


@dataclass(frozen=True, slots=True)
class Office:
    """What an article says of somebody's office; ``country`` is a country key or ""."""

    slug: str
    label: str
    country: str


@dataclass(slots=True)
class Links:
    """For each linked anaphor (its first token) the persons it stands for, as indices into the list of persons."""

    of: dict[Tokens, tuple[int, ...]] = field(default_factory=dict)


def link(
    people: Sequence[Person],
    anaphors: Sequence[Anaphor],
    offices: Mapping[int, Sequence[Office]],
    sentence_of: Sequence[int],
    subjects: frozenset[int],
    countries: Mapping[str, str],
) -> Links:
    """Link anaphors in text order.

    ``offices`` maps a person's index to their offices, ``sentence_of`` a token to its sentence, ``subjects`` holds the tokens that
    are subjects, ``countries`` maps the wording of a country to its key.
    """
    links = Links()
    seen: list[tuple[int, int]] = sorted((m.start, i) for i, p in enumerate(people) for m in p.mentions)
    genders = {i: p.gender for i, p in enumerate(people)}
    for anaphor in anaphors:
        at = anaphor.tokens.start
        before = seen[: bisect_left(seen, (at, -1))]
        if anaphor.office:
            found = _by_office(anaphor, before, seen, offices, countries)
            if not found and anaphor.unique and not anaphor.plural:
                bare = [(at, person) for at, person in before if not offices.get(person)]
                found = _by_salience(anaphor, bare, genders, sentence_of, subjects, reach=2)
        elif anaphor.plural:
            found = ()
        else:
            found = _by_salience(anaphor, before, genders, sentence_of, subjects)
        if found:
            links.of[anaphor.tokens] = found
            for index in found:
                if anaphor.gender:
                    genders[index] = genders[index] or anaphor.gender
            if len(found) == 1:
                seen.insert(bisect_left(seen, (at, -1)), (at, found[0]))
    return links


def _by_salience(
    anaphor: Anaphor,
    before: Sequence[tuple[int, int]],
    genders: Mapping[int, str],
    sentence_of: Sequence[int],
    subjects: frozenset[int],
    reach: int = REACH,
) -> tuple[int, ...]:
    here = sentence_of[anaphor.tokens.start]
    best: tuple[float, int, int] | None = None
    for at, person in reversed(before):
        away = here - sentence_of[at]
        if away > reach:
            break
        if anaphor.gender and genders[person] and genders[person] != anaphor.gender:
            continue
        score = (3.0 if at in subjects else 0.0) - 2.0 * away
        if best is None or (score, at) > best[:2]:
            best = (score, at, person)
    return (best[2],) if best else ()


def _by_office(
    anaphor: Anaphor,
    before: Sequence[tuple[int, int]],
    seen: Sequence[tuple[int, int]],
    offices: Mapping[int, Sequence[Office]],
    countries: Mapping[str, str],
) -> tuple[int, ...]:
    country = countries.get(anaphor.country, "")
    order = [person for _, person in reversed(before)] + [person for at, person in seen if at > anaphor.tokens.start]
    fits = []
    for person in dict.fromkeys(order):
        if any(_suits(anaphor, office, country) for office in offices.get(person, ())):
            fits.append(person)
    if anaphor.office == "pair" and len(fits) < 2:
        fits = list(dict.fromkeys(person for _, person in reversed(before)))
    if anaphor.plural:
        return tuple(sorted(fits[:2])) if len(fits) >= 2 and not country else ()
    return tuple(fits[:1])


def _suits(anaphor: Anaphor, office: Office, country: str) -> bool:
    if country and office.country and office.country != country:
        return False
    if anaphor.office == office.slug:
        return True
    if anaphor.office == "counterpart":
        return bool(country) and office.country == country
    asked, held = anaphor.label.lower(), office.label.lower()
    if asked.rstrip("s") == "leader":
        return held in HEADS
    if "diplomat" in asked:
        return held in DIPLOMATS
    words, known = asked.rstrip("s").split(), held.split()
    return len(words) == 1 and words[0] in known and words[0] not in ("general", "head", "state")
