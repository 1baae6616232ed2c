"""Which way a time expression points from the day of publication, by the tense of the verb that governs it.

"Met on Monday" looks back, "will meet on Monday" ahead, "had been due to meet on Monday" to the nearer one. Without a verb, or where
the tree is no help, the nearest verb before the expression decides.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extract._syntax import lemma_in
from kg.resolve._time_words import words

Tense = Literal["past", "future", "near", "present", ""]

FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
MODAL = FUTURE | {"would", "could", "may", "might", "can", "should", "must", "'d", "’d"}
VERBAL = frozenset({"VERB", "AUX"})
MAX_CLIMB = 12
AHEAD = (["ahead", "of", "a"], ["ahead", "of", "an"])
FAR = 14
GIVEN_UP = (["was", "to", "have"], ["were", "to", "have"])


def tense(doc: Doc, start: int, end: int) -> Tense:
    """Where the expression in tokens ``start`` to ``end`` points; "present" for a plain present, "" if nothing tells."""
    if _ahead_of(doc, start):
        return "future"
    at = start - 1
    while at >= 0 and doc[at].pos_ == "ADP" and doc[at].sent == doc[start].sent:
        at -= 1
    if at >= 0 and doc[at].pos_ == "VERB" and doc[at].sent == doc[start].sent:
        return _of_verb(doc[at], waited=_waited(doc, start))
    root = doc[start:end].root
    found = _climb(root, waited=_waited(doc, start)) or _before(doc, start)
    # "met to review the July order": what an infinitive is about may lie behind as well as ahead.
    return "near" if found == "future" and root.head.i >= end and _in_infinitive(root.head) else found


def _ahead_of(doc: Doc, start: int) -> bool:
    """Whether "ahead of" stands before the expression's noun phrase: "ahead of Friday's vote"."""
    before = " ".join(t.lower_ for t in doc[max(0, start - 4) : start])
    return "ahead of" in before or "in advance of" in before or _of_event_ahead(doc, start)


def _of_event_ahead(doc: Doc, start: int) -> bool:
    """ "Came ahead of a summit of the bloc on Friday": the day of the event that the phrase brings up."""
    first = max(doc[start].sent.start, start - FAR)
    at = next((i for i in range(start - 2, first, -1) if [t.lower_ for t in doc[i - 1 : i + 2]] in AHEAD), -1)
    return at >= 0 and doc[start - 1].lower_ == "on" and not any(t.pos_ in VERBAL or t.text in {",", ";"} for t in doc[at:start])


def _waited(doc: Doc, start: int) -> bool:
    """Whether the expression is what something is set for or lasts to ("for Friday", "until Monday")."""
    return start > 0 and doc[start - 1].lower_ in {"for", "until", "till", "to"}


def _climb(token: Token, *, waited: bool) -> Tense:
    for _ in range(MAX_CLIMB):
        if token.pos_ in VERBAL or _copula(token) is not None:
            return _of_verb(token, waited=waited)
        if _planned(token):
            return "future"
        if token.head == token:
            return ""
        token = token.head
    return ""


def _before(doc: Doc, start: int) -> Tense:
    """The tense of the nearest verb before the expression in its sentence, else after it."""
    sent = doc[start].sent
    for i in [*range(start - 1, sent.start - 1, -1), *range(start + 1, sent.end)]:
        if doc[i].pos_ == "VERB":
            return _of_verb(doc[i])
    return ""


def _of_verb(verb: Token, *, waited: bool = False, depth: int = 0) -> Tense:
    if depth > MAX_CLIMB:
        return ""
    before = verb.doc[max(verb.sent.start, verb.i - 7) : verb.i]
    if len(before) > 1 and before[-1].lower_ == "to" and _is_plan(before[-2]):  # "had been due to visit": the tree of it is often wrong
        return "near" if any(t.lower_ in {"had", "was", "were"} for t in before[:-2]) else "future"
    helpers = [c for c in verb.children if c.dep_.split(":")[0] in {"aux", "cop"} or c.pos_ == "AUX"]
    lower = {c.lower_ for c in helpers}
    form, when = _morph(verb, "VerbForm"), _morph(verb, "Tense")
    if waited and lemma_in(verb, _kind("defer")):
        return "future"
    plan = _is_plan(verb)
    if lower & MODAL:
        return "past" if lower & {"have", "'ve", "’ve"} and form == "Part" else "future"
    if [t.lower_ for t in before[-2:]] == ["to", "be"] and len(before) > 2 and before[-3].pos_ == "NOUN":
        return "future"  # "a summit to be hosted by Norway in May"
    if verb.i > 2 and [t.lower_ for t in verb.doc[verb.i - 3 : verb.i]] in GIVEN_UP:
        return "near"  # "that was to have begun on Friday"
    if any(c.lemma_ == "have" or c.lower_ in {"has", "had", "have"} for c in helpers):
        return "near" if plan and "had" in lower else "past" if not (plan and waited) else "future"
    helper = next((_morph(c, "Tense") for c in helpers if _morph(c, "VerbForm") == "Fin" or _morph(c, "Tense")), "")
    if plan and (helper or form == "Part"):
        past = helper == "Past" or (not helper and _of_head(verb, depth) == "past")  # "talks planned for Friday were put off"
        return "near" if past else "future"
    if form == "Inf" and not helpers:
        return _of_infinitive(verb, depth)
    if helper == "Past" or (not helper and when == "Past" and form == "Fin"):
        return "future" if plan and waited else "past"
    if form == "Part" and when == "Pres" and helper:
        return "future"
    if form in {"Part", "Ger"} and not helper:
        return "past" if when == "Past" else _of_head(verb, depth)
    if plan:
        return "future"
    return ("future" if lemma_in(verb, _kind("schedule")) or _copula(verb) is not None else "present") if form or when or helper else ""


def _of_infinitive(verb: Token, depth: int) -> Tense:
    head = verb.head
    if head == verb:
        return "future"
    if _is_plan(head):
        had = any(c.lower_ == "had" for c in head.children)
        was = any(_morph(c, "Tense") == "Past" and c.lower_ in {"was", "were"} for c in head.children)
        return "near" if had or was else "future"
    if head.pos_ not in VERBAL:
        return "future"
    return _of_verb(head, depth=depth + 1)


def _of_head(verb: Token, depth: int) -> Tense:
    head = verb.head
    while head.head != head and head.pos_ not in VERBAL and _copula(head) is None:
        head = head.head
    return _of_verb(head, depth=depth + 1) if head != verb and (head.pos_ in VERBAL or _copula(head) is not None) else ""


def _in_infinitive(noun: Token) -> bool:
    verb = noun.head
    infinitive = noun.pos_ in {"NOUN", "PROPN"} and verb.pos_ == "VERB" and _morph(verb, "VerbForm") == "Inf"
    return infinitive and not any(c.lower_ in MODAL for c in verb.children)


def _planned(noun: Token) -> bool:
    """Whether a noun is announced as yet to come: "the upcoming summit", "a planned visit", "plans for talks"."""
    near = [noun, *(c for c in noun.children if c.dep_ == "amod")]
    return any(lemma_in(t, _kind("planned")) for t in near)


def _copula(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ == "cop"), None)


def _is_plan(token: Token) -> bool:
    return bool(lemma_in(token, _kind("plan")))


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(words(kind))


def _morph(token: Token, name: str) -> str:
    return next((part.split("=")[1] for part in str(token.morph).split("|") if part.startswith(name + "=")), "")
