"""What a part tells: its problems, the profiles for each question across articles, and in the end its rows of the graph."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.archive.database import packed
from kg.archive.parts import lines_of, part_lines
from kg.archive.records import dumps
from kg.facts import ArticleFacts
from kg.graph.article import article_triples
from kg.graph.contribution import Contribution
from kg.graph.entities import contributions
from kg.graph.imports import GRAPH as IMPORTS
from kg.graph.imports import Event, Versions, event_node, event_quads
from kg.graph.iri import Names
from kg.model import Problem
from kg.pipeline import doubts
from kg.resolve.components import Decision
from kg.resolve.questions import Answer, Question, profiles, settled, sightings
from kg.shards.part import read_part

Answers = Sequence[Answer[Any]]
Counts = tuple[int, ...]
Count = Callable[[ArticleFacts], Counts]


class GraphRow(NamedTuple):
    """The packed N-Quads of a part of the graph: of ``graph`` as a whole, or of its node ``subject``."""

    graph: str
    subject: str
    quads: int
    lines: bytes


class Story(NamedTuple):
    """What is kept of an article beside its graph: its id, its graph's name, what was counted (JSON), and its packed text."""

    id: str
    graph: str
    counts: str
    text: bytes


class Given(NamedTuple):
    """A contribution (JSON) to a node that articles share, and how often it is made."""

    node: str
    value: str
    times: int


Row = GraphRow | Story | Given


def problems_in(part: Path) -> tuple[list[Problem], int]:
    """What went wrong with articles or is doubtful in them, and how many have facts."""
    results = list(read_part(part))
    found = [problem for r in results for problem in ([r] if isinstance(r, Problem) else doubts(r))]
    return found, sum(isinstance(r, ArticleFacts) for r in results)


def profiles_in(part: Path, question: Question[Any], given: Answers) -> Counter[str]:
    """The profiles (JSON) for the next question, each with the number of articles that have it."""
    return Counter({dumps(profile): number for profile, number in profiles(facts_in(part), question, given).items()})


def sightings_in(
    part: Path, question: Question[Any], given: Answers, decided: Mapping[Any, Decision], named: frozenset[str]
) -> list[tuple[str, str]]:
    """``questions.sightings`` of a part."""
    return list(sightings(facts_in(part), question, given, decided, named))


def rows_in(part: Path, given: Answers, names: Names, versions: Versions, count: Count) -> list[Row]:
    """``rows`` of a part, from the answers to all questions."""
    return list(rows((settled(one, given) for one in facts_in(part)), names, versions, count))


def facts_in(part: Path) -> Iterator[ArticleFacts]:
    """The facts of the articles that went through."""
    return (r for r in read_part(part) if isinstance(r, ArticleFacts))


def rows(articles: Iterable[ArticleFacts], names: Names, versions: Versions, count: Count) -> Iterator[Row]:
    """The rows of the graphs of articles, for which all is decided; ``count`` is what a report says of one."""
    shared: Counter[tuple[str, Contribution]] = Counter()
    for facts in articles:
        shared.update(contributions(facts))
        yield from _article(facts, names, versions, count)
    yield from (Given(node, json.dumps(value), times) for (node, value), times in shared.items())


def _article(facts: ArticleFacts, names: Names, versions: Versions, count: Count) -> Iterator[Row]:
    article, event = facts.article, Event(facts.article.id, versions)
    graph = str(names.article(article.id))
    yield graph_row(graph, "", lines_of(graph, article_triples(facts, names)))
    yield graph_row(str(names.node(IMPORTS)), str(event_node(event, names)), part_lines(event_quads(event, names)))
    yield Story(article.id, graph, json.dumps(count(facts)), packed(article.text))


def graph_row(graph: str, subject: str, lines: bytes) -> GraphRow:
    """A row from lines of N-Quads."""
    return GraphRow(graph, subject, lines.count(b"\n"), packed(lines))
