"""The places of issues: the topics that a story puts where an issue pattern expects them.

A place is found by order and part of speech alone: a coordination is read phrase by phrase from the trigger on, so that a wrong head
in the tree does not lose its later items.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract._phrases import POSSESSIVE, noun_sort
from kg.extract.issues.patterns import Pattern, match, starting
from kg.extract.issues.topic import COMPLEMENT, QUOTES, Reading, Topic

COMMAS = {",", ";"}
JOINERS = ("as well as", "along with", "such as", "including", "and", "or", "particularly", "especially", "notably", "&")
JOINER_WORDS = tuple(joiner.split() for joiner in JOINERS)
MOST = 12


class Place(NamedTuple):
    """A topic in the place of an issue."""

    topic: Topic
    rule: str
    weight: float


def places(reading: Reading) -> Iterator[Place]:
    """Every topic in the place of an issue, in text order of the triggers; a topic can come up under several rules."""
    doc = reading.doc
    for token in doc:
        for pattern, begins in starting(token):
            end = match(reading, token.i, pattern.slots, begins=begins)
            if end > token.i:
                yield from _topics(reading, token.i, end, pattern)


def _topics(reading: Reading, start: int, end: int, pattern: Pattern) -> Iterator[Place]:
    if pattern.place == "after":
        found = list(_list(reading, end))
    elif pattern.place == "fronted":
        found = list(_list(reading, end))
        found = found if found and _spells(reading.doc, max(t.end for t in found), [","]) else []
    elif pattern.place == "before":
        found = list(_back(reading, start))
    else:
        found = list(_modifier(reading, start))
    for topic in found:
        yield Place(topic, pattern.rule, pattern.weight)


def _list(reading: Reading, i: int) -> Iterator[Topic]:
    """The coordinated topics from ``i`` on; shells are passed through, and verbs in -ing ("the need for ending X")."""
    doc, count = reading.doc, 0
    while i < len(doc) and count < MOST:
        i = _lead(doc, i, first=count == 0)
        topic = reading.topic(i) if i < len(doc) else None
        if topic is None or (count and _governs(reading, topic)):
            return
        count += 1
        yield topic
        inner = topic
        while reading.is_shell(inner):
            deeper = reading.topic(inner.core + 1)
            if deeper is None:
                break
            inner = deeper
            yield inner
        i = _joint(doc, max(topic.end, inner.end))
        if i < 0:
            return


def _lead(doc: Doc, i: int, *, first: bool) -> int:
    """Past what may open an item: quotation marks, adverbs, "to", and one verb in -ing."""
    verbs = 0
    while i < len(doc) and not (i and doc[i].is_sent_start):
        token = doc[i]
        gerund = token.pos_ == "VERB" and token.lower_.endswith("ing") and verbs == 0 and token.dep_ != "amod"
        if not (token.text in QUOTES or gerund or (token.pos_ == "ADV" and token.lower_ != "as") or (first and token.lower_ == "both")):
            break
        verbs += gerund
        i += 1
    return i


def _joint(doc: Doc, i: int) -> int:
    """The place after a comma or conjunction at ``i``, or -1 if the coordination ends there."""
    begin = i
    while i < len(doc) and not doc[i].is_sent_start:
        joiner = next((words for words in JOINER_WORDS if _spells(doc, i, words)), None)
        if joiner:
            i += len(joiner)
        elif doc[i].text in COMMAS or doc[i].text in QUOTES:
            i += 1
        else:
            break
    crossed = any(t.text in COMMAS or t.text not in QUOTES for t in doc[begin:i])
    return i if crossed and i < len(doc) and not doc[i].is_sent_start else -1


def _spells(doc: Doc, i: int, words: list[str]) -> bool:
    return i + len(words) <= len(doc) and all(doc[i + k].lower_ == word for k, word in enumerate(words))


def _governs(reading: Reading, topic: Topic) -> bool:
    """Whether somebody is named who does something: the subject of a new clause rather than one more item."""
    doc, i = reading.doc, topic.end
    follows = i < len(doc) and not doc[i].is_sent_start and doc[i].pos_ in {"VERB", "AUX"} and not doc[i].lower_.endswith("ing")
    return follows and (topic.head in reading.name or doc[topic.head].pos_ == "PRON" or bool(noun_sort(doc[topic.head])))


def _back(reading: Reading, i: int) -> Iterator[Topic]:
    """The coordinated topics that end before ``i``, nearest first."""
    doc, count = reading.doc, 0
    i -= 1
    while i >= 0 and count < MOST:
        while i > 0 and (doc[i].pos_ in {"ADV", "AUX", "PART"} or doc[i].text in QUOTES):
            i -= 1
        phrase = reading.phrase.get(i)
        if phrase is None:
            return
        before = phrase.start - 1
        if before >= 1 and doc[before].lower_ in COMPLEMENT and before - 1 in reading.phrase:
            phrase = reading.phrase[before - 1]
        topic = reading.topic(phrase.start)
        if topic:
            yield topic
        count += 1
        i = phrase.start - 1
        if i < 0 or not _joins(doc[i]):
            return
        while i > 0 and _joins(doc[i]):
            i -= 1


def _joins(token: Token) -> bool:
    return token.text in COMMAS or token.lower_ in {"and", "or", "&"}


def _modifier(reading: Reading, i: int) -> Iterator[Topic]:
    """What stands before the noun ``i`` in its own phrase."""
    phrase = reading.phrase.get(i)
    if phrase is None or phrase.head != i or phrase.start == i:
        return
    topic = reading.topic(phrase.start)
    end = i
    while end > phrase.start and (reading.doc[end - 1].is_punct or reading.doc[end - 1].text in POSSESSIVE):
        end -= 1
    if topic and topic.start < end and reading.doc[end - 1].pos_ in {"NOUN", "PROPN"}:
        yield Topic(topic.start, end - 1, end, end)
