"""What one article says, resolved: the records between ``resolve`` and ``graph``.

Keys are flat local names ("person.qin-gang", "country.cn"); the graph puts the base IRI in front. Spans count code points of the
article's text. Everything is a tuple in a fixed order, so that the same article gives the same records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import Article, MeetingKind, MeetingStatus, Mode, Position, RoleStatus, Span

ROLE_CONFIDENCE = {
    "role.before-name": 0.95,
    "role.after-name": 0.9,
    "role.copula": 0.85,
    "role.served": 0.85,
    "role.authority": 0.9,
    "role.leading": 0.7,
    "role.term": 0.7,
    "role.predecessor": 0.7,
    "role.successor": 0.7,
    "role.counterpart": 0.6,
    "role.home": 0.6,
    "role.anaphor": 0.5,
    "role.story": 0.6,
}
Verdict = Literal["same", "different", "undecided"]
# What becomes of a meeting, so far as it tells meetings apart.
STATUS_CLASS = {"Held": "done", "Ongoing": "done", "Planned": "future", "Possible": "future", "Postponed": "off", "Cancelled": "off"}
DENIED = "not "
EntityKind = Literal["person", "organization", "country", "place", "group", "office", "issue"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A node that articles share (or, for ``group``, one article's own): ``alt`` are further names, ``within`` the key of a country,
    for ``group`` also of a body of states ("EU diplomats").

    ``hidden`` are garbled forms of the name that some article has.
    """

    key: str
    kind: EntityKind
    name: str
    alt: tuple[str, ...] = ()
    wikidata: str = ""
    within: str = ""
    candidate: bool = False
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A span that names an entity."""

    span: Span
    key: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RoleFact:
    """A person's office as this article attests it; ``org`` is a key or ""."""

    person: str
    office: str
    org: str
    status: RoleStatus
    evidence: tuple[Span, ...]
    rule: str

    @property
    def confidence(self) -> float:
        """How far the rule that found it can be relied on."""
        return ROLE_CONFIDENCE.get(self.rule, 0.8)


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting as this article reports it; dates are ISO with the precision known, or "".

    ``key`` is that of the meeting across articles once all are known, "" for one of this article alone. ``yearless`` is the day
    (``--MM-DD``) that an undated article gives without its year.
    """

    kind: MeetingKind
    status: MeetingStatus
    participants: tuple[str, ...]
    parties: tuple[str, ...]
    places: tuple[str, ...]
    start: str
    end: str
    minutes: str
    issues: tuple[str, ...]
    evidence: tuple[Span, ...]
    rule: str
    confidence: float = 1.0
    within: int | None = None
    key: str = ""
    yearless: str = ""


@dataclass(frozen=True, slots=True)
class StanceFact:
    """What the speaker of a statement holds of an issue; ``issue`` is a key, ``evidence`` the words that show it."""

    issue: str
    position: Position
    evidence: Span
    rule: str


@dataclass(frozen=True, slots=True)
class StatementFact:
    """An attribution; ``within`` is the index of the statement that this one is told in, if any, ``said`` an ISO date or "".

    ``gist`` has the lemmas of its content's words, in order, what is denied with ``DENIED`` in front: by it other wordings are known.
    ``key`` is that of the utterance which has several wordings, once all articles are known; else "".
    """

    content: tuple[Span, ...]
    speakers: tuple[str, ...]
    addressees: tuple[str, ...]
    channels: tuple[str, ...]
    mode: Mode
    source: Span | None
    cue: Span | None
    issues: tuple[str, ...]
    evidence: tuple[Span, ...]
    rule: str
    confidence: float = 1.0
    within: int | None = None
    made_at: int | None = None
    said: str = ""
    stances: tuple[StanceFact, ...] = ()
    gist: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on identity: the person whom an article calls ``form`` is or is not ``right``; ``left`` is ``ARTICLE.person.NAME``.

    Or two statements, both ``ARTICLE.statement.BEGIN-END`` and without form, are or are not wordings of one utterance.
    ``score`` is 0 to 1, ``reason`` the proof in words, ``rejected`` the rivals with what speaks against them.
    """

    form: str
    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str
    rule: str
    rejected: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Everything that one article says."""

    article: Article
    entities: tuple[Entity, ...] = ()
    references: tuple[Reference, ...] = ()
    roles: tuple[RoleFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    issues: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
