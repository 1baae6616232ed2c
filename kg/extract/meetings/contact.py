"""Verbs that tell of an encounter only where time, place, purpose or means is told as well: "called Beck on Friday", "saw Beck in Lima"."""

from __future__ import annotations

from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.found import PEOPLE, Found, people
from kg.extract.meetings.lexicon import Trigger
from kg.extract.meetings.object import object_chain
from kg.extract.meetings.scene import Chain, Right, Scene
from kg.extract.meetings.status import of_verb
from kg.extract.meetings.words import listed
from kg.model import Tokens

BY_PHONE = {"by phone", "by telephone"}
NEAR = 8
AT_ONCE = 3
CLAUSES = {"xcomp", "ccomp", "advcl"}
QUOTES = {'"', "“", "”"}


def ring(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Called Beck on Friday", "called Beck to thank him", but neither "called Beck a liar" nor "called Beck in for questions"."""
    other = object_chain(scene, tokens, right)
    if not other or not doer or any(a.sort not in {"person", "one", "pronoun"} for a in (*doer.actors, *other.actors)):
        return False
    if other.end >= scene.end or scene.doc[other.end - 1].lower_ in {"it", "that", "this"}:
        return False
    nxt, after = scene.doc[other.end], scene.doc[min(other.end + 1, scene.end - 1)]
    purpose = nxt.lower_ == "to" and after.pos_ == "VERB" and bool(lemma_in(after, listed("purpose")))
    often = any(t.lower_ in listed("often called") for t in scene.doc[other.end : min(scene.end, other.end + NEAR)])
    if not (purpose or often or time_sort(nxt) or (nxt.lower_ in {"on", "last", "earlier", "this"} and time_sort(after))):
        return False
    found.add([doer, other])
    return len(found.actors) > 1


def pay(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Called on Beck in Lima", "called on Beck on Friday": a courtesy call, unless it asks something ("called on Beck to go")."""
    other = object_chain(scene, tokens, right)
    if not other or not doer or any(a.sort not in {"person", "one", "pronoun"} for a in (*doer.actors, *other.actors)):
        return False
    follows = scene.doc[other.end].lower_ if other.end < scene.end else ""
    aims = [c for c in scene.doc[tokens.start].children if c.i >= other.end and c.dep_ in CLAUSES and c.pos_ == "VERB"]
    asked = any(not lemma_in(c, listed("purpose") | listed("topical")) for c in aims)  # "called on Beck on Friday to discuss trade"
    asked |= follows in {"to", "for", ":"} or any(t.text in QUOTES for t in scene.doc[scene.start : tokens.start])
    told = bool(right.places) or any(time_sort(t) == "day" for t in scene.doc[scene.start : min(scene.end, other.end + NEAR)])
    found.add([doer, other])
    return told and not asked and len(found.actors) > 1


def see(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Will see the envoys on Friday", but not "will see them leave": nothing is said of what those seen do.

    Who saw somebody need not have met them, unless it is told how often or when.
    """
    other = object_chain(scene, tokens, right)
    timed = _sited_and_timed(scene, other, right)
    if not other or not doer or not any(a.sort in PEOPLE - ({"side"} if timed else {"side", "pronoun"}) for a in other.actors):
        return False
    end = scene.doc[other.end] if other.end < scene.end else None
    if _last_time(scene, tokens.start) and other.start == tokens.end:
        found.add([people(doer), other])
        return found.sides() > 1
    if other.start != tokens.end or (end is not None and (end.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} or end.lower_ in {"as", "'s", "’s"})):
        return False
    before = scene.doc[max(scene.start, tokens.start - 1)]
    beside = (before, end) if end is not None else (before,)  # "had earlier seen Beck"
    told = any(t.lower_ in listed("beside seeing") for t in beside) or (end is not None and bool(time_sort(end)))
    after = before.lower_ == "after" and any(a.phrase.start < a.tokens.start or a.sort == "one" for a in other.actors)
    sited = bool(right.places) or any(time_sort(t) for t in scene.doc[other.end : other.end + NEAR])
    told = told or _purpose(scene, tokens.start)
    if not told and not timed and not (after and sited) and of_verb(scene.doc, tokens.start).value in {"Held", "Ongoing"}:
        return False  # but "flew in after seeing President Beck in Lima"
    found.add([people(doer), other])
    return found.sides() > 1


def _purpose(scene: Scene, verb: int) -> bool:
    """ "Flew to Oslo to see President Beck"."""
    above = scene.doc[verb].head if scene.doc[verb - 1].lower_ == "to" else None
    return above is not None and scene.start <= above.i < verb and bool(lemma_in(above, listed("travelling")))


def _last_time(scene: Scene, verb: int) -> bool:
    """ "The last time Ruiz saw Beck was in May"."""
    return "last time" in scene.doc[max(scene.start, verb - NEAR) : verb].text.lower()


def _sited_and_timed(scene: Scene, other: Chain | None, right: Right) -> bool:
    """ "Saw Beck at his farm outside Lima early this month", "when he saw him there in May": both place and time are told."""
    behind = scene.doc[other.end : min(scene.end, other.end + 2 * NEAR)] if other else ()
    here = bool(right.places) or any(t.lower_ == "there" for t in behind[:2])
    clause = next((n for n, t in enumerate(behind) if t.pos_ in {"VERB", "AUX"} or t.text in {",", ";"}), len(behind))
    return here and any(time_sort(t) for t in behind[:clause])


def brief(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Will brief the ministers in Lima on Friday": who is told something there, where place or time is told, is met."""
    other = people(object_chain(scene, tokens, right))
    behind = scene.doc[other.end : min(scene.end, other.end + AT_ONCE)] if other else ()  # not "briefed Beck on his talks in Lima"
    told = any(time_sort(t) for t in behind) or any(t.lower_ in {"in", "at"} for t in behind[:1])
    found.add([people(doer), other])
    return told and found.sides() > 1


def reach(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Reached Beck by phone", "told Beck by phone that aid would come": who is told so is no wire service."""
    other = object_chain(scene, tokens, right)
    if other is None or any(a.sort not in {"person", "one", "pronoun"} for a in other.actors):
        return False
    found.add([people(doer), other])
    return scene.doc[other.end : other.end + 2].text.lower() in BY_PHONE and found.sides() > 1
