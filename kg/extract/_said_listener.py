"""Who listens, where the sentence tells it away from the cue: Speaking to reporters, ...; In a call with Beck, ...; during the talks."""

from __future__ import annotations

from dataclasses import replace

from kg.extract._said_nominals import bare
from kg.extract._said_scene import Attribution, Scene
from kg.extract._said_words import words
from kg.model import Tokens

WITHIN = {"in", "during", "at", "over"}
FACING = {"speaking", "talking", "responding"}
BESIDE = ("say", "think", "express", "accuse")
ADDRESSING = {"addressing", "briefing"}


def with_listeners(scene: Scene, found: list[Attribution]) -> list[Attribution]:
    """Give the sentence's own attributions the listener that a phrase outside of their content names.

    Those told in an encounter ("during the talks") are marked, so that its other side can be their listener.
    """
    heard = [_heard(scene, a) if not _told_within(a, found) else a for a in found]
    told = {a.source: a.addressee for a in heard if a.addressee is not None and a.rule.startswith("tell.")}
    return [replace(a, addressee=told.get(a.source)) if a.addressee is None and a.rule.startswith(BESIDE) else a for a in heard]


def _told_within(a: Attribution, found: list[Attribution]) -> bool:
    cue = a.cue or a.content[0]
    return any(b is not a and any(start <= cue.start < end for start, end in b.content) for b in found)


def _heard(scene: Scene, a: Attribution) -> Attribution:
    met = False
    listener = a.addressee
    for i in range(scene.bounds.start, scene.limit - 1):
        if any(start <= i < end for start, end in a.content):
            continue
        word = scene.passage.doc[i].lower_
        if word in FACING and scene.passage.doc[i + 1].lower_ == "to":
            listener = listener or _name(scene, i + 2)
        elif word in ADDRESSING and (i == scene.bounds.start or scene.passage.doc[i - 1].text == ","):
            listener = listener or _name(scene, i + 1)
        elif word in WITHIN and (inside := _encounter(scene, i + 1)) is not None:
            met = True
            listener = listener or _partner(scene, inside, a)
    return replace(a, addressee=listener, met=a.met or met)


def _encounter(scene: Scene, i: int) -> Tokens | None:
    """The noun phrase at ``i`` if it is an encounter: his talks, a phone call."""
    phrase = scene.passage.phrase_at(i, scene.limit)
    if phrase is None or scene.passage.doc[phrase.end - 1].lower_ not in words("encounter"):
        return None
    return phrase


def _partner(scene: Scene, encounter: Tokens, a: Attribution) -> Tokens | None:
    """The other side, where it is not the speaker: talks with Beck."""
    doc, at = scene.passage.doc, encounter.end
    while at < scene.limit and doc[at].lower_ in {"on", "in", "at", "by"} and (more := scene.passage.phrase_at(at + 1, scene.limit)):
        at = more.end
    if at >= scene.limit or doc[at].lower_ != "with":
        return None
    phrase = _name(scene, at + 1)
    if phrase is None or (a.source is not None and phrase.start <= a.source.start < phrase.end):
        return None
    return phrase


def _name(scene: Scene, i: int) -> Tokens | None:
    phrase = scene.passage.phrase_at(i, scene.limit)
    return bare(scene.passage, phrase) if phrase else None
