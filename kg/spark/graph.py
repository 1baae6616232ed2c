"""The graph: each part is read once more with the decisions about its profiles, and the nodes that articles share are gathered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.archive.parts import lines_of, part_lines
from kg.archive.records import loads
from kg.graph.entities import graph_of, node_triples
from kg.graph.iri import Names
from kg.graph.judgement import GRAPH as JUDGEMENTS
from kg.graph.judgement import user_quads
from kg.resolve.components import Decision
from kg.resolve.judgements import Line, Ruling
from kg.resolve.questions import QUESTIONS, Answer, Question, settled
from kg.shards import telling
from kg.shards.shard import Settings
from kg.shards.telling import Count, Given, Story, facts_in, graph_row, profiles_in, sightings_in
from kg.spark.extraction import prepare
from kg.spark.schema import plain

# kind "graph": the packed N-Quads ``data`` of the graph ``key``, or of its node ``value``; "given": the node ``key`` is given the
# contribution ``value`` so many times; "facts": the article ``key`` says ``value`` (JSON); "story": its graph ``value`` and text.
WRITTEN = "kind string, key string, value string, number long, data binary"
Row = tuple[str, str, str, int, bytes | None]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a task needs to apply decisions to parts: where these lie, and the user's rulings on the questions answered so far."""

    folder: Path
    settings: Settings
    ruled: tuple[Ruling, ...] = ()


def sightings(rows: Iterable[Any], *, question: Question[Any], deciding: Deciding, named: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What judgements on a question that is decided, but not ruled on, name: as articles have it and with the key decided on."""
    for part, given, decided in _parts(rows, deciding):
        yield from sightings_in(part, question, given, decided[question.name], named)


def profiles(rows: Iterable[Any], *, question: Question[Any], deciding: Deciding) -> Iterator[tuple[str, str, int]]:
    """(part, profile, number of articles that have it) of the next question, from the answers to those before."""
    for part, given, _ in _parts(rows, deciding):
        yield from ((part.name, value, number) for value, number in sorted(profiles_in(part, question, given).items()))


def written(rows: Iterable[Any], *, deciding: Deciding, names: Names, numbers: Count) -> Iterator[Row]:
    """Rows of ``WRITTEN`` of the articles of each part, from the answers to all questions."""
    for part, answers, _ in _parts(rows, deciding):
        final = [settled(facts, answers) for facts in facts_in(part)]
        yield from (("facts", facts.article.id, json.dumps(plain(facts)), 1, None) for facts in final)
        yield from map(_written, telling.rows(final, names, deciding.settings.versions, numbers))


def _written(row: telling.Row) -> Row:
    if isinstance(row, Given):
        return "given", row.node, row.value, row.times, None
    if isinstance(row, Story):
        return "story", row.id, json.dumps([row.graph, row.counts]), 1, row.text
    return "graph", row.graph, row.subject, row.quads, row.lines


def shared(rows: Iterable[Any], *, names: Names) -> Iterator[Row]:
    """The graph rows of the nodes that articles share, from (key, value, number) of contributions, sorted by key."""
    for node, values in groupby(rows, key=attrgetter("key")):
        given = {tuple(json.loads(row.value)): int(row.number) for row in values}
        graph = str(names.node(graph_of(node)))
        lines = lines_of(graph, node_triples(node, given, names))
        if lines:
            yield _written(graph_row(graph, str(names.node(node)), lines))


def judged(lines: Iterable[Line], names: Names) -> Iterator[Row]:
    """The graph rows of the user's judgements; two of one node become one part when they are written."""
    for line in lines:
        quads = list(user_quads([line], names))
        yield _written(graph_row(str(names.node(JUDGEMENTS)), str(quads[0].subject), part_lines(quads)))


Decided = dict[str, dict[Any, Decision]]


def _parts(rows: Iterable[Any], deciding: Deciding) -> Iterator[tuple[Path, list[Answer[Any]], Decided]]:
    """Each part with the answers that are ruled on and the decisions about its profiles by question.

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
        yield deciding.folder / part, given, decided
