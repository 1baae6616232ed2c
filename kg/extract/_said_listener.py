"""Who listens and through what, where the sentence tells it away from the cue.

Speaking to reporters, ...; In a call with Beck, ...; In a letter to Beck, ...; ..., speaking on state television; during the talks.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract import _said_through as through
from kg.extract._phrases import noun_sort
from kg.extract._said_channel import channel_noun
from kg.extract._said_modifiers import modifiers
from kg.extract._said_nominals import bare
from kg.extract._said_scene import Attribution, Scene
from kg.extract._said_words import words
from kg.model import Tokens

WITHIN = {"in", "during", "at", "over"}
FACING = {"speaking", "talking", "responding", "writing", "replying"}
BESIDE = ("say", "think", "express", "accuse")
ADDRESSING = {"addressing", "briefing"}
ADDRESSED = {"addressed", "briefed"}


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
    met, listener, channel = False, a.addressee, a.channel
    doc = scene.passage.doc
    for i in range(scene.bounds.start, scene.limit - 1):
        if any(start <= i < end for start, end in a.content):
            continue
        word, opens = doc[i].lower_, i == scene.bounds.start or doc[i - 1].text == ","
        if word in FACING and (faced := modifiers(scene.passage, i + 1, scene.limit).addressee):
            listener = listener or _hearer(scene, faced.start)
        elif word in ADDRESSING and opens:
            listener = listener or _hearer(scene, i + 1)
        elif word in ADDRESSED and _at_once(scene, i, a) and (audience := _audience(scene, i + 1)):
            listener, channel = listener or audience, channel or modifiers(scene.passage, audience.end, scene.limit).channel
        elif word == "asked" and opens and doc[i + 1].lower_ == "by":
            listener = listener or _hearer(scene, i + 2)
        elif word in WITHIN and (inside := _encounter(scene, i + 1)) is not None:
            met = True
            listener = listener or _partner(scene, inside, a)
        elif channel is None and (opens or doc[i - 1].lower_ in FACING):
            channel = through.channel(scene.passage, i, scene.limit)
    listener = listener or (_receiver(scene, channel) if channel else None)
    teller = a.teller or (through.carrier(scene.passage, channel, scene.limit) if channel else None)
    return replace(a, addressee=listener, channel=channel, teller=teller, met=a.met or met)


def _at_once(scene: Scene, i: int, a: Attribution) -> bool:
    """The words are those of the address at ``i``: addressed the council on Monday, saying; nothing else is done between the two."""
    doc = scene.passage.doc
    if a.cue is None or a.cue.start <= i or not doc[a.cue.start].lower_.endswith("ing") or doc[a.cue.start - 1].text != ",":
        return False
    return scene.passage.finite(i + 1, a.cue.start) < 0


def _receiver(scene: Scene, channel: Tokens) -> Tokens | None:
    """Whom a document or occasion is for: a letter to Beck, a speech to parliament, a call with reporters."""
    doc, at = scene.passage.doc, channel.end
    if at + 1 >= scene.limit or doc[at].lower_ not in {"to", "with", "before"} or doc[at + 1].pos_ in {"VERB", "AUX"}:
        return None
    return _hearer(scene, at + 1)


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


def _hearer(scene: Scene, i: int) -> Tokens | None:
    """The name at ``i`` unless it is that of a thing: responding to questions."""
    name = _name(scene, i)
    return None if name is None or channel_noun(scene.passage.doc[name.end - 1]) in {"act", "stance", "record"} else name


def _audience(scene: Scene, i: int) -> Tokens | None:
    """Those at ``i`` who can be addressed: people, a body, an event with people at it; not "addressed the shortage"."""
    name = _hearer(scene, i)
    head = scene.passage.doc[name.end - 1] if name else None
    return name if head and (head.ent_type_ in {"PERSON", "ORG"} or noun_sort(head) or head.lower_ in words("audience")) else None


def _name(scene: Scene, i: int) -> Tokens | None:
    phrase = scene.passage.phrase_at(i, scene.limit)
    return bare(scene.passage, phrase) if phrase else None
