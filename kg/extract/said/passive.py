"""Passive cues: described as Y by X; condemned by X as Y; urged by X to Z; seen by X as Y."""

from __future__ import annotations

from kg.extract.said.cues import Cue
from kg.extract.said.extent import trim
from kg.extract.said.modifiers import modifiers
from kg.extract.said.nominals import bare
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.scene import EMPTY, Attribution, Scene
from kg.extract.said.source import BE, subject
from kg.model import Tokens

TAKEN = {"object-as", "object-is", "person-to", "person"}
TOLD = {"person-to", "person"}
TAKES = {"as", "that", "to", "whether", "if", "why", "how"}
REACH = 14


def passive(passage: Passage, cue: Cue) -> bool:
    """A participle with a form of "be" before it, or with "by" right behind it."""
    doc = passage.doc
    if cue.form not in {"past", "participle"}:
        return False
    i = cue.start - 1
    while i >= 0 and doc[i].pos_ in {"ADV", "PART"} and doc[i].lower_ not in BE:
        i -= 1
    if i >= 0 and doc[i].lower_ in BE | {"remain", "remains", "remained"} and doc[i].pos_ != "PART":
        return True
    reduced = not cue.entry.speaks or doc[cue.start].dep_ == "acl"  # "the island claimed by Peru", but: Ruiz said by phone
    return cue.end < len(doc) and doc[cue.end].lower_ == "by" and reduced


def by_agent(scene: Scene, cue: Cue, stop: int) -> None:
    """described as Y by X; condemned by X as Y; urged by X to Z; seen by X as Y."""
    passage, doc = scene.passage, scene.passage.doc
    by = next((i for i in range(cue.end, min(stop, cue.end + REACH)) if doc[i].lower_ == "by"), -1)
    who = passage.phrase_at(by + 1, stop) if by >= 0 and not any(doc[i].text in {",", ";"} for i in range(cue.end, by)) else None
    if who is None or not (TAKEN & cue.entry.frames or _impersonal(scene, cue, who.end)):
        return
    while who.end + 1 < stop and doc[who.end].lower_ == "and" and (more := passage.phrase_at(who.end + 1, stop)):
        who = Tokens(who.start, more.end)
    part: Tokens | None = None
    if by > cue.end and (doc[cue.end].lower_ in {"as", "to"} or doc[cue.end].text in MARKS):
        part = trim(passage, cue.end + (doc[cue.end].lower_ == "as"), by)
    else:
        at = who.end if who.end < stop and doc[who.end].lower_ in TAKES else modifiers(passage, who.end, stop).at
        if at < stop and doc[at].lower_ in TAKES:
            part = trim(passage, at + (doc[at].lower_ in {"as", "that"}), stop)
    if part is not None:
        source, tokens = bare(passage, _named(passage, who, stop)), Tokens(cue.start, cue.end)
        scene.found.append(Attribution((part,), source, tokens, "passive", 0.8, _told(scene, cue, stop), clausal=False))


def _told(scene: Scene, cue: Cue, stop: int) -> Tokens | None:
    """The subject of a passive verb of telling: Ruiz was told by her aides that."""
    told = subject(scene.passage, cue, Tokens(scene.bounds.start, stop)) if TOLD & cue.entry.frames else None
    return told.phrase if told and scene.passage.doc[told.phrase.start].lower_ not in EMPTY | {"it"} else None


def _impersonal(scene: Scene, cue: Cue, at: int) -> bool:
    """It was announced by the palace that ..."""
    doc = scene.passage.doc
    i = cue.start - 1
    while i > scene.bounds.start and doc[i].pos_ in {"AUX", "ADV"}:
        i -= 1
    return doc[i].lower_ == "it" and cue.entry.speaks and at < scene.limit and doc[at].lower_ == "that"


def _named(passage: Passage, phrase: Tokens, stop: int) -> Tokens:
    """A name in apposition to an agent: by Peru's envoy to the UN, Ana Ruiz."""
    doc = passage.doc
    i = phrase.end
    while i < min(stop, phrase.end + 10) and doc[i].pos_ in {"ADP", "DET", "NOUN", "PROPN", "ADJ", "PUNCT"}:
        if doc[i].ent_type_ == "PERSON":
            last = i
            while last < stop and doc[last].ent_type_ == "PERSON":
                last += 1
            return Tokens(i, last)
        i += 1
    return phrase
