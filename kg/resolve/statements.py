"""Statement mentions become statement facts: who speaks, to whom, through what, about which issues, told inside which other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kg.extract._said_channel import channels
from kg.extract._syntax import sentence
from kg.facts import MeetingFact, StatementFact
from kg.model import IssueMention, Span, StatementMention, Story, Tokens
from kg.resolve.agents import Agents
from kg.resolve.dates import find
from kg.resolve.said_on import said_on

TALKING = ("Talks", "Call", "Summit", "MilitaryTalks")


def statement_facts(
    story: Story,
    agents: Agents,
    statements: Sequence[StatementMention],
    issues: Sequence[IssueMention],
    meetings: Sequence[MeetingFact],
) -> list[StatementFact]:
    """The statements of an article in text order; those without a speaker are left out, as nobody is known to have said them."""
    found = []
    issues = sorted(issues, key=lambda i: i.tokens)
    times = find(story.doc, story.article.published)
    for mention in statements:
        speakers = agents.who(mention.source) if mention.source else ()
        if not speakers or not mention.content:
            continue
        content = tuple(story.span(t) for t in mention.content)
        about = dict.fromkeys(f"issue.{i.concept}" for i in _among(issues, mention.content) if _inside(story.span(i.tokens), content))
        evidence = mention.evidence or sentence(story.doc, (mention.cue or mention.content[0]).start)
        found.append(
            StatementFact(
                content=content,
                speakers=speakers,
                addressees=agents.who(mention.addressee) if mention.addressee else (),
                channels=agents.who(mention.channel) if mention.channel else (),
                mode=mention.mode,
                source=story.span(mention.source) if mention.source else None,
                cue=story.span(mention.cue) if mention.cue else None,
                issues=tuple(about),
                evidence=(story.span(evidence),),
                rule=mention.rule,
                confidence=mention.confidence,
                said=said_on(mention, times),
            )
        )
    ordered = sorted(dict.fromkeys(found), key=lambda s: (s.content, s.speakers))
    issued = _issued(agents, ordered)
    return _nested([_at_meeting(s, meetings) for s in _same_listener(story, issued)])


def _issued(agents: Agents, statements: Sequence[StatementFact]) -> list[StatementFact]:
    """ "The statement said": the speaker is who issued it, as named in it or as the speaker or channel before; it is the channel."""
    out: list[StatementFact] = []
    issuer = ""
    for statement in statements:
        speaker = agents.entities[statement.speakers[0]]
        if speaker.kind == "group" and channels().get(" ".join(speaker.name.split()[-1:]).lower()) == "document":
            named = speaker.within or issuer
            if named:
                statement = replace(statement, speakers=(named,), channels=statement.channels or (speaker.key,))
        bodies = [k for k in (*statement.channels, *statement.speakers) if k.startswith(("org.", "country."))]
        issuer = bodies[0] if bodies else issuer
        out.append(statement)
    return out


def _same_listener(story: Story, statements: list[StatementFact]) -> list[StatementFact]:
    """Within a paragraph a speaker who goes on speaks to the same listeners ("... he told reporters. He added ...")."""
    out: list[StatementFact] = []
    last: dict[tuple[int, tuple[str, ...]], StatementFact] = {}
    for statement in statements:
        place = block_of(story, statement.content[0]), statement.speakers
        before = last.get(place)
        if before is not None and before.addressees and not statement.addressees and not set(before.addressees) & set(statement.channels):
            statement = replace(statement, addressees=before.addressees)
        if before is not None and before.channels and not statement.channels and not set(before.channels) & set(statement.speakers):
            statement = replace(statement, channels=before.channels)
        last[place] = statement
        out.append(statement)
    return out


def block_of(story: Story, span: Span) -> int:
    """The number of the block that a span begins in."""
    return bisect_right(story.text_starts, span.start) - 1


def _at_meeting(statement: StatementFact, meetings: Sequence[MeetingFact]) -> StatementFact:
    """A statement told in the sentence of a conversation, or in an article about one conversation only, was made in it."""
    talks = [(i, m) for i, m in enumerate(meetings) if m.kind in TALKING and m.status in ("Held", "Ongoing") and _partner(statement, m)]
    here = [(i, m) for i, m in talks if any(e.start < f.end and f.start < e.end for e in m.evidence for f in statement.evidence)]
    chosen = here[0] if here else talks[0] if len(talks) == 1 and len(meetings) <= 2 else None
    if chosen is None:
        return statement
    number, meeting = chosen
    partner = _partner(statement, meeting)
    if statement.addressees and not set(statement.addressees) & set(meeting.participants):
        return statement  # told to others, about the meeting
    return replace(statement, made_at=number, addressees=statement.addressees or partner)


def _partner(statement: StatementFact, meeting: MeetingFact) -> tuple[str, ...]:
    """The other one of two people who talk, if the speaker is one of them."""
    people = [p for p in meeting.participants if p.startswith("person.")]
    if len(people) != 2 or len(statement.speakers) != 1 or statement.speakers[0] not in people:
        return ()
    return tuple(p for p in people if p != statement.speakers[0])


def _inside(span: Span, content: Sequence[Span]) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in content)


def _among(issues: Sequence[IssueMention], content: Sequence[Tokens]) -> Sequence[IssueMention]:
    """Those of the issues, which stand in text order, that begin between the ends of the content."""
    first = bisect_left(issues, content[0].start, key=lambda i: i.tokens.start)
    return issues[first : bisect_left(issues, content[-1].end, key=lambda i: i.tokens.start)]


def _nested(statements: list[StatementFact]) -> list[StatementFact]:
    """A statement whose content lies inside a longer one's, by another speaker, is told within it.

    The statements stand in text order, and only those that begin before one and end behind it can hold it: ``open_`` has them.
    """
    out = []
    open_: list[int] = []
    for at, inner in enumerate(statements):
        open_ = [i for i in open_ if statements[i].content[-1].end > inner.content[0].start]
        first = inner.content[0].start
        same_start = takewhile(lambda i, first=first: statements[i].content[0].start == first, range(at + 1, len(statements)))  # type: ignore[misc]
        outer = [
            (sum(s.end - s.start for s in statements[i].content), i)
            for i in (*open_, *same_start)
            if statements[i].speakers != inner.speakers and _covers(statements[i], inner)
        ]
        out.append(replace(inner, within=min(outer)[1]) if outer else inner)
        open_.append(at)
    return out


def _covers(outer: StatementFact, inner: StatementFact) -> bool:
    size = sum(s.end - s.start for s in outer.content) - sum(s.end - s.start for s in inner.content)
    return size > 0 and all(_inside(s, outer.content) for s in inner.content)
