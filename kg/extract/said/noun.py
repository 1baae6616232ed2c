"""Noun cues: Ruiz's claim that ...; Ruiz's call for ...; demands of the opposition that ...; their hope that ..."""

from __future__ import annotations

from kg.extract.said import cues
from kg.extract.said.cues import Cue, Entry
from kg.extract.said.extent import end, trim
from kg.extract.said.frame import Content
from kg.extract.said.nominals import bare
from kg.extract.said.passage import Passage
from kg.extract.said.phrases import CLITICS, OWNERS
from kg.extract.said.scene import EMPTY, Attribution, Scene
from kg.model import Tokens

OF = {"of", "by", "from", "among"}
SUBJECTS = {"nsubj", "nsubj:pass", "csubj"}


def nominal(scene: Scene) -> None:
    """Add the attributions by a noun with an owner and a that-clause, an infinitive or a preposition of its own."""
    passage, doc = scene.passage, scene.passage.doc
    for i in range(scene.bounds.start, scene.limit - 3):
        entry = cues.nouns().get(doc[i].lower_)
        if entry is None or doc[i].pos_ not in {"NOUN", "PROPN"}:
            continue
        source, that = _owner(passage, i, scene)
        if source is None or that >= scene.limit - 2 or doc[source.start].lower_ in EMPTY:
            continue
        content = _content(scene, entry, i, that)
        if content is None:
            continue
        stop = min([_clause_end(passage, i, that, scene.limit), *(t.left for t in scene.trailing if t.left > i)])
        span = trim(passage, content.start, min(stop, end(passage, Cue(i, i + 1, entry, "noun"), content, stop)))
        if span is not None and span.end - span.start > 2:
            scene.found.append(Attribution((span,), source, Tokens(i, i + 1), f"noun.{content.frame}", 0.7, clausal=content.clausal))


def _content(scene: Scene, entry: Entry, i: int, at: int) -> Content | None:
    """What the noun at ``i`` was about: a clause with "that", or, outside of what another cue gave, "to" or a preposition."""
    doc = scene.passage.doc
    word = doc[at].lower_
    if word == "that" and "that" in entry.frames:
        return Content(at + 1, "that", True, None, None)
    if any(start <= i < stop for a in scene.found for start, stop in a.content):
        return None
    if word == "to" and "to" in entry.frames and doc[at + 1].pos_ in {"VERB", "AUX"}:
        return Content(at, "to", True, None, None)
    return Content(at + 1, "prep", False, None, None) if word in entry.prepositions("prep") else None


def _owner(passage: Passage, i: int, scene: Scene) -> tuple[Tokens | None, int]:
    """The owner of the noun at ``i`` and where "that" must stand: before it with a possessive, or behind it with "of"."""
    doc = passage.doc
    owned = i - 1 >= scene.bounds.start and (doc[i - 1].lower_ in OWNERS or doc[i - 1].text in CLITICS)
    if i + 2 < scene.limit and doc[i + 1].lower_ in OF and not (owned and doc[i + 1].lower_ == "of"):
        phrase = passage.phrase_at(i + 2, scene.limit)
        return (bare(passage, phrase), phrase.end) if phrase else (None, i + 1)
    j = i - 1
    while j > scene.bounds.start and doc[j].pos_ in {"ADJ", "ADV", "NUM"} and doc[j].lower_ not in OWNERS:
        j -= 1
    if j >= scene.bounds.start and doc[j].lower_ in OWNERS and doc[j].lower_ != "whose":
        return Tokens(j, j + 1), i + 1
    if j > scene.bounds.start and doc[j].text in CLITICS:
        phrase = passage.phrase_back(j - 1, scene.bounds.start)
        return (bare(passage, phrase) if phrase else None), i + 1
    return None, i + 1


def _clause_end(passage: Passage, i: int, that: int, limit: int) -> int:
    """Where the clause ends if the noun is the subject of a verb behind it: before that verb and its auxiliaries."""
    token = passage.doc[i]
    verb = token.head
    if token.dep_ not in SUBJECTS or not that < verb.i < limit:
        return limit
    return min([verb.i, *(c.i for c in verb.children if that < c.i < verb.i and c.dep_.split(":")[0] in {"aux", "advmod", "cop"})])
