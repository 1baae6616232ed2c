"""All that the mentions of one encounter say, as one record."""

from __future__ import annotations

from dataclasses import replace

from kg.model import MeetingKind, MeetingStatus
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve._meeting_match import is_week


def join(mentions: list[MeetingFacts]) -> MeetingFacts:
    """All that the mentions of one meeting say, the best value of each field."""
    first = mentions[0]
    if len(mentions) == 1:
        return first
    dated = _dated(mentions)
    told = next((m for m in mentions if not m.definite), first)
    return replace(
        told,
        kind=_kind(mentions),
        status=_status(mentions),
        participants=frozenset().union(*(m.participants for m in mentions)),
        parties=frozenset().union(*(m.parties for m in mentions)),
        homes=frozenset().union(*(m.homes for m in mentions)),
        states=frozenset().union(*(m.states for m in mentions)),
        places=tuple(dict.fromkeys(p for m in mentions for p in m.places)),
        start=dated.start,
        end=dated.end or dated.start,
        vague=dated.vague,
        old=dated.old,
        minutes=next((m.minutes for m in mentions if m.minutes), ""),
        evidence=tuple(dict.fromkeys(e for m in mentions for e in m.evidence)),
        order=min(m.order for m in mentions),
        confidence=max(m.confidence for m in mentions),
        issues=tuple(dict.fromkeys(i for m in mentions for i in m.issues)),
        firm=any(m.firm for m in mentions),
        definite=all(m.definite for m in mentions),
        further=any(m.further for m in mentions),
        aside=all(m.aside for m in mentions),
        headline=any(m.headline for m in mentions),
        stateless=any(m.stateless for m in mentions),
        spoken=all(m.spoken for m in mentions),
        days=max(m.days for m in mentions),
        ended=any(m.ended for m in mentions),
        now=any(m.now for m in mentions),
    )


def _kind(mentions: list[MeetingFacts]) -> MeetingKind:
    """Talks give way to a more telling kind, a meal to talks."""
    kinds = [m.kind for m in sorted(mentions, key=lambda m: m.definite)]
    return next((k for k in kinds if k not in ("Talks", "OtherMeeting")), "Talks" if "Talks" in kinds else kinds[0])


def _status(mentions: list[MeetingFacts]) -> MeetingStatus:
    """What was called off stays so; otherwise the first firm status, a firm Held before a plan."""
    firm = [m.status for m in mentions if m.firm]
    off = [m.status for m in mentions if m.status in ("Cancelled", "Postponed")]
    held = [s for s in firm if s in ("Held", "Ongoing")]
    if off:
        return next((s for s in firm if s in ("Cancelled", "Postponed")), off[0])
    if "Held" in held and mentions[0].kind != "Visit":
        return "Held"  # "opens with talks ... has met": a conversation that is told as past is over
    return (held or firm or [m.status for m in mentions])[0]


def _dated(mentions: list[MeetingFacts]) -> MeetingFacts:
    """The mention with the most exact date, a week last; of two equally exact ones a visit has the longer span, talks the shorter."""
    dated = [m for m in mentions if m.start]
    if not dated:
        return mentions[0]
    long = mentions[0].kind == "Visit"
    return min(dated, key=lambda m: (-len(m.start), m.vague or is_week(m), (m.end > m.start) != long, m.order))
