""" "On the question of Taiwan, Wang said that ...": what a statement is about may stand in front of it, in no word of its content."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract._syntax import sentence
from kg.extract.said.words import words
from kg.model import StatementMention, Tokens

LEADING = {"DET", "ADJ", "NOUN", "PRON"}


def topic(doc: Doc, statement: StatementMention) -> Tokens | None:
    """The noun phrase behind "on", "regarding" at the beginning of the sentence, up to the first comma, in front of source and cue."""
    if statement.cue is None:
        return None
    start = sentence(doc, statement.cue.start).start
    told = (statement.source, statement.cue, *statement.content)
    stop = min(t.start for t in told if t is not None and t.end > start)
    comma = next((i for i in range(start, stop) if doc[i].text == ","), -1)
    return Tokens(start + 1, comma) if comma > start + 1 and doc[start].lower_ in words("topic") else None


def names(doc: Doc, phrase: Tokens, issue: Tokens) -> bool:
    """True if the phrase is the issue's name, with nothing in front but "the question of": not "on Monday in Taiwan"."""
    before = doc[phrase.start : issue.start]
    return phrase.start <= issue.start and issue.end == phrase.end and all(t.pos_ in LEADING or t.lower_ == "of" for t in before)
