"""A record of an encounter as the fact that is reported, with its place within a visit."""

from __future__ import annotations

from dataclasses import replace

from kg.facts import MeetingFact
from kg.model import Story
from kg.resolve._yearless import yearless
from kg.resolve.meeting import MeetingFacts


def fact(story: Story, facts: MeetingFacts) -> MeetingFact:
    return MeetingFact(
        kind=facts.kind,
        status=facts.status,
        participants=tuple(sorted(facts.participants)),
        parties=tuple(sorted(facts.parties)),
        places=facts.places,
        start=facts.start,
        end=facts.end,
        minutes=facts.minutes,
        issues=facts.issues,
        evidence=tuple(story.span(t) for t in facts.evidence),
        rule=facts.rule,
        confidence=facts.confidence,
        yearless="" if facts.start or story.article.published else yearless(story.doc, facts.evidence),
    )


def within_visits(meetings: list[MeetingFact]) -> list[MeetingFact]:
    """Talks belong to the visit of one of their participants to the same place at the same time."""
    out = []
    for meeting in meetings:
        visit = next((i for i, v in enumerate(meetings) if v.kind == "Visit" and _holds(v, meeting)), None)
        out.append(replace(meeting, within=visit) if visit is not None else meeting)
    return out


def _holds(visit: MeetingFact, meeting: MeetingFact) -> bool:
    if meeting.kind in ("Visit", "Call") or not visit.start or not meeting.start:
        return False
    if not set(visit.participants) & set(meeting.participants) or not set(visit.places + visit.parties) & set(
        meeting.places + meeting.parties
    ):
        return False
    return visit.start <= meeting.start and meeting.end <= (visit.end or visit.start)
