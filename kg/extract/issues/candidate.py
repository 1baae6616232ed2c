"""Candidates: topics outside the scheme that can be issues, and what they are called.

``kg/data/issue_nouns.csv`` sorts their nouns: an *empty* one is no issue by itself, a *policy* noun makes one with a complement
("withdrawal of X"), a *joint* one only if that is no party ("cooperation on X"), a *condition* noun with a place ("the situation
in X"); a *never* noun (too general: "partnership") makes none.
"""

from __future__ import annotations

import re
import unicodedata

from spacy.tokens import Doc, Token

from kg.extract._phrases import POSSESSIVE, noun_sort
from kg.extract.issues.scheme import fold
from kg.extract.issues.topic import LONGEST, QUOTES, Reading, Topic, is_noun
from kg.model import Tokens

FIRM = 1.5
FIRMEST = 2.0


def is_candidate(reading: Reading, topic: Topic, weight: float) -> bool:
    """Whether a topic outside the scheme can be an issue; ``weight`` is what its place in the text is worth."""
    doc, head = reading.doc, reading.doc[topic.head]
    if head.pos_ not in {"NOUN", "PROPN"} or topic.head in reading.name or noun_sort(head) or topic.end - topic.start > LONGEST:
        return False
    if is_noun(head, "never") or not re.search(r"[^\W\d]{3}", head.text):
        return False
    if any(is_noun(t, "time") for t in doc[topic.start : topic.core]):
        return False
    if is_noun(head, "condition") and topic.end > topic.core and reading.sort(topic.end - 1) == "place":
        return weight >= FIRM
    inside = [t for t in doc[topic.start : topic.core] if t.i != topic.head and t.is_alpha and t.text not in POSSESSIVE]
    narrowed = topic.end > topic.core or bool(inside)
    if is_noun(head, "policy"):
        if is_noun(head, "joint"):
            narrowed = (topic.end > topic.core and _tells(reading, doc[topic.end - 1])) or any(_tells(reading, t) for t in inside)
        elif is_noun(head, "empty"):
            narrowed = topic.end > topic.core or any(t.pos_ == "NOUN" or t.text[:1].isupper() for t in inside)
        return narrowed and (head.pos_ == "NOUN" or weight >= FIRM)
    if head.pos_ != "NOUN" or weight < FIRM:
        return False
    if is_noun(head, "empty") or is_noun(head, "shell"):
        return any(_tells(reading, t) for t in inside)
    return narrowed or (weight > FIRMEST and len(head) > 4)


def _tells(reading: Reading, token: Token) -> bool:
    """Whether a word says what an issue is about: a noun that is neither a name, an actor nor empty."""
    vague = any(is_noun(token, sort) for sort in ("empty", "shell", "never"))
    return token.pos_ == "NOUN" and token.i not in reading.name and not vague and not noun_sort(token)


def label(doc: Doc, tokens: Tokens) -> str:
    """The phrase as a concept's name: without quotation marks; lower case except for names, "French" and acronyms."""
    span = doc[tokens.start : tokens.end]
    long = [t for t in span if t.is_alpha and len(t) > 3]
    headline = len(long) > 1 and all(t.is_title for t in long)
    words = []
    for token in span:
        if token.text in QUOTES:
            continue
        named = token.pos_ == "PROPN" or token.ent_type_ or (token.is_title and not headline and not token.is_sent_start)
        keep = named or token.text[1:] != token.text[1:].lower() or token.lower_ == "i"
        words.append((token.text if keep else token.lower_) + token.whitespace_)
    return " ".join("".join(words).split())


def slug(doc: Doc, tokens: Tokens) -> str:
    """The local name of a minted concept: folded words, so that number and spelling do not make two of one."""
    text = " ".join(fold(t.text) for t in doc[tokens.start : tokens.end] if t.text not in POSSESSIVE and t.lower_ not in {"the", "a", "an"})
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
