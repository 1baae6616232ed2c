"""Encounters of which one side goes without saying: "a meeting with Beck is possible", "a trip to Oslo has been put off"."""

from __future__ import annotations

from kg.extract._phrases import Phrase
from kg.extract.meetings.found import Found
from kg.extract.meetings.scene import Right, Scene

UNSAID = ".unsaid"
INDEFINITE = {"a", "an", "another", "any"}
QUOTES = "“\"'‘’”"


def is_unsaid(scene: Scene, phrase: Phrase, found: Found, right: Right) -> bool:
    """True if such a noun opens its sentence and names but the other side, or of a visit only the place."""
    opens = all(t.text in QUOTES for t in scene.doc[scene.start : phrase.start])
    if not opens or scene.doc[phrase.start].lower_ not in INDEFINITE:
        return False
    if found.kind == "Visit":
        return not found.actors and bool(found.places)
    guests = right.of("with")
    alone = len(guests) == 1 and found.actors == [a for a in guests[0].actors if a.sort in {"person", "one"}]
    return found.kind in {"Talks", "Call", "OtherMeeting"} and alone and len(found.actors) == 1 and not found.actors[0].plural
