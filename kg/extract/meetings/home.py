"""Meetings that a country has with itself: "a meeting of her cabinet" is no encounter of representatives (``kg/data/home_bodies.csv``)."""

from __future__ import annotations

from functools import lru_cache

from kg.extract._phrases import OWNERS, is_demonym
from kg.extract.meetings.lexicon import matches, rows
from kg.extract.meetings.members import JOINERS
from kg.extract.meetings.scene import Scene
from kg.model import Tokens

OWN = OWNERS | {"the", "national"}


def at_home(scene: Scene, tokens: Tokens) -> bool:
    """True for "a meeting of her cabinet" and "a session of parliament", where nobody else is told to take part."""
    at = tokens.end + 1
    k = scene.at.get(at, -1) if at < scene.end and scene.doc[tokens.end].lower_ in {"of", "with"} else -1
    if k < 0:
        return False
    phrase = scene.phrases[k]
    known = any(matches(scene.doc, phrase.head + 1 - len(words), words) for words in _bodies())
    own = scene.doc[phrase.start].lower_ in OWN or phrase.start == phrase.head
    foreign = any(scene.names.label(i) == "place" or is_demonym(scene.doc[i]) for i in range(phrase.start, phrase.end))
    follows = scene.doc[phrase.end].lower_ if phrase.end < scene.end else ""
    return known and own and not foreign and follows not in JOINERS | {"with", "of"}


@lru_cache(maxsize=1)
def _bodies() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(r["words"].split()) for r in rows("home_bodies.csv"))
