"""The stages of a build on Spark, one after the other without Spark itself: they give the quads of a build in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace as Row

import pytest

from kg.archive.records import dumps, loads
from kg.export import serialized
from kg.facts import ArticleFacts
from kg.graph.build import build
from kg.graph.imports import current
from kg.graph.iri import Names, local
from kg.resolve.components import components
from kg.resolve.judgements import Judgements, Ruling, consistent, parse, ruling
from kg.resolve.questions import QUESTIONS, P, Question, across
from kg.shards.part import save_part
from kg.shards.shard import Settings
from tests.archives import story
from tests.test_joining import HEAD, LINES, STORIES

pytest.importorskip("pyspark", reason="pyspark is not installed (pip install 'kg-news[spark]')")

from kg.spark import deciding, graph, writing

SETTINGS = Settings(current("m"))
NAMES = Names()
Seen = Iterable[tuple[str, str, int]]


def decided(seen: Seen, question: Question[P]) -> list[Row]:
    """(part, question, value, decision) as the joins give them, from (part, value, number)."""
    seen = list(seen)
    counts: Counter[str] = Counter()
    for _, value, number in seen:
        counts[value] += number
    found = components((loads(question.kind, value) for value in counts), question.blocks)
    rows = [Row(component=n, value=v, number=counts[v]) for n, some in enumerate(found) for v in sorted(map(dumps, some))]
    decision = dict(deciding.decide(rows, question=question, authority=""))
    return [Row(part=part, question=question.name, value=value, decision=decision[value]) for part, value, _ in seen]


def by_part(*rows: Row) -> list[Row]:
    return sorted(rows, key=lambda row: row.part)


def quads(folder: Path, parts: Mapping[str, Sequence[ArticleFacts]], judged: Judgements) -> bytes:
    for name, stories in parts.items():
        save_part(folder / name, stories)
    rows = [Row(part=part, question="", value=None, decision=None) for part in parts]
    deciding = graph.Deciding(folder, SETTINGS)
    for question in QUESTIONS:
        rows += decided(graph.profiles(by_part(*rows), question=question, deciding=deciding), question)
        about = judged.about(question.name)
        named = frozenset(name for line in about.lines for name in (line.left, line.right))
        found = dict(graph.sightings(by_part(*rows), question=question, deciding=deciding, named=named))
        deciding = replace(deciding, ruled=(*deciding.ruled, ruling(about, found) if named else Ruling()))
    written = list(graph.written(by_part(*rows), deciding=deciding, names=NAMES, numbers=lambda facts: (len(facts.roles),)))
    given: Counter[tuple[str, str]] = Counter()
    for kind, key, value, number, _ in written:
        given.update({(key, value): number} if kind == "given" else {})
    shared = graph.shared((Row(key=key, value=value, number=n) for (key, value), n in sorted(given.items())), names=NAMES)
    rows = [*(r for r in written if r[0] == "graph"), *shared, *graph.judged(judged.lines, NAMES)]
    return b"".join(lines for *_, lines in writing.parts(Row(key=r[1], value=r[2], data=r[4]) for r in sorted(rows, key=lambda r: r[1:3])))


@pytest.mark.parametrize("lines", ["", HEAD + "c.person.lund,person.joe-lund,different,other\n", LINES])
@pytest.mark.parametrize("cut", [1, 3, 5])
def test_the_stages_give_the_quads_of_a_build_in_memory(tmp_path, lines, cut):
    judged = consistent(parse(lines, "test"))
    made = quads(tmp_path, {"p1": STORIES[:cut], "p2": STORIES[cut:]}, judged)
    assert made == serialized(build(across(STORIES, judged), NAMES, model="m", judgements=judged.lines), "nq")


def test_articles_whose_ids_have_one_iri_share_a_graph(tmp_path):
    long = "a" * 300
    stories = (story(long, "Ana Sol"), story(local(long), "Joe Lund", "president@country.ke"))
    made = quads(tmp_path, {"p1": stories[:1], "p2": stories[1:]}, Judgements())
    assert made == serialized(build(across(stories), NAMES, model="m"), "nq")
