"""What the words of an attribution tell of who listens: an office alone, everybody, the readers of a document; and whom they speak of."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Doc

from kg.extract._phrases import is_plural, noun_sort
from kg.extract.said.channel import channel_noun, channels
from kg.extract.said.setting import JOINT
from kg.extract.said.words import words
from kg.facts import StatementFact
from kg.model import StatementMention
from kg.resolve._told_how import afterwards
from kg.resolve.agents import Agents

TITLED = {"the", "his", "her", "their", "its"}
LINES = {"phone", "telephone", "videolink", "link"}
BOTH = {"leaders", "presidents", "ministers"}


def by_title(doc: Doc, mention: StatementMention, fact: StatementFact) -> bool:
    """The listener is called by an office alone ("urged the president"), which in a conversation is the other one."""
    if mention.addressee is None or any(k.startswith(("org.", "country.")) for k in fact.addressees):
        return False
    phrase = doc[mention.addressee.start : mention.addressee.end]
    office = phrase[0].lower_ in TITLED and phrase[-1].pos_ != "NUM" and noun_sort(phrase[-1]) == "one" and not is_plural(phrase[-1])
    return (len(phrase) == 1 and phrase[0].pos_ == "PRON") or (office and not any(t.ent_type_ == "PERSON" for t in phrase))


def speaks_of(agents: Agents, mention: StatementMention, people: Set[str]) -> bool:
    """The content speaks of these people in the third person, so that they are not who listens."""
    doc = agents.story.doc
    for start, end in mention.content:
        for i in range(start, end):
            if people & set(agents.people_at(i)):
                return True
            if doc[i].lower_ in {"two", "both"} and i + 1 < end and doc[i + 1].lower_ in BOTH:
                return True
    return False


def same_account(doc: Doc, mention: StatementMention) -> bool:
    """No channel of its own, or the account that is under way: the statement quoted Ruiz as saying."""
    if mention.channel is None:
        return True
    head = doc[mention.channel.end - 1]
    return channel_noun(head) == "document" and doc[mention.channel.start].lower_ == "the"


def joint(doc: Doc, mention: StatementMention) -> bool:
    """In the words of both sides: a joint statement."""
    return mention.channel is not None and any(t.lower_ in JOINT for t in doc[mention.channel.start : mention.channel.end])


def read_out(doc: Doc, mention: StatementMention) -> bool:
    """Known through those who give an account of talks: an official, a ministry, a readout; not through the speaker's paper."""
    if mention.channel is None or afterwards(doc, mention):
        return False
    head = doc[mention.channel.end - 1]
    kind = channel_noun(head)
    return not kind or (kind == "document" and (mention.teller is not None or head.lower_ in words("account")))


def in_public(agents: Agents, fact: StatementFact) -> bool:
    """Said to everybody: at a news conference, on television; not by telephone."""
    lines = [k for k in fact.channels if k in agents.entities and agents.entities[k].name.lower().split()[-1:][0] in LINES]
    return len(lines) < len(fact.channels) and bool(_kinds(agents, fact) & {"occasion", "medium"})


def in_document(agents: Agents, fact: StatementFact) -> bool:
    """Known through a document: a statement, a letter."""
    return "document" in _kinds(agents, fact)


def _kinds(agents: Agents, fact: StatementFact) -> set[str]:
    names = [agents.entities[k].name.split() for k in fact.channels if k in agents.entities]
    return {channels().get(w.lower(), "") for name in names for w in name}
