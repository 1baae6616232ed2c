"""Whom words are said to that are spoken across a table: the other one of two people who talk, by meeting or section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.said.words import words
from kg.facts import MeetingFact, StatementFact
from kg.model import Span, StatementMention, Story
from kg.resolve._hearing import by_title, in_public, joint, read_out, speaks_of
from kg.resolve._sections import Section, section_of
from kg.resolve._told_how import told_across
from kg.resolve.agents import Agents

TALKING = ("Talks", "Call", "Summit", "MilitaryTalks")
SAID = ("statement.say.", "statement.before")
CLOSE, REACH = 2, 8  # paragraphs
PRAISE = {"express", "think"}


def block_of(story: Story, span: Span) -> int:
    """The number of the block that a span begins in."""
    return bisect_right(story.text_starts, span.start) - 1


@dataclass(slots=True)
class Table:
    """A story, its held conversations, numbered, the two people who lead each of them, and what has been told."""

    story: Story
    agents: Agents
    talks: list[tuple[int, MeetingFact]]
    pairs: dict[int, tuple[str, ...]]
    parts: Sequence[Section] = ()
    told: Sequence[StatementFact] = ()

    def at_meeting(self, fact: StatementFact, mention: StatementMention) -> StatementFact:
        """A statement told as said in a conversation, or right after one in words that are spoken across the table, was made in it."""
        if in_public(self.agents, fact) or joint(self.story.doc, mention):
            return fact
        chosen = self._conversation(fact, mention)
        if chosen is None:
            return self._opposite(fact, mention)
        number, meeting = chosen
        partner = self._partner(fact, number)
        if fact.addressees and not (partner and by_title(self.story.doc, mention, fact)):
            return replace(fact, made_at=number) if set(fact.addressees) & set(meeting.participants) else fact
        praised = mention.rule.removeprefix("statement.").partition(".")[0] in PRAISE and not mention.rule.endswith(".clause")
        if speaks_of(self.agents, mention, set(partner)) and not praised:
            return fact
        return replace(fact, made_at=number, addressees=partner)

    def _opposite(self, fact: StatementFact, mention: StatementMention) -> StatementFact:
        """In a section on talks with somebody, what is said across the table is said to that one, or by that one to the other speaker."""
        part = section_of(self.parts, fact.content[0])
        spoken = told_across(self.story.doc, mention)
        if part is None or len(part.partners) != 1 or len(fact.speakers) != 1 or not spoken or mention.channel is not None:
            return fact
        others = {t.speakers for t in self.told if part.holds(t.content[0]) and set(t.speakers) != set(part.partners)}
        facing = part.partners if fact.speakers != part.partners else next(iter(others)) if len(others) == 1 else ()
        titled = by_title(self.story.doc, mention, fact)
        return fact if fact.addressees and not titled else replace(fact, addressees=facing or fact.addressees)

    def _conversation(self, fact: StatementFact, mention: StatementMention) -> tuple[int, MeetingFact] | None:
        """The speaker's conversation with one other person that holds the words: this sentence's, else the last one told before."""
        part = section_of(self.parts, fact.content[0])
        ours = [(i, m) for i, m in self.talks if self._partner(fact, i) and (part is None or part.tells_of(m))]
        if by_title(self.story.doc, mention, fact) and mention.addressee is not None:
            title = self.story.doc[mention.addressee.end - 1].lower_  # "urged the president": of those met, who is one
            ours = [(i, m) for i, m in ours if any(self.agents.holds(p, title) for p in self._partner(fact, i))] or ours
        head = self.story.doc[mention.addressee.end - 1] if mention.addressee is not None else None
        pronoun = head is not None and (head.pos_ == "PRON" or head.lower_ in words("other side"))
        told = pronoun or any(set(fact.addressees) & set(self._partner(fact, i)) for i, _ in ours)
        sure = told or mention.met or told_across(self.story.doc, mention)
        reported = not sure and mention.rule.startswith(SAID) and read_out(self.story.doc, mention)
        if not ours or not (sure or reported):
            return None
        here = [(i, m) for i, m in ours if any(e.start < f.end and f.start < e.end for e in m.evidence for f in fact.evidence)]
        if here:
            return here[0]
        at = fact.evidence[0].start
        before = [(max(e.start for e in m.evidence if e.start <= at), i, m) for i, m in ours if min(m.evidence).start <= at]
        if before:
            told_at, number, meeting = max(before, key=lambda b: b[:2])
            far = block_of(self.story, fact.content[0]) - block_of(self.story, Span(told_at, told_at + 1))
            near = CLOSE if reported else REACH
            return None if far > near and not (told or mention.met) else (number, meeting)
        return ours[0] if len(ours) == 1 and not reported else None

    def _partner(self, fact: StatementFact, number: int) -> tuple[str, ...]:
        """The other one of the two people who talk, if the speaker is one of them."""
        pair = self.pairs[number]
        return tuple(p for p in pair if p != fact.speakers[0]) if len(fact.speakers) == 1 and fact.speakers[0] in pair else ()


def principals(meeting: MeetingFact, named: Sequence[tuple[Span, str]]) -> tuple[str, ...]:
    """The two people who talk: the only ones, or, where others attend, those whom the first passage with two of them names."""
    people = [p for p in meeting.participants if p.startswith("person.")]
    if len(people) > 2:
        told = ({key for span, key in named if e.start <= span.start < e.end and key in people} for e in sorted(meeting.evidence))
        people = sorted(next((two for two in told if len(two) == 2), ()))
    return tuple(people) if len(people) == 2 else ()
