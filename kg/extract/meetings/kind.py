"""The kind of an encounter, by who meets and how: a call, a summit, talks of generals."""

from __future__ import annotations

from kg.extract._phrases import OWNERS, Actor
from kg.extract.meetings.found import Found, of_bloc
from kg.extract.meetings.lexicon import Trigger
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.words import listed

OPENING = 6  # tokens in which "during a 30-minute phone call" is told


def kind(scene: Scene, trigger: Trigger, found: Found, start: int, end: int) -> str:
    actors = found.actors
    spoken = found.kind == "Talks" and trigger.frame in {"speak", "with", "noun", "strict", "discuss"}
    if spoken and (any(_by_phone(scene, i) for i in range(start + 1, end)) or _in_call(scene, start)):
        return "Call"
    modifiers = {t.lower_ for t in scene.doc[found.phrase.start : found.phrase.end]} if found.phrase else set()
    held = "Conference" if found.kind == "Talks" and len(actors) == 1 and of_bloc(scene, actors[0]) else found.kind
    if held == "Conference" and any(scene.doc[a.phrase.head].lower_ in {"leaders", "presidents"} for a in actors):
        return "Summit"
    if found.kind == "Talks" and (modifiers & listed("military") or any(_in_uniform(scene, a) for a in actors)):
        return "MilitaryTalks"
    return held


def _in_call(scene: Scene, start: int) -> bool:
    """ "In a phone call on Thursday, Ruiz discussed trade with Beck": what opens the sentence tells how they spoke."""
    opening = [t.lower_ for t in scene.doc[scene.start : min(start, scene.start + OPENING)]]
    call = opening.index("call") if "call" in opening else 0
    return call > 1 and opening[0] in {"in", "during"} and opening[1] in {"a", "an"} and "," not in opening[:call]


def _in_uniform(scene: Scene, who: Actor) -> bool:
    """True for "army commanders" and "senior military officers"."""
    own = scene.doc[who.phrase.start].lower_ in OWNERS  # a president with "his military chiefs" holds no talks of armies
    words = {t.lower_ for t in scene.doc[who.phrase.start : who.phrase.end]}
    return who.sort == "military" or (not own and bool(words & listed("military")))


def _by_phone(scene: Scene, i: int) -> bool:
    """ "by phone", "over the phone", "on the telephone"."""
    at = i - 2 if scene.doc[i - 1].lower_ == "the" else i - 1
    video = scene.doc[i].lower_ == "video" and scene.doc[i - 1].lower_ in {"by", "via", "over"}
    remote = video or scene.doc[i].lower_ in listed("remote") - {"video"}
    return remote and at >= scene.start and scene.doc[at].lower_ in {"by", "over", "on", "via"}
