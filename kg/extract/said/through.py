"""Through what words come: the phrase that a preposition leads to ("in a statement", "on X"), and who passes a document on."""

from __future__ import annotations

import csv
from functools import lru_cache

from kg import resources
from kg.extract._phrases import POSSESSIVE, noun_sort
from kg.extract._time_words import time_sort
from kg.extract.said.channel import channel_noun
from kg.extract.said.passage import Passage
from kg.extract.said.words import words
from kg.model import Tokens

CARRIERS = {"document", "occasion", "medium"}
THROUGH = {"in", "on", "at", "during", "via", "through"}
TAKING = {"taking", "took", "takes", "turned", "turning"}  # took to social media
RECORD = {"in", "under", "through", "via"}
CARRIED = {
    "carried", "published", "reported", "released", "broadcast", "aired", "posted", "run", "relayed", "distributed", "circulated", "quoted",
}  # fmt: skip


@lru_cache(maxsize=1)
def outlets() -> frozenset[str]:
    """Names of news agencies, broadcasters, papers and platforms, in lower case without "the", from organizations.csv."""
    with resources.data("organizations.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == "media"]
    return frozenset(name.lower().removeprefix("the ") for row in rows for name in [row["name"], *row["aliases"].split(";")] if name)


def channel(passage: Passage, at: int, limit: int) -> Tokens | None:
    """The channel that the preposition at ``at`` leads to: in a statement, on X, by email, on the BBC, in the Financial Times."""
    doc = passage.doc
    phrase = passage.phrase_at(at + 1, limit)
    if phrase is None:
        return None
    kind = channel_noun(doc[phrase.end - 1])
    inner = passage.phrase_at(phrase.end + 1, limit) if phrase.end + 1 < limit and doc[phrase.end].lower_ == "of" else None
    if inner and (channel_noun(doc[inner.end - 1]) == "venue" or doc[phrase.end - 1].lower_ in words("measure")):
        phrase, kind = Tokens(phrase.start, inner.end), channel_noun(doc[inner.end - 1])  # in the House of Commons; in a series of posts
    word, bare_noun = doc[at].lower_, doc[phrase.start].pos_ != "DET"
    if kind in CARRIERS and (
        (word in THROUGH and (kind, word) != ("medium", "at")) or (word == "by" and bare_noun) or (word == "over" and kind == "medium")
    ):
        return phrase
    if (kind == "record" and word in RECORD) or (kind == "venue" and word in {"in", "before"}):
        return phrase
    if kind == "medium" and word == "to" and at and doc[at - 1].lower_ in TAKING:
        return phrase
    if word in {"on", "in"} and _names_outlet(passage, phrase, alone=word == "on"):
        return phrase
    return phrase if word in {"through", "via"} and noun_sort(doc[phrase.end - 1]) else None


def _names_outlet(passage: Passage, phrase: Tokens, *, alone: bool) -> bool:
    """Whether a phrase is the name of an outlet, of several words unless ``alone``, or begins with one that owns the rest."""
    texts = [t.lower_ for t in passage.doc[phrase.start : phrase.end]]
    texts = texts[1:] if texts[0] == "the" else texts
    owner = next((n for n, text in enumerate(texts) if text in POSSESSIVE), len(texts))
    return " ".join(texts[:owner]) in outlets() and (alone or len(texts) > 1)


def _is_medium(passage: Passage, phrase: Tokens) -> bool:
    return channel_noun(passage.doc[phrase.end - 1]) == "medium" or _names_outlet(passage, phrase, alone=True)


def carrier(passage: Passage, phrase: Tokens, limit: int) -> Tokens | None:
    """Who passes a document on: a statement carried by the agency, remarks broadcast on state television; a post on X."""
    doc, at = passage.doc, phrase.end
    if at + 1 < limit and doc[at].lower_ in {"on", "in"} and (where := channel(passage, at, limit)) and _is_medium(passage, where):
        return where
    if doc[at - 1].lower_ not in CARRIED and at < limit and doc[at].lower_ in CARRIED:
        at += 1
    if doc[at - 1].lower_ not in CARRIED or at + 1 >= limit:
        return None
    if doc[at].lower_ != "by":
        return channel(passage, at, limit)
    found = passage.phrase_at(at + 1, limit)
    return found if found and not time_sort(doc[found.end - 1]) else None
