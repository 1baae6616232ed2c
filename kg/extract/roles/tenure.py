"""Offices that a verb gives or takes: "resigned as", "succeeded X as", "held the post of" (``kg/data/office_verbs.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._syntax import lemmas
from kg.model import Mention, RoleStatus, Tokens

PERSON = "PERSON"
PAST = ("had", "previously", "formerly", "once")
DETERMINERS = ("DET", "PRON")


class Tenure(NamedTuple):
    """One reading of a verb: ``words`` stand between it and the office, ``status`` is "" where its tense tells."""

    words: tuple[str, ...]
    holder: str
    status: str


def tenures(doc: Doc, left: int, ending: Mapping[int, Mention]) -> Iterator[tuple[Mention, RoleStatus]]:
    """Yield who holds the office that begins at ``left`` (with its modifiers), and when, by the verb in front of it."""
    at = left
    while at > 1 and doc[at - 1].pos_ in DETERMINERS and doc[at - 1].lower_ not in ("he", "she", "who"):
        at -= 1
    if at < 2 or doc[at - 1].lower_ not in ("as", "of"):
        return
    for lemma, readings in _verbs().items():
        for reading in readings:
            verb, object_ = _matched(doc, at, lemma, reading, ending)
            if verb is None:
                continue
            passive = any(c.dep_.endswith(":pass") for c in verb.children)
            if PERSON not in reading.words and lemma in _deposing() and not passive:
                continue
            if reading.holder == "object" and _going_on(verb):
                continue  # "with Sol succeeding her": she still holds it
            holder = object_ if reading.holder == "object" else subject_of(doc, verb, ending)
            if holder is not None:
                yield holder, _status(verb, reading.status)


def _matched(doc: Doc, at: int, lemma: str, reading: Tenure, ending: Mapping[int, Mention]) -> tuple[Token | None, Mention | None]:
    """The verb whose words stand straight in front of ``at``, and the person among them."""
    person = None
    for word in reversed(reading.words):
        if word == PERSON:
            person = ending.get(at) or _him(doc, at - 1)
            if person is None:
                return None, None
            at = person.tokens.start
            while at > 0 and doc[at - 1].pos_ in ("PROPN", "NOUN", "ADJ", "DET") and lemma not in lemmas(doc[at - 1]):
                at -= 1
        elif at > 0 and doc[at - 1].lower_ == word:
            at -= 1
        else:
            return None, None
        while at > 1 and doc[at - 1].pos_ == "DET":
            at -= 1
    verb = doc[at - 1] if at > 0 else None
    return (verb, person) if verb is not None and lemma in lemmas(verb) and verb.pos_ in ("VERB", "AUX") else (None, None)


def pronoun(doc: Doc, tokens: Tokens) -> Mention:
    """A pronoun as the mention of whom it means, which only resolution can tell."""
    return Mention(tokens, "person", doc[tokens.start : tokens.end].text)


def _him(doc: Doc, at: int) -> Mention | None:
    return pronoun(doc, Tokens(at, at + 1)) if at > 0 and doc[at].lower_ in ("him", "her") else None


def subject_of(doc: Doc, verb: Token, ending: Mapping[int, Mention]) -> Mention | None:
    """The person who is the subject: a name, "he", "she", or the name in front of "who"."""
    subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
    if subject is None and verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        subject = next((c for c in verb.head.children if c.dep_.startswith("nsubj")), None)
    if subject is None:
        return None
    if subject.lower_ in ("he", "she"):
        return pronoun(doc, Tokens(subject.i, subject.i + 1))
    at = subject.i
    if subject.lower_ == "who":
        at = subject.i - 1
        while at > 0 and (doc[at].text == "," or doc[at].like_num):  # "Ana Sol, 58, who"
            at -= 1
    return next((m for m in ending.values() if m.tokens.start <= at < m.tokens.end), None)


def _status(verb: Token, told: str) -> RoleStatus:
    if told == "former":
        return "former"
    if told == "current" and _going_on(verb):
        return "future"
    if told == "current":
        return "future" if any(c.lower_ in ("will", "to") and c.i < verb.i for c in verb.children) else "current"
    if any(c.dep_ == "mark" and c.lower_ == "after" for c in verb.children):
        return "former"
    past = {"Tense=Past", "VerbForm=Fin"} <= set(str(verb.morph).split("|"))
    return "former" if past or any(c.lower_ in PAST for c in verb.children) else "current"


def _going_on(verb: Token) -> bool:
    return "VerbForm=Ger" in str(verb.morph) or (verb.lower_.endswith("ing") and "Tense=Pres" in str(verb.morph))


@lru_cache(maxsize=1)
def _verbs() -> dict[str, tuple[Tenure, ...]]:
    table: dict[str, list[Tenure]] = {}
    with resources.data("office_verbs.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            table.setdefault(row["lemma"], []).append(Tenure(tuple(row["words"].split()), row["holder"], row["status"]))
    return {lemma: tuple(readings) for lemma, readings in table.items()}


@lru_cache(maxsize=1)
def _deposing() -> frozenset[str]:
    """Verbs whose object holds the office, so that only in the passive their subject does."""
    return frozenset(lemma for lemma, readings in _verbs().items() if any(r.holder == "object" and r.words[0] == PERSON for r in readings))
