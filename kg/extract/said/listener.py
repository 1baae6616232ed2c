"""Who listens and through what, where the sentence tells it away from the cue.

Speaking to reporters, ...; In a call with Beck, ...; In a letter to Beck, ...; ..., speaking on state television; during the talks.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.said import through as through
from kg.extract.said.channel import channel_noun
from kg.extract.said.facing import faced, hearer_at
from kg.extract.said.hearer import RELATIVE
from kg.extract.said.modifiers import modifiers
from kg.extract.said.nominals import bare
from kg.extract.said.people import MEDIA
from kg.extract.said.scene import Attribution, Scene
from kg.extract.said.words import words
from kg.model import Tokens

WITHIN = {"in", "during", "at", "over"}
USING = {"used", "uses", "using", "quoted", "cited"}
BESIDE = ("say", "think", "express", "accuse")


def with_listeners(scene: Scene, found: list[Attribution]) -> list[Attribution]:
    """Give the sentence's own attributions the listener that a phrase outside of their content names.

    Those told in an encounter ("during the talks") are marked, so that its other side can be their listener.
    """
    heard = [_heard(scene, a) if not _told_within(a, found) else a for a in found]
    told = {a.source: a for a in heard if a.addressee is not None and a.rule.startswith("tell.")}
    return [_beside(scene, a, told.get(a.source)) for a in heard]


def _beside(scene: Scene, a: Attribution, told: Attribution | None) -> Attribution:
    """With the listener of what the same source tells in the sentence; not of another time: Ruiz, who told Beck ..., said."""
    if told is None or a.addressee is not None or not a.rule.startswith(BESIDE):
        return a
    return a if (told.cue or told.content[0]).start in _elsewhere(scene, a) else replace(a, addressee=told.addressee)


def _told_within(a: Attribution, found: list[Attribution]) -> bool:
    cue = a.cue or a.content[0]
    return any(b is not a and any(start <= cue.start < end for start, end in b.content) for b in found)


def _heard(scene: Scene, a: Attribution) -> Attribution:
    met, listener, channel = False, a.addressee, a.channel
    passage, doc = scene.passage, scene.passage.doc
    aside, fronted = _elsewhere(scene, a), _fronted(scene)
    for i in range(scene.bounds.start, scene.limit - 1):
        if any(start <= i < end for start, end in a.content) or i in aside:
            continue
        word, opens = doc[i].lower_, i == scene.bounds.start or doc[i - 1].text == ","
        before = faced(scene, i, a)
        if before is not None and before.start != (a.source or before).start:
            listener = listener or before
            if channel is None and word in words("contacted"):
                channel = modifiers(passage, before.end, scene.limit).channel
        inside = _encounter(scene, i + 1) if word in WITHIN else None
        if inside is not None:
            met = True
            listener = listener or _partner(scene, inside, a)
        if channel is None and word in USING and a.cue is not None and i < a.cue.start:
            channel = _used(scene, i + 1)
        if channel is None and a.source is not None and a.cue is not None and a.source.end <= i < a.cue.start and doc[i].pos_ == "ADP":
            channel = through.channel(passage, i, a.cue.start)  # Ruiz, standing beside Beck at a news conference, said
        if channel is None and doc[i].pos_ == "ADP" and i < fronted:
            found = through.channel(passage, i, fronted)
            channel = found if found and channel_noun(doc[found.end - 1]) in {"occasion", "medium"} else None
        if channel is None and (opens or doc[i - 1].lower_ in words("facing") | through.TAKING):
            channel = through.channel(passage, i, scene.limit)
    listener = listener or (_receiver(scene, channel) if channel else None)
    teller = a.teller or (through.carrier(passage, channel, scene.limit) if channel else None)
    return replace(a, addressee=listener, channel=channel, teller=teller, met=a.met or met)


def _elsewhere(scene: Scene, a: Attribution) -> range:
    """The relative clause between the speaker and the cue, unless somebody speaks to the public in it.

    Ruiz, whose party leads in the polls, said; Ruiz, who spoke by phone with Beck, said; but: Ruiz, who spoke to reporters, said.
    """
    doc = scene.passage.doc
    if a.source is None or a.cue is None or a.source.end + 1 >= a.cue.start or doc[a.source.end].text != ",":
        return range(0)
    clause = range(a.source.end + 1, a.cue.start)
    named = any(doc[i].ent_type_ == "PERSON" for i in clause)
    speaks = any(doc[i].lower_ in words("facing") | words("contacted") for i in clause)
    return range(0) if doc[clause.start].lower_ not in RELATIVE or (speaks and not named) else clause


def _fronted(scene: Scene) -> int:
    """The end of a participle in front that tells how it came to be said: Asked about it at a briefing, Ruiz said."""
    doc, start = scene.passage.doc, scene.bounds.start
    if doc[start].lower_ not in words("questioned") | words("facing") | words("addressing"):
        return start
    return next((i for i in range(start, scene.limit) if doc[i].text == ","), start)


def _used(scene: Scene, i: int) -> Tokens | None:
    """What the words came by: used a speech to call for; officials quoted by the agency said."""
    passage, by = scene.passage, scene.passage.doc[i].lower_ == "by"
    phrase = passage.phrase_at(i + by, scene.limit)
    kind = channel_noun(passage.doc[phrase.end - 1]) if phrase else ""
    return phrase if by or kind in {"occasion", "document"} else None


def _receiver(scene: Scene, channel: Tokens) -> Tokens | None:
    """Whom a document or occasion is for: a letter to Beck, a speech to parliament, a call with reporters.

    Who stands "with" the speaker before the press listens no more than the speaker does: at a news conference with Beck.
    """
    doc, at = scene.passage.doc, channel.end
    if at + 1 >= scene.limit or doc[at].lower_ not in {"to", "with", "before"} or doc[at + 1].pos_ in {"VERB", "AUX"}:
        return None
    found = hearer_at(scene.passage, at + 1, scene.limit)
    beside = doc[at].lower_ == "with" and doc[at - 1].lower_ in words("stage")
    return None if beside and found and doc[found.end - 1].lower_ not in words("audience") | MEDIA else found


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
