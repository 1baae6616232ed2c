"""Decisions across articles as joins: profiles that share a block meet, and each component is decided by one task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from kg.archive.records import dumps, loads
from kg.resolve.questions import P, Question
from kg.spark.components import connected
from kg.spark.extraction import prepare
from kg.spark.work import Work


def decided(work: Work, seen: DataFrame, question: Question[P], authority: str) -> DataFrame:
    """(part, question, value, decision) of each profile in each part, kept, from (part, value, number of articles that have it).

    A number stands for a profile where components are looked for. Two profiles with one number would merely be in one component,
    and deciding two components together gives what deciding each gives.
    """
    name = question.name
    node = F.xxhash64("value").alias("node")
    counted = seen.groupBy("value").agg(F.sum("number").alias("number")).select("value", "number", node)
    profiles = work.kept(f"{name}-profiles", counted)
    blocks = work.table(profiles.rdd.mapPartitions(partial(blocks_of, question=question)), "node long, block string")
    roots = connected(work, f"{name}-edges", blocks)
    placed = profiles.join(roots, "node", "left").select(F.coalesce("root", "node").alias("component"), "value", "number")
    sorted_ = placed.repartition("component").sortWithinPartitions("component", "value")
    rows = sorted_.rdd.mapPartitions(partial(decide, question=question, authority=authority))
    decisions = work.kept(f"{name}-decisions", work.table(rows, "value string, decision string"))
    return work.kept(f"{name}-seen", seen.join(decisions, "value").select("part", F.lit(name).alias("question"), "value", "decision"))


def blocks_of(rows: Iterable[Any], *, question: Question[P]) -> Iterator[tuple[int, str]]:
    """(node, block) of each profile."""
    for row in rows:
        yield from ((row.node, block) for block in question.blocks(loads(question.kind, row.value)))


def decide(rows: Iterable[Any], *, question: Question[P], authority: str) -> Iterator[tuple[str, str]]:
    """(value, decision) of each profile, from (component, value, number) sorted by component."""
    prepare(authority)
    for _, members in groupby(rows, key=attrgetter("component")):
        component = {loads(question.kind, row.value): int(row.number) for row in members}
        yield from ((dumps(p), dumps(d)) for p, d in question.decide(component).items())
