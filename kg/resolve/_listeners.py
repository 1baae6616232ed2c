"""Who listens to a statement and through what it is known, where the context tells it: the speaker goes on, or two people talk.

Three sources, in this order: the words around the cue, the speaker's statement just before, and the meeting that the words belong to. Words
for everybody ("said at a news conference", "announced") are given to a partner only where the sentence puts them into the encounter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.extract._phrases import is_plural, noun_sort
from kg.extract.said.channel import channel_noun, channels
from kg.extract.said.setting import JOINT
from kg.extract.said.words import words
from kg.facts import MeetingFact, StatementFact
from kg.model import Span, StatementMention, Story
from kg.resolve._outlets import is_press
from kg.resolve._sections import Section, section_of, sections
from kg.resolve._told_how import afterwards, answers, goes_on, looks_back, retorts, told_across
from kg.resolve.agents import Agents

TALKING = ("Talks", "Call", "Summit", "MilitaryTalks")
NEAR, ALONE = 2, 4  # sentences; the latter where nobody else has spoken since
TITLED = {"the", "his", "her", "their", "its"}
SAID = ("statement.say.", "statement.before")
LINES = {"phone", "telephone", "videolink", "link"}
CLOSE, REACH = 2, 8  # paragraphs
PRAISE = {"express", "think"}
BOTH = {"leaders", "presidents", "ministers"}


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
    scene = _Scene(story, agents, held, {i: _principals(m, named) for i, m in held}, sections(story, named), told)
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
            fact = scene.at_meeting(fact, mention)
        press = fact if scene.to_the_press(fact) else before.press if before is not None and order == before.order + 1 else None
        last[fact.speakers] = _Last(fact, bisect_right(starts, mention.content[-1].end - 1), order, press)
        out.append(fact)
    return out


def block_of(story: Story, span: Span) -> int:
    """The number of the block that a span begins in."""
    return bisect_right(story.text_starts, span.start) - 1


@dataclass(slots=True)
class _Scene:
    """A story, its held conversations, numbered, and the two people who lead each of them."""

    story: Story
    agents: Agents
    talks: list[tuple[int, MeetingFact]]
    pairs: dict[int, tuple[str, ...]]
    parts: Sequence[Section] = ()
    told: Sequence[Told] = ()

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
            and (self._same_account(mention) or set(fact.channels) & set(before.fact.channels))
            and not listeners & set(fact.channels)
            and not self._spoken_of(mention, listeners)
        ):
            fact = replace(fact, addressees=before.fact.addressees)
        next_ = next_ and far <= 1
        press = before.press if next_ and mention.mode == "Direct" and not fact.addressees and not fact.channels else None
        if press is not None:  # what is quoted without more after words to reporters was told to them, too
            fact = replace(fact, addressees=press.addressees, channels=press.channels)
        paragraphs = next_ and self._document(before.fact) and not fact.said and goes_on(self.story.doc, mention)
        if (here or paragraphs) and not fact.channels and not set(before.fact.channels) & set(fact.speakers):
            fact = replace(fact, channels=before.fact.channels)
        return fact

    def answering(self, fact: StatementFact, mention: StatementMention, before: StatementFact) -> StatementFact:
        """A speaker to whom somebody has just spoken speaks to that one, unless it is said elsewhere or at another time."""
        doc, spoken = self.story.doc, set(before.speakers)
        if len(spoken) != 1 or len(fact.speakers) != 1 or spoken & set(fact.speakers):
            return fact
        near = block_of(self.story, fact.content[0]) == block_of(self.story, before.content[0])
        if near and retorts(doc, mention) and before.speakers[0].startswith("person.") and not self._spoken_of(mention, spoken):
            return replace(fact, addressees=before.speakers)
        if fact.speakers[0] not in before.addressees:
            return fact
        told = answers(doc, mention) or told_across(doc, mention) or (before.made_at is not None and mention.rule.startswith(SAID))
        far = block_of(self.story, fact.content[0]) - block_of(self.story, before.content[0])
        held = far <= 1 and (answers(doc, mention) or any(k.startswith("person.") for k in spoken))
        if not told or not held or afterwards(doc, mention) or self._occasion(fact) or self._spoken_of(mention, spoken):
            return fact
        return replace(fact, addressees=before.speakers, made_at=before.made_at)

    def to_the_press(self, fact: StatementFact) -> bool:
        """Whether all listeners of a statement are outlets or reporters, and there are some."""
        return bool(fact.addressees) and all(is_press(self.agents.entities[k]) for k in fact.addressees)

    def _by_title(self, mention: StatementMention, fact: StatementFact) -> bool:
        """The listener is called by an office alone ("urged the president"), which in a conversation is the other one."""
        if mention.addressee is None or any(k.startswith(("org.", "country.")) for k in fact.addressees):
            return False
        phrase = self.story.doc[mention.addressee.start : mention.addressee.end]
        office = phrase[0].lower_ in TITLED and phrase[-1].pos_ != "NUM" and noun_sort(phrase[-1]) == "one" and not is_plural(phrase[-1])
        return (len(phrase) == 1 and phrase[0].pos_ == "PRON") or (office and not any(t.ent_type_ == "PERSON" for t in phrase))

    def at_meeting(self, fact: StatementFact, mention: StatementMention) -> StatementFact:
        """A statement told as said in a conversation, or right after one in words that are spoken across the table, was made in it."""
        if self._occasion(fact) or self._joint(mention):
            return fact
        chosen = self._conversation(fact, mention)
        if chosen is None:
            return self._opposite(fact, mention)
        number, meeting = chosen
        partner = self._partner(fact, number)
        if fact.addressees and not (partner and self._by_title(mention, fact)):
            return replace(fact, made_at=number) if set(fact.addressees) & set(meeting.participants) else fact
        praised = mention.rule.removeprefix("statement.").partition(".")[0] in PRAISE and not mention.rule.endswith(".clause")
        if self._spoken_of(mention, set(partner)) and not praised:
            return fact
        return replace(fact, made_at=number, addressees=partner)

    def _opposite(self, fact: StatementFact, mention: StatementMention) -> StatementFact:
        """In a section on talks with somebody, what is said across the table is said to that one, or by that one to the other speaker."""
        part = section_of(self.parts, fact.content[0])
        spoken = told_across(self.story.doc, mention)
        if part is None or len(part.partners) != 1 or len(fact.speakers) != 1 or not spoken or mention.channel is not None:
            return fact
        others = {t.fact.speakers for t in self.told if part.holds(t.fact.content[0]) and set(t.fact.speakers) != set(part.partners)}
        facing = part.partners if fact.speakers != part.partners else next(iter(others)) if len(others) == 1 else ()
        by_title = self._by_title(mention, fact)
        return fact if fact.addressees and not by_title else replace(fact, addressees=facing or fact.addressees)

    def _conversation(self, fact: StatementFact, mention: StatementMention) -> tuple[int, MeetingFact] | None:
        """The speaker's conversation with one other person that holds the words: this sentence's, else the last one told before."""
        part = section_of(self.parts, fact.content[0])
        ours = [(i, m) for i, m in self.talks if self._partner(fact, i) and (part is None or part.tells_of(m))]
        if self._by_title(mention, fact) and mention.addressee is not None:
            title = self.story.doc[mention.addressee.end - 1].lower_  # "urged the president": of those met, who is one
            ours = [(i, m) for i, m in ours if any(self.agents.holds(p, title) for p in self._partner(fact, i))] or ours
        head = self.story.doc[mention.addressee.end - 1] if mention.addressee is not None else None
        pronoun = head is not None and (head.pos_ == "PRON" or head.lower_ in words("other side"))
        told = pronoun or any(set(fact.addressees) & set(self._partner(fact, i)) for i, _ in ours)
        sure = told or mention.met or told_across(self.story.doc, mention)
        reported = not sure and mention.rule.startswith(SAID) and self._read_out(mention)
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

    def _read_out(self, mention: StatementMention) -> bool:
        """Known through those who give an account of talks: an official, a ministry, a readout; not through the speaker's paper."""
        if mention.channel is None or afterwards(self.story.doc, mention):
            return False
        head = self.story.doc[mention.channel.end - 1]
        kind = channel_noun(head)
        return not kind or (kind == "document" and (mention.teller is not None or head.lower_ in words("account")))

    def _partner(self, fact: StatementFact, number: int) -> tuple[str, ...]:
        """The other one of the two people who talk, if the speaker is one of them."""
        pair = self.pairs[number]
        return tuple(p for p in pair if p != fact.speakers[0]) if len(fact.speakers) == 1 and fact.speakers[0] in pair else ()

    def _spoken_of(self, mention: StatementMention, people: set[str]) -> bool:
        """The content speaks of these people in the third person, so that they are not who listens."""
        doc = self.story.doc
        for start, end in mention.content:
            for i in range(start, end):
                if people & set(self.agents.people_at(i)):
                    return True
                if doc[i].lower_ in {"two", "both"} and i + 1 < end and doc[i + 1].lower_ in BOTH:
                    return True
        return False

    def _kinds(self, fact: StatementFact) -> set[str]:
        names = [self.agents.entities[k].name.split() for k in fact.channels if k in self.agents.entities]
        return {channels().get(w.lower(), "") for name in names for w in name}

    def _occasion(self, fact: StatementFact) -> bool:
        """Said to everybody: at a news conference, on television; not by telephone."""
        lines = [k for k in fact.channels if k in self.agents.entities and self.agents.entities[k].name.lower().split()[-1:][0] in LINES]
        return len(lines) < len(fact.channels) and bool(self._kinds(fact) & {"occasion", "medium"})

    def _same_account(self, mention: StatementMention) -> bool:
        """No channel of its own, or the account that is under way: the statement quoted Ruiz as saying."""
        if mention.channel is None:
            return True
        head = self.story.doc[mention.channel.end - 1]
        return channel_noun(head) == "document" and self.story.doc[mention.channel.start].lower_ == "the"

    def _joint(self, mention: StatementMention) -> bool:
        """In the words of both sides: a joint statement."""
        return mention.channel is not None and any(t.lower_ in JOINT for t in self.story.doc[mention.channel.start : mention.channel.end])

    def _document(self, fact: StatementFact) -> bool:
        return "document" in self._kinds(fact)


def _principals(meeting: MeetingFact, named: Sequence[tuple[Span, str]]) -> tuple[str, ...]:
    """The two people who talk: the only ones, or, where others attend, those whom the first passage with two of them names."""
    people = [p for p in meeting.participants if p.startswith("person.")]
    if len(people) > 2:
        told = ({key for span, key in named if e.start <= span.start < e.end and key in people} for e in sorted(meeting.evidence))
        people = sorted(next((two for two in told if len(two) == 2), ()))
    return tuple(people) if len(people) == 2 else ()
