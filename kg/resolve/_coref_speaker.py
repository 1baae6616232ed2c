"""Who goes on speaking: "he added" is the last speaker, and "he said" behind "an official said" is the official."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extract.said.people import person_noun
from kg.model import StatementMention, Tokens

ONE = ("he", "she")
ADDING = ("add", "continue", "go")
NEAR, ADDED_NEAR = 1, 3


def going_on(doc: Doc, statements: Sequence[StatementMention], sentence_of: Sequence[int]) -> Iterator[tuple[int, Tokens]]:
    """Each "he" or "she" that goes on speaking, with the source of the statement before, which it must mean.

    Behind a named speaker only a cue such as "added" says so; behind an unnamed one ("a senior official said") any does.
    """
    cued = sorted((s for s in statements if s.cue is not None and s.source is not None), key=lambda s: s.cue or s.content[0])
    outside = [s for s in cued if not _told_by_another(s, cued)]
    means: dict[int, Tokens] = {}
    for last, new in pairwise(outside):
        if last.source is None or new.source is None or new.cue is None or doc[new.source.start].lower_ not in ONE:
            continue
        source = means.get(last.source.start, last.source)
        away = sentence_of[new.cue.start] - sentence_of[(last.cue or last.source).start]
        adds = doc[new.cue.start].lemma_ in ADDING
        if 0 <= away <= (ADDED_NEAR if adds else NEAR) and (adds or unnamed(doc[source.end - 1])):
            means[new.source.start] = source
            yield new.source.start, source


def unnamed(token: Token) -> bool:
    """The head of a phrase for one person without a name: "a senior official"."""
    return token.pos_ == "NOUN" and not token.ent_type_ and "Number=Plur" not in str(token.morph) and person_noun(token)


def _told_by_another(said: StatementMention, others: Sequence[StatementMention]) -> bool:
    """True if the words stand inside somebody else's: who goes on is the outer speaker."""
    at = said.cue.start if said.cue else said.content[0].start
    return any(o is not said and any(c.start <= at < c.end for c in o.content) for o in others)
