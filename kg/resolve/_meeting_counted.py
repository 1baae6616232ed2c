"""The day of an encounter from which another day is counted: "spoke on Tuesday, a day after she met Beck"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kg.model import DateMention, MeetingMention, Story, Tokens
from kg.resolve._calendar import DAY
from kg.resolve._scene import moved
from kg.resolve._time_words import number
from kg.resolve.dates import BOUNDS

UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month"}
HOURS = {"hour", "hours", "minutes"}
SIDES = {"after": -1, "following": -1, "before": 1}
REACH = 16  # tokens from "after" to the encounter
CLOSED = {",", ";", ":", "”", "“", '"'}


class Count(NamedTuple):
    """How far the encounter is from the day told: ``tokens`` are those of "a day after"."""

    tokens: Tokens
    unit: str
    size: int


def counted(story: Story, mention: MeetingMention, times: Sequence[DateMention], told: DateMention | None) -> DateMention | None:
    """The time of a mention; instead of none, or of the day that is counted from it, the day that the counting gives."""
    count = _count(story, mention)
    base = _base(story, mention, times, count) if count is not None else None
    if count is None or base is None or (told is not None and told.tokens != base.tokens):
        return told
    period = moved(date.fromisoformat(base.start), count.unit, count.size)
    return DateMention(count.tokens, period.start, period.end, "beside") if period is not None else told


def _count(story: Story, mention: MeetingMention) -> Count | None:
    """The nearest "a day after" in front of the encounter, with nothing between but who took part and a verb that lends it its subject."""
    doc, trigger = story.doc, mention.trigger
    for i in range(trigger.start - 1, max(mention.evidence.start, trigger.start - REACH), -1):
        if doc[i].text in CLOSED:
            return None
        side = SIDES.get(doc[i].lower_, 0) or (doc[i - 1 : i + 1].text.lower() == "ahead of")
        unit = doc[i - 1 - (doc[i].lower_ == "of")].lower_
        if side and (unit in UNITS or unit in HOURS):
            verbs = sum(t.pos_ == "VERB" for t in doc[i + 1 : trigger.start])
            lent = doc[trigger.start].pos_ != "VERB"
            return _measured(story, i - 1 - (doc[i].lower_ == "of"), i + 1, side) if verbs <= lent else None
    return None


def _measured(story: Story, unit: int, end: int, side: int) -> Count | None:
    doc, word = story.doc, story.doc[unit].lower_
    if word in HOURS:
        return Count(Tokens(unit, end), "day", 0)
    size = number(doc[unit - 1].lower_) if unit else None
    vague = unit > 1 and doc[unit - 2].lower_ in {"than", "about", "nearly", "almost", "over", "some"}
    return Count(Tokens(unit - 1, end), UNITS[word], side * size) if size and not vague else None


def _base(story: Story, mention: MeetingMention, times: Sequence[DateMention], count: Count) -> DateMention | None:
    """The day that is counted from: the last one told in front of it, or the first one behind the comma where it opens the sentence.

    "The visit comes a day after he met Beck" counts from the day of publication.
    """
    sentence, published = mention.evidence, story.article.published
    days = [t for t in times if sentence.start <= t.tokens.start < sentence.end and len(t.start) == DAY and t.start == t.end]
    days = [t for t in days if t.rule not in BOUNDS]
    before = [t for t in days if t.tokens.end <= count.tokens.start]
    if before:
        return before[-1]
    if count.tokens.start <= sentence.start + 1:
        comma = next((t.i for t in story.doc[mention.trigger.end : sentence.end] if t.text == ","), sentence.end)
        return next((t for t in days if t.tokens.start > comma), None)
    news = story.doc[count.tokens.start - 1].lower_ in {"comes", "come", "just", "only", "barely"} and len(published) == DAY
    return DateMention(count.tokens, published, published, "today") if news else None
