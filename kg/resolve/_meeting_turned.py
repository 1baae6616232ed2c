"""Which year or week the date of an encounter is of, where its status tells more than the nearest verb: plans lie ahead, deeds behind."""

from __future__ import annotations

from datetime import date

from kg.extract.meetings.again import SINCE
from kg.model import DateMention, MeetingMention, Story, Tokens
from kg.resolve._calendar import DAY, MONTH, shift
from kg.resolve.dates import turned

OVER = {"after", "following"}
WEEKDAYS = ("weekday", "weekdays")
OFF = ("Cancelled", "Postponed")
RECENT = 120  # days back to which a plan that was given up rather belongs than to the year after
NEAR = 10  # tokens in front of a trigger in which its words stand


def as_told(story: Story, mention: MeetingMention, time: DateMention | None) -> DateMention | None:
    """The date as the encounter's status has it: "proposed talks in May" points ahead, "they met on Friday" back."""
    published = story.article.published
    if time is None or not published:
        return time
    size = min(len(time.start), len(published))
    if mention.status == "Held" and _is_over(story, mention, time.tokens) and time.start[:size] > published[:size]:
        return turned(story.doc, published, time, "past") or time
    if not mention.firm:
        return time
    if mention.status in OFF and time.start[:size] > published[:size]:
        other = turned(story.doc, published, time, "near")
        return other if other and _just_before(other, published) else time  # "a visit planned for March was called off", told in May
    if mention.status in ("Planned", "Possible") and time.end[:size] < published[:size]:
        if time.rule not in WEEKDAYS and _was_due(story, mention, time.tokens) and turned(story.doc, published, time, "near") is None:
            return time
        other = turned(story.doc, published, time, "future")
        return other if other and other.start[:size] >= published[:size] else None  # "a visit, first planned last year"
    told = mention.rule.startswith("verb.") or mention.rule.endswith(SINCE)
    if mention.status == "Held" and not mention.now and told and time.start[:size] > published[:size]:
        other = turned(story.doc, published, time, "past")
        return other if other and other.start[:size] <= published[:size] else time
    return time


def _just_before(time: DateMention, published: str) -> bool:
    """True for the months before the day of publication."""
    if len(time.start) < MONTH or len(published) < DAY:
        return False
    first = shift(date.fromisoformat(published), -RECENT)
    return first is not None and first.isoformat()[:MONTH] <= time.start[:MONTH] <= published[:MONTH]


def _was_due(story: Story, mention: MeetingMention, time: Tokens) -> bool:
    """True for "was due in Oslo in March", told in May, and "a visit, which had been planned for March": the plan lies behind."""
    start = max(mention.evidence.start, mention.trigger.start - NEAR)
    return any(t.lower_ in {"was", "were", "had"} for t in story.doc[start : time.start])


def _is_over(story: Story, mention: MeetingMention, time: Tokens) -> bool:
    """True for "said after talks with Beck on Monday that aid would flow": whatever is to come, the talks are over."""
    behind = mention.cue is not None and time.start >= mention.trigger.end
    return behind and mention.cue is not None and story.doc[mention.cue.start : mention.cue.end].text.lower() in OVER
