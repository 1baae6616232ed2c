"""Encounters that belong to a series told of before: "a final round opens in Lima", "a sixth was called off", the joint committee's."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract._phrases import Phrase, is_demonym
from kg.extract.meetings.lexicon import Trigger
from kg.extract.meetings.scene import Chain, Scene
from kg.extract.meetings.words import listed
from kg.model import Tokens

SERIES = ".series"
NEAR = 40
ROUNDS = {"round", "rounds"}
DASHES = {"—", "–", "-", "--"}


def continues(doc: Doc, i: int, trigger: Trigger) -> bool:
    """True if "round" or "a sixth" is one of a series of talks: they were told of before, and no vote or match is."""
    end = i + len(trigger.words)
    sent = {t.lower_ for t in doc[i].sent}
    if sent & listed("contest"):
        return False
    if trigger.words[-1] in listed("order"):
        told = {t.lower_ for t in doc[max(0, i - NEAR) : i]}
        follows = doc[end] if end < len(doc) else None
        return (
            i == doc[i].sent.start
            and bool(told & (listed("talks") | listed("sitting") | ROUNDS))
            and follows is not None
            and (follows.text == "," or follows.pos_ in {"AUX", "VERB"})
        )
    lead = {t.lower_ for t in doc[max(doc[i].sent.start, i - 3) : i]}
    if doc[i].pos_ != "NOUN" or not lead & listed("order"):
        return False
    if end < len(doc) and doc[end].lower_ == "of":  # "a round of talks" is told by the talks
        ahead = [t.lower_ for t in doc[end : end + 8]]
        return not listed("joint body").isdisjoint(ahead) and listed("talks").isdisjoint(ahead[:4])
    return any(t.lower_ in listed("talks") for t in doc[:i]) or bool(sent & listed("talks"))


def joint_body(scene: Scene, tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """The joint body that meets: "a meeting of the joint committee", "the Norwegian-Chilean commission's meeting"."""
    k = scene.at.get(tokens.end + 1, -1) if tokens.end < scene.end and scene.doc[tokens.end].lower_ == "of" else -1
    body = scene.phrases[k] if k >= 0 else phrase
    last = body.head if k >= 0 else phrase.owner_end - 1
    if last < body.start or scene.doc[last].lower_ not in listed("joint body"):
        return None
    words = scene.doc[body.start : last]
    of_two = sum(is_demonym(t) for t in words) > 1
    return body if of_two or {t.lower_ for t in words} & listed("joint") else None


def countries_in(scene: Scene, body: Phrase) -> list[Tokens]:
    """The countries of "the Norwegian-Chilean committee"."""
    return [Tokens(i, i + 1) for i in range(body.start, body.end) if is_demonym(scene.doc[i])]


def spelled_list(scene: Scene, end: int) -> Chain | None:
    """The list that dashes set apart behind a group: "the six powers — Norway, Chile, ... and Peru — will meet"."""
    dash = next((i for i in range(end, min(scene.end, end + 6)) if scene.doc[i].text in DASHES and scene.doc[i].whitespace_), -1)
    if dash < 0 or any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"case", "mark"} for t in scene.doc[end:dash]):
        return None
    named = scene.chain_at.get(dash + 1) or scene.chain_at.get(dash + 2)
    sorts = {a.sort for a in named.actors} if named is not None and len(named.actors) > 1 else set()
    return named if sorts in ({"place"}, {"person"}) else None
