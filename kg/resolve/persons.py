"""Chains of person mentions within one article.

Full names found an entity; a name of one word joins the last person mentioned before it (or else the first after it) whose family
or given name it is. So three people called Wang stay three, and "Wang" is the one spoken of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model import Mention, Tokens
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import spelled
from kg.resolve.names import fold, parts, same_person, shares_word

# Behind these a word is half of a name: nobody calls Abdul Ghani Lund "Ghani".
COMPOUNDING = {"abdul", "abdel", "abd", "abdal", "abu", "ould", "al", "el", "bin", "ibn", "de", "van", "von", "da", "di"}


@dataclass(slots=True, eq=False)
class Person:
    """A person of one article: all names, all mentions in text order, and the gender that forms of address tell.

    ``relative``: introduced as somebody's kin ("her son, Ola Lund"); such a person is seldom meant by the family name alone.
    ``garbled``: forms that the article got wrong; they are not among ``names``.
    """

    names: list[str] = field(default_factory=list)
    mentions: list[Tokens] = field(default_factory=list)
    gender: str = ""
    relative: bool = False
    garbled: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name: most words, then longest, then first."""
        return max(self.names, key=lambda n: (len(parts(n)), n[:1].isupper() and not n.isupper(), len(n)))

    def add(self, mention: Mention, gender: str = "") -> None:
        """Take a mention into the chain."""
        if mention.name not in self.names:
            self.names.append(mention.name)
        self.mentions.append(mention.tokens)
        self.gender = self.gender or gender

    def rename(self, name: str) -> None:
        """Put the name right: forms with a word that it has not were garbled."""
        words = set(parts(name))
        right = [n for n in self.names if set(parts(n)) <= words or spelled(n, name)]
        self.garbled += [n for n in self.names if n not in right]
        self.names = [name, *(n for n in right if n != name)]

    def absorb(self, garble: Person) -> None:
        """Take in the chain of a garbled form of this person's name."""
        known = {w for n in self.names for w in parts(n)}
        right = [n for n in garble.names if set(parts(n)) <= known or any(spelled(n, m) for m in self.names)]
        self.garbled += [n for n in (*garble.names, *garble.garbled) if n not in (*right, *self.garbled)]
        self.names += [n for n in right if n not in self.names]
        self.mentions = sorted([*self.mentions, *garble.mentions])
        self.gender = self.gender or garble.gender


def cluster(
    mentions: Sequence[Mention],
    genders: Mapping[int, str] | None = None,
    kin: frozenset[int] = frozenset(),
    royal: frozenset[int] = frozenset(),
) -> list[Person]:
    """Group the person mentions of an article (in text order).

    ``royal`` holds the first tokens of names behind the title of a monarch or an heir: one word there is the given name of one of them, so
    "King Arvo" is neither Arvo Lund, a minister, nor Crown Prince Olav bin Arvo.
    ``genders`` maps a mention's first token to "m" or "f"; ``kin`` holds the first tokens of names behind a word of kinship.
    """
    genders = genders or {}
    named = [m for m in mentions if m.kind == "person"]
    people: list[Person] = []
    owner: dict[Tokens, Person] = {}
    for mention in named:
        if len(parts(mention.name)) > 1:
            gender = genders.get(mention.tokens.start, "")
            person = _known(mention.name, gender, people)
            if person is None:
                person = Person(relative=mention.tokens.start in kin)
                people.append(person)
            person.add(mention, gender)
            owner[mention.tokens] = person
    placed = sorted(owner)
    for mention in named:
        if mention.tokens not in owner:
            gender = genders.get(mention.tokens.start, "")
            reigning = [p for p in people if any(t.start in royal for t in p.mentions) and parts(p.name)[:1] == parts(mention.name)[:1]]
            person = _nearest(mention, reigning if mention.tokens.start in royal else people, owner, placed, gender)
            if person is None:
                person = Person()
                people.append(person)
            person.add(mention, gender)
            owner[mention.tokens] = person
            placed.insert(bisect_left(placed, mention.tokens), mention.tokens)
    for person in people:
        person.mentions.sort()
        person.gender = person.gender or (gazetteer().gender(person.name) if " " in person.name else "")
    return sorted(people, key=lambda p: p.mentions[0])


def _known(name: str, gender: str, people: Sequence[Person]) -> Person | None:
    """The person of a full name, unless forms of address tell a man from a woman."""
    for person in people:
        if gender and person.gender and gender != person.gender:
            continue
        if any(same_person(name, n) for n in person.names):
            return person
    return None


def _nearest(
    mention: Mention, people: Sequence[Person], owner: Mapping[Tokens, Person], placed: Sequence[Tokens], gender: str
) -> Person | None:
    fits = _fitting(people, lambda n: shares_word(mention.name, n) or parts(n) == parts(mention.name))
    fits = fits or _fitting(people, lambda n: _inner(mention.name, n))
    fits = [p for p in fits if not gender or not p.gender or p.gender == gender] or fits
    fits = [p for p in fits if not p.relative] or fits
    if len(fits) < 2:
        return fits[0] if fits else None
    if all(_ends_in(p.names, mention.name) for p in fits):
        return min(fits, key=lambda p: p.mentions[0])  # of a family the one named first goes by the family name
    at = bisect_left(placed, mention.tokens)
    before = next((owner[t] for t in reversed(placed[:at]) if any(owner[t] is p for p in fits)), None)
    return before or next((owner[t] for t in placed[at:] if any(owner[t] is p for p in fits)), fits[0])


def _ends_in(names: Sequence[str], word: str) -> bool:
    """True if a full name has its family name, ``word``, at the end."""
    return any(len(parts(n)) > 1 and parts(n)[-1:] == parts(word)[-1:] for n in names)


def _fitting(people: Sequence[Person], fits: Callable[[str], bool]) -> list[Person]:
    return [p for p in people if any(fits(n) for n in p.names)]


def _inner(single: str, full: str) -> bool:
    """True if a one-word name is one of several family names ("Vázquez", "Wanda Vázquez Garced")."""
    words = parts(full)
    inner = [w for before, w in pairwise(words[:-1]) if before not in COMPOUNDING]
    return len(single) > 3 and fold(single) in inner
