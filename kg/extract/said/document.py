"""Documents and sources beside a cue: the letter that a participle gives the words of, who is cited, why nobody is named."""

from __future__ import annotations

from kg.extract.said import through as through
from kg.extract.said.channel import channel_noun, is_document
from kg.extract.said.cues import Cue
from kg.extract.said.modifiers import timely
from kg.extract.said.nominals import bare
from kg.extract.said.passage import Passage
from kg.extract.said.people import person_noun
from kg.extract.said.words import words
from kg.model import Tokens


def of_the_source(passage: Passage, span: Tokens) -> bool:
    """Why a source is not named, which is the reporter's: requested anonymity, citing the sensitivity of the matter."""
    phrase = passage.phrase_at(span.start, span.end)
    return phrase is not None and passage.doc[phrase.end - 1].lower_ in words("unnamed")


def worded(passage: Passage, cue: Cue) -> Tokens | None:
    """The document that a participle gives the words of: issued a statement saying; in a letter posted on its channel, calling for."""
    doc, start = passage.doc, passage.sentence(cue.start).start
    at = _before_time(passage, cue.start - 1 - (doc[cue.start - 1].text == ","), start)
    phrase = passage.phrase_back(at, start) if cue.form == "ing" and at > 0 else None
    if phrase is None or channel_noun(doc[phrase.end - 1]) == "document":
        return phrase
    posted = phrase.start - 1 if channel_noun(doc[phrase.end - 1]) == "medium" and doc[phrase.start - 1].pos_ == "ADP" else -1
    return through.channel(passage, posted, cue.start) if posted > start else None


def _before_time(passage: Passage, at: int, start: int) -> int:
    """Back over when it was issued: put out a statement on Monday saying."""
    doc = passage.doc
    while at > start and timely(doc[at]):
        at -= 1
    return at - (doc[at].lower_ == "on" and at > start)


def cited(passage: Passage, span: Tokens) -> Tokens | None:
    """The source that is cited, where somebody or a document is: citing a ministry official; citing court records."""
    phrase = passage.phrase_at(span.start, span.end)
    if phrase is None:
        return None
    head = passage.doc[phrase.end - 1]
    speaks = person_noun(head) or head.ent_type_ in {"PERSON", "ORG"} or is_document(passage, phrase)
    return bare(passage, phrase) if speaks else None
