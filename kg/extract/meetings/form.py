"""The form of a verb with its auxiliaries, read from the words around it, and the verb above a word."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

NEGATIONS = {"not", "n't", "n’t", "never", "neither", "nor", "hardly"}
MODALS = {"will", "'ll", "’ll", "wo", "shall", "would", "'d", "may", "might", "could", "can", "ca", "should", "must"}


class Verb(NamedTuple):
    """A verb form with its auxiliaries: ``form`` is past, present, perfect, progressive, infinitive, gerund or participle."""

    form: str
    negated: bool
    past: bool
    start: int


def verb_form(doc: Doc, i: int) -> Verb:
    """Read the auxiliaries to the left of a verb, and its own ending."""
    start, helpers, negated, marked = i, [], False, False
    floor = doc[i].sent.start
    while start > floor:
        token = doc[start - 1]
        if token.lower_ in NEGATIONS:
            negated = True
        elif token.pos_ == "AUX" or token.lower_ in MODALS:
            helpers.append(token)
        elif token.lower_ == "to" and token.pos_ in {"PART", "ADP"} and not helpers:
            marked = True
        elif token.pos_ != "ADV" or marked:
            break
        start -= 1
        if marked:
            break
    own = _own_form(doc[i])
    past = any(_is_past(h) for h in helpers) or (not helpers and own == "past")
    return Verb(_combine(own, helpers, marked), negated, past, start)


def is_passive(doc: Doc, i: int) -> bool:
    """True for a participle behind a form of "be", whatever stands before that ("will be received")."""
    if _own_form(doc[i]) not in {"participle", "past"}:
        return False
    helpers = [t for t in doc[max(doc[i].sent.start, i - 3) : i] if t.pos_ != "ADV"]
    return bool(helpers) and helpers[-1].lemma_.lower() == "be"


def _own_form(token: Token) -> str:
    form, tense = token.morph.get("VerbForm", []), token.morph.get("Tense", [])
    if token.lower_.endswith("ing"):
        return "gerund"
    if "Fin" in form:
        return "past" if "Past" in tense else "present"
    if "Part" in form or "Ger" in form:
        return "participle" if "Past" in tense else "gerund"
    return "infinitive" if "Inf" in form else "past" if "Past" in tense else "infinitive"


def _combine(own: str, helpers: list[Token], marked: bool) -> str:
    lemma = {h.lemma_.lower() for h in helpers} | {h.lower_ for h in helpers}
    if marked or lemma & MODALS or lemma & {"do", "did", "does"}:
        return "infinitive"
    if own != "gerund" and lemma & {"have", "has", "had", "'ve", "’ve"}:
        return "perfect"
    if lemma & {"be", "is", "are", "was", "were", "been", "'s", "’s"}:
        return "progressive" if own == "gerund" else "passive" if own in {"participle", "past"} else own
    return own


def _is_past(token: Token) -> bool:
    return "Past" in token.morph.get("Tense", []) or token.lower_ in {"was", "were", "had", "did"}


def superlative(doc: Doc, to: int) -> bool:
    """True if the infinitive tells of a rank: "the last minister to visit Norway", "the highest official to come"."""
    head = doc[to - 1] if to else None
    if head is None or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    before = doc[max(head.sent.start, to - 7) : to]
    at = max((t.i for t in before if t.lower_ == "the"), default=-1)
    ranked = doc[at + 1 : to - 1] if at >= 0 else ()
    return any(t.lower_ in {"first", "last", "latest", "only", "most", "highest"} for t in ranked)


def governor(doc: Doc, i: int) -> int | None:
    """The verb above a word, by the tree, or else the nearest verb to its left in the sentence."""
    token, sent = doc[i], doc[i].sent
    for _ in range(3):
        if token.head is token or token.head.i < sent.start or token.head.i >= sent.end:
            break
        token = token.head
        if _full_verb(token):
            return int(token.i)
    return next((j for j in range(i - 1, max(sent.start, i - 10) - 1, -1) if _full_verb(doc[j])), None)


def _full_verb(token: Token) -> bool:
    """A verb, or "have" as the only verb."""
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.lemma_.lower() == "have" and not token.dep_.startswith("aux"))
