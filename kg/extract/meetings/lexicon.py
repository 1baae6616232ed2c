"""Word patterns of the meeting lexicons: sequences of words, each matching a token's form or its lemma."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from kg import resources
from kg.extract._syntax import lemmas


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or words for an encounter; ``frame`` says where its participants stand."""

    words: tuple[str, ...]
    pos: str
    kind: str
    frame: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a status. ``side`` is before, after or inside the trigger's phrase, ``gap`` the most tokens between."""

    words: tuple[str, ...]
    side: str
    on: str
    gap: int
    status: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of kg/data."""
    with resources.data(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def triggers() -> tuple[Trigger, ...]:
    """Longest first, so that "phone conversation" wins over "conversation"."""
    found = [Trigger(tuple(r["words"].split()), r["pos"], r["kind"], r["frame"]) for r in rows("meeting_triggers.csv")]
    return tuple(sorted(found, key=lambda t: -len(t.words)))


@lru_cache(maxsize=1)
def _by_first() -> dict[str, list[Trigger]]:
    found: dict[str, list[Trigger]] = {}
    for trigger in triggers():
        found.setdefault(trigger.words[0], []).append(trigger)
    return found


def triggers_at(doc: Doc, i: int) -> list[Trigger]:
    """The triggers whose words begin at a token, longest first."""
    known = _by_first()
    here = {t for form in lemmas(doc[i]) for t in known.get(form, ()) if matches(doc, i, t.words)}
    return [t for t in triggers() if t in here] if len(here) > 1 else list(here)


@lru_cache(maxsize=1)
def blockers() -> tuple[tuple[str, ...], ...]:
    """Phrases that hold a trigger's word and are no encounter."""
    return tuple(tuple(r["words"].split()) for r in rows("meeting_blockers.csv"))


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """All status cues, in the order of the file."""
    return tuple(Cue(tuple(r["words"].split()), r["side"], r["on"], int(r["gap"]), r["status"]) for r in rows("status_cues.csv"))


@lru_cache(maxsize=1)
def light_verbs() -> dict[str, str]:
    """Lemma of a verb that lends its tense and subject to an encounter noun -> the status it adds, or ""."""
    return {r["verb"]: r["status"] for r in rows("light_verbs.csv") if r["lends"] == "tense"}


@lru_cache(maxsize=1)
def arranging_verbs() -> frozenset[str]:
    """Lemmas of verbs of planning and calling off: their subject is a participant, their tense is not the encounter's."""
    return frozenset(r["verb"] for r in rows("light_verbs.csv") if not r["lends"])


def matches(doc: Doc, at: int, words: tuple[str, ...]) -> bool:
    """True if the tokens from ``at`` spell the words. A capitalised word must be written so."""
    if at < 0 or at + len(words) > len(doc):
        return False
    return words[0] in lemmas(doc[at]) and all(w in lemmas(doc[at + k]) for k, w in enumerate(words))


def cue_at(doc: Doc, at: int, words: tuple[str, ...]) -> bool:
    """Like ``matches``, but a name is no cue: the month of May says nothing of a possibility."""
    return matches(doc, at, words) and not any(doc[at + k].pos_ == "PROPN" for k in range(len(words)))
