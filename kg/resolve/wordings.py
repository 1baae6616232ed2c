"""Statements as they are compared: who speaks, to whom, when, at which meeting, and the words that carry the content."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern

from kg import resources
from kg.facts import ArticleFacts, MeetingFact, StatementFact
from kg.graph.iri import local
from kg.resolve._calendar import DAY
from kg.resolve.fusion import is_group, period
from kg.resolve.gazetteer import gazetteer
from kg.resolve.latest import of_latest

RARE, COMMON = 10, 3  # what a word counts; whole numbers, whose sums are the same in any order
HEADINGS = ("headline", "subheading")
NEWS = 3  # days from saying to printing
LATELY = 31  # days from a meeting to what is told of it as news


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement as others are compared with it; ``handle`` is ``ARTICLE.statement.BEGIN-END``, keys are those across articles.

    ``speakers`` are empty where some are unnamed; of ``addressees`` groups go by their words, since every article has its own. ``words``
    is its gist in order (``StatementFact``). It was said from ``first`` to ``last`` ("" if not known), ``exact`` if the article tells the
    day, and at ``meeting``. ``stances`` has issue and position ("issue.taiwan For"). ``heading``: it stands in a headline; ``quoted``:
    some of it stands in quotation marks.
    """

    handle: str
    speakers: tuple[str, ...]
    words: tuple[str, ...]
    addressees: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    exact: bool = False
    meeting: str = ""
    stances: tuple[str, ...] = ()
    heading: bool = False
    quoted: bool = False

    @property
    def article(self) -> str:
        """The local name of its article."""
        return self.handle.rpartition(".statement.")[0]

    @property
    def place(self) -> tuple[int, int]:
        """The outer offsets of its content."""
        first, _, last = self.handle.rpartition(".statement.")[2].partition(".")[0].partition("-")
        return int(first), int(last)


def handles(facts: ArticleFacts) -> list[str]:
    """The local name of each statement: the outer offsets of its content, and a number where several statements share them."""
    ends = [(s.content[0].start, s.content[-1].end) for s in facts.statements]
    counts, seen = Counter(ends), Counter[tuple[int, int]]()
    names = []
    for first, last in ends:
        seen[first, last] += 1
        suffix = f".{seen[first, last]}" if counts[first, last] > 1 else ""
        names.append(f"{local(facts.article.id)}.statement.{first}-{last}{suffix}")
    return names


@of_latest
def wordings(facts: ArticleFacts) -> tuple[Wording, ...]:
    """Each statement of an article, in its order; persons and meetings have the keys that hold across articles."""
    return tuple(_wording(facts, s, handle) for s, handle in zip(facts.statements, handles(facts), strict=True))


def _wording(facts: ArticleFacts, statement: StatementFact, handle: str) -> Wording:
    told_at = _told_at(facts, statement)
    own = f"{local(facts.article.id)}.group."
    days = _days(statement.said, facts.article.published)
    if told_at and len(told_at.start) == DAY and not statement.said:
        end = told_at.end if len(told_at.end) == DAY and told_at.end > told_at.start else told_at.start
        days = told_at.start, end, told_at.start == end
    return Wording(
        handle,
        tuple(sorted(statement.speakers)) if not any(map(is_group, statement.speakers)) else (),
        tuple(map(intern, statement.gist)),
        tuple(sorted(k.removeprefix(own) for k in statement.addressees)),
        *days,
        told_at.key if told_at else "",
        tuple(sorted(f"{s.issue} {s.position}" for s in statement.stances)),
        any(b.kind in HEADINGS and b.start <= statement.content[0].start < b.end for b in facts.article.blocks),
        statement.mode != "Indirect",
    )


def _told_at(facts: ArticleFacts, statement: StatementFact) -> MeetingFact | None:
    """The meeting at which it was said, if that is news: an article tells mostly of other things than it says of a meeting long past."""
    met = facts.meetings[statement.made_at] if statement.made_at is not None else None
    if met is None or len(met.start) < DAY or not facts.article.published:
        return met
    passed = date.fromisoformat(facts.article.published) - date.fromisoformat(met.start)
    return met if passed.days <= LATELY else None


def _days(said: str, published: str) -> tuple[str, str, bool]:
    """First and last day on which something was said, and whether the words tell: what is news was said in the days before."""
    if said:
        first, last = period(said)
        return first.isoformat(), last.isoformat(), first == last
    if published:
        before = max(date.fromisoformat(published).toordinal() - NEWS, 1)
        return date.fromordinal(before).isoformat(), published, False
    return "", "", False


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, int]:
    """The words that many statements have: those of kg/data/common_words.csv, and names of countries and their people."""
    with resources.data("common_words.csv").open(encoding="utf-8", newline="") as lines:
        common = {row["word"] for row in csv.DictReader(lines)}
    names = (name for c in gazetteer().countries for name in (c.name, *c.demonyms, *c.aliases))
    return dict.fromkeys((*common, *(word for name in names for word in name.lower().split())), COMMON)


def is_rare(word: str) -> bool:
    """True for a word that few statements have."""
    return word not in _weights()


def weight(word: str) -> int:
    """What a word counts in a comparison."""
    return _weights().get(word, RARE)
