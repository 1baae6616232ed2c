"""Statement mentions become statement facts: who speaks, to whom, through what, about which issues, told inside which other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract._syntax import sentence
from kg.facts import StatementFact
from kg.model import IssueMention, Span, StatementMention, Story
from kg.resolve.agents import Agents


def statement_facts(story: Story, agents: Agents, statements: Sequence[StatementMention], issues: Sequence[IssueMention]) -> list[StatementFact]:
    """The statements of an article in text order; those without a speaker are left out, as nobody is known to have said them."""
    found = []
    for mention in statements:
        speakers = agents.who(mention.source) if mention.source else ()
        if not speakers or not mention.content:
            continue
        content = tuple(story.span(t) for t in mention.content)
        about = dict.fromkeys(f"issue.{i.concept}" for i in issues if _inside(story.span(i.tokens), content))
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
            )
        )
    return _nested(sorted(dict.fromkeys(found), key=lambda s: (s.content, s.speakers)))


def _inside(span: Span, content: Sequence[Span]) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in content)


def _nested(statements: list[StatementFact]) -> list[StatementFact]:
    """A statement whose content lies inside a longer one's, by another speaker, is told within it."""

    out = []
    for inner in statements:
        outer = [
            (sum(s.end - s.start for s in other.content), i)
            for i, other in enumerate(statements)
            if other is not inner and other.speakers != inner.speakers and _covers(other, inner)
        ]
        out.append(replace(inner, within=min(outer)[1]) if outer else inner)
    return out


def _covers(outer: StatementFact, inner: StatementFact) -> bool:
    size = sum(s.end - s.start for s in outer.content) - sum(s.end - s.start for s in inner.content)
    return size > 0 and all(_inside(s, outer.content) for s in inner.content)
