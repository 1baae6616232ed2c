"""The record in which mentions of encounters are put together."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import MeetingKind, MeetingStatus, Tokens


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One mention of an encounter in entity keys, or (after ``merge``) all of an article's mentions of it.

    ``start`` and ``end`` are ISO ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or ""; ``order`` is the mention's place in the text;
    ``firm`` says that words or tense gave the status; ``definite`` marks "the talks", ``further`` "another meeting", ``pair`` "the two
    leaders met", ``now`` what is told as the day's news.
    ``homes`` holds the countries that the participants themselves stand for, without the destination of a visit.
    ``headline`` marks what the article's headline tells, which its body tells again in more words.
    ``days`` is how many days a visit lasts, ``ended`` that its date is the last of them ("wrapped up a four-day visit on Sunday").
    ``size`` is how many "the two" or "the three" are, ``beside`` who was named last before them; ``spoken`` marks "Ruiz spoke to Beck".
    ``known``: told of with "the", so perhaps not for the first time; ``vague``: dated by a week ("next week"), not by its days.
    ``states`` are the countries that take part as such ("the government of Norway").
    ``sides``: of "the two sides", whose countries were told before; ``couple``: the two countries that may be.
    ``old``: held a month or more before the article was published.
    ``aside``: told of somebody in passing ("Ruiz, who visited Oslo in May, met Beck").
    ``onward``: told as what came next on the day ("he later met Beck").
    ``stateless``: the article tells of some participant no country that he stands for.
    Keys with ``group.`` in them are unnamed groups: they never keep two mentions apart when the countries agree.
    """

    kind: MeetingKind
    status: MeetingStatus
    participants: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    minutes: str = ""
    evidence: tuple[Tokens, ...] = ()
    order: int = 0
    confidence: float = 1.0
    issues: tuple[str, ...] = ()
    firm: bool = True
    definite: bool = False
    further: bool = False
    pair: bool = False
    now: bool = False
    rule: str = ""
    homes: frozenset[str] = frozenset()
    headline: bool = False
    days: int = 0
    ended: bool = False
    stateless: bool = False
    aside: bool = False
    onward: bool = False
    size: int = 2
    beside: tuple[str, ...] = ()
    spoken: bool = False
    known: bool = False
    vague: bool = False
    states: frozenset[str] = frozenset()
    sides: bool = False
    couple: frozenset[str] = frozenset()
    old: bool = False
