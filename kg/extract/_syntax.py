"""The questions that extractors ask of a tree; each survives a wrong head as far as it can."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.model import Tokens

PRE_MODIFIERS = {"compound", "amod", "nmod:poss", "nummod", "det", "nmod:desc", "nmod", "flat", "goeswith", "advmod", "case", "punct"}
NAME_PARTS = {"flat", "compound", "goeswith"}


def text(doc: Doc, tokens: Tokens) -> str:
    """The exact text of a token range, without trailing white space."""
    return doc[tokens.start : tokens.end].text


def head(doc: Doc, tokens: Tokens) -> Token:
    """The syntactic head of a token range: the first token whose head lies outside of it."""
    return doc[tokens.start : tokens.end].root


def sentence(doc: Doc, index: int) -> Tokens:
    """The sentence that holds a token, without white space at its ends."""
    sent = doc[index].sent
    start, end = sent.start, sent.end
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return Tokens(start, end)


def noun_phrase(token: Token) -> Tokens:
    """From the first modifier before ``token`` to the end of its name and its "of" complement.

    Relative clauses, appositions and other prepositional modifiers stay out.
    """
    start = end = token.i
    for child in token.lefts:
        if child.dep_ in PRE_MODIFIERS and child.dep_ not in ("case", "punct") and child.left_edge.sent == token.sent:
            start = min(start, child.left_edge.i)
    for child in token.rights:
        if child.dep_ in NAME_PARTS or (child.dep_ == "nmod" and _of(child)):
            end = max(end, child.right_edge.i if child.dep_ in NAME_PARTS else _core_end(child))
    while start < token.i and token.doc[start].is_punct:
        start += 1
    return Tokens(start, end + 1)


def _of(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "of" for c in token.lefts)


def _core_end(token: Token) -> int:
    end = token.i
    for child in token.rights:
        if child.dep_ in NAME_PARTS:
            end = max(end, child.right_edge.i)
    return end


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in order."""
    out = [token]
    queue = [token]
    while queue:
        for child in queue.pop().rights:
            if child.dep_ == "conj" and child not in out:
                out.append(child)
                queue.append(child)
    return sorted(out, key=lambda t: t.i)


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Children whose relation, or its main type before ":", is among ``deps``."""
    for child in token.children:
        if child.dep_ in deps or child.dep_.split(":")[0] in deps:
            yield child


def negated(token: Token) -> bool:
    """True if "not", "never" or "no longer" modifies the token."""
    return any(c.lower_ in ("not", "n't", "n’t", "never", "neither") for c in token.children)
