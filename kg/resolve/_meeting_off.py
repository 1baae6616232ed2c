"""What "but the trip was called off" says of the encounter that the same sentence has just told: "was to meet Beck in Oslo, but ..."."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.facts import STATUS_CLASS
from kg.resolve._meeting_facts import MeetingFacts

OFF = "off"


def called_off(told: Iterable[MeetingFacts]) -> list[MeetingFacts]:
    """The mentions, in the order of the text, without a "trip" that is another word for a plan given up in its sentence.

    "Ruiz was to have been received by Beck, but the trip was put off": the reception was, and no visit told of elsewhere.
    """
    out: list[MeetingFacts] = []
    for fact in told:
        plan = next((n for n, f in enumerate(out) if _is_plan(f, fact)), None) if _is_bare_trip(fact) else None
        if plan is None:
            out.append(fact)
        else:
            out[plan] = replace(out[plan], status=fact.status, firm=True)
    return out


def _is_bare_trip(fact: MeetingFacts) -> bool:
    off = STATUS_CLASS[fact.status] == OFF and fact.firm
    return off and fact.kind == "Visit" and fact.definite and not fact.participants


def _is_plan(plan: MeetingFacts, trip: MeetingFacts) -> bool:
    return plan.evidence == trip.evidence and STATUS_CLASS[plan.status] == OFF and not plan.firm and bool(plan.participants)
