"""Whether an issue is the complement of a stance word: directly, coordinated, or through nouns such as "an end to", "the use of"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.stances.words import StanceWord, stance_of
from kg.model import Tokens

OBJECTS = {"obj", "nsubj:pass", "dobj"}
COMPLEMENTS = {"obl", "nmod", "advcl", "ccomp", "xcomp", "acl"}
DEPTH = 3


class Reach(NamedTuple):
    """How an issue is reached: whether a noun on the way turns the position, and the tokens on the way."""

    reversed: bool
    over: tuple[int, ...]


def reached(token: Token, entry: StanceWord, issue: Tokens) -> Reach | None:
    """The way from a stance word to an issue, or None if the issue is no complement of it."""
    for head in _complements(token, entry):
        found = _through(head, issue, DEPTH, Reach(False, ())) or (_deed(head, issue) if _wishes(entry) else None)
        if found is not None:
            return found
    return None


def _wishes(entry: StanceWord) -> bool:
    """A noun of wanting something done: the need to, her commitment to."""
    return entry.kind == "noun" and entry.position == "For"


def _deed(verb: Token, issue: Tokens) -> Reach | None:
    """The way through what is to be done: the need to combat drug trafficking, the importance of protecting human rights."""
    if verb.pos_ != "VERB":
        return None
    for entry in stance_of(verb.lemma_, "deed") or stance_of(verb.lemma_, "verb"):
        for child in verb.children:
            if "obj" in entry.frames and child.dep_ in OBJECTS:
                found = _through(child, issue, DEPTH, Reach(entry.position == "Against", (verb.i,)))
                if found is not None:
                    return found
    return None


def _complements(token: Token, entry: StanceWord) -> Iterator[Token]:
    if entry.kind == "adjective" and token.lower_ in entry.prepositions() and token.dep_ == "case":
        yield token.head  # she is against the tariffs
        return
    wanted = entry.prepositions() or (entry.prepositions("no") if _none(token) else frozenset())
    for child in token.children:
        if "obj" in entry.frames and child.dep_ in OBJECTS:
            yield child
        if child.dep_.partition(":")[0] in COMPLEMENTS and child.i > token.i and _case(child) in wanted:
            yield child
    if entry.kind == "noun":  # "expressed alarm at the blockade", which the reader may hang on the verb
        beside = [c for c in token.head.children if c.dep_ == "obl" and _case(c) in wanted]
        yield from (c for c in beside if any(k.dep_ == "case" and k.i == token.i + 1 for k in c.children))


def _none(token: Token) -> bool:
    return any(c.lower_ in {"no", "neither"} for c in token.children)


def _case(token: Token) -> str:
    """The first preposition of a noun phrase."""
    return next((c.lower_ for c in token.children if c.dep_ in {"case", "mark"} and c.i < token.i), "")


def _through(head: Token, issue: Tokens, depth: int, way: Reach) -> Reach | None:
    if _is_head(head, issue):
        return way
    if depth == 0:
        return None
    over = (*way.over, head.i)
    for child in head.children:
        if child.dep_ == "conj" and (found := _through(child, issue, depth - 1, way)) is not None:
            return found
    for kind in ("reversal", "through"):
        for entry in stance_of(head.lemma_, kind) or stance_of(head.lower_, kind):
            turned = way.reversed != (kind == "reversal")
            for child in head.children:
                if child.dep_ == "compound" and child.i in range(*issue) and kind == "through":
                    return Reach(turned, over)
                if child.dep_.partition(":")[0] in COMPLEMENTS and _case(child) in entry.prepositions():
                    found = _through(child, issue, depth - 1, Reach(turned, over))
                    if found is not None:
                        return found
    return None


def _is_head(token: Token, issue: Tokens) -> bool:
    """The token stands in the issue, and nothing of the issue governs it from within."""
    return issue.start <= token.i < issue.end and not (issue.start <= token.head.i < issue.end and token.head.i != token.i)
