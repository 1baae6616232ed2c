"""One article's mentions become facts: persons through chains, phrases through agents, time expressions through the dateline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from kg.facts import ArticleFacts, Entity, Judgement, MeetingFact, Reference, StatementFact
from kg.model import IssueMention, Mention, Mentions, Story
from kg.resolve._coref_context import Context, context
from kg.resolve._coref_known import links
from kg.resolve._naming import genders, kin, royal, styled
from kg.resolve.agents import Agents, person_key
from kg.resolve.coreference import Links
from kg.resolve.meetings import meeting_facts
from kg.resolve.persons import Person, cluster
from kg.resolve.repair import repaired, repairs
from kg.resolve.roles import role_facts
from kg.resolve.statements import statement_facts

LINKED_CONFIDENCE = 0.7
# A name put right can give away another ("Kane" by the meeting of "Chen Gang", who is Qin Gang).
MAX_ROUNDS = 3


def resolve(story: Story, mentions: Mentions, settled: Set[str] = frozenset()) -> ArticleFacts:
    """The facts of one article. Person keys are the article's own until ``questions`` are answered across articles.

    Names that the article garbles are found by what it says of their bearers, so it is read again where there are any; ``settled``
    holds those (``ARTICLE.person.NAME``) of whom the user has said who they are or are not.
    """
    names = mentions.names
    people = cluster(names, genders(story, names), kin(story, names), frozenset(royal(story, names)))
    hints = context(story.doc, names, mentions.anaphors, mentions.statements)
    facts, judgements = _facts(story, people, hints, mentions), tuple[Judgement, ...]()
    for _ in range(MAX_ROUNDS):
        found = repairs(story, people, _keys(people), facts, settled)
        if not found:
            break
        people = repaired(people, found)
        judgements += tuple(r.judgement for r in found)
        facts = _facts(story, people, hints, mentions)
    return replace(facts, judgements=judgements)


def _facts(story: Story, people: Sequence[Person], hints: Context, mentions: Mentions) -> ArticleFacts:
    linked = links(story, people, mentions.anaphors, mentions.roles, hints, styled(story, mentions.names))
    agents = Agents(story, mentions.names, people, _keys(people), linked, mentions.roles)
    references = [*_names(story, agents, mentions.names), *_linked(story, agents, linked)]
    roles, office_references = role_facts(story, agents, mentions.roles, mentions.anaphors, mentions.meetings)
    issue_references = _issues(story, agents, mentions.issues)
    meetings = meeting_facts(story, agents, mentions.meetings, roles, mentions.issues)
    statements = statement_facts(story, agents, mentions.statements, mentions.issues, meetings, mentions.stances)
    used = _used(statements, meetings)
    references += [Reference(story.span(t), key) for key in sorted(used) for t in sorted(set(agents.group_spans.get(key, ())))]
    return ArticleFacts(
        article=story.article,
        entities=tuple(e for e in agents.entities.values() if e.kind != "group" or e.key in used),
        references=tuple(dict.fromkeys([*references, *office_references, *issue_references])),
        roles=tuple(roles),
        meetings=tuple(meetings),
        statements=tuple(statements),
        issues=tuple(dict.fromkeys(f"issue.{i.concept}" for i in mentions.issues)),
    )


def _used(statements: Iterable[StatementFact], meetings: Iterable[MeetingFact]) -> set[str]:
    """The keys that some statement or meeting speaks of; other groups were only looked at."""
    said = {k for s in statements for k in (*s.speakers, *s.addressees, *s.channels)}
    return said | {k for m in meetings for k in m.participants}


def _keys(people: Sequence[Person]) -> list[str]:
    """One key per person; a second person of the same name in one article gets a number."""
    keys: list[str] = []
    for person in people:
        key = base = person_key(person.name)
        number = 2
        while key in keys:
            key = f"{base}.{number}"
            number += 1
        keys.append(key)
    return keys


def _names(story: Story, agents: Agents, names: Sequence[Mention]) -> list[Reference]:
    found: list[Reference] = []
    titles = royal(story, names)
    for person, key in zip(agents.people, agents.people_keys, strict=True):
        styled = [titles[t.start] for t in person.mentions if t.start in titles and " " not in person.name]  # "King Arvo": more than "Arvo"
        alt = dict.fromkeys(n for n in (*person.names, *styled) if n != person.name)
        agents.add(Entity(key, "person", person.name, tuple(alt), hidden=tuple(person.garbled)))
        found += [Reference(story.span(t), key) for t in person.mentions]
    found += [Reference(story.span(m.tokens), agents.named(m)) for m in names if m.kind != "person"]
    return found


def _linked(story: Story, agents: Agents, links: Links) -> list[Reference]:
    """Anaphors refer too, with less confidence; an office that stands for two people refers to neither."""
    return [
        Reference(story.span(tokens), agents.people_keys[found[0]], LINKED_CONFIDENCE)
        for tokens, found in sorted(links.of.items())
        if len(found) == 1
    ]


def _issues(story: Story, agents: Agents, issues: Sequence[IssueMention]) -> list[Reference]:
    found = []
    for issue in issues:
        key = agents.add(Entity(f"issue.{issue.concept}", "issue", issue.label, candidate=issue.candidate))
        found.append(Reference(story.span(issue.tokens), key))
    return found
