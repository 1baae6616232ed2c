"""The month of an encounter of which no day is told: that of the story's time line where it is told.

"On Tuesday Ruiz flew to Oslo. He met Beck": in these days, so in this month, unless the month has only just begun or is about to end.
Minutes and readouts, whose headline tells that they are of one day, tell the day itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.facts import STATUS_CLASS
from kg.model import DateMention, Story, Tokens
from kg.resolve._calendar import DAY, MONTH, shift
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve.dates import BOUNDS

DATES = ("date", "date-us")
READOUT = re.compile(r"\s*(?:readout|minutes|communiqu[eé])\b(?!.*\b(?:trip|travel|visit|tour)\b)", re.IGNORECASE)
FRESH = timedelta(days=14)
EDGE = 4  # how many days from a day on the time line what is told beside it may lie
PLANS = ("Planned", "Possible")


def by_context(reports: Sequence[MeetingFacts], story: Story, times: Sequence[DateMention]) -> list[MeetingFacts]:
    """The reports in order; those without a date have the month of the times told beside them, where that is beyond doubt."""
    published = story.article.published
    if len(published) < DAY:
        return list(reports)
    day = date.fromisoformat(published)
    of_a_day, out = _is_of_a_day(story, times), []
    for report in reports:
        month = _month(report, story, times, day) if not report.start and report.firm and not report.further else ""
        if not report.start and of_a_day and _is_told_bare(report, story, times):
            month = published
        out.append(replace(report, start=month, end=month) if month else report)
    return out


def _is_of_a_day(story: Story, times: Sequence[DateMention]) -> bool:
    """True for minutes and readouts, which tell what one day brought: "Council of Ministers, 3 May 2024", "Readout of the talks"."""
    first = next((b for b in story.article.blocks if b.kind == "headline"), None)
    if first is None:
        return False
    head = [t for t in times if story.span(t.tokens).end <= first.end]
    dated = any(t.start == t.end == story.article.published and t.rule in DATES for t in head)
    return dated or READOUT.match(story.article.text[first.start : first.end]) is not None


def _is_told_bare(report: MeetingFacts, story: Story, times: Sequence[DateMention]) -> bool:
    """True for what a plain past, or the heading of a part ("Meeting with President Beck"), tells without any time."""
    sentences = [e for e in report.evidence if any(e.start <= t.tokens.start < e.end for t in times)]
    heading = not story.doc[report.evidence[0].end - 1].is_punct
    past = report.status == "Held" and (report.firm or heading) and not (report.old or report.definite or report.further or report.known)
    return past and report.kind != "Visit" and not sentences


def _month(report: MeetingFacts, story: Story, times: Sequence[DateMention], published: date) -> str:
    sentence = report.evidence[0]
    within = [t for t in times if sentence.start <= t.tokens.start < sentence.end and t.rule not in BOUNDS]
    if report.status in PLANS:
        ahead = [t for t in within if len(t.start) == DAY and timedelta() <= date.fromisoformat(t.start) - published <= FRESH]
        return _around(ahead[0], 1) if ahead else _month_onward(report, story, times, published)
    if STATUS_CLASS[report.status] != "done" or report.old or report.definite:
        return ""
    so_far = [t for t in times if t.tokens.start < sentence.start and t.rule not in BOUNDS]
    told = within or [t for t in so_far if t.tokens.start >= _before(sentence, story)] or so_far
    return _around(told[-1], -1) if told and all(_is_fresh(t, published) for t in told) else ""


def _month_onward(report: MeetingFacts, story: Story, times: Sequence[DateMention], published: date) -> str:
    """The month of "She will then travel on to Lima", told behind what happens in these days."""
    sentence = report.evidence[0]
    told = [t for t in times if t.tokens.start < sentence.start and t.rule not in BOUNDS]
    if not report.onward or not told or len(told[-1].start) < DAY or report.status != "Planned":
        return ""
    return _around(told[-1], 1) if abs(date.fromisoformat(told[-1].start) - published) <= FRESH else ""


def _before(sentence: Tokens, story: Story) -> int:
    """Where the sentence before begins."""
    return int(story.doc[sentence.start - 1].sent.start) if sentence.start else 0


def _is_fresh(time: DateMention, published: date) -> bool:
    """True for a day of these weeks that is over, and for the month of publication."""
    if len(time.start) < DAY:
        return time.start == published.isoformat()[:MONTH]
    return timedelta() <= published - date.fromisoformat(time.start) <= FRESH


def _around(time: DateMention, way: int) -> str:
    """The month of a day of these weeks, or "" where what lies some days before it (or after it, for plans) is in another month."""
    if len(time.start) == MONTH:
        return time.start
    day = date.fromisoformat(time.start)
    other = shift(day, way * EDGE)
    return time.start[:MONTH] if other is not None and other.month == day.month else ""
