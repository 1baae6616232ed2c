"""Meetings in the entities graph: what the reports of one meeting say, fused without losing any report.

Reports from several articles are about one meeting when kind, at least two participants and the full date agree; everything else
stays a meeting of its own article.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.facts import ArticleFacts, MeetingFact
from kg.graph.iri import Names, local
from kg.graph.literals import date, decimal
from kg.vocab import KG, RDF, SCHEMA, SEM

Term = NamedNode | Literal
HAPPENED = ("Held", "Ongoing")
MAX_PEOPLE = 120


def meeting_key(meeting: MeetingFact, article: str, number: int) -> str:
    """Local name of the fused meeting that a report is about."""
    people = sorted(p for p in meeting.participants if not _is_group(p))
    if len(people) >= 2 and len(meeting.start) == 10 and meeting.start == meeting.end and meeting.status in HAPPENED:
        return f"meeting.{meeting.kind.lower()}.{meeting.start}.{_joined(people)}"
    return f"meeting.{local(article)}.{number}"


def _joined(people: list[str]) -> str:
    """The participants' local names; of a long list the beginning and a hash of the whole."""
    whole = ".".join(p.removeprefix("person.").removeprefix("org.") for p in people)
    return whole if len(whole) <= MAX_PEOPLE else f"{whole[:MAX_PEOPLE]}.{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def _is_group(key: str) -> bool:
    return ".group." in key


def meeting_triples(articles: Iterable[ArticleFacts], names: Names) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """Each meeting once, with its reports in order of publication and the best value of each property."""
    reports: dict[str, list[tuple[str, str, int, MeetingFact]]] = defaultdict(list)
    for facts in articles:
        for number, meeting in enumerate(facts.meetings, 1):
            key = meeting_key(meeting, facts.article.id, number)
            reports[key].append((facts.article.published, facts.article.id, number, meeting))
    for key in sorted(reports):
        yield from _fused(names, key, sorted(reports[key], key=lambda r: r[:3]))


def _fused(names: Names, key: str, reports: list[tuple[str, str, int, MeetingFact]]) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    node, meetings = names.node(key), [r[3] for r in reports]
    for class_ in (KG.Meeting, SEM.Event, SCHEMA.Event):
        yield node, RDF.type, class_
    yield node, KG.kind, KG[meetings[-1].kind]
    yield node, KG.status, KG[_status(meetings)]
    for term, field in ((KG.participant, "participants"), (KG.party, "parties"), (SCHEMA.location, "places")):
        for value in sorted({k for m in meetings for k in getattr(m, field) if not _is_group(k)}):
            yield node, term, names.node(value)
    start = _most_precise(m.start for m in meetings)
    end = _most_precise(m.end for m in meetings)
    if start:
        yield node, SCHEMA.startDate, date(start)
    if end and end >= start:
        yield node, SCHEMA.endDate, date(end)
    minutes = sorted({m.minutes for m in meetings if m.minutes}, key=lambda m: (float(m), m))
    if minutes:
        yield node, KG.minutes, decimal(minutes[-1])
    for _, article, number, _ in reports:
        yield node, KG.statusHistory, names.part(article, "meeting", number)


def _status(meetings: list[MeetingFact]) -> str:
    """What happened outweighs what was planned; otherwise the last report counts."""
    return next((m.status for m in reversed(meetings) if m.status == "Held"), meetings[-1].status)


def _most_precise(values: Iterable[str]) -> str:
    return max((v for v in values if v), key=lambda v: (len(v), v), default="")
