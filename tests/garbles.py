"""Planting garbled names: what machine translation, dictation and haste do to a name, at random but the same in every run."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from kg.facts import ArticleFacts
from kg.model import Article
from kg.read.blocks import blocks
from kg.resolve.gazetteer import gazetteer

SOUNDS = [
    *[("c", "k"), ("k", "c"), ("ph", "f"), ("f", "ph"), ("v", "w"), ("w", "v"), ("z", "s"), ("s", "z"), ("q", "ch"), ("ch", "q")],
    *[("j", "g"), ("g", "k"), ("b", "p"), ("p", "b"), ("d", "t"), ("t", "d"), ("y", "i"), ("i", "y"), ("x", "s"), ("sh", "s")],
]
VOWELS = "aeiou"


@dataclass(frozen=True)
class Planted:
    """An article with one person's name garbled: ``key`` is the person meant, ``at`` where the garbled form now stands (code point)."""

    article: Article
    key: str
    name: str
    garbled: str
    at: int
    everywhere: bool


def garble(word: str, rng: random.Random) -> str:
    """Another word that it could be heard or mistyped as; never the same."""
    for _ in range(50):
        made = rng.choice((_sound, _vowel, _swap, _drop, _double))(word, rng)
        if made.lower() != word.lower():
            return made[:1].upper() + made[1:]
    raise ValueError(f"{word!r} cannot be garbled")


def planted(facts: ArticleFacts, rng: random.Random, told: Set[str]) -> Iterator[Planted]:
    """One garble of one person with an office that one holds at a time, in all mentions or in one of several, if there is any such.

    ``told`` holds the names of those of whom anything besides the article tells: nobody could know the others.
    """
    text = facts.article.text
    holders = {r.person for r in facts.roles if r.status == "current" and unique(r.office)}
    people = [e for e in facts.entities if e.key in holders and e.name in told and len(e.name.split()) > 1 and e.name in text]
    if not people:
        return
    person = rng.choice(people)
    words = [w for w in person.name.split() if len(w) > 3 and w.isalpha()]
    if not words:
        return
    word = rng.choice(words)
    wrong = garble(word, rng)
    places = [m.start() for m in re.finditer(rf"\b{re.escape(person.name)}\b", text)]
    garbled = re.sub(rf"\b{re.escape(word)}\b", wrong, person.name)
    if len(places) > 1 and rng.random() < 0.5:
        at = rng.choice(places)
        changed = text[:at] + garbled + text[at + len(person.name) :]
        yield Planted(_with(facts.article, changed), person.key, person.name, garbled, at, False)
    else:
        changed = re.sub(rf"\b{re.escape(word)}\b", wrong, text)
        yield Planted(_with(facts.article, changed), person.key, person.name, garbled, changed.index(garbled), True)


def unique(office: str) -> bool:
    """True for the key of an office that one person holds at a time."""
    known = gazetteer().office(office.removeprefix("office.").replace("-", " "))
    return known is not None and known.level == "unique"


def _with(article: Article, text: str) -> Article:
    return replace(article, text=text, blocks=blocks(text, article.title))


def _sound(word: str, rng: random.Random) -> str:
    fitting = [(a, b) for a, b in SOUNDS if a in word.lower()]
    if not fitting:
        return word
    a, b = rng.choice(fitting)
    at = word.lower().index(a)
    return word[:at] + b + word[at + len(a) :]


def _vowel(word: str, rng: random.Random) -> str:
    at = [i for i, c in enumerate(word) if c.lower() in VOWELS]
    if not at:
        return word
    i = rng.choice(at)
    return word[:i] + rng.choice(VOWELS) + word[i + 1 :]


def _swap(word: str, rng: random.Random) -> str:
    i = rng.randrange(len(word) - 1)
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _drop(word: str, rng: random.Random) -> str:
    i = rng.randrange(len(word))
    return word[:i] + word[i + 1 :]


def _double(word: str, rng: random.Random) -> str:
    i = rng.randrange(len(word))
    return word[:i] + word[i] + word[i:]
