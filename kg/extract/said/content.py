"""Where the content behind a cue begins, by the frames of the cue."""

from __future__ import annotations

from kg.extract.said.clause import clause
from kg.extract.said.cues import Cue
from kg.extract.said.frame import Content, able, opens, to_verb
from kg.extract.said.hearer import hearer
from kg.extract.said.modifiers import QUESTION, modifiers, timely
from kg.extract.said.object import noun_object, objects
from kg.extract.said.passage import MARKS, STOPS, Passage
from kg.extract.said.told import persons
from kg.model import Tokens

NOTHING = {"it", "them"}


def begin(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """Where the content behind the cue begins, trying the frames of the cue in order of how sure they are."""
    doc = passage.doc
    if at >= limit or doc[at].text in STOPS:
        return None
    while at < limit - 1 and doc[at].pos_ == "ADV" and doc[at].lower_ not in QUESTION and doc[at + 1].pos_ != "ADJ":
        at += 1
    return (
        _what(passage, cue, at)
        or _announced(passage, cue, at, limit)
        or persons(passage, cue, at, limit)
        or _prepositions(passage, cue, at, limit)
        or objects(passage, cue, at, limit)
        or clause(passage, cue, modifiers(passage, at, limit), limit)
        or _infinitive(passage, cue, at, limit)
        or noun_object(passage, cue, at, limit)
    )


def _what(passage: Passage, cue: Cue, at: int) -> Content | None:
    """in what Ruiz called a setback; in what she said was a matter of taste"""
    doc, frames = passage.doc, cue.entry.frames
    who = passage.phrase_back(cue.start - 1, passage.sentence(cue.start).start)
    if who is None or who.start < 2 or doc[who.start - 1].lower_ != "what" or doc[who.start - 2].pos_ not in {"ADP", "ADV", "SCONJ"}:
        return None
    if "clause" in frames and doc[at].pos_ == "AUX":
        return Content(at + 1, "object-is", False, None, None)
    return Content(at, "object-is", False, None, None) if "object-is" in frames else None


def _announced(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """laid out her aims in a speech: ...; told Beck the same to his face: “...”"""
    doc, frames = passage.doc, cue.entry.frames
    home = passage.quote_of[at]
    colon = next((i for i in range(at, limit - 2) if doc[i].text == ":" and passage.quote_of[i] is home), -1)
    if (
        colon < 0
        or not {"quote", "object"} & frames
        or passage.finite(at, colon) >= 0
        or doc[at].pos_ not in {"DET", "PRON", "NOUN", "PROPN", "ADJ"}
    ):
        return None
    if not (opens(passage, colon + 1) and doc[colon + 1].text in MARKS) and "object" not in frames:
        return None
    phrase = passage.phrase_at(at, colon)
    if phrase is None or (phrase.end == colon and any(f.startswith("person") for f in frames)):
        return None
    told = phrase if any(f.startswith("person") for f in frames) else None
    tail = modifiers(passage, phrase.end, colon)
    return Content(colon + 1, "colon", True, told or tail.addressee, tail.channel)


def _prepositions(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """warned of ..., called for ..., insisted on ..."""
    doc = passage.doc
    preps = cue.entry.prepositions("prep")
    told = None
    if doc[at].lower_ == "to" and "to" not in preps and any(not f.startswith("prep:") for f in cue.entry.frames):
        told = hearer(passage, at + 1, limit, frozenset(preps))  # complained to Beck of; but "talked to Beck about" tells nothing
    at = _past_time(passage, told.end if told and told.end < limit else at, limit, preps)
    tail = modifiers(passage, at, limit)
    about = passage.phrase_at(at + 1, limit) if doc[at].lower_ in preps and "quote" in cue.entry.frames else None
    if about is not None and about.end + 2 < limit and doc[about.end].text == "," and opens(passage, about.end + 1):
        return Content(about.end + 1, "quote", True, tail.addressee, tail.channel)  # said of Beck, “...”
    if doc[at].lower_ == "to" and to_verb(passage, at, limit):
        return None  # committed to open the border
    if doc[at].lower_ in preps and at + 1 < limit and doc[at + 1].lower_ in NOTHING and not to_verb(passage, at + 2, limit):
        return None  # asked for it again
    if doc[at].lower_ in preps and at + 1 < limit and not _has_that(passage, at, limit):
        return Content(at + 1, "prep", False, told.phrase if told else _asked(passage, at, limit), tail.channel)
    return None


def _past_time(passage: Passage, at: int, limit: int, preps: frozenset[str] | set[str]) -> int:
    """Where a preposition of the cue stands behind a time: called on Sunday for; warned Monday of."""
    doc = passage.doc
    dated = passage.phrase_at(at + (doc[at].lower_ == "on"), limit)
    behind = dated is not None and dated.end < limit and timely(doc[dated.end - 1]) and doc[dated.end].lower_ in preps
    return dated.end if dated is not None and behind else at


def _asked(passage: Passage, at: int, limit: int) -> Tokens | None:
    """Who is to act, if one who can listen: called for Peru to open the border."""
    phrase = passage.phrase_at(at + 1, limit) if passage.doc[at].lower_ in {"for", "on", "upon"} else None
    return able(passage, phrase) if phrase and to_verb(passage, phrase.end, limit) else None


def _has_that(passage: Passage, at: int, limit: int) -> bool:
    tail = modifiers(passage, at, limit)
    return tail.at < limit and passage.doc[tail.at].lower_ == "that"


def _infinitive(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    if "to" in cue.entry.frames:
        tail = modifiers(passage, at, limit)
        for i in dict.fromkeys((at, tail.at)):
            if to_verb(passage, i, limit):
                return Content(i, "to", True, tail.addressee, tail.channel)
    doc = passage.doc
    if "gerund" in cue.entry.frames and doc[at].pos_ in {"VERB", "AUX"} and doc[at].lower_.endswith("ing"):
        return Content(at, "gerund", True, None, None)
    return None
