"""What is asked across articles, one question after the other: who is who, which meeting is which, which statements are one utterance.

Each question sees the facts as the answers before have left them. An answer is a decision for every profile (``components``) and, above
it, the user's word on the sightings that it names (``judgements``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from kg.facts import ArticleFacts
from kg.resolve import fusion, identity, utterances
from kg.resolve.components import Decision, decide_all
from kg.resolve.judgements import Judgements, Ruling, ruling
from kg.resolve.wordings import Wording, wordings

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Question(Generic[P]):
    """One question: the profiles in an article's facts, what connects them, how it is decided, and what the answer does to the facts.

    ``sightings`` gives each thing asked about as judgements may call it (``ARTICLE.person.NAME``), with the key decided on.
    """

    name: str
    kind: type[P]
    profiles: Callable[[ArticleFacts], tuple[P, ...]]
    blocks: Callable[[P], tuple[str, ...]]
    decide: Callable[[Mapping[P, int]], Mapping[P, Decision]]
    sightings: Callable[[ArticleFacts, Mapping[P, Decision]], Iterator[tuple[str, str]]]
    settled: Callable[[ArticleFacts, Mapping[P, Decision], Ruling], ArticleFacts]


PERSONS = Question("person", identity.Profile, identity.profiles, identity.blocks, identity.decide, identity.sightings, identity.identified)
MEETINGS = Question("meeting", fusion.ReportProfile, fusion.reports, fusion.blocks, fusion.decide, fusion.sightings, fusion.fused)
UTTERANCES = Question("utterance", Wording, wordings, utterances.blocks, utterances.decide, utterances.sightings, utterances.recognised)
QUESTIONS: tuple[Question[Any], ...] = (PERSONS, MEETINGS, UTTERANCES)


@dataclass(frozen=True, slots=True)
class Answer(Generic[P]):
    """The answer to a question over some articles."""

    question: Question[P]
    decided: Mapping[P, Decision]
    ruled: Ruling

    def settle(self, facts: ArticleFacts) -> ArticleFacts:
        """One article's facts as the answer has them."""
        return self.question.settled(facts, self.decided, self.ruled)


class Told(Protocol):
    """The articles that are asked, wherever their facts lie; ``given`` are the answers to the questions before."""

    def decided(self, question: Question[P], given: Sequence[Answer[Any]]) -> Mapping[P, Decision]:
        """The decision about every profile of a question."""

    def sightings(
        self, question: Question[P], given: Sequence[Answer[Any]], decided: Mapping[P, Decision], named: frozenset[str]
    ) -> Iterable[tuple[str, str]]:
        """What of ``named`` a question that is decided, but not ruled on, is about, and with which keys."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """Articles whose facts are held in memory."""

    facts: Sequence[ArticleFacts]

    def decided(self, question: Question[P], given: Sequence[Answer[Any]]) -> Mapping[P, Decision]:
        """The decision about every profile of a question."""
        return decide_all(profiles(self.facts, question, given), question.blocks, question.decide)

    def sightings(
        self, question: Question[P], given: Sequence[Answer[Any]], decided: Mapping[P, Decision], named: frozenset[str]
    ) -> Iterable[tuple[str, str]]:
        """What of ``named`` the question is about."""
        return sightings(self.facts, question, given, decided, named)


def profiles(facts: Iterable[ArticleFacts], question: Question[P], given: Sequence[Answer[Any]]) -> Counter[P]:
    """The profiles for the next question, each with the number of articles that have it."""
    return Counter(p for one in facts for p in set(question.profiles(settled(one, given))))


def sightings(
    facts: Iterable[ArticleFacts],
    question: Question[P],
    given: Sequence[Answer[Any]],
    decided: Mapping[P, Decision],
    named: frozenset[str],
) -> Iterator[tuple[str, str]]:
    """What of ``named`` the articles have, as handles of judgements or as keys, each with the key that is decided on."""
    told = (pair for one in facts for pair in question.sightings(settled(one, given), decided))
    return ((name, key) for handle, key in told for name in (handle, key) if name in named)


def answers(told: Told, judgements: Judgements, questions: Sequence[Question[Any]] = QUESTIONS) -> list[Answer[Any]]:
    """The answers over articles; their order changes nothing.

    The user's ``judgements`` have the last word. Raises KgError when one speaks of nobody here or two of them cannot both hold.
    """
    found: list[Answer[Any]] = []
    for question in questions:
        decided = told.decided(question, found)
        judged = judgements.about(question.name)
        named = frozenset(name for line in judged.lines for name in (line.left, line.right))
        seen = told.sightings(question, found, decided, named) if named else ()
        found.append(Answer(question, decided, ruling(judged, dict(seen))))
    return found


def settled(facts: ArticleFacts, given: Iterable[Answer[Any]]) -> ArticleFacts:
    """One article's facts with the keys that hold across articles."""
    for answer in given:
        facts = answer.settle(facts)
    return facts


def unify(articles: Sequence[ArticleFacts], judgements: Judgements | None = None) -> list[ArticleFacts]:
    """The same facts with person keys that hold across articles."""
    return _asked(articles, judgements, (PERSONS,))


def fuse(articles: Sequence[ArticleFacts], judgements: Judgements | None = None) -> list[ArticleFacts]:
    """The same facts with keys of meetings that several articles may report; persons must have been identified before."""
    return _asked(articles, judgements, (MEETINGS,))


def across(articles: Sequence[ArticleFacts], judgements: Judgements | None = None) -> list[ArticleFacts]:
    """The same facts with all questions answered."""
    return _asked(articles, judgements, QUESTIONS)


def _asked(articles: Sequence[ArticleFacts], judgements: Judgements | None, questions: Sequence[Question[Any]]) -> list[ArticleFacts]:
    found = answers(InMemory(articles), judgements or Judgements(), questions)
    return [settled(facts, found) for facts in articles]
