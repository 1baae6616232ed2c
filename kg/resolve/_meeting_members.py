"""Who belongs to a delegation: "the delegation was led by Ruiz and included Beck" names those who were met elsewhere in the article."""

from __future__ import annotations

from kg.extract._syntax import lemma_in
from kg.extract.meetings.words import listed
from kg.model import MeetingMention, Tokens
from kg.resolve.agents import Agents

LEADING = {"lead", "head"}
INDEFINITE = {"a", "an", "another"}
NEAR = 6  # tokens between the noun and the verb that tells its members


def with_members(agents: Agents, mention: MeetingMention, people: frozenset[str]) -> frozenset[str]:
    """The participants with the members of the one delegation among them, where another sentence tells those."""
    groups = [p for p in mention.participants if _is_group(agents, p)]
    if len(groups) != 1:
        return people
    told, members = _members(agents)
    another = groups[0].start > told and agents.story.doc[groups[0].start].lower_ in INDEFINITE  # "a delegation of Chile came as well"
    if another or members & people:
        return people
    return people - {k for k in people if any(g in k for g in listed("group"))} | members if members else people


def _is_group(agents: Agents, phrase: Tokens) -> bool:
    return any(agents.story.doc[i].lower_ in listed("group") for i in range(phrase.start, phrase.end))


def _members(agents: Agents) -> tuple[int, frozenset[str]]:
    """The people told of "the delegation", and where; nobody unless the article tells them of one alone."""
    doc, found = agents.story.doc, dict[frozenset[str], int]()
    for noun in doc:
        if noun.lower_ not in listed("group") or not noun.i or noun.nbor(-1).lower_ != "the" or noun.i - noun.sent.start > 1:
            continue
        verb = next((t for t in doc[noun.i + 1 : min(noun.sent.end, noun.i + NEAR)] if lemma_in(t, LEADING | listed("comprising"))), None)
        led = verb is not None and (not lemma_in(verb, LEADING) or doc[verb.i + 1 : verb.i + 2].text == "by")
        if verb is not None and led:
            found[frozenset(k for i in range(verb.i + 1, noun.sent.end) for k in agents.people_at(i))] = noun.i
    return next((at, people) for people, at in found.items()) if len(found) == 1 else (0, frozenset())
