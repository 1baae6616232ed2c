"""Small questions that every extractor asks of a Doc."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.model import Tokens


def text(doc: Doc, tokens: Tokens) -> str:
    """The exact text of a token range, without trailing white space."""
    return doc[tokens.start : tokens.end].text


def sentence(doc: Doc, index: int) -> Tokens:
    """The sentence that holds a token, without white space at its ends."""
    sent = doc[index].sent
    start, end = sent.start, sent.end
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return Tokens(start, end)
