"""Encounters of which one side goes without saying: "a meeting with Beck is possible", "a trip to Oslo has been put off"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract._phrases import Phrase
from kg.extract.meetings.found import Found
from kg.extract.meetings.scene import STOPS, Right, Scene
from kg.model import Tokens

UNSAID = ".unsaid"
INDEFINITE = {"a", "an", "another", "any"}
QUOTES = "“\"'‘’”"


def is_unsaid(scene: Scene, phrase: Phrase, found: Found, right: Right) -> bool:
    """True if such a noun opens its sentence and names but the other side, or of a visit only the place.

    So does the heading of a part of a readout: "Meeting with President Beck".
    """
    opens = all(t.text in QUOTES for t in scene.doc[scene.start : phrase.start])
    headed = is_heading(scene.doc, Tokens(scene.start, scene.end)) and found.kind != "Visit"
    if not headed and not (opens and scene.doc[phrase.start].lower_ in INDEFINITE):
        return False
    if found.kind == "Visit":
        return not found.actors and bool(found.places)
    guests = right.of("with")
    alone = len(guests) == 1 and found.actors == [a for a in guests[0].actors if a.sort in {"person", "one"}]
    return found.kind in {"Talks", "Call", "OtherMeeting"} and alone and len(found.actors) == 1 and not found.actors[0].plural


def is_heading(doc: Doc, sentence: Tokens) -> bool:
    """True for a line of its own that has no stop and no verb but perhaps its first word ("Meeting with")."""
    words = doc[sentence.start : sentence.end]
    return words[-1].text[-1] not in STOPS and not words[-1].whitespace_ and all(t.pos_ not in {"VERB", "AUX"} for t in words[1:])
