"""The records that travel along the line: read -> annotate -> extract -> resolve -> graph.

Two kinds of position occur, never mixed:

* ``Span``: half-open character offsets (Unicode code points) in ``Article.text`` exactly as imported. Only these reach the graph.
* ``Tokens``: half-open token indices ``(start, end)`` in ``Story.doc``. Extractors speak of these alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

BlockKind = Literal["headline", "subheading", "paragraph", "boilerplate"]
MentionKind = Literal["person", "organization", "country", "place", "group"]
MeetingKind = Literal["Talks", "Visit", "Call", "Summit", "Conference", "MilitaryTalks", "OtherMeeting"]
MeetingStatus = Literal["Held", "Ongoing", "Planned", "Possible", "Postponed", "Cancelled"]
Mode = Literal["Direct", "Indirect", "Mixed"]
Position = Literal["For", "Against", "Concerned", "Neutral"]
RoleStatus = Literal["current", "former", "future"]


class Span(NamedTuple):
    """Half-open character offsets in an article's text, in Unicode code points."""

    start: int
    end: int


class Tokens(NamedTuple):
    """Half-open token indices in ``Story.doc``."""

    start: int
    end: int


class Block(NamedTuple):
    """A stretch of an article's text and what it is; boilerplate is never annotated."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One article as given. ``origin`` (file, or file:line) is for messages only and never reaches the graph.

    ``published`` is an ISO date or ""; ``date_basis`` one of "", "fromMetadata", "fromText", "inferred". ``fetched`` is a time in UTC
    (``YYYY-MM-DDThh:mm:ssZ``) or "".
    """

    id: str
    text: str
    origin: str = ""
    title: str = ""
    published: str = ""
    date_basis: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    fetched: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """The annotated story of an article: ``doc`` holds its blocks without boilerplate, joined.

    ``doc_starts[i]`` is the character offset in ``doc.text`` at which block i begins, ``text_starts[i]`` the same place in
    ``article.text``; ``kinds[i]`` is the block's kind.
    """

    article: Article
    doc: Doc
    doc_starts: tuple[int, ...]
    text_starts: tuple[int, ...]
    kinds: tuple[BlockKind, ...]

    def span(self, tokens: Tokens) -> Span:
        """Article offsets of a token range. Raises ValueError when the range is empty."""
        if tokens.start >= tokens.end:
            raise ValueError(f"empty token range {tokens}")
        last = self.doc[tokens.end - 1]
        start = self._offset(self.doc[tokens.start].idx)
        return Span(start, self._offset(last.idx) + len(last))

    def block(self, token: int) -> int:
        """Index of the block (paragraph, headline, ...) that the token stands in."""
        return bisect_right(self.doc_starts, self.doc[token].idx) - 1

    def _offset(self, in_doc: int) -> int:
        i = bisect_right(self.doc_starts, in_doc) - 1
        return self.text_starts[i] + in_doc - self.doc_starts[i]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the story: ``tokens`` covers the bare name, without titles, possessives or articles."""

    tokens: Tokens
    kind: MentionKind
    name: str


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun, or an office that stands for its holder ("the minister", "the two leaders").

    ``gender`` is "m", "f" or ""; ``office`` an office concept or ""; ``country`` the country's name or adjective in the phrase;
    ``unique`` tells that the office has one holder at a time, ``former`` that the phrase says it is over ("the former president").
    """

    tokens: Tokens
    gender: str = ""
    plural: bool = False
    office: str = ""
    label: str = ""
    country: str = ""
    unique: bool = False
    former: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A resolved time expression: ISO ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``end`` equals ``start`` unless it is a range."""

    tokens: Tokens
    start: str
    end: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class RoleMention:
    """``person`` (a name) holds, held or will hold ``office`` for ``org``; ``office`` has no organisation words in it.

    ``owner`` is whose the office is where no ``org`` is told: a name or pronoun ("President Sol's spokesman", "its ambassador").
    """

    person: Tokens
    office: Tokens
    label: str
    org: Tokens | None
    status: RoleStatus
    evidence: Tokens
    rule: str
    owner: Tokens | None = None


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """One mention of an encounter. Participants, parties and places are phrases (head token and its name or noun).

    ``when`` points at time expressions (resolved later), ``minutes`` is the stated length. ``definite``: "the talks", without
    participants of its own; ``further``: "another meeting"; ``firm``: words or tense say the status (``cue``: the words), it is no default;
    ``pair``: "the two leaders", who are those of an earlier meeting; ``apart``: "held separate meetings", one with each;
    ``now``: told as news ("has met"), so of the day of publication;
    ``known``: told of with "the", so perhaps not for the first time.
    """

    trigger: Tokens
    kind: MeetingKind
    status: MeetingStatus
    participants: tuple[Tokens, ...]
    evidence: Tokens
    rule: str
    parties: tuple[Tokens, ...] = ()
    places: tuple[Tokens, ...] = ()
    when: tuple[Tokens, ...] = ()
    minutes: str = ""
    confidence: float = 1.0
    definite: bool = False
    further: bool = False
    firm: bool = False
    pair: bool = False
    apart: bool = False
    now: bool = False
    known: bool = False
    cue: Tokens | None = None


@dataclass(frozen=True, slots=True)
class StatementMention:
    """An attribution. ``content`` is one or more stretches, in order, without the cue and without outer quotation marks.

    ``source``, ``addressee`` and ``channel`` are phrases. ``source`` may lie in another sentence (continuation). ``teller`` is who passed
    the words on through the channel, ``antecedent`` what a source stands for that is a pronoun and no named person. ``met``: the
    sentence puts the words into an encounter ("during the talks").
    """

    content: tuple[Tokens, ...]
    source: Tokens | None
    cue: Tokens | None
    mode: Mode
    rule: str
    addressee: Tokens | None = None
    channel: Tokens | None = None
    teller: Tokens | None = None
    antecedent: Tokens | None = None
    met: bool = False
    confidence: float = 1.0
    evidence: Tokens | None = None


@dataclass(frozen=True, slots=True)
class IssueMention:
    """A matter of policy: ``concept`` is the local name of a concept of the scheme, or a slug when ``candidate``."""

    tokens: Tokens
    concept: str
    label: str
    candidate: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class StanceMention:
    """What the speaker of a statement holds of an issue in it; ``evidence`` is the word that shows it and the issue."""

    issue: Tokens
    concept: str
    position: Position
    evidence: Tokens
    rule: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was extracted from one article, each kind in text order."""

    names: Sequence[Mention]
    roles: Sequence[RoleMention]
    anaphors: Sequence[Anaphor]
    meetings: Sequence[MeetingMention]
    statements: Sequence[StatementMention]
    issues: Sequence[IssueMention]
    stances: Sequence[tuple[StatementMention, StanceMention]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the user should know of: ``place`` is a file, file:line or article id; ``fatal`` if the record was dropped."""

    place: str
    message: str
    fatal: bool = field(default=True)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
