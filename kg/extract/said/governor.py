"""The source of a cue that has no subject of its own: participles, coordinated verbs, infinitives."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract._phrases import is_plural
from kg.extract.said.cues import Cue
from kg.extract.said.nominals import bare
from kg.extract.said.passage import Passage
from kg.extract.said.passive import passive
from kg.extract.said.quoted import quoting
from kg.extract.said.scene import Attribution, Scene
from kg.extract.said.source import subject
from kg.model import Tokens

REACH = 5


def governor(scene: Scene, cue: Cue) -> Tokens | None:
    """The source taken over from the verb that the cue depends on, follows or is coordinated with; None if there is none."""
    return (
        _quoted_as(scene, cue)
        or _with(scene, cue)
        or _cut_there(scene, cue)
        or _above(scene, cue)
        or _before(scene, cue)
        or _main(scene, cue)
    )


def _quoted_as(scene: Scene, cue: Cue) -> Tokens | None:
    """was quoted as saying; quoted Ruiz as telling."""
    passage, at = scene.passage, quoting(scene, cue)
    if at < 0:
        return None
    verb = Cue(at, at + 1, cue.entry, "past")
    if passive(passage, verb):
        who = subject(passage, verb, scene.bounds)
        return who.phrase if who else None
    phrase = passage.phrase_at(at + 1, cue.start - 1)
    return bare(passage, phrase) if phrase else None


def _with(scene: Scene, cue: Cue) -> Tokens | None:
    """..., with Ruiz stressing ..."""
    passage, doc = scene.passage, scene.passage.doc
    if cue.form != "ing" or cue.start <= scene.bounds.start + 1:
        return None
    phrase = passage.phrase_back(cue.start - 1, scene.bounds.start)
    if phrase is None or phrase.start <= scene.bounds.start or doc[phrase.start - 1].lower_ != "with":
        return None
    return bare(passage, phrase)


def _cut_there(scene: Scene, cue: Cue) -> Tokens | None:
    """The content of an earlier cue was cut where this participle begins: it has the same speaker."""
    if cue.form != "ing":
        return None
    near = [a for a in _earlier(scene, cue) if 0 <= cue.start - a.content[-1].end <= 4]
    if near:
        return near[0].source
    trailing = [t for t in scene.trailing if t.left < cue.start]
    return trailing[-1].source if trailing else None


def _above(scene: Scene, cue: Cue) -> Tokens | None:
    """The subject of the nearest verb above in the tree that has one."""
    passage, doc = scene.passage, scene.passage.doc
    token = doc[cue.start]
    for _ in range(REACH):
        if token.head.i == token.i or not scene.bounds.start <= token.head.i < scene.bounds.end:
            return None
        token = token.head
        for child in token.children:
            if (
                not child.dep_.startswith("nsubj")
                or not scene.bounds.start <= child.i < token.i
                or child.lower_ in {"who", "which", "that"}
            ):
                continue
            if cue.form == "third" and is_plural(child) and child.pos_ == "NOUN":
                continue  # "prices have doubled, and warns": another one warns
            known = next((a.source for a in scene.found if a.source and a.source.start <= child.i < a.source.end), None)
            return known or _outer(scene, cue, child.i) or _phrase(passage, child.i, scene.bounds)
    return None


def _outer(scene: Scene, cue: Cue, i: int) -> Tokens | None:
    """Who said what ``i`` stands in, where that ended before the cue: "said prices had risen but warned" has one speaker."""
    if not cue.entry.frames - {"object"}:
        return None
    ended = (a for a in _earlier(scene, cue) if a.content[-1].end <= cue.start)
    return next((a.source for a in ended if any(start <= i < stop for start, stop in a.content)), None)


def _phrase(passage: Passage, i: int, bounds: Tokens) -> Tokens:
    back = passage.phrase_back(i, bounds.start)
    ahead = passage.phrase_at(i, bounds.end)
    return bare(passage, Tokens(back.start if back else i, ahead.end if ahead else i + 1))


def _earlier(scene: Scene, cue: Cue) -> Sequence[Attribution]:
    """Attributions whose cue comes before, without those that stand inside another's content."""
    out = [a for a in scene.found if a.cue and a.cue.start < cue.start and a.source]
    return [a for a in out if not any(b is not a and _holds(b, a) for b in out)]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return inner.cue is not None and any(start <= inner.cue.start < end for start, end in outer.content)


def _before(scene: Scene, cue: Cue) -> Tokens | None:
    earlier = _earlier(scene, cue)
    return earlier[-1].source if earlier else None


def _main(scene: Scene, cue: Cue) -> Tokens | None:
    """The phrase before the sentence's first finite verb; for a participle in front, the one behind its comma."""
    passage, doc = scene.passage, scene.passage.doc
    start, stop = scene.bounds.start, scene.limit
    if cue.start <= start + 1:
        commas = (i for i in range(cue.end, stop) if doc[i].text == "," and passage.quote_of[i] is None)
        start = next((i + 1 for i in commas if passage.finite(i, min(stop, i + 8)) >= 0), -1)
        if start < 0:
            return None
    verb = passage.finite(start, stop)
    if verb <= start or (start == scene.bounds.start and verb > cue.start):
        return None
    i = verb - 1
    while i > start and doc[i].pos_ in {"AUX", "ADV"}:
        i -= 1
    phrase = passage.phrase_back(i, start)
    return bare(passage, phrase) if phrase else None
