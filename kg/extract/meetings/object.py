"""What stands right behind a verb of encounter: those who are met, or another thing ("met the target")."""

from __future__ import annotations

from kg.extract._time_words import time_sort
from kg.extract.meetings.scene import Chain, Right, Scene
from kg.model import Tokens

BESIDE = {"with", "up", "virtually", "privately", "on", "both"}  # what may stand between a verb and those who are met
ADVERBIAL = {"times", "time", "face"}  # "met three times", "met face to face"


def object_chain(scene: Scene, tokens: Tokens, right: Right) -> Chain | None:
    """The chain that follows the verb with nothing but adverbs and "with" or "up" between."""
    for chain in right.of("", "with"):
        sited = {i for p in right.places if p.end <= chain.start for i in range(p.start - 1, p.end)}  # "met in Lima the minister"
        gap = [t for t in scene.doc[tokens.end : chain.start] if t.i not in sited]
        if all(t.pos_ in {"ADV", "PUNCT"} or t.lower_ in BESIDE or time_sort(t) for t in gap):
            return chain
    return None


def direct_object(scene: Scene, at: int) -> bool:
    """True if a noun phrase that is no time follows at once, as in "met the target"."""
    while at < scene.end and scene.doc[at].pos_ == "ADV":
        at += 1
    return at in scene.at and scene.phrases[scene.at[at]].start == at and scene.doc[at].pos_ != "ADP" and not _timely(scene, at)


def _timely(scene: Scene, at: int) -> bool:
    phrase = scene.phrases[scene.at[at]]
    return any(time_sort(t) for t in scene.doc[phrase.start : phrase.end]) or scene.doc[phrase.head].lower_ in ADVERBIAL
