"""Who "they", "the two leaders" and "their ministers" are, as far as the sentence and the one before it tell."""

from __future__ import annotations

from kg.extract._phrases import Actor
from kg.extract.meetings.found import PEOPLE
from kg.extract.meetings.scene import Scene
from kg.model import Tokens


def spelled_out(scene: Scene, actors: list[Actor]) -> list[Actor]:
    """ "Ruiz and Beck said that they met": a "they" with two people before it in the sentence is these people."""
    out: list[Actor] = []
    for who in actors:
        pair = None
        if scene.doc[who.tokens.start].lower_ in {"they", "their", "them"} and who.sort == "pronoun":
            at = who.tokens.start
            pair = _pair_before(scene, at) or _pair_behind(scene, at) or _pair_of_sentence_before(scene, at)
        out += [a for a in pair or (who,) if a.tokens not in [o.tokens for o in out]]
    return out


def _pair_before(scene: Scene, at: int) -> tuple[Actor, ...]:
    """The people before a "they": those of the nearest list, or else the only two who are named."""
    before = [c for c in scene.chains if c.end <= at]
    lists = [c.actors for c in before if len(c.actors) > 1]
    if lists:
        return lists[-1] if all(a.sort in PEOPLE for a in lists[-1]) else ()
    named = tuple(a for c in before for a in c.actors if a.sort == "person")
    return named if len(named) == 2 else ()


def _pair_behind(scene: Scene, at: int) -> tuple[Actor, ...]:
    """ "At their meeting in Lima, Ruiz and Beck agreed": the list that begins the clause behind the phrase."""
    if at > scene.start + 1:
        return ()
    behind = next((c for c in scene.chains if c.start > at and scene.doc[c.start - 1].text == ","), None)
    many = behind is not None and len(behind.actors) > 1 and all(a.sort in PEOPLE for a in behind.actors)
    return behind.actors if behind is not None and many else ()


def _pair_of_sentence_before(scene: Scene, at: int) -> tuple[Actor, ...]:
    """ "Ruiz and Beck flew to Lima. They are to meet": the two who were the subject of the sentence before."""
    if at - scene.start > 1 or not scene.start:
        return ()
    sent = scene.doc[scene.start - 1].sent
    if not scene.doc[sent.end - 1].whitespace_:
        return ()  # of another paragraph
    first = next(iter(Scene(scene.doc, sent.start, sent.end, scene.names).chains), None)
    acts = first is not None and first.end < sent.end and scene.doc[first.end].pos_ in {"VERB", "AUX", "ADV"}
    many = first is not None and len(first.actors) > 1 and all(a.sort in PEOPLE for a in first.actors)
    return first.actors if first is not None and acts and many else ()


def is_pair(scene: Scene, actors: list[Actor]) -> bool:
    """True for "the two leaders", "both presidents", "the leaders", "they" and nobody else."""
    if len(actors) != 1 or not (actors[0].plural or actors[0].sort == "pair"):
        return False
    first, who = scene.doc[actors[0].tokens.start], actors[0]
    words = [t.lower_ for t in scene.doc[who.tokens.start : who.tokens.end]]
    if words == ["their"] and _of_nearer(scene, who.tokens.start):
        return False
    others = words[0] == "their" and len(words) > 1  # "a summit of their leaders" is told by ministers, who will not be there
    brief = not others and (len(words) <= 2 or words[1] == "two")
    return first.lower_ in {"the", "both", "they", "their"} and brief and who.sort in PEOPLE - {"side"}


def _of_nearer(scene: Scene, their: int) -> bool:
    """True in "Ruiz will see Beck before leaders leave for their retreat": it is the retreat of those who leave."""
    verb = next((t for t in scene.doc[their].head.ancestors if t.pos_ == "VERB"), None)
    doers = [t for t in verb.children if t.dep_ == "nsubj" and t.pos_ == "NOUN" and t.i < their] if verb is not None else []
    return any("Plur" in t.morph.get("Number", []) and t.i not in {c.start for c in scene.chains if len(c.actors) > 1} for t in doers)


def whose(scene: Scene, actors: list[Actor]) -> list[Tokens]:
    """ "Norway and Chile put off a meeting of their ministers": the countries whose people meet."""
    at = next((a.phrase.start for a in actors if a.plural and scene.doc[a.phrase.start].lower_ == "their"), -1)
    lists = [c.actors for c in scene.chains if c.end <= at and len(c.actors) > 1]
    return [a.tokens for a in lists[-1]] if lists and all(a.sort == "place" for a in lists[-1]) else []
