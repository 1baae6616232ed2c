"""Words passed on by one who quotes: the agency quoted Ruiz as saying that ...; “...,” state media quoted Ruiz as telling Beck."""

from __future__ import annotations

from kg.extract.said import cues
from kg.extract.said.cues import Cue
from kg.extract.said.modifiers import Tail
from kg.extract.said.nominals import bare
from kg.extract.said.passage import MARKS
from kg.extract.said.passive import passive
from kg.extract.said.scene import Scene, Trailing
from kg.extract.said.source import subject
from kg.model import Tokens

QUOTING = {"quoted", "quotes", "cited", "cites", "quoting", "citing", "quote"}
REACH = 10


def quoting(scene: Scene, cue: Cue) -> int:
    """The verb of quoting that "as saying" belongs to, or -1."""
    doc = scene.passage.doc
    if cue.form != "ing" or doc[cue.start - 1].lower_ != "as":
        return -1
    back = range(cue.start - 2, max(scene.bounds.start - 1, cue.start - REACH), -1)
    return next((i for i in back if doc[i].lower_ in QUOTING), -1)


def quoter(scene: Scene, cue: Cue) -> Tokens | None:
    """Who quotes: the subject of the verb of quoting, or its agent ("was quoted by the agency as saying")."""
    passage, at = scene.passage, quoting(scene, cue)
    if at < 0:
        return None
    verb = Cue(at, at + 1, cue.entry, "past")
    if not passive(passage, verb):
        who = subject(passage, verb, scene.bounds)
        return who.phrase if who else None
    by = _agent(scene, at + 1, cue.end)
    return bare(passage, by) if by else None


def quoted_behind(scene: Scene) -> None:
    """Note "..., the agency quoted Ruiz as saying" and "..., Ruiz was quoted as saying by the agency", the agency as the channel."""
    passage, doc = scene.passage, scene.passage.doc
    for i in range(scene.bounds.start + 2, scene.limit):
        cue = next(iter(cues.find(doc, i)), None)
        if cue is None or not cue.entry.speaks or (at := quoting(scene, cue)) < 0:
            continue
        verb = Cue(at, at + 1, cue.entry, "past")
        who = subject(passage, verb, scene.bounds)
        if who is None or who.left <= scene.bounds.start or not _closed(scene, who.left):
            continue
        told = passage.phrase_at(cue.end, scene.limit) if "person" in cue.entry.frames else None
        right = told.end if told else cue.end
        quoted, through = passage.phrase_at(at + 1, i - 1), who.phrase
        if passive(passage, verb):
            quoted, by = who.phrase, _agent(scene, at + 1, right)
            through, right = by or through, max(right, by.end) if by else right
        if quoted is None or (
            right < scene.limit and doc[right].text not in {",", "."} and doc[right].pos_ not in {"ADP", "PROPN", "NOUN"}
        ):
            continue
        tail = Tail(right, bare(passage, told) if told else None, None if through == quoted else through)
        tokens = Tokens(cue.start, cue.end)
        scene.trailing.append(Trailing(cue, tokens, bare(passage, quoted), who.left, right, tail, quoted=doc[who.left - 1].text in MARKS))


def _agent(scene: Scene, start: int, stop: int) -> Tokens | None:
    """Who quotes, named with "by" between ``start`` and ``stop`` or right behind it, a name in apposition included."""
    passage, doc = scene.passage, scene.passage.doc
    by = next((i for i in range(start, min(stop + 1, scene.limit)) if doc[i].lower_ == "by"), -1)
    phrase = passage.phrase_at(by + 1, scene.limit) if by >= 0 else None
    if phrase and phrase.end + 1 < scene.limit and doc[phrase.end].text == ",":
        name = passage.phrase_at(phrase.end + 1, scene.limit)
        if name and doc[name.end - 1].ent_type_ == "PERSON":
            return name
    return phrase


def _closed(scene: Scene, left: int) -> bool:
    """A comma or a closing mark stands before the one who quotes."""
    before = scene.passage.doc[left - 1].text
    return before == "," or (before in MARKS and not scene.passage.opener(left - 1))
