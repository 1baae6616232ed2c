"""Between which days undated articles were published, concluded from events that they share with others: bounds, never a guess.

* held: who tells of a meeting as past wrote on its first day or later
* planned: who tells of it as to come wrote on its last day or earlier
* said: who has another wording of an utterance wrote on its day or later

A meeting of a month or a year binds by its first or last day. A bound is concluded from what articles say; the article's date stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.facts import ArticleFacts
from kg.graph.contribution import Contribution, Given, Triple
from kg.graph.iri import Names
from kg.graph.literals import date, string
from kg.graph.meeting import meeting_key
from kg.resolve.fusion import handle, period
from kg.resolve.wordings import wordings
from kg.vocab import KG, RDF

KIND = "dating"
TOLD_AS = {"Held": "held", "Ongoing": "held", "Planned": "planned"}
SHOWN = 3


class _Told(NamedTuple):
    """A report or a statement (``claim``) of an event: when it says that this was, and "undated" if its article is to be dated by it."""

    start: str
    end: str
    undated: str
    article: str
    claim: str
    event: str


def dating_contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """When an article says that an event took place which undated ones may tell of, and of which it tells if it is undated itself."""
    published = facts.article.published
    for number, meeting in enumerate(facts.meetings, 1):
        event, own = meeting_key(meeting, facts.article.id, number), TOLD_AS.get(meeting.status, "")
        kinds = ("held", "planned") if published and meeting.key else (own,) if own and not published else ()
        if meeting.status in TOLD_AS and (meeting.start or not published):
            for kind in kinds:
                yield _given(kind, event, meeting.start, meeting.end, facts, handle(facts.article.id, number))
    for statement, wording in zip(facts.statements, wordings(facts), strict=True):
        if statement.key and (wording.exact or not published):
            day = wording.last if wording.exact else ""
            yield _given("said", statement.key, day, day, facts, wording.handle)


def _given(kind: str, event: str, start: str, end: str, facts: ArticleFacts, claim: str) -> tuple[str, Contribution]:
    told = _Told(start, end, "" if facts.article.published else "undated", facts.article.id, claim, event)
    return f"{KIND}.{kind}.{event}", (KIND, "told", *told)


def dating_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """The bound that one event sets to the days of publication of undated articles; nothing where nobody dates it or all are dated."""
    told = sorted(_Told(*contribution[2:]) for contribution in given)
    undated, dated = [t for t in told if t.undated], [t for t in told if t.start]
    if not undated or not dated:
        return
    node, kind = names.node(key), key.split(".")[1]
    first, last = min(period(t.start)[0] for t in dated), max(period(t.end or t.start)[1] for t in dated)
    yield node, RDF.type, KG.DateBound
    yield node, KG.dateBasis, KG.inferred
    yield node, KG.over, names.node(told[0].event)
    yield node, *((KG.notAfter, date(last.isoformat())) if kind == "planned" else (KG.notBefore, date(first.isoformat())))
    yield node, KG.reason, string(_reason(kind, undated, dated))
    for ident in sorted({t.article for t in undated}):
        yield node, KG.bounds, names.article(ident)
    for claim in sorted({t.claim for t in (*undated, *dated)}):
        yield node, KG.claim, names.node(claim)


def _reason(kind: str, undated: Sequence[_Told], dated: Sequence[_Told]) -> str:
    what = {"held": "tells of it as past", "planned": "tells of it as to come", "said": "has another wording of it"}[kind]
    days = sorted({t.start if t.end in ("", t.start) else f"{t.start} to {t.end}" for t in dated})
    return f"{_listed(t.article for t in undated)} {what}; {_listed(t.article for t in dated)} dates it {_listed(days)}"


def _listed(words: Iterator[str] | Sequence[str]) -> str:
    known = sorted(set(words))
    return ", ".join(known[:SHOWN]) + (f" and {len(known) - SHOWN} more" if len(known) > SHOWN else "")
