"""According to X: in front of its content, behind it or inside it."""

from __future__ import annotations

from kg.extract.said.channel import issuer
from kg.extract.said.cues import Cue, participle
from kg.extract.said.extent import trim
from kg.extract.said.hearer import hearer
from kg.extract.said.modifiers import Tail, modifiers
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.people import can_listen
from kg.extract.said.scene import Attribution, Scene, Trailing
from kg.extract.said.words import words
from kg.model import Tokens

# "..., according to an official who asked not to be named": what follows describes the source.
WHO = {"who", "whom", "whose"}


def accordings(scene: Scene) -> None:
    """Find "according to X": in front of its content (done at once), or behind or inside it (noted as trailing)."""
    passage, doc = scene.passage, scene.passage.doc
    for i in range(scene.bounds.start, scene.limit - 2):
        width = _width(scene, i)
        phrase = passage.phrase_at(i + width, scene.limit) if width else None
        if phrase is None:
            continue
        if phrase.end + 1 < scene.limit and doc[phrase.end].lower_ == "and" and (more := passage.phrase_at(phrase.end + 1, scene.limit)):
            phrase = Tokens(phrase.start, more.end)
        right = phrase.end
        while right < scene.limit and doc[right].pos_ == "ADP" and (more := passage.phrase_at(right + 1, scene.limit)):
            right = more.end
        if _by_measure(scene, i, phrase):
            continue
        source, channel = issuer(passage, phrase)
        item = Trailing(None, Tokens(i, i + width), source, i, right, Tail(right, None, channel))
        if _in_front(scene, i, right):
            others = (t for t in range(right, scene.limit - 1) if doc[t].lower_ == "according" and doc[t + 1].lower_ == "to")
            stop = next(others, scene.limit)
            _leading(scene, item, stop)
        else:
            item.onward = right < scene.limit and doc[right].text == "," and not participle(passage.doc, right + 1, scene.limit)
        scene.trailing.append(item)


def bracketed(passage: Passage, cue: Cue, item: Trailing) -> bool:
    """Between a cue, or who is told, and its content: Ruiz told Beck, according to the agency, that."""
    doc = passage.doc
    if item.cue is not None or item.leading or not item.onward or doc[item.left - 1].text != "," or doc[item.right + 1].lower_ != "that":
        return False
    told = hearer(passage, cue.end, item.left) if any(f.startswith("person") for f in cue.entry.frames) else None
    heard = told.end if told and can_listen(doc[told.phrase.end - 1]) else cue.end
    return item.left - 1 in {cue.end, heard, modifiers(passage, cue.end, item.left).at}


def _width(scene: Scene, i: int) -> int:
    """The number of words of "according to", "as reported by", "in the words of", or of "per" in front of a sentence; 0 for none."""
    doc = scene.passage.doc
    if doc[i].lower_ == "as" and doc[i + 1].lower_ in words("passed on") and doc[i + 2].lower_ == "by":
        return 3
    if doc[i].lower_ == "in" and doc[i + 1].lower_ == "the" and doc[i + 2].lower_ in words("voiced") and doc[i + 3].lower_ == "of":
        return 4
    if doc[i].lower_ == "according" and doc[i + 1].lower_ == "to":
        return 2
    return int(doc[i].lower_ == "per" and i == scene.bounds.start)


def _by_measure(scene: Scene, i: int, phrase: Tokens) -> bool:
    """How something is done, and not who says it: projects chosen according to local needs."""
    doc = scene.passage.doc
    return i > scene.bounds.start and doc[i - 1].text != "," and doc[phrase.end - 1].lower_ in words("standard")


def _in_front(scene: Scene, i: int, right: int) -> bool:
    doc = scene.passage.doc
    opens = doc[i - 1].text in MARKS and scene.passage.opener(i - 1)
    if i == scene.bounds.start or opens or (doc[i - 1].lower_ in {"but", "and"} and i - 2 <= scene.bounds.start):
        return True
    follows = right < scene.limit and doc[right].text not in {",", ";", "—"} and doc[i - 1].text == ","
    follows = follows and doc[right].lower_ not in WHO
    if doc[right : right + 1].text and doc[right].pos_ == "VERB" and scene.passage.finite(scene.bounds.start, i) >= 0:
        return False  # the port will close, according to an official travelling with Ruiz, who
    return follows and scene.passage.finite(right, scene.limit) >= 0


def _leading(scene: Scene, item: Trailing, stop: int) -> None:
    doc = scene.passage.doc
    home = scene.passage.quote_of[item.left]
    comma = next((i for i in range(item.right, stop) if doc[i].text == "," and scene.passage.quote_of[i] is home), -1)
    inside = comma >= 0 and scene.passage.finite(item.right, comma) < 0  # two people close to the talks, ...; the council (CDC), ...
    start = comma + 1 if inside else item.right
    span = trim(scene.passage, start, stop)
    item.leading = True
    if span is not None and span.end - span.start > 2:
        scene.found.append(Attribution((span,), item.source, item.tokens, "according", 0.9, None, item.tail.channel))
