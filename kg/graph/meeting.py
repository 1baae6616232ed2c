"""Meetings in the entities graph: what the reports of one meeting say, fused without losing any report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.facts import ArticleFacts, MeetingFact
from kg.graph.contribution import Contribution, Given, Triple, values
from kg.graph.iri import Names
from kg.graph.literals import date, decimal
from kg.resolve.fusion import is_group, own_key
from kg.vocab import KG, RDF, SCHEMA, SEM

VALUES = {"participant": KG.participant, "party": KG.party, "place": SCHEMA.location}


def meeting_key(meeting: MeetingFact, article: str, number: int) -> str:
    """Local name of the meeting that an article's report, counted from 1, is about."""
    return meeting.key or own_key(article, number)


def meeting_contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """Each report with its article's date, id and number, and what it says of the meeting."""
    for number, meeting in enumerate(facts.meetings, 1):
        key = meeting_key(meeting, facts.article.id, number)
        report = (facts.article.published, facts.article.id, str(number))
        yield key, ("meeting", "report", *report, meeting.kind, meeting.status)
        for what, said in _said(meeting):
            yield key, ("meeting", what, said)
        if meeting.within is not None:
            yield key, ("meeting", "within", meeting_key(facts.meetings[meeting.within], facts.article.id, meeting.within + 1))


def _said(meeting: MeetingFact) -> Iterator[tuple[str, str]]:
    several = (("participant", meeting.participants), ("party", meeting.parties), ("place", meeting.places))
    yield from ((what, value) for what, said in several for value in said if not is_group(value))
    yield from ((what, value) for what, value in (("start", meeting.start), ("end", meeting.end), ("minutes", meeting.minutes)) if value)


def meeting_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """One meeting with its reports in order of publication and the best value of each property."""
    node, found = names.node(key), values(given)
    reports = sorted(found["report"], key=lambda r: (r[0], r[1], int(r[2])))
    for class_ in (KG.Meeting, SEM.Event, SCHEMA.Event):
        yield node, RDF.type, class_
    *_, kind, _ = reports[-1]
    yield node, KG.kind, KG[kind]
    yield node, KG.status, KG[_status([r[-1] for r in reports])]
    for what, term in VALUES.items():
        for (value,) in sorted(found[what]):
            yield node, term, names.node(value)
    start, end = (_most_precise(value for (value,) in found[what]) for what in ("start", "end"))
    if start:
        yield node, SCHEMA.startDate, date(start)
    if end and end >= start:
        yield node, SCHEMA.endDate, date(end)
    if found["minutes"]:
        yield node, KG.minutes, decimal(max((m for (m,) in found["minutes"]), key=lambda m: (float(m), m)))
    for (visit,) in sorted(found["within"], key=lambda w: (-found["within"][w], w))[:1]:
        if visit != key:
            yield node, SCHEMA.superEvent, names.node(visit)
    for _, article, number, *_ in reports:
        yield node, KG.statusHistory, names.part(article, "meeting", int(number))


def _status(told: list[str]) -> str:
    """What happened outweighs what was planned; otherwise the last report counts."""
    return "Held" if "Held" in told else told[-1]


def _most_precise(dates: Iterable[str]) -> str:
    return max(dates, key=lambda d: (len(d), d), default="")
