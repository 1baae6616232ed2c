"""``build``: the stages in their order, each a table that the next one starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import Path
from typing import Any

from pyspark import RDD
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from kg.graph.iri import Names
from kg.model import Problem
from kg.resolve.judgements import Judgements, Ruling, ruling
from kg.resolve.questions import QUESTIONS, Question
from kg.shards.joining import gather
from kg.shards.shard import Settings
from kg.shards.telling import Count
from kg.spark import graph, reading, writing
from kg.spark.deciding import decided
from kg.spark.extraction import extracted, problems
from kg.spark.work import Work, tasks

# What is told of problems; a faulty file can have millions.
TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made: ``problems`` are the first ``TOLD`` of them, ``left_out`` the number of articles that have one."""

    articles: int
    quads: int
    left_out: int
    problems: list[Problem]
    written: DataFrame
    graph: DataFrame

    def gather(self, folder: Path) -> None:
        """Bring the graph to this machine, into a database as ``kg.shards.joining.join`` writes it; little of it is held in memory."""
        found = self.graph.unionAll(self.written.where("kind = 'story'"))
        gather(folder, writing.rows(found.toLocalIterator(prefetchPartitions=True)))


def build(
    spark: SparkSession,
    paths: Sequence[str],
    folder: Path,
    settings: Settings,
    names: Names,
    judgements: Judgements,
    numbers: Count,
    max_bytes: int | None = None,
) -> Built:
    """Read articles and write their graph into ``folder``, which all nodes share: N-Quads in ``quads``, Parquet in ``facts``.

    Parts that are in the folder are not read again. ``numbers`` is what a report says of an article. Raises KgError for input that
    Spark does not read, a judgement on nobody, and what cannot be written.
    """
    found: list[Problem] = []
    work = Work(spark, folder.absolute())
    work.clear()
    articles, lines = reading.articles(work, paths, found, max_bytes)
    read = extracted(work, articles, lines, settings)
    told, left_out = problems(read, TOLD)
    done = read.where("kind = 'part'").agg(F.sum("number")).first()
    count = int(done[0] or 0) if done else 0
    left_out += sum(p.fatal for p in found)
    stages = _Stages(work, read, tasks(lines), graph.Deciding(work.folder, settings))
    written = stages.written(judgements, names, numbers)
    whole = stages.whole(written, judgements, names)
    quads = writing.write_quads(work, whole, count)
    writing.write_facts(work, written.where("kind = 'facts'"), count)
    return Built(count, quads, left_out, [*found, *told], written, whole)


@dataclass(frozen=True, slots=True)
class _Stages:
    """From what was read (``extraction.READ``) to the graph; ``tasks`` at a time go through the parts."""

    work: Work
    read: DataFrame
    tasks: int
    deciding: graph.Deciding

    def written(self, judgements: Judgements, names: Names, numbers: Count) -> DataFrame:
        """What articles say once one question after the other is decided (``graph.WRITTEN``), kept."""
        decisions: list[DataFrame] = []
        deciding = self.deciding
        for question in QUESTIONS:
            seen = self._seen(question, decisions, deciding)
            decisions.append(decided(self.work, seen, question, deciding.settings.authority))
            ruled = self._ruling(question, decisions, deciding, judgements.about(question.name))
            deciding = replace(deciding, ruled=(*deciding.ruled, ruled))
        rows = self._parts(*decisions).mapPartitions(partial(graph.written, deciding=deciding, names=names, numbers=numbers))
        return self.work.kept("written", self.work.table(rows, graph.WRITTEN))

    def _seen(self, question: Question[Any], decisions: Sequence[DataFrame], deciding: graph.Deciding) -> DataFrame:
        """(part, value, number) of the profiles of a question; those of the first are known from reading."""
        if not decisions:
            return self.read.where("kind = 'profile'").select("part", "value", "number")
        told = self._parts(*decisions).mapPartitions(partial(graph.profiles, question=question, deciding=deciding))
        return self.work.kept(f"{question.name}-told", self.work.table(told, "part string, value string, number long"))

    def whole(self, written: DataFrame, judgements: Judgements, names: Names) -> DataFrame:
        """All rows of the graph: of articles, of the nodes that they share, and of the user's judgements."""
        given = written.where("kind = 'given'").groupBy("key", "value").agg(F.sum("number").alias("number"))
        by_node = given.repartition("key").sortWithinPartitions("key", "value").rdd
        shared = self.work.table(by_node.mapPartitions(partial(graph.shared, names=names)), graph.WRITTEN)
        said = self.work.table(list(graph.judged(judgements.lines, names)), graph.WRITTEN)
        return written.where("kind = 'graph'").unionAll(self.work.kept("shared", shared)).unionAll(said)

    def _ruling(self, question: Question[Any], decisions: Sequence[DataFrame], deciding: graph.Deciding, judgements: Judgements) -> Ruling:
        """What the user's judgements on a question do; the driver learns of that only which a judgement names."""
        if not judgements.lines:
            return Ruling()
        named = frozenset(name for line in judgements.lines for name in (line.left, line.right))
        looking = partial(graph.sightings, question=question, deciding=deciding, named=named)
        found = self._parts(*decisions).mapPartitions(looking)
        return ruling(judgements, dict(sorted(found.distinct().collect())))

    def _parts(self, *decisions: DataFrame) -> RDD[Any]:
        """All parts, each with the decisions about it, rows of one part together."""
        none = F.lit(None).cast("string")
        parts = self.read.where("kind = 'part'").select("part", F.lit("").alias("question"), none.alias("value"), none.alias("decision"))
        return reduce(DataFrame.unionAll, decisions, parts).repartition(self.tasks, "part").sortWithinPartitions("part").rdd
