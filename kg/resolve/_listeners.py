"""Who listens to a statement and through what it is known, where the context tells it: the speaker goes on, or two people talk.

Three sources, in this order: the words around the cue, the speaker's statement just before, and the meeting that the words belong to. Words
for everybody ("said at a news conference", "announced") are given to a partner only where the sentence puts them into the encounter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.facts import MeetingFact, StatementFact
from kg.model import StatementMention, Story
from kg.resolve._hearing import in_document, in_public, same_account, speaks_of
from kg.resolve._outlets import is_press
from kg.resolve._sections import sections
from kg.resolve._table import SAID, TALKING, Table, block_of, principals
from kg.resolve._told_how import afterwards, answers, goes_on, looks_back, retorts, told_across
from kg.resolve.agents import Agents

NEAR, ALONE = 2, 4  # sentences; the latter where nobody else has spoken since


class Told(NamedTuple):
    """A statement and the mention that it was made from."""

    fact: StatementFact
    mention: StatementMention


@dataclass(slots=True)
class _Last:
    """A speaker's last statement, the number of its sentence and of its place among all statements, and the last one to the press."""

    fact: StatementFact
    sentence: int
    order: int
    press: StatementFact | None = None


def with_listeners(story: Story, agents: Agents, told: Sequence[Told], meetings: Sequence[MeetingFact]) -> list[StatementFact]:
    """The statements, in text order, with the listeners, channels and meetings that their context gives them."""
    starts = [sent.start for sent in story.doc.sents]
    named = [(story.span(t), key) for p, key in zip(agents.people, agents.people_keys, strict=True) for t in p.mentions]
    held = [(i, m) for i, m in enumerate(meetings) if m.kind in TALKING and m.status in ("Held", "Ongoing")]
    table = Table(story, agents, held, {i: principals(m, named) for i, m in held}, sections(story, named), [t.fact for t in told])
    scene = _Scene(story, agents)
    last: dict[tuple[str, ...], _Last] = {}
    after: dict[tuple[str, ...], int] = {}  # speakers -> the block in which they speak of talks that are over
    out: list[StatementFact] = []
    for order, (fact, mention) in enumerate(told):
        sentence = bisect_right(starts, mention.content[0].start)
        before = last.get(fact.speakers)
        if before is not None:
            next_ = order == before.order + 1
            fact = scene.going_on(fact, mention, before, near=sentence - before.sentence <= (ALONE if next_ else NEAR), next_=next_)
        if looks_back(story.doc, mention):
            after[fact.speakers] = block_of(story, fact.content[0])
        if not fact.addressees and out:
            fact = scene.answering(fact, mention, out[-1])
        if fact.addressees or after.get(fact.speakers) != block_of(story, fact.content[0]):
            fact = table.at_meeting(fact, mention)
        press = fact if scene.to_the_press(fact) else before.press if before is not None and order == before.order + 1 else None
        last[fact.speakers] = _Last(fact, bisect_right(starts, mention.content[-1].end - 1), order, press)
        out.append(fact)
    return out


@dataclass(slots=True)
class _Scene:
    """A story in which one statement follows another."""

    story: Story
    agents: Agents

    def going_on(self, fact: StatementFact, mention: StatementMention, before: _Last, *, near: bool, next_: bool) -> StatementFact:
        """A speaker who goes on speaks to the same listeners and through the same channel ("... he told reporters. He added ...")."""
        far = block_of(self.story, fact.content[0]) - block_of(self.story, before.fact.content[0])
        here = far == 0 and near
        listeners = set(before.fact.addressees)
        called_on = before.fact.rule.endswith("person-to") and before.fact.made_at is None  # in public, not to their face
        if (
            here
            and not fact.addressees
            and not called_on
            and (same_account(self.story.doc, mention) or set(fact.channels) & set(before.fact.channels))
            and not listeners & set(fact.channels)
            and not speaks_of(self.agents, mention, listeners)
        ):
            fact = replace(fact, addressees=before.fact.addressees)
        next_ = next_ and far <= 1
        press = before.press if next_ and mention.mode == "Direct" and not fact.addressees and not fact.channels else None
        if press is not None:  # what is quoted without more after words to reporters was told to them, too
            fact = replace(fact, addressees=press.addressees, channels=press.channels)
        paragraphs = next_ and in_document(self.agents, before.fact) and not fact.said and goes_on(self.story.doc, mention)
        if (here or paragraphs) and not fact.channels and not set(before.fact.channels) & set(fact.speakers):
            fact = replace(fact, channels=before.fact.channels)
        return fact

    def answering(self, fact: StatementFact, mention: StatementMention, before: StatementFact) -> StatementFact:
        """A speaker to whom somebody has just spoken speaks to that one, unless it is said elsewhere or at another time."""
        doc, spoken = self.story.doc, set(before.speakers)
        if len(spoken) != 1 or len(fact.speakers) != 1 or spoken & set(fact.speakers):
            return fact
        near = block_of(self.story, fact.content[0]) == block_of(self.story, before.content[0])
        if near and retorts(doc, mention) and before.speakers[0].startswith("person.") and not speaks_of(self.agents, mention, spoken):
            return replace(fact, addressees=before.speakers)
        if fact.speakers[0] not in before.addressees:
            return fact
        told = answers(doc, mention) or told_across(doc, mention) or (before.made_at is not None and mention.rule.startswith(SAID))
        far = block_of(self.story, fact.content[0]) - block_of(self.story, before.content[0])
        held = far <= 1 and (answers(doc, mention) or any(k.startswith("person.") for k in spoken))
        if not told or not held or afterwards(doc, mention) or in_public(self.agents, fact) or speaks_of(self.agents, mention, spoken):
            return fact
        return replace(fact, addressees=before.speakers, made_at=before.made_at)

    def to_the_press(self, fact: StatementFact) -> bool:
        """Whether all listeners of a statement are outlets or reporters, and there are some."""
        return bool(fact.addressees) and all(is_press(self.agents.entities[k]) for k in fact.addressees)
