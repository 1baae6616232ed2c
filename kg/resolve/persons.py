"""Chains of person mentions within one article.

Full names found an entity; a name of one word joins the last person mentioned before it (or else the first after it) whose family
or given name it is. So three people called Wang stay three, and "Wang" is the one spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Mention, Tokens
from kg.resolve.names import fold, parts, same_person, shares_word


@dataclass(slots=True)
class Person:
    """A person of one article: all names, all mentions in text order, and the gender that forms of address tell."""

    names: list[str] = field(default_factory=list)
    mentions: list[Tokens] = field(default_factory=list)
    gender: str = ""

    @property
    def name(self) -> str:
        """The fullest name: most words, then longest, then first."""
        return max(self.names, key=lambda n: (len(parts(n)), n[:1].isupper() and not n.isupper(), len(n)))

    def add(self, mention: Mention) -> None:
        """Take a mention into the chain."""
        if mention.name not in self.names:
            self.names.append(mention.name)
        self.mentions.append(mention.tokens)


def cluster(mentions: Sequence[Mention], genders: dict[int, str] | None = None) -> list[Person]:
    """Group the person mentions of an article (in text order); ``genders`` maps a mention's first token to "m" or "f"."""
    genders = genders or {}
    named = [m for m in mentions if m.kind == "person"]
    people: list[Person] = []
    owner: dict[Tokens, Person] = {}
    for mention in named:
        if len(parts(mention.name)) > 1:
            person = next((p for p in people if any(same_person(mention.name, n) for n in p.names)), None)
            if person is None:
                person = Person()
                people.append(person)
            person.add(mention)
            owner[mention.tokens] = person
            person.gender = person.gender or genders.get(mention.tokens.start, "")
    for mention in named:
        if mention.tokens not in owner:
            person = _nearest(mention, people, owner, genders.get(mention.tokens.start, ""))
            if person is None:
                person = Person()
                people.append(person)
            person.add(mention)
            owner[mention.tokens] = person
            person.gender = person.gender or genders.get(mention.tokens.start, "")
    for person in people:
        person.mentions.sort()
    return sorted(people, key=lambda p: p.mentions[0])


def _nearest(mention: Mention, people: Sequence[Person], owner: dict[Tokens, Person], gender: str) -> Person | None:
    fits = [p for p in people if any(shares_word(mention.name, n) or fold(n) == fold(mention.name) for n in p.names)]
    fits = [p for p in fits if not gender or not p.gender or p.gender == gender] or fits
    if not fits:
        return None
    placed = sorted((tokens, p) for tokens, p in ((t, owner[t]) for t in owner) if p in fits) if len(fits) > 1 else []
    before = [p for tokens, p in placed if tokens < mention.tokens]
    return before[-1] if before else (placed[0][1] if placed else fits[0])
