"""Small questions that every extractor asks of a Doc."""

from __future__ import annotations

import csv
from collections.abc import Container
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg import resources
from kg.model import Tokens


def text(doc: Doc, tokens: Tokens) -> str:
    """The exact text of a token range, without trailing white space."""
    return doc[tokens.start : tokens.end].text


def wordings(doc: Doc, start: int, most: int) -> list[str]:
    """The texts of one, two, and up to ``most`` tokens from ``start`` on, as ``text`` gives them."""
    found, so_far = [], ""
    for token in doc[start : start + most]:
        so_far += token.text
        found.append(so_far)
        so_far += token.whitespace_
    return found


def sentence(doc: Doc, index: int) -> Tokens:
    """The sentence that holds a token, without white space at its ends."""
    sent = doc[index].sent
    start, end = sent.start, sent.end
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return Tokens(start, end)


def lemmas(token: Token) -> frozenset[str]:
    """Forms under which a token is looked up: as written, its lemma, and what its ending tells, since lemmatizers miss rare words."""
    return _forms(token.text, token.lemma_, token.pos_)


@lru_cache(maxsize=16_384)
def _forms(written: str, lemma: str, pos: str) -> frozenset[str]:
    lower = written.lower()
    out = {written, lower, lemma.lower(), _irregular().get(lower, lower)}
    if pos in {"NOUN", "PROPN"} and lower.endswith("s") and lower != "talks":
        out.add(lower[:-1])
    if pos in {"VERB", "AUX"}:
        out |= _stems(lower)
    return frozenset(out)


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    """Forms of irregular verbs that lemmatizers get wrong -> the verb, from kg/data/irregular_verbs.csv."""
    with resources.data("irregular_verbs.csv").open(encoding="utf-8", newline="") as lines:
        return {row["form"]: row["verb"] for row in csv.DictReader(lines)}


def _stems(lower: str) -> frozenset[str]:
    """What a regular verb form may come from: "cancelled" -> cancel, "postponed" -> postpone, "denied" -> deny."""
    out = {lower[:-3] + "y"} if lower.endswith(("ied", "ies")) and len(lower) > 5 else set()
    for ending in ("ed", "ing", "s", "es"):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            stem = lower[: -len(ending)]
            out |= {stem, stem + "e"}
            if stem[-1] == stem[-2]:
                out.add(stem[:-1])
    return frozenset(out)


def lemma_in(token: Token, words: Container[str]) -> str:
    """The form of a verb that ``words`` has, or "": "cancelled" is found as "cancel" whatever the lemmatizer makes of it."""
    return next((form for form in sorted(lemmas(token)) if form in words), "")


def is_dependent(doc: Doc, phrase: Tokens) -> bool:
    """Whether the name that ends a phrase only says whose somebody is: "the sister of leader Ana Sol", "an aide to Ana Sol"."""
    name = doc[phrase.end - 1]
    while name.head.i != name.i and name.dep_ in ("flat", "nmod:desc", "compound") and phrase.start <= name.head.i < phrase.end:
        name = name.head
    if name.dep_ != "nmod" or not phrase.start <= name.head.i < name.i:
        return False
    return doc[name.head.i + 1].lower_ in ("of", "to", "for") and name.head.pos_ == "NOUN"
