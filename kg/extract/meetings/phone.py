"""Calls that a way of speaking tells: "raised the matter with Beck by telephone", "told Beck over the phone that he would come"."""

from __future__ import annotations

from kg.extract._syntax import lemma_in
from kg.extract.meetings.form import governor
from kg.extract.meetings.found import Found, people
from kg.extract.meetings.lexicon import triggers_at
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Chain, Scene
from kg.extract.meetings.subject import subject
from kg.extract.meetings.words import listed
from kg.model import Tokens

SPOKEN_TO = {"person", "one", "pronoun"}
OURSELVES = {"me", "us"}  # "told me by phone" tells of an interview


def phone_arguments(scene: Scene, tokens: Tokens, heads: set[int]) -> Found | None:
    """Who spoke with whom; None where the verb or another noun is itself one of encounter ("spoke by phone", "held talks by phone")."""
    verb = governor(scene.doc, tokens.end - 1)
    if verb is None or not scene.start <= verb < scene.end or _is_told(scene, tokens, verb):
        return None
    if any(verb < h < tokens.start for h in heads):
        return None
    doer, other = people(subject(scene, verb)), _spoken_to(scene, verb)
    if doer is None or other is None or other.start == doer.start:
        return None
    found = Found(kind="Call", end=tokens.end, head=verb)
    found.add([doer, other])
    return found if found.sides() > 1 else None


def _is_told(scene: Scene, tokens: Tokens, verb: int) -> bool:
    """True for a verb of encounter, and for "told Beck by phone"; but "over the phone, Ruiz told Beck" is no other's."""
    known = [t for t in triggers_at(scene.doc, verb) if t.pos == "VERB" and t.kind != "Visit"]
    return any(t.frame != "reach" or verb < tokens.start for t in known)


def _spoken_to(scene: Scene, verb: int) -> Chain | None:
    """Beck of "raised it with Beck", "complained to Beck" and "told Beck"."""
    right = read_right(scene, verb + 1, set())
    addressed = right.of("")[:1] if lemma_in(scene.doc[verb], listed("addressing")) else []
    for chain in (*right.of("with", "to"), *addressed):
        if all(a.sort in SPOKEN_TO for a in chain.actors) and scene.doc[chain.start].lower_ not in OURSELVES:
            return chain
    return None
