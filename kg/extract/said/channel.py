"""Channels: the documents, occasions and media through which words become known, and who issues them."""

from __future__ import annotations

import csv
from functools import lru_cache

from spacy.tokens import Token

from kg import resources
from kg.extract._time_words import time_sort
from kg.extract.said.nominals import bare
from kg.extract.said.passage import Passage
from kg.model import Tokens

COMPLEMENTS = {"of", "on", "about", "from", "by"}


@lru_cache(maxsize=1)
def channels() -> dict[str, str]:
    """Nouns of documents and media -> kind (document, occasion, medium), from channels.csv."""
    with resources.data("channels.csv").open(encoding="utf-8", newline="") as lines:
        return {row["noun"]: row["kind"] for row in csv.DictReader(lines)}


def channel_noun(token: Token) -> str:
    """The kind of channel that a noun names, or that it names with the word before it ("conference call"); or ""."""
    word = token.lower_.rstrip(".") or token.lower_
    if token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        word = f"{token.nbor(-2).lower_}-{word}"  # op-ed
    pair = channels().get(f"{token.nbor(-1).lower_} {word}", "") if token.i else ""
    return pair or channel_kind(word) or channels().get(token.lemma_.lower(), "")


def channel_kind(word: str) -> str:
    """The kind of channel that a word in lower case names, singular or plural, or ""."""
    return channels().get(word) or channels().get(word.rstrip("s")) or ""


def is_document(passage: Passage, phrase: Tokens) -> bool:
    """Whether a phrase names a document: "the ministry's readout of the talks"."""
    return channel_noun(passage.doc[_head(passage, phrase)]) == "document"


def _head(passage: Passage, phrase: Tokens) -> int:
    """The noun before the first complement of a phrase."""
    return next((i - 1 for i in range(phrase.start + 1, phrase.end) if passage.doc[i].lower_ in COMPLEMENTS), phrase.end - 1)


def issuer(passage: Passage, phrase: Tokens) -> tuple[Tokens, Tokens | None]:
    """Source and channel of a phrase: "a White House statement" is issued by the White House."""
    doc = passage.doc
    if not is_document(passage, phrase):
        return bare(passage, phrase), None
    head = _head(passage, phrase)
    after = _behind_time(passage, head + 1)
    if after + 1 < len(doc) and doc[after].lower_ in {"from", "by", "of"}:
        owner = passage.phrase_at(after + 1, len(doc))
        if owner and (doc[after].lower_ != "of" or head + 1 == phrase.end) and _issues(doc[owner.end - 1]):
            return bare(passage, owner), Tokens(phrase.start, owner.end if after == head + 1 else head + 1)
    inner = [i for i in range(phrase.start, head) if doc[i].pos_ == "PROPN" or doc[i].ent_type_]
    if inner:
        return Tokens(inner[0], inner[-1] + 1), phrase
    return phrase, phrase


def _behind_time(passage: Passage, at: int) -> int:
    """Skip when a document was issued: a tweet on Monday by Ruiz."""
    doc = passage.doc
    at += at < len(doc) and doc[at].lower_ in {"on", "last", "this"}
    while at < len(doc) and time_sort(doc[at]):
        at += 1
    return at


def _issues(token: Token) -> bool:
    return token.pos_ in {"PROPN", "NOUN"} and not time_sort(token)
