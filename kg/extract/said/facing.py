"""Whom a speaker faces, where a verb beside the cue tells it.

Speaking to reporters, ...; hosting Beck, ...; asked by Beck, ...; ..., responding to a question from Beck; phoned Beck to say ...;
addressed the council on Monday, saying ...
"""

from __future__ import annotations

from kg.extract.said.channel import channel_noun
from kg.extract.said.hearer import whole
from kg.extract.said.nominals import bare
from kg.extract.said.passage import Passage
from kg.extract.said.people import can_listen
from kg.extract.said.scene import Attribution, Scene
from kg.extract.said.words import words
from kg.model import Tokens

TOWARDS = {"to", "with", "before"}
OPENING = {"when", "after", "while", "if", "being"}
FROM = {"from", "by"}
THINGS = {"act", "stance", "record"}


def faced(scene: Scene, i: int, a: Attribution) -> Tokens | None:
    """The one whom the verb at ``i`` puts before the speaker of ``a``; None if it is no such verb."""
    passage, doc = scene.passage, scene.passage.doc
    word, after = doc[i].lower_, doc[i + 1].lower_
    opens = i == scene.bounds.start or doc[i - 1].text == "," or doc[i - 1].lower_ in OPENING
    if word in words("facing"):
        return _towards(scene, i + 1)
    if word in words("addressing") and opens:
        return _somebody(passage, i + 1, scene.limit)
    if word in words("hosting") and opens and doc[i - 1].lower_ != "after":
        return _somebody(passage, i + 1 + (after == "with"), scene.limit)
    if word in words("questioned") and opens and (by := _agent(scene, i + 1)) > 0:
        return hearer_at(passage, by + 1, scene.limit)
    if word in words("contacted") and _at_once(scene, i, a):
        return _somebody(passage, i + 1, scene.limit) or _towards(scene, i + 1)
    return None


def _agent(scene: Scene, i: int) -> int:
    """The "by" of a question: asked by Beck, asked about the talks by reporters; or -1."""
    passage, doc = scene.passage, scene.passage.doc
    if doc[i].lower_ in {"about", "on"} and (topic := passage.phrase_at(i + 1, scene.limit)) and topic.end < scene.limit - 1:
        i = topic.end
    return i if doc[i].lower_ == "by" else -1


def hearer_at(passage: Passage, i: int, limit: int) -> Tokens | None:
    """The name at ``i`` unless it is that of a thing: responding to calls for an inquiry."""
    phrase = passage.phrase_at(i, limit)
    if phrase is None or channel_noun(passage.doc[phrase.end - 1]) in THINGS:
        return None
    return whole(passage, bare(passage, phrase), limit)


def _towards(scene: Scene, i: int) -> Tokens | None:
    """Behind "to", "with" or "before": speaking on Monday to reporters; replying to a question from Beck."""
    passage, doc = scene.passage, scene.passage.doc
    at = next((j for j in range(i, min(i + 8, scene.limit - 1)) if doc[j].lower_ in TOWARDS or doc[j].text == ","), -1)
    if at < 0 or doc[at].text == "," or doc[at + 1].pos_ in {"VERB", "AUX"} or passage.finite(i, at) >= 0:
        return None
    found = _somebody(passage, at + 1, scene.limit)
    if found is not None:
        return found
    asked = passage.phrase_at(at + 1, scene.limit)
    if asked is None or asked.end + 1 >= scene.limit or doc[asked.end].lower_ not in FROM:
        return None
    return hearer_at(passage, asked.end + 1, scene.limit)


def _somebody(passage: Passage, i: int, limit: int) -> Tokens | None:
    """People or a body at ``i``, or an event with people at it; not "addressed the shortage", "welcoming the deal"."""
    found = hearer_at(passage, i, limit)
    return found if found and can_listen(passage.doc[found.end - 1]) else None


def _at_once(scene: Scene, i: int, a: Attribution) -> bool:
    """The words are those of the contact at ``i``: addressed the council, saying; phoned Beck to ask; nothing is done between the two."""
    doc = scene.passage.doc
    if a.cue is None or a.cue.start <= i or scene.passage.finite(i + 1, a.cue.start) >= 0:
        return False
    before = doc[a.cue.start - 1]
    return before.lower_ == "to" or (doc[a.cue.start].lower_.endswith("ing") and (before.text == "," or before.pos_ in {"NOUN", "PROPN"}))
