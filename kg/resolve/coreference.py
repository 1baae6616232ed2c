"""Coreference within an article: pronouns and "the minister" are linked to the persons they stand for.

A small salience model in the line of Lappin and Leass (1994): recency by sentence, subjects before other mentions, agreement in
gender, number, office and country. An office that nobody named so far is known to hold ("the prime minister", after a name without
any title) stands for the subject of the sentences before, if the article gives that person no other office.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Anaphor, Tokens
from kg.resolve._coref_context import SUBJECT, Context
from kg.resolve._coref_office import SEVERAL_REACH, Office, by_office
from kg.resolve.persons import Person

REACH = 4
# Weights of salience, fitted by hand on pronouns of news and biographies in GUM (CC BY 4.0), none of whose text is here.
AWAY = 2.0
INVITED = 2.0
OFTEN = 0.25
ENOUGH = 15
BARE_REACH = 2
NAMELESS = -2
AHEAD = 1


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
    hints: Context | None = None,
) -> Links:
    """Link anaphors in text order, those inside quotations after the others.

    ``offices`` maps a person's index to their offices, ``sentence_of`` a token to its sentence, ``subjects`` holds the tokens that
    are subjects, ``countries`` maps the wording of a country to its key; ``hints`` replace ``subjects`` where given.
    """
    hints = hints or Context(sentence_of, dict.fromkeys(subjects, SUBJECT))
    linker = _Linker(people, offices, countries, hints)
    for anaphor in sorted(anaphors, key=lambda a: (a.tokens.start in hints.late, a.tokens)):
        linker.add(anaphor)
    return Links(dict(sorted(linker.links.items())))


class _Linker:
    """The state of linking: who has been seen where, and what gender pronouns gave them."""

    def __init__(
        self, people: Sequence[Person], offices: Mapping[int, Sequence[Office]], countries: Mapping[str, str], hints: Context
    ) -> None:
        self.offices, self.countries, self.hints = offices, countries, hints
        self.links: dict[Tokens, tuple[int, ...]] = {}
        self.nameless: dict[int, str] = {}  # where a title alone in capitals means somebody whom the text never names
        self.titled: dict[str, int] = {}  # whom a title alone in capitals has meant last
        self.seen = sorted((m.start, i) for i, p in enumerate(people) for m in p.mentions)
        self.genders = {i: p.gender for i, p in enumerate(people)}
        self.person_at = {t: i for i, p in enumerate(people) for m in p.mentions for t in range(m.start, m.end)}

    def add(self, anaphor: Anaphor) -> None:
        """Link one anaphor, if anybody fits."""
        found = self._find(anaphor)
        if not found:
            return
        self.links[anaphor.tokens] = found
        if anaphor.tokens.start in self.hints.formal and len(found) == 1:
            self.titled[anaphor.label] = found[0]
        if anaphor.gender and not self.genders[found[0]]:
            self.genders[found[0]] = anaphor.gender
        if len(found) == 1:
            insort(self.seen, (anaphor.tokens.start, found[0]))
            self.person_at.update(dict.fromkeys(range(*anaphor.tokens), found[0]))

    def _find(self, anaphor: Anaphor) -> tuple[int, ...]:
        at = anaphor.tokens.start
        before = self.seen[: bisect_left(self.seen, (at, -1))]
        if anaphor.office:
            barred = self._persons(self.hints.barred.get(at, ()))
            before = [(seen, person) for seen, person in before if person not in barred]
            seen = [(seen, person) for seen, person in self.seen if person not in barred] if barred else self.seen
            if anaphor.plural and len({p for _, p in before if anaphor.gender and self.genders[p] == anaphor.gender}) > 1:
                before = [(at, p) for at, p in before if self.genders[p] == anaphor.gender]  # "the two women"
            found = by_office(anaphor, before, seen, self.offices, self.countries, self.hints)
            return found if anaphor.plural else self._one(anaphor, before, found)
        if anaphor.plural:
            return ()
        must = [p for p in self._persons(self.hints.bound.get(at, ())) if self._agrees(anaphor, p)]
        if must or at in self.hints.nobody:
            return tuple(must[:1])
        return self._by_salience(anaphor, before, REACH)

    def _one(self, anaphor: Anaphor, before: Sequence[tuple[int, int]], holders: tuple[int, ...]) -> tuple[int, ...]:
        """The one whom a title means: of its holders, else a person without any title, else somebody whom the text never names."""
        at, formal = anaphor.tokens.start, anaphor.tokens.start in self.hints.formal
        known = formal and anaphor.label in self.nameless.values()
        if known and all(self._foreign(p, anaphor.office) for p in holders):
            found: tuple[int, ...] = ()
        elif holders:
            found = self._most_salient(anaphor, before, holders) if len(holders) > 1 else holders
        else:
            found = self._introduced(at) if anaphor.unique and anaphor.country else ()
            if not found and anaphor.unique:
                found = self._by_salience(anaphor, [(seen, p) for seen, p in before if not self.offices.get(p)], BARE_REACH)
        if formal and not found and anaphor.label not in self.titled:
            self.nameless[at] = anaphor.label
        return found

    def _foreign(self, person: int, office: str) -> bool:
        """True for one who holds an office with a country beside it: a communique's own minister is "the Minister"."""
        return any(o.country for o in self.offices.get(person, ()) if o.slug == office)

    def _most_salient(self, anaphor: Anaphor, before: Sequence[tuple[int, int]], holders: Sequence[int]) -> tuple[int, ...]:
        """Which of several holders a bare title means: the one it stays with in capitals ("The Secretary"), else who stands out."""
        known = self.titled.get(anaphor.label, -1) if anaphor.tokens.start in self.hints.formal else -1
        if known in holders:
            return (known,)
        of_them = [(at, person) for at, person in before if person in holders]
        return self._by_salience(anaphor, of_them, SEVERAL_REACH) or tuple(holders[:1])

    def _introduced(self, at: int) -> tuple[int, ...]:
        """The one whom the next sentence names for the first time, as its subject and without an office.

        A story often begins so: "Peru's defence minister left on Monday. Ana Sol had ...".
        """
        here, first = self.hints.sentence_of[at], dict[int, int]()
        for place, person in self.seen:
            if self.hints.sentence_of[place] or self.person_at.get(place + 1) == person:  # a headline's surname introduces nobody
                first.setdefault(person, place)
        new = [p for p, place in first.items() if 0 < self.hints.sentence_of[place] - here <= AHEAD and place > at]
        bare = [p for p in new if not self.offices.get(p) and self.hints.weights.get(first[p], 0.0) >= SUBJECT]
        return (bare[0],) if len(bare) == 1 else ()

    def _persons(self, tokens: Iterable[int]) -> tuple[int, ...]:
        return tuple(self.person_at[t] for t in tokens if t in self.person_at)

    def _by_salience(self, anaphor: Anaphor, before: Sequence[tuple[int, int]], reach: int) -> tuple[int, ...]:
        here = self.hints.sentence_of[anaphor.tokens.start]
        barred = self._persons(self.hints.barred.get(anaphor.tokens.start, ()))
        fits = [(at, p) for at, p in before if p not in barred and self._agrees(anaphor, p)]
        told = Counter(person for _, person in fits)
        near = [(at, p) for at, p in fits if here - self.hints.sentence_of[at] <= reach]
        if not near and anaphor.gender and len(told) == 1 and self.genders[fits[-1][1]] == anaphor.gender:
            near = fits[-1:]  # the only woman of the story is "she" far behind her name, too
        near += [(at, NAMELESS) for at in self.nameless if at < anaphor.tokens.start and here - self.hints.sentence_of[at] <= reach]
        if not near:
            return ()
        host = self.person_at.get(self.hints.invited.get(anaphor.tokens.start, -1), -1)
        best: tuple[float, int, int] = (float("-inf"), -1, -1)
        for at, person in near:
            away = here - self.hints.sentence_of[at]
            score = self.hints.weights.get(at, 0.0) - AWAY * away + OFTEN * min(told[person], ENOUGH) + INVITED * (person == host)
            best = max(best, (score, at, person))
        return (best[2],) if best[2] != NAMELESS else ()

    def _agrees(self, anaphor: Anaphor, person: int) -> bool:
        return not (anaphor.gender and self.genders[person] and self.genders[person] != anaphor.gender)


__all__ = ["Links", "Office", "link"]
