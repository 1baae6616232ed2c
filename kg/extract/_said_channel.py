"""Channels: the documents, occasions and media through which words become known, and who issues them."""

from __future__ import annotations

import csv
from functools import lru_cache

from spacy.tokens import Token

from kg import resources
from kg.extract._said_nominals import bare
from kg.extract._said_passage import Passage
from kg.extract._time_words import time_sort
from kg.model import Tokens


@lru_cache(maxsize=1)
def channels() -> dict[str, str]:
    """Nouns of documents and media -> kind (document, occasion, medium), from channels.csv."""
    with resources.data("channels.csv").open(encoding="utf-8", newline="") as lines:
        return {row["noun"]: row["kind"] for row in csv.DictReader(lines)}


def channel_noun(token: Token) -> str:
    """The kind of channel that a noun names, or ""."""
    known = channels()
    return known.get(token.lower_) or known.get(token.lemma_.lower()) or known.get(token.lower_.rstrip("s")) or ""


def issuer(passage: Passage, phrase: Tokens) -> tuple[Tokens, Tokens | None]:
    """Source and channel of a phrase: "a White House statement" is issued by the White House."""
    doc = passage.doc
    if channel_noun(doc[phrase.end - 1]) != "document":
        return bare(passage, phrase), None
    after = phrase.end
    if after + 1 < len(doc) and doc[after].lower_ in {"from", "by", "of"}:
        owner = passage.phrase_at(after + 1, len(doc))
        if owner and doc[owner.end - 1].pos_ in {"PROPN", "NOUN"} and not time_sort(doc[owner.end - 1]):
            return bare(passage, owner), Tokens(phrase.start, owner.end)
    inner = [i for i in range(phrase.start, phrase.end - 1) if doc[i].pos_ == "PROPN" or doc[i].ent_type_]
    if inner:
        return Tokens(inner[0], inner[-1] + 1), phrase
    return phrase, phrase
