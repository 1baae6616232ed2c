"""The clause in which the times of an encounter can stand."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.found import Found
from kg.extract.meetings.scene import Scene, behind_aside
from kg.extract.meetings.when import POINTERS, TRAILERS
from kg.extract.meetings.words import listed
from kg.model import Tokens

RELATIVES = {"which", "that"}
NEAR = 8
NAME = 4  # tokens of a quoted name before its noun


def clause(scene: Scene, tokens: Tokens, found: Found) -> tuple[int, int]:
    """Where the times of the encounter can stand: from the clause's beginning to the next clause or other trigger's verb."""
    start, end = tokens.start, max(found.end, tokens.end)
    adjunct = found.phrase is None or scene.doc[found.phrase.start - 1].pos_ == "ADP"
    own = {_own_verb(scene, found), _arranged(scene, end), *own_relative(scene, end)}
    while end < scene.end and not _stops(scene, tokens, end) and (end in own or not _new_clause(scene, end, adjunct=adjunct)):
        end = max(end + 1, behind_aside(scene, end + 1))
    end = _without_next(scene, tokens, end)
    while start > scene.start and scene.doc[start - 1].text not in {";", "“"} and not _new_clause(scene, start - 1, left=True):
        start -= 1
    return with_antecedent(scene, start), end


def _without_next(scene: Scene, tokens: Tokens, end: int) -> int:
    """Where the clause ends in "met Beck in May, and last Friday Cole left": a time in front of its subject belongs to the next one."""
    if end >= scene.end or scene.doc[end].pos_ not in {"VERB", "AUX"}:
        return end
    joined = (i for i in range(end - 1, tokens.end, -1) if scene.doc[i].lower_ in {"and", "but"} and scene.doc[i - 1].text == ",")
    at = next(joined, end)
    return at if not any(t.pos_ == "VERB" for t in scene.doc[at:end]) else end


def _own_verb(scene: Scene, found: Found) -> int:
    """The "resumed" of "talks between Norway and Chile resumed in Lima on Monday", whose subject the noun is; -1 where there is none."""
    after = found.phrase is not None and found.head is not None and found.head >= found.phrase.end
    return found.head if after and found.head is not None and lemma_in(scene.doc[found.head], listed("taking place")) else -1


def _arranged(scene: Scene, end: int) -> int:
    """The "planned" of "a visit to Norway planned for next week", which the parser may take for a finite verb; -1 for none."""
    arranged = end + 1 < scene.end and scene.doc[end].pos_ == "VERB" and lemma_in(scene.doc[end], listed("arranging"))
    return end if arranged and scene.doc[end + 1].lower_ in {"for", "in", "on"} else -1


def own_relative(scene: Scene, end: int) -> Iterator[int]:
    """The verbs of "a visit that began on Friday" and "the summit, which Norway hopes to host in May", straight behind the noun."""
    at = end + (end < scene.end and scene.doc[end].text == ",")
    if at < scene.end and scene.doc[at].lower_ in RELATIVES:
        verbs = [t for t in scene.doc[at : min(scene.end, at + NEAR)] if t.pos_ == "VERB"][:2]
        if any(lemma_in(t, listed("taking place") | listed("hosting")) for t in verbs):
            yield from (t.i for t in verbs)


def _stops(scene: Scene, tokens: Tokens, end: int) -> bool:
    """True at a semicolon, and at the end of a quotation that the encounter is told in: a quoted name ("the “Oslo Forum”") ends nothing."""
    quoted = [t.i for t in scene.doc[max(scene.start, tokens.start - NAME) : end] if t.text == "“"]
    opened = bool(quoted) and scene.doc[quoted[-1] + 1].text[:1].isupper()
    return scene.doc[end].text == ";" or (scene.doc[end].text == "”" and not opened)


def with_antecedent(scene: Scene, start: int) -> int:
    """Where "on Friday in Paris, where he met Beck" begins: what stands beside the place is told of the encounter as well.

    So is the day in front of "when": "it was agreed in May, when Ruiz flew to Oslo".
    """
    if start == scene.start or scene.doc[start - 1].lower_ not in {"where", "when"}:
        return start
    at = start - 1
    while at > scene.start and _beside_place(scene, at - 1):
        at -= 1
    return at


def _beside_place(scene: Scene, i: int) -> bool:
    token = scene.doc[i]
    return (
        token.pos_ in {"PROPN", "PUNCT", "DET", "NUM"} or token.lower_ in {"in", "at", "on"} | POINTERS | TRAILERS or bool(time_sort(token))
    )


def _new_clause(scene: Scene, i: int, left: bool = False, adjunct: bool = False) -> bool:
    """True where another clause begins; behind an ``adjunct`` ("in Oslo for talks") also at the main verb behind its comma."""
    token = scene.doc[i]
    if adjunct and token.pos_ == "AUX" and scene.doc[i - 1].text == ",":
        return True
    if token.lower_ == "which" and not left:
        verbs = [t for t in scene.doc[i : min(scene.end, i + NEAR)] if t.pos_ == "VERB"][:2]
        goes_on = any(lemma_in(t, listed("taking place")) for t in verbs[:1]) or any(lemma_in(t, listed("hosting")) for t in verbs)
        return bool(verbs) and not goes_on  # but "which were held on Friday", "which Norway hopes to host on Friday"
    if token.lower_ in {"while", "although", "though", "because", "but", "when", "where", "who"}:
        return True
    finite = token.pos_ == "VERB" and "Fin" in token.morph.get("VerbForm", [])
    return finite and not left and i + 1 < scene.end and scene.doc[i - 1].pos_ in {"PROPN", "NOUN", "PRON", "ADV"} and i - 1 > scene.start
