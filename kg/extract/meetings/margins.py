"""Talks beside an event that no word of meeting tells: "raised the matter with Beck on the sidelines of the summit"."""

from __future__ import annotations

from kg.extract._syntax import lemma_in
from kg.extract.meetings.found import Found, people
from kg.extract.meetings.lexicon import triggers_at
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.subject import subject
from kg.extract.meetings.words import listed
from kg.model import Tokens

ASIDE = ".aside"  # in the rule of an event that is told for what was done on its sidelines
FAR = 20


def margins_arguments(scene: Scene, tokens: Tokens, heads: set[int]) -> Found | None:
    """Who dealt with whom there; None where another trigger of the clause, or nobody, tells it."""
    verb = _verb(scene, tokens)
    if verb < 0 or any(t.kind != "Visit" for t in triggers_at(scene.doc, verb)):
        return None
    doer, right = people(subject(scene, verb)), read_right(scene, verb + 1, set())
    found = Found(kind="Talks", end=tokens.end, head=verb, further=True)
    if any(verb < h < tokens.start for h in heads) or doer is None:
        return None
    if lemma_in(scene.doc[verb], listed("sharing")):
        guests = next((c for c in right.of("with") if all(a.sort in {"person", "one"} for a in c.actors)), None)
        found.add([doer, guests] if guests is not None else [])
    elif sum(a.sort == "person" for a in doer.actors) > 1:
        found.add([doer])
    return found if found.sides() > 1 else None


def _verb(scene: Scene, tokens: Tokens) -> int:
    """The verb of acting or sharing nearest to the sidelines: before them, or behind them where they open the sentence; else -1."""
    opens = tokens.start - scene.start <= 2
    ahead = (
        range(tokens.end, min(scene.end, tokens.end + 2 * FAR))
        if opens
        else range(tokens.start - 1, max(scene.start, tokens.start - FAR), -1)
    )
    for i in ahead:
        if scene.doc[i].pos_ == "VERB" and lemma_in(scene.doc[i], listed("acting") | listed("sharing")):
            return i
        if scene.doc[i].pos_ == "VERB" and lemma_in(scene.doc[i], listed("speech")):
            return -1
    return -1
