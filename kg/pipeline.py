"""The line itself: read -> annotate -> extract -> resolve -> graph -> validate.

    articles -> Story (Doc) -> mentions (token ranges) -> ArticleFacts (entities) -> quads -> report

One bad article never stops the others: what goes wrong in one becomes a ``Problem`` that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from spacy.language import Language

from kg.annotate import annotate, story_blocks
from kg.extract import anaphor, issue, meeting, mention, role, stance, statement
from kg.extract._phrases import names_of
from kg.facts import ArticleFacts
from kg.model import Article, Mentions, Problem, Story
from kg.resolve.article import resolve
from kg.resolve.judgements import Judgements
from kg.resolve.questions import across

UNCLOSED = "statement.unclosed"

# A book, not an article. What stands far apart in a text is compared in places, so time grows faster than length.
MAX_STORY = 500_000


@dataclass(slots=True)
class Read:
    """What was read: facts of the articles that went through, and the problems of those that did not."""

    facts: list[ArticleFacts]
    problems: list[Problem]


def facts_of(story: Story, settled: Set[str] = frozenset()) -> ArticleFacts:
    """Extract and resolve one annotated article; ``settled`` holds the persons on whom the user has decided (``Judgements.settled``)."""
    doc = story.doc
    names = list(mention.extract(doc))
    mention.mark(doc, names)
    names_of(doc, names)
    roles = list(role.extract(doc, names))
    anaphors, meetings = list(anaphor.extract(doc, names, roles)), list(meeting.extract(doc))
    statements, issues = list(statement.extract(doc)), list(issue.extract(doc))
    stances = list(stance.extract(doc, statements, issues))
    return resolve(story, Mentions(names, roles, anaphors, meetings, statements, issues, stances), settled)


def read_facts(articles: Iterable[Article], nlp: Language, settled: Set[str] = frozenset()) -> Iterator[ArticleFacts | Problem]:
    """Facts of each article in order, or the problem that stopped it."""
    for article in articles:
        size = sum(b.end - b.start for b in story_blocks(article))
        if size > MAX_STORY:
            message = f"article {article.id!r} has a story of {size:,} characters; split it, {MAX_STORY:,} are the most"
            yield Problem(article.origin or article.id, message)
            continue
        try:
            story = next(iter(annotate([article], nlp)))
            yield facts_of(story, settled)
        except Exception as exc:  # whatever one article breaks, the others go on; the message names it
            yield Problem(article.origin or article.id, f"article {article.id!r} could not be read: {type(exc).__name__}: {exc}")


def run(articles: Iterable[Article], nlp: Language, judgements: Judgements | None = None) -> Read:
    """Read all articles and give every person, meeting and utterance one key across them, obeying the user's ``judgements``."""
    judgements = judgements or Judgements()
    done = Read([], [])
    for result in read_facts(articles, nlp, judgements.settled):
        if isinstance(result, Problem):
            done.problems.append(result)
        else:
            done.facts.append(result)
            done.problems += doubts(result)
    done.facts = across(done.facts, judgements)
    return done


def doubts(facts: ArticleFacts) -> Iterator[Problem]:
    """What a reader should look at: quotations that are opened and never closed."""
    for found in facts.statements:
        if found.rule == UNCLOSED:
            place = f"{facts.article.origin or facts.article.id}, character {found.content[0].start}"
            yield Problem(place, "a quotation is opened and never closed; its end is a guess", fatal=False)
