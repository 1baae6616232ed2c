"""When a mention of an encounter says that it took or will take place, from its time expressions, status and words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Span

from kg.extract._syntax import lemma_in
from kg.extract.meetings.again import SINCE
from kg.extract.meetings.form import governor, verb_form
from kg.extract.meetings.words import listed
from kg.model import DateMention, MeetingMention, Story, Tokens
from kg.resolve._calendar import DAY
from kg.resolve._meeting_counted import counted
from kg.resolve._meeting_turned import as_told
from kg.resolve.dates import BOUNDS, turned

WEEKLY = {"unit", "ago", "ahead", "within", "beside", "same", "in", "past"}  # rules of time expressions that may name a week
ONWARD = {"later", "then", "also", "afterwards", "subsequently"}
AFTER, LENGTHS = ("after", "following"), ("days", "-day", "hours", "weeks")
ALSO, LAST, NEAR = 5, 7, 10  # tokens around a trigger in which its words stand


class When(NamedTuple):
    """A time, or None; ``coming``: what is told as if it were now is still to come."""

    time: DateMention | None
    coming: bool

    @property
    def weekly(self) -> bool:
        """True for a week, on whose days the encounter took place is not told."""
        time = self.time
        return time is not None and time.rule in WEEKLY and len(time.start) == DAY and time.start < time.end


def when(story: Story, mention: MeetingMention, times: Sequence[DateMention]) -> When:
    """The time of a mention, from the resolved ``times`` of the story."""
    time = counted(story, mention, times, as_told(story, mention, _first(story, mention, times)))
    ahead = _scheduled(story, mention, time)
    if ahead is not None:
        return When(ahead, coming=True)
    if time is None:
        return When(None, coming=mention.rule == "verb.travel" and _plain_present(story, mention, 0))
    return When(time, coming=mention.now and time.start >= story.article.published > "" and _is_later(story, mention))


def _is_later(story: Story, mention: MeetingMention) -> bool:
    """True for "travels to Oslo later on Friday", which is still to come on that Friday."""
    doc = story.doc
    return any(t.lower_ == "later" for when in mention.when for t in doc[max(when.start - 2, mention.evidence.start) : when.end])


def _plain_present(story: Story, mention: MeetingMention, start: int) -> bool:
    """True where a paragraph tells an encounter in the present behind token ``start``: "Ruiz travels to Oslo", for which she is due."""
    at = mention.trigger.start
    verb = at if story.doc[at].pos_ == "VERB" else governor(story.doc, at)
    told = not story.kinds or story.kinds[story.block(at)] == "paragraph"
    return told and verb is not None and start <= verb and verb_form(story.doc, verb).form == "present"


def _scheduled(story: Story, mention: MeetingMention, time: DateMention | None) -> DateMention | None:
    """The day ahead that "On Friday, Ruiz hosts Beck" tells: what the present tells of a weekday named first is still to come."""
    published, at = story.article.published, mention.trigger.start
    if time is None or not mention.now or len(time.start) < DAY or time.start >= published or time.tokens.end > at:
        return None
    if not _plain_present(story, mention, time.tokens.end):
        return None
    other = turned(story.doc, published, time, "future")
    return other if other is not None and other.start >= published else None


def goes_on(story: Story, mention: MeetingMention) -> bool:
    """True for "later met", "had earlier met", "also held talks" and "then met", without a time of their own."""
    doc, at = story.doc, mention.trigger.start
    reach = 2 if mention.rule.startswith("verb.") else ALSO
    before = doc[max(mention.evidence.start, at - reach) : at]
    had = any(one.lower_ == "had" and two.lower_ == "earlier" for one, two in pairwise(before))
    return had or any(t.lower_ in ONWARD and (reach == 2 or doc[t.i + 1].pos_ == "VERB") for t in before)


def is_aside(story: Story, mention: MeetingMention) -> bool:
    """True for the visit of "Ruiz, who visited Oslo in May, met Beck": between commas, of somebody of whom the sentence tells more."""
    doc, at = story.doc, mention.trigger.start
    who = next((t.i for t in reversed(doc[mention.evidence.start : at]) if t.lower_ == "who" or t.text == ","), 0)
    opened = who > 1 and doc[who].lower_ == "who" and doc[who - 1].text == ","
    return opened and any(t.text == "," for t in doc[at : mention.evidence.end])


def is_end(story: Story, mention: MeetingMention) -> bool:
    """True for "wrapped up a visit", "returned from a visit": the day told is the last."""
    doc, at = story.doc, mention.trigger.start
    before = doc[max(mention.evidence.start, at - LAST) : at]
    home = any(t.lower_ == "from" for t in before) and any(lemma_in(t, {"return"}) for t in before)
    return home or _is_behind(before) or any(lemma_in(t, listed("wrapping up")) for t in before if t.pos_ == "VERB")


def _is_behind(before: Span) -> bool:
    """True for "left on Friday after three days of talks": the words in front of the encounter tell how long it had lasted."""
    after = next((t.i for t in reversed(before) if t.lower_ in AFTER), -1)
    lasted = [t for t in before if t.i > after]
    return after >= 0 and any(t.lower_.endswith(LENGTHS) for t in lasted) and not any(t.pos_ in {"VERB", "AUX", "PRON"} for t in lasted)


def is_repeated(story: Story, mention: MeetingMention) -> bool:
    """True for "has met Beck several times", "has met many leaders", "has visited seven times since May": no news of the day."""
    at, evidence = mention.trigger, mention.evidence
    words = [t.lower_ for t in story.doc[max(evidence.start, at.start - 3) : min(evidence.end, at.end + NEAR)]]
    return any(w in listed("often") for w in words)


def _spelled_out(story: Story, time: Tokens, trigger: Tokens) -> bool:
    """ "Not since March, when they met in Oslo": a bound for others, but the month in which they met."""
    between = [t.lower_ for t in story.doc[time.end : trigger.start] if t.text != ","]
    commas = sum(t.text == "," for t in story.doc[time.end : trigger.start])
    return between[:1] == ["when"] and commas < 2


def _is_end_of_period(story: Story, mention: MeetingMention, time: DateMention) -> bool:
    """True for "will meet before the end of the year": some time in this year."""
    words = story.doc[time.tokens.start : time.tokens.end].text.lower()
    return mention.status in ("Planned", "Possible") and time.rule in ("by", "before") and words.startswith("the end of the ")


def _is_open(story: Story, time: Tokens) -> bool:
    """True for "spoke by phone in the following weeks": some time behind the day that the sentence tells of something else."""
    words = [t.lower_ for t in story.doc[time.start : time.end]]
    return "following" in words and words[-1] in {"days", "weeks", "months", "years"}


def _began(story: Story, trigger: Tokens, time: Tokens) -> bool:
    """True for January in "talks, which opened in January, will resume on Monday": when what is planned began."""
    doc, between = story.doc, story.doc[trigger.end : time.start]
    which = next((t.i for t in between if t.lower_ in {"which", "that"}), time.start)
    began = next((t.i for t in doc[which : time.start] if t.pos_ == "VERB" and verb_form(doc, t.i).form == "past"), time.start)
    return began < time.start and not any(t.text == "," for t in doc[began : time.start])


def _first(story: Story, mention: MeetingMention, times: Sequence[DateMention]) -> DateMention | None:
    """The first time expression, in the extractor's order of likelihood, that says when and not by when or since when."""
    for pointed in mention.when:
        if mention.status in ("Planned", "Possible") and _began(story, mention.trigger, pointed):
            continue
        if _is_open(story, pointed):
            return None
        for time in times:
            since = time.rule == "since" and mention.rule.endswith(SINCE)
            told = (
                time.rule not in BOUNDS
                or since
                or _is_end_of_period(story, mention, time)
                or _spelled_out(story, time.tokens, mention.trigger)
            )
            if told and time.tokens.start < pointed.end and pointed.start < time.tokens.end:
                return time
    return None
