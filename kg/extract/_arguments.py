"""From a trigger to its mention: participants, parties, places, times and status, by the trigger's frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from kg.extract import _status, _when
from kg.extract._frames import REMOTE, Found, noun_arguments, verb_arguments
from kg.extract._lexicon import Trigger, light_verbs
from kg.extract._phrases import Actor, is_demonym
from kg.extract._scene import Scene
from kg.extract._status import Status
from kg.model import MeetingKind, MeetingMention, MeetingStatus, Tokens

MILITARY = {"military", "military-to-military", "mil-to-mil"}


def build(scene: Scene, tokens: Tokens, trigger: Trigger, heads: set[int]) -> Iterator[MeetingMention]:
    """Yield the mention of a trigger, and a second one for participants behind "possibly"."""
    noun = trigger.pos == "NOUN"
    found = (noun_arguments if noun else verb_arguments)(scene, tokens, trigger, heads)
    if found is None:
        return
    status = _noun_status(scene, tokens, found) if noun else _status.of_verb(scene.doc, tokens.start)
    if not status.value:
        return
    yield _mention(scene, tokens, trigger, found, found.actors, status)
    if found.hedged and found.actors:
        yield _mention(scene, tokens, trigger, found, [found.actors[0], *found.hedged], Status("Possible", True))


def _noun_status(scene: Scene, tokens: Tokens, found: Found) -> Status:
    phrase = found.phrase or tokens
    head = found.head if found.head is not None and _hangs(scene, phrase, found) else None
    return _status.of_noun(scene.doc, phrase, found.end, head)


def _hangs(scene: Scene, phrase: Tokens, found: Found) -> bool:
    """True if the governing verb is near enough to lend its tense."""
    assert found.head is not None
    if scene.doc[found.head].lemma_.lower() not in light_verbs():
        return False
    return found.head - found.end <= 3 if found.head > phrase.start else phrase.start - found.head <= 6


def _mention(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, actors: list[Actor], status: Status) -> MeetingMention:
    start, end = _clause(scene, tokens, found)
    rule = f"{trigger.pos.lower()}.{trigger.frame}" + (".definite" if found.definite else "")
    return MeetingMention(
        trigger=tokens,
        kind=cast("MeetingKind", _kind(scene, found, actors, start, end)),
        status=cast("MeetingStatus", status.value),
        participants=tuple(a.tokens for a in actors),
        evidence=Tokens(scene.start, scene.end),
        rule=rule,
        parties=tuple(dict.fromkeys([*found.parties, *_titles(scene, actors)])),
        places=_places(scene, found),
        when=_when.near(scene.doc, tokens, start, end),
        confidence=0.9 if status.strong else 0.6,
        definite=found.definite,
        further=found.further,
        cue=status.cue,
        firm=status.strong,
    )


def _kind(scene: Scene, found: Found, actors: list[Actor], start: int, end: int) -> str:
    words = {t.lower_ for t in scene.doc[start:end]}
    if found.kind == "Talks" and words & REMOTE and words & {"by", "over", "on", "via"} and "phone" in words | {"phone"} & REMOTE:
        remote = any(scene.doc[i].lower_ in REMOTE and scene.doc[i - 1].lower_ in {"by", "over", "the", "via", "on"} for i in range(start + 1, end))
        if remote:
            return "Call"
    modifiers = {t.lower_ for t in scene.doc[found.phrase.start : found.phrase.end]} if found.phrase else set()
    if found.kind == "Talks" and (modifiers & MILITARY or any(a.sort == "military" for a in actors)):
        return "MilitaryTalks"
    return found.kind


def _titles(scene: Scene, actors: list[Actor]) -> Iterator[Tokens]:
    """Countries named in the participants' phrases ("US Secretary of State Ruiz", "Chinese officials")."""
    for who in actors:
        for i in range(who.phrase.start, who.phrase.end):
            token = scene.doc[i]
            if scene.names.label(i) == "place" and not who.tokens.start <= i < who.tokens.end or (
                is_demonym(token)
            ):
                yield scene.names.span[i][0] if scene.names.label(i) == "place" else Tokens(i, i + 1)
            elif scene.names.label(i) == "place" and who.sort not in {"person", "place"}:
                yield scene.names.span[i][0]


def _places(scene: Scene, found: Found) -> tuple[Tokens, ...]:
    return tuple(dict.fromkeys(p for p in found.places if not _when.find(scene.doc, p.start, p.end)))


def _clause(scene: Scene, tokens: Tokens, found: Found) -> tuple[int, int]:
    """Where the times of the encounter can stand: from the clause's beginning to the next clause or other trigger's verb."""
    start, end = tokens.start, max(found.end, tokens.end)
    while end < scene.end and scene.doc[end].text not in {";", "”"} and not _new_clause(scene, end):
        end += 1
    while start > scene.start and scene.doc[start - 1].text not in {";", "“"} and not _new_clause(scene, start - 1, left=True):
        start -= 1
    return start, end


def _new_clause(scene: Scene, i: int, left: bool = False) -> bool:
    token = scene.doc[i]
    if token.lower_ in {"while", "although", "though", "because", "but", "when", "who"}:
        return True
    finite = token.pos_ == "VERB" and "Fin" in token.morph.get("VerbForm")
    return finite and not left and i + 1 < scene.end and scene.doc[i - 1].pos_ in {"PROPN", "NOUN", "PRON", "ADV"} and i - 1 > scene.start
