"""Who else took part: those who lead a delegation ("led by Ruiz") and those named behind "attended by" or "accompanied by"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from kg.extract._phrases import POSSESSIVE, Actor, Phrase
from kg.extract._syntax import lemma_in
from kg.extract.meetings.form import is_passive
from kg.extract.meetings.found import Found
from kg.extract.meetings.lexicon import matches, rows
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Chain, Scene
from kg.extract.meetings.words import listed
from kg.model import Tokens

GROUPS = {"many", "body", "organization", "side"}
COMPANY = ".company"  # in the rule of those who go with a traveller
NEAR = 8
SIDE = 7
WERE = {"was", "were", "is", "are"}
SPEECH_MARKS = {"”", "“", '"', ";", ":"}


@lru_cache(maxsize=4)
def _words(side: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(r["words"].split()) for r in rows("company.csv") if r["side"] == side)


def leaders(scene: Scene, actors: list[Actor]) -> list[Chain]:
    """ "A delegation led by Ruiz": those who lead the groups among the actors."""
    found = []
    for who in actors:
        at = max(who.tokens.end, who.phrase.end)
        at += at < scene.end and scene.doc[at].text == ","
        words = next((w for w in _words("of") if matches(scene.doc, at, w)), ())
        if words and (who.sort in GROUPS or who.plural) and at + len(words) < scene.end:
            found += _named(scene, at + len(words))
    return found


def company(scene: Scene, tokens: Tokens, heads: set[int]) -> list[Chain]:
    """ "Met Beck in Lima, accompanied by Ruiz": those named behind the trigger and in front of the next one."""
    for at in range(tokens.end, scene.end):
        verb = at in heads and scene.doc[at].pos_ == "VERB" and not is_passive(scene.doc, at) and not _has_agent(scene, at)
        if verb or scene.doc[at].text in SPEECH_MARKS:
            return []
        words = next((w for w in _words("at") if matches(scene.doc, at, w)), ())
        if words == ("hosted", "by") and any(t.lower_ in listed("event") for t in scene.doc[tokens.end : at]):
            return []  # "could see each other at a summit hosted by Ruiz"
        if words:
            return _named(scene, at + len(words))
        end = _on_a_side(scene, at)
        if end:
            return _named(scene, end)
        words = next((w for w in _words("broker") if matches(scene.doc, at, w)), ())
        if words:
            return _named(scene, at + len(words), countries=True)
        taking = _named(scene, at + 1, countries=True) if scene.doc[at].lower_ == "with" else []
        if taking and any(matches(scene.doc, taking[0].end, w) for w in _words("behind")):
            return taking
    return []


def _on_a_side(scene: Scene, at: int) -> int:
    """Where the names of "attended on the Danish side by Ruiz and Beck" begin, or 0."""
    verb = scene.doc[at].lower_ if at + 1 < scene.end and scene.doc[at + 1].lower_ == "on" else ""
    if not verb or (verb, "by") not in _words("at"):
        return 0
    words = [t.lower_ for t in scene.doc[at : min(scene.end, at + SIDE)]]
    by = words.index("by") if "by" in words else 0
    return at + by + 1 if by and words[by - 1] in {"side", "part"} else 0


def _has_agent(scene: Scene, verb: int) -> bool:
    """True for "a dinner hosted by Ruiz"."""
    return verb + 1 < scene.end and scene.doc[verb + 1].lower_ == "by"


def _named(scene: Scene, at: int, countries: bool = False) -> list[Chain]:
    """The chain that begins at a token, unless it is a mere place; ``countries`` count, where they take part as states."""
    states = scene.names.countries if countries else set()
    return [c for c in read_right(scene, at, set()).of("")[:1] if any(a.sort != "place" or a.tokens in states for a in c.actors)]


def attends(verb: Token) -> bool:
    """True for "attended" and "took part"."""
    part = verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "part"
    return bool(lemma_in(verb, listed("attending"))) or (part and bool(lemma_in(verb, {"take"})))


def present(scene: Scene, verb: int) -> list[Actor]:
    """The persons named before a verb of attending, by their names alone: a list of names and offices is too much for a tree.

    Where another clause stands between ("Ruiz said that Beck attended"), only who is named right before the verb.
    """
    doc, first = scene.doc, scene.start
    if any(t.pos_ == "VERB" and "Fin" in t.morph.get("VerbForm", []) for t in doc[first:verb]):
        beside = next((c for c in scene.chains if c.end == verb), None)  # "the talks followed a summit at which Ruiz was present"
        return [a for a in beside.actors if a.sort == "person"] if beside else []
    names = {span for i, (span, label) in scene.names.span.items() if label == "person" and first <= i < verb}
    owned = {n for n in names if doc[n.end].text in POSSESSIVE}
    return [Actor(n, "person", False, Phrase(n.start, n.end, n.end - 1)) for n in sorted(names - owned)]


def presence_arguments(scene: Scene, tokens: Tokens) -> Found | None:
    """ "Beck was also present", "Ruiz and Beck were in attendance", "present at the talks was Ruiz", "Beck also took part".

    They tell of the meeting told of before.
    """
    doc = scene.doc
    verb = next((i for i in range(tokens.start - 1, max(scene.start, tokens.start - 4) - 1, -1) if doc[i].lower_ in WERE), -1)
    found = Found(end=tokens.end, definite=True, kind="Talks")
    joined = next((i for i in range(tokens.end, min(scene.end, tokens.end + NEAR)) if doc[i].lower_ == "by"), -1)
    if doc[tokens.end - 1].lower_ == "by":
        found.add(_named(scene, tokens.end))
    elif joined >= 0 and is_passive(doc, tokens.start):
        found.add(_named(scene, joined + 1))  # "were joined in the first session by Ruiz"
    elif doc[tokens.start].pos_ == "VERB":
        found.actors = present(scene, tokens.start)
    elif verb >= 0:
        found.actors = present(scene, verb)
    elif tokens.start - scene.start <= 1:
        verb = next((i for i in range(tokens.end, min(scene.end, tokens.end + 8)) if doc[i].lower_ in WERE), -1)
        if verb >= 0:
            found.add(_named(scene, verb + 1))
    return found if found.actors else None
