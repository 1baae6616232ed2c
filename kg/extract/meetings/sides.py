"""Encounters of those who work for sides told of before: "technical teams will meet again in May", "negotiators are to meet in Oslo"."""

from __future__ import annotations

from kg.extract._phrases import Actor, is_demonym
from kg.extract._time_words import time_sort
from kg.extract.meetings.cues import Status
from kg.extract.meetings.found import Found
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.words import listed
from kg.model import Tokens

AGAIN = {"again", "next", "further", "more"}
COMING = {"Planned", "Possible", "Cancelled", "Postponed"}
NEAR = 6


def are_teams(scene: Scene, tokens: Tokens, found: Found, status: Status, when: list[Tokens]) -> bool:
    """True if those who meet are but teams of sides told of before, at another time or place, or in time to come.

    Officials who meet for the first time may be of one country.
    """
    dated = any(time_sort(t) in {"day", "month", "year"} for w in when for t in scene.doc[w.start : w.end])
    told = status.value in COMING or dated or bool(found.places)
    if not told or found.definite or found.parties or not found.actors:
        return False
    again = {t.lower_ for t in scene.doc[max(scene.start, tokens.start - 1) : min(scene.end, tokens.end + NEAR)]} & AGAIN
    delegations = listed("delegation") if again or status.value in COMING else frozenset[str]()
    teams = delegations | listed("team") if again else delegations
    known = any(scene.doc[a.phrase.head].lower_ in teams for a in found.actors)
    return known and all(a.plural and not _is_named(scene, a) for a in found.actors)


def _is_named(scene: Scene, who: Actor) -> bool:
    inside = range(who.phrase.start, max(who.tokens.end, who.phrase.end))
    return any(scene.names.label(i) or is_demonym(scene.doc[i]) for i in inside)
