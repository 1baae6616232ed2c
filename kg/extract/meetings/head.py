"""The verb above an encounter noun: "held talks", "was in Oslo for talks", "is open to talks", "said after talks"."""

from __future__ import annotations

from kg.extract._phrases import Phrase
from kg.extract._syntax import lemma_in
from kg.extract.meetings.lexicon import light_verbs
from kg.extract.meetings.scene import Scene

DURING = {"in", "during", "after", "at", "following", "before"}
FAR = 14
CLOSING = {"”", '"', "’’"}
EXPECTED = {"due", "expected"}
BE = {"is", "was", "are", "were", "be", "been"}


def readiness(scene: Scene, phrase: Phrase) -> int | None:
    """The "is" of "is open to talks" and "is ready for talks"."""
    at = phrase.start - 2
    if at <= scene.start or (scene.doc[at].lower_, scene.doc[at + 1].lower_) not in {("open", "to"), ("ready", "for"), ("ready", "to")}:
        return None
    return next((i for i in range(at - 1, max(scene.start, at - 4), -1) if scene.doc[i].lower_ in BE), None)


def verb_beside(scene: Scene, phrase: Phrase) -> int | None:
    """The verb of "said after talks" and of "ends Lima visit", which no tree needs to tell."""
    at = phrase.start - 1
    if at > scene.start and scene.doc[at].pos_ == "VERB" and lemma_in(scene.doc[at], light_verbs()):
        return at
    at = phrase.start - 2
    if at < scene.start or scene.doc[at].pos_ != "VERB" or scene.doc[at + 1].lower_ not in DURING:
        return None
    return at


def prepositions_between(scene: Scene, head: int, phrase: Phrase) -> list[str]:
    """The prepositions between a verb and the noun's phrase; "ahead of" counts as "before"."""
    found = [t.lower_ for t in scene.doc[head + 1 : phrase.start] if t.pos_ in {"ADP", "SCONJ"}]
    ahead = scene.doc[max(phrase.start - 2, 0) : phrase.start].text.lower() == "ahead of"
    return [*found, "before"] if ahead else found


def copula_of(scene: Scene, phrase: Phrase) -> int | None:
    """The "was" of "was in Oslo on Friday for talks", "was there for talks" and "was on a visit", if no other verb stands between."""
    preposition = scene.doc[phrase.start - 1].lower_ if phrase.start > scene.start else ""
    if preposition not in {"for", "on"}:
        return None
    for i in range(phrase.start - 2, max(scene.start, phrase.start - FAR) - 1, -1):
        token = scene.doc[i]
        if token.lower_ in BE:
            follows = [t.lower_ for t in scene.doc[i + 1 : phrase.start] if t.pos_ != "ADV" and t.lower_ not in EXPECTED]
            there = preposition == "for" and any(t.lower_ in {"there", "here"} for t in scene.doc[i + 1 : phrase.start])
            return i if there or follows[:1] == (["in"] if preposition == "for" else ["on"]) else None
        if token.pos_ == "VERB" or token.text in {",", ";"}:
            return None
    return None


def due_at(scene: Scene, phrase: Phrase) -> int | None:
    """The "are" of "Ruiz and Beck are both due at the Lima Summit"."""
    at = phrase.start - 2
    if at <= scene.start or scene.doc[at + 1].lower_ != "at" or scene.doc[at].lower_ not in EXPECTED:
        return None
    return next((i for i in range(at - 1, max(scene.start, at - 4), -1) if scene.doc[i].lower_ in BE), None)


def outside_quote(scene: Scene, head: int | None, phrase: Phrase) -> int | None:
    """The "told" of "we may sleep again," she told reporters after talks": the verb behind the quotation that holds the one of the tree."""
    closing = [i for i in range(phrase.start - 1, head, -1) if scene.doc[i].text in CLOSING] if head is not None else []
    if not closing:
        return head
    return next((i for i in range(phrase.start - 1, closing[0], -1) if scene.doc[i].pos_ == "VERB"), head)
