"""Talks told by how long somebody was with somebody: "spent an hour with Beck", "said after two hours with Beck"."""

from __future__ import annotations

from kg.extract._syntax import lemma_in
from kg.extract.meetings.form import governor
from kg.extract.meetings.found import Found, people
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.subject import subject
from kg.extract.meetings.words import listed
from kg.model import Tokens

BEHIND = {"after", "following", "during"}
NEAR = 5  # tokens: "after a little more than two hours with"


def hours_arguments(scene: Scene, tokens: Tokens, heads: set[int]) -> Found | None:
    """Who was with whom for hours or minutes; None where those are not people who can be met, or something else took the time."""
    verb = governor(scene.doc, tokens.start)
    before = range(max(scene.start, tokens.start - NEAR), tokens.start)
    spent = next((i for i in before if scene.doc[i].pos_ == "VERB" and lemma_in(scene.doc[i], listed("spending"))), -1)
    behind = any(scene.doc[i].lower_ in BEHIND for i in before)
    verb = spent if spent >= 0 else verb if behind else None
    right = read_right(scene, tokens.end, heads - {tokens.end - 1})
    guests = next((c for c in right.of("") if c.start == tokens.end), None)
    if verb is None or not scene.start <= verb < scene.end or guests is None or any(a.sort not in {"person", "one"} for a in guests.actors):
        return None
    found = Found(kind="Talks", end=right.end, head=verb, places=list(right.places))
    found.add([people(subject(scene, verb)) or people(scene.chain_at.get(verb + 1)), guests])  # "said Ruiz after two hours with"
    return found if found.sides() > 1 else None
