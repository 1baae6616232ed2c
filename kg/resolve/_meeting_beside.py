"""Events that are told for what was done beside them: who met on the sidelines of a summit was at the summit as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.meetings.margins import ASIDE
from kg.facts import STATUS_CLASS
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve._meeting_match import family, hard


def with_those_beside(told: Sequence[MeetingFacts]) -> list[MeetingFacts]:
    """Give an event the people who met, or are to meet, on its sidelines by the same sentence; who gave that up need not be there.

    Of a summit of months ago they are but the background of the news.
    """
    out = []
    for fact in told:
        talks = next((t for t in told if _is_beside(t, fact)), None) if ASIDE in fact.rule and not hard(fact) and not fact.old else None
        if talks is not None:
            status = talks.status if STATUS_CLASS[talks.status] == "future" else fact.status
            fact = replace(fact, participants=fact.participants | hard(talks), status=status, firm=fact.firm or talks.firm)
        out.append(fact)
    return out


def _is_beside(talks: MeetingFacts, event: MeetingFacts) -> bool:
    """True for talks of two or more of whom the event's sentence tells."""
    alike = talks.evidence == event.evidence and family(talks.kind) == "talks"
    return alike and len(hard(talks)) > 1 and STATUS_CLASS[talks.status] != "off"
