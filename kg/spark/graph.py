"""The graph: each part is read once more with the decisions about its profiles, and the nodes that articles share are gathered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.archive.database import packed
from kg.archive.parts import lines_of, part_lines
from kg.archive.records import dumps, loads
from kg.facts import ArticleFacts
from kg.graph.article import article_triples
from kg.graph.contribution import Contribution
from kg.graph.entities import contributions, graph_of, node_triples
from kg.graph.imports import GRAPH as IMPORTS
from kg.graph.imports import Event, event_node, event_quads
from kg.graph.iri import Names
from kg.graph.judgement import GRAPH as JUDGEMENTS
from kg.graph.judgement import user_quads
from kg.resolve.components import Decision
from kg.resolve.judgements import Line, Ruling
from kg.resolve.questions import QUESTIONS, Answer, Question, settled
from kg.shards.part import read_part
from kg.shards.shard import Settings
from kg.spark.extraction import prepare
from kg.spark.schema import plain

# kind "graph": the packed N-Quads ``data`` of the graph ``key``, or of its node ``value``; "given": the node ``key`` is given the
# contribution ``value`` so many times; "facts": the article ``key`` says ``value`` (JSON); "story": its graph ``value`` and text.
WRITTEN = "kind string, key string, value string, number long, data binary"
Row = tuple[str, str, str, int, bytes | None]
Numbers = Callable[[ArticleFacts], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a task needs to apply decisions to parts: where these lie, and the user's rulings on the questions answered so far."""

    folder: Path
    settings: Settings
    ruled: tuple[Ruling, ...] = ()


def sightings(rows: Iterable[Any], *, question: Question[Any], deciding: Deciding, named: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What judgements on a question that is decided, but not ruled on, name: as articles have it and with the key decided on."""
    for _, given, decided, found in _parts(rows, deciding):
        for facts in found:
            pairs = question.sightings(settled(facts, given), decided[question.name])
            yield from ((name, key) for handle, key in pairs for name in (handle, key) if name in named)


def profiles(rows: Iterable[Any], *, question: Question[Any], deciding: Deciding) -> Iterator[tuple[str, str, int]]:
    """(part, profile, number of articles that have it) of the next question, from the answers to those before."""
    for part, given, _, found in _parts(rows, deciding):
        told = Counter(p for facts in found for p in set(question.profiles(settled(facts, given))))
        yield from ((part, value, number) for value, number in sorted((dumps(p), n) for p, n in told.items()))


def written(rows: Iterable[Any], *, deciding: Deciding, names: Names, numbers: Numbers) -> Iterator[Row]:
    """Rows of ``WRITTEN`` of the articles of each part, from the answers to all questions."""
    for _, answers, _, found in _parts(rows, deciding):
        given: Counter[tuple[str, Contribution]] = Counter()
        for facts in found:
            final = settled(facts, answers)
            given.update(contributions(final))
            yield from _article(final, names, deciding.settings, numbers)
        yield from (("given", node, json.dumps(value), times, None) for (node, value), times in given.items())


def _article(facts: ArticleFacts, names: Names, settings: Settings, numbers: Numbers) -> Iterator[Row]:
    article, event = facts.article, Event(facts.article.id, settings.versions)
    graph = str(names.article(article.id))
    yield _graph(graph, "", lines_of(graph, article_triples(facts, names)))
    yield _graph(str(names.node(IMPORTS)), str(event_node(event, names)), part_lines(event_quads(event, names)))
    yield "facts", article.id, json.dumps(plain(facts)), 1, None
    yield "story", article.id, json.dumps([graph, numbers(facts)]), 1, packed(article.text)


def _graph(graph: str, subject: str, lines: bytes) -> Row:
    return "graph", graph, subject, lines.count(b"\n"), packed(lines)


def shared(rows: Iterable[Any], *, names: Names) -> Iterator[Row]:
    """The graph rows of the nodes that articles share, from (key, value, number) of contributions, sorted by key."""
    for node, values in groupby(rows, key=attrgetter("key")):
        given = {tuple(json.loads(row.value)): int(row.number) for row in values}
        graph = str(names.node(graph_of(node)))
        lines = lines_of(graph, node_triples(node, given, names))
        if lines:
            yield _graph(graph, str(names.node(node)), lines)


def judged(lines: Iterable[Line], names: Names) -> Iterator[Row]:
    """The graph rows of the user's judgements; two of one node become one part when they are written."""
    for line in lines:
        quads = list(user_quads([line], names))
        yield _graph(str(names.node(JUDGEMENTS)), str(quads[0].subject), part_lines(quads))


Decided = dict[str, dict[Any, Decision]]


def _parts(rows: Iterable[Any], deciding: Deciding) -> Iterator[tuple[str, list[Answer[Any]], Decided, list[ArticleFacts]]]:
    """Each part with the answers that are ruled on, the decisions about its profiles by question, and its facts.

    From rows sorted by part; "" is the question of none.
    """
    prepare(deciding.settings.authority)
    kinds = {question.name: question.kind for question in QUESTIONS}
    for part, known in groupby(rows, key=attrgetter("part")):
        decided: Decided = {name: {} for name in kinds}
        for row in known:
            if row.question in kinds:
                decided[row.question][loads(kinds[row.question], row.value)] = loads(Decision, row.decision)
        given = [Answer(q, decided[q.name], ruled) for q, ruled in zip(QUESTIONS, deciding.ruled, strict=False)]
        yield part, given, decided, [r for r in read_part(deciding.folder / part) if isinstance(r, ArticleFacts)]
