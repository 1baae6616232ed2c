"""What a cue's frame finds: where its content begins, to whom and through what; the small tests that all frames share."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract._phrases import noun_sort
from kg.extract.said.passage import MARKS, Passage
from kg.model import Tokens


class Content(NamedTuple):
    """Where content begins, the frame that found it, whether it is a clause, and the cue's addressee and channel."""

    start: int
    frame: str
    clausal: bool
    addressee: Tokens | None
    channel: Tokens | None


def opens(passage: Passage, i: int) -> bool:
    """A quotation opens with the mark at ``i``."""
    quote = passage.quote_of[i + 1] if i + 1 < len(passage.doc) else None
    return quote is not None and quote.start == i + 1


def to_verb(passage: Passage, i: int, limit: int) -> bool:
    """An infinitive begins at ``i``, perhaps behind an opening mark."""
    doc = passage.doc
    if i < limit and doc[i].text in MARKS:
        i += 1
    if i + 1 >= limit:
        return False
    if doc[i].lower_ == "not":
        i += 1
    verb = i + 1 + (i + 2 < limit and doc[i + 1].text in MARKS)
    return doc[i].lower_ == "to" and doc[verb].pos_ in {"VERB", "AUX", "ADV"}


def able(passage: Passage, phrase: Tokens | None) -> Tokens | None:
    """The phrase if it is somebody, who can be asked to act: a name or a noun for people or a body."""
    head = passage.doc[phrase.end - 1] if phrase else None
    return phrase if head and (head.ent_type_ in {"PERSON", "ORG", "LOC", "GPE"} or noun_sort(head)) else None
