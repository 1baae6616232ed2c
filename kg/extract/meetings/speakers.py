"""Who speaks beside an encounter noun, and so took part: "after talks with Beck, Ruiz said", "Ruiz told Beck in a call"."""

from __future__ import annotations

from kg.extract._phrases import Phrase
from kg.extract._syntax import lemma_in
from kg.extract.meetings.found import Found, homes_of, people
from kg.extract.meetings.head import DURING
from kg.extract.meetings.lexicon import Trigger
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Chain, Right, Scene
from kg.extract.meetings.subject import subject
from kg.extract.meetings.words import listed
from kg.model import Tokens


def speaker_beside(scene: Scene, trigger: Trigger, phrase: Phrase, right: Right) -> Chain | None:
    """ "On a visit to Oslo, Ruiz said", "Ruiz, on a visit to Oslo, said", "after talks with Beck, Ruiz said", "in a call, Ruiz told"."""
    doc, before = scene.doc, phrase.start - 1
    bare = phrase.start == phrase.head and scene.doc[phrase.head].lower_.endswith("s")  # "at talks in Lima, Ruiz and Beck agreed"
    spoken = trigger.kind in {"Call", "Talks"} and (indefinite(scene, phrase) or bare)
    if (
        not (trigger.kind == "Visit" or right.of("with") or spoken)
        or before < scene.start
        or doc[before].lower_ not in DURING | {"on", "from"}
    ):
        return None
    fresh = doc[before].lower_ == "from" and before - scene.start == 1 and doc[before - 1].lower_ in {"fresh", "back", "straight"}
    if not fresh and before > scene.start and doc[before - 1].text == ",":
        return next((c for c in scene.chains if c.end == before - 1), None)
    if before - scene.start > 1:
        return None
    behind = [c for c in scene.chains if c.start >= max(right.end, phrase.end) and doc[c.start - 1].text in {",", '"', "“"}]
    return behind[0] if behind else None


def told_by(scene: Scene, speaker: Chain) -> list[Chain]:
    """Whom "in a call, Ruiz told Beck" and "in a call, Ruiz raised the matter with Beck" name as the other side."""
    verb = next((t for t in scene.doc[speaker.end : scene.end] if t.pos_ == "VERB"), None)
    if verb is None:
        return []
    told = read_right(scene, verb.i + 1, set()).of(*(("",) if lemma_in(verb, listed("addressing")) else ("with", "to")))[:1]
    return [c for c in told if any(a.sort in {"person", "one", "pronoun"} for a in c.actors)]


def tellers_home(scene: Scene, phrase: Phrase) -> list[Tokens]:
    """ "Norway's president said that talks with Chile would go on": Norway is the other side."""
    verb = next((i for i in range(phrase.start - 1, scene.start - 1, -1) if scene.doc[i].pos_ in {"VERB", "AUX"}), -1)
    doer = subject(scene, verb) if verb >= 0 and lemma_in(scene.doc[verb], listed("speech")) else None
    states = [a.tokens for a in doer.actors if a.tokens in scene.names.countries] if doer else []
    return [*states, *homes_of(scene, doer.actors)] if doer else []


def indefinite(scene: Scene, phrase: Phrase) -> bool:
    """True for "a call" and for "separate calls", which no article or owner makes known."""
    first = scene.doc[phrase.start]
    several = scene.doc[phrase.head].lower_.endswith("s") and (first.pos_ == "NUM" or first.lower_ in {"separate", "individual"})
    return first.lower_ in {"a", "an"} or several


def of_speech(scene: Scene, tokens: Tokens, found: Found, right: Right, head: int) -> None:
    """ "Ruiz told Beck in a call", "they said after a meeting"."""
    doer = people(subject(scene, head)) or _agent(scene, head, right)
    if doer and not any(a.sort == "voice" for a in doer.actors):
        told: list[Chain] = []
        if not right.of("with"):
            spoken_to = "" if lemma_in(scene.doc[head], listed("addressing")) else "to"
            told = read_right(scene, head + 1, {tokens.end - 1}).of(spoken_to)[:1]
        found.add([people(doer), *(c for c in told if any(a.sort in {"person", "one", "pronoun"} for a in c.actors))])


def _agent(scene: Scene, head: int, right: Right) -> Chain | None:
    """Ruiz of "the trip was announced by Ruiz at a summit in Lima"."""
    return next((c for c in scene.chains if head < c.start < right.end and scene.doc[c.start - 1].lower_ == "by"), None)
