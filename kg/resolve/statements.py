"""Statement mentions become statement facts: who speaks, to whom, through what, about which issues, told inside which other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kg.extract._syntax import sentence
from kg.extract.said.channel import channel_kind
from kg.extract.said.gist import gist
from kg.extract.said.topic import names, topic
from kg.facts import Entity, MeetingFact, StanceFact, StatementFact
from kg.model import IssueMention, Span, StanceMention, StatementMention, Story, Tokens
from kg.resolve._listeners import Told, with_listeners
from kg.resolve._meant import means, others
from kg.resolve._outlets import is_outlet, outlet_name
from kg.resolve.agents import Agents
from kg.resolve.dates import find
from kg.resolve.said_on import said_on


def statement_facts(
    story: Story,
    agents: Agents,
    statements: Sequence[StatementMention],
    issues: Sequence[IssueMention],
    meetings: Sequence[MeetingFact],
    stances: Sequence[tuple[StatementMention, StanceMention]] = (),
) -> list[StatementFact]:
    """The statements of an article in text order; those without a speaker are left out, as nobody is known to have said them."""
    found: list[Told] = []
    issues = sorted(issues, key=lambda i: i.tokens)
    held: dict[StatementMention, list[StanceMention]] = {}
    for statement, stance in stances:
        held.setdefault(statement, []).append(stance)
    stood_for = {m.source: m.antecedent for m in statements}
    times = find(story.doc, story.article.published)
    for mention in statements:
        speakers = means(mention.source, agents) or means(mention.antecedent, agents)
        if not speakers or not mention.content:
            continue
        content = tuple(story.span(t) for t in mention.content)
        within = [i for i in _among(issues, mention.content) if _inside(story.span(i.tokens), content)]
        about = dict.fromkeys(f"issue.{i.concept}" for i in (*_fronted(story, mention, issues), *within))
        evidence = mention.evidence or sentence(story.doc, (mention.cue or mention.content[0]).start)
        named = outlet_name(story.doc, mention.addressee) if mention.addressee else None
        addressees = tuple(k for k in others(named or mention.addressee, agents, speakers) if k not in speakers)
        outlets = (k for k in addressees if (named or is_outlet(agents.entities[k])) and not _called_on(mention))
        through = others(mention.channel, agents, speakers) or means(stood_for.get(mention.channel), agents)
        passed_on = dict.fromkeys((*through, *means(mention.teller, agents), *outlets))
        fact = StatementFact(
            content=content,
            speakers=speakers,
            addressees=addressees,
            channels=tuple(k for k in passed_on if k not in speakers or ".group." in k),
            mode=mention.mode,
            source=story.span(mention.source) if mention.source else None,
            cue=story.span(mention.cue) if mention.cue else None,
            issues=tuple(about),
            evidence=(story.span(evidence),),
            rule=mention.rule,
            confidence=mention.confidence,
            said=said_on(mention, times),
            stances=tuple(StanceFact(f"issue.{h.concept}", h.position, story.span(h.evidence), h.rule) for h in held.get(mention, ())),
            gist=gist(story.doc, mention.content),
        )
        found.append(Told(fact, mention))
    once = {told.fact: told for told in reversed(found)}
    ordered = sorted(once.values(), key=lambda told: (told.fact.content, told.fact.speakers))
    return _nested(with_listeners(story, agents, _issued(agents, ordered), meetings))


def _called_on(mention: StatementMention) -> bool:
    """The one addressed is to act, and is told nothing else: urged the paper to apologise; called for the paper to apologise."""
    within = mention.addressee is not None and any(start <= mention.addressee.start < end for start, end in mention.content)
    return within or mention.rule.endswith("person-to")


def _issued(agents: Agents, statements: Sequence[Told]) -> list[Told]:
    """ "The statement said": the speaker is who issued it, as named in it or as the speaker or channel before; it is the channel.

    What is known through "the reports" alone is known through their issuer, too.
    """
    out: list[Told] = []
    issuer = ""
    for statement, mention in statements:
        speaker = agents.entities[statement.speakers[0]]
        if _document(speaker):
            named = speaker.within or issuer
            if named:
                statement = replace(statement, speakers=(named,), channels=statement.channels or (speaker.key,))
        elif issuer and issuer not in statement.speakers and _known(agents, statement, mention):
            statement = replace(statement, channels=tuple(dict.fromkeys((*statement.channels, issuer))))
        bodies = [k for k in (*statement.channels, *statement.speakers) if _may_issue(agents.entities[k])]
        issuer = bodies[0] if bodies else issuer
        out.append(Told(statement, mention))
    return out


def _known(agents: Agents, statement: StatementFact, mention: StatementMention) -> bool:
    """The channel is a document that was told of before: "the reports"; "in a statement" is a new one, of the speaker."""
    definite = mention.channel is not None and agents.story.doc[mention.channel.start].lower_ in {"the", "these", "those"}
    return definite and any(_document(agents.entities[k], bare=True) for k in statement.channels)


def _document(entity: Entity, *, bare: bool = False) -> bool:
    """A document that the article names by what it is; ``bare``: by one word and no more ("the reports")."""
    words = entity.name.lower().split()
    return entity.kind == "group" and channel_kind(words[-1] if words else "") == "document" and not (bare and len(words) > 1)


def _may_issue(entity: Entity) -> bool:
    return entity.kind in ("organization", "country") or is_outlet(entity)


def _inside(span: Span, content: Sequence[Span]) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in content)


def _among(issues: Sequence[IssueMention], content: Sequence[Tokens]) -> Sequence[IssueMention]:
    """Those of the issues, which stand in text order, that begin between the ends of the content."""
    first = bisect_left(issues, content[0].start, key=lambda i: i.tokens.start)
    return issues[first : bisect_left(issues, content[-1].end, key=lambda i: i.tokens.start)]


def _fronted(story: Story, statement: StatementMention, issues: Sequence[IssueMention]) -> list[IssueMention]:
    """The issue that stands in front as what the statement is about ("On the question of Taiwan, ...")."""
    phrase = topic(story.doc, statement)
    return [i for i in issues if names(story.doc, phrase, i.tokens)] if phrase else []


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
