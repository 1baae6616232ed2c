"""What executors do with articles: shards to part files by ``kg.shards``, and the profiles that they hold."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from kg.archive.records import dumps, loads
from kg.facts import ArticleFacts
from kg.model import Article, Problem
from kg.pipeline import doubts
from kg.read import once
from kg.resolve.questions import QUESTIONS
from kg.shards.part import Result, read_part
from kg.shards.shard import Settings, Shard, shards
from kg.shards.worker import ONE_THREAD, know
from kg.spark import trying
from kg.spark.work import Work, tasks

# kind "part": ``part`` is there and holds the facts of ``number`` articles; "profile": so many articles of the part have the profile
# ``value``; "reading" and "article": the problem ``value`` of a line, or of an article that was read, ``number`` 1 if it is left out.
READ = "kind string, part string, value string, number long, file int, line long"
Row = tuple[str, str, str, int, int, int]


def extracted(work: Work, articles: DataFrame, lines: int, settings: Settings) -> DataFrame:
    """A table of ``READ`` from one of ``reading.ARTICLES``, kept; the parts are in the folder of ``work``.

    Articles go to tasks by a hash of their ids: a run that is resumed makes the same shards, and articles of one id meet.
    """
    trying.forget(work.folder)
    spread = articles.repartition(tasks(lines), "id").sortWithinPartitions("file", "line")
    rows = spread.rdd.mapPartitions(partial(extract, settings=settings, folder=work.folder))
    return work.kept("read", work.table(rows, READ))


def extract(rows: Iterable[Any], *, settings: Settings, folder: Path) -> Iterator[Row]:
    """Rows of ``READ`` from sorted ones of ``reading.ARTICLES``; each shard is read unless its part is there."""
    prepare(settings.authority)
    reading = _Reading(rows)
    for shard in shards(once(reading.articles(), reading.problems)):
        for some, result in trying.read(shard, settings, folder):
            yield from _told(some, result, reading)
    yield from reading.told


def prepare(authority: str) -> None:
    """Make this process fit for a task: one thread, and the user's record of office holders or none.

    Spark's Python collects garbage after each task, all of it. Model and tables are no garbage: what outlived the task before is
    not looked at again, which took longer than many a task.
    """
    gc.freeze()
    _know(authority)


@lru_cache(maxsize=1)
def _know(authority: str) -> None:
    from kg.resolve import holders

    os.environ.update(ONE_THREAD)
    holders.use(())
    know(authority)


class _Reading:
    """Articles as they come, where they stood, and what is to be told of their lines."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.problems: list[Problem] = []
        self.told: list[Row] = []
        self.places: dict[str, tuple[int, int]] = {}
        self._rows = rows

    def articles(self) -> Iterator[Article]:
        for file, line, ident, article, problems in self._rows:
            self.problems += (loads(Problem, p) for p in problems)
            if article is not None:
                self.places.setdefault(ident, (file, line))
                yield loads(Article, article)
            self.told += (("reading", "", dumps(p), int(p.fatal), file, line) for p in self.problems)  # with what ``once`` says of it
            self.problems.clear()


def _told(shard: Shard, result: Path | Problem, reading: _Reading) -> Iterator[Row]:
    """What is known of a shard that was read."""
    results: Iterable[Result] = (result,) if isinstance(result, Problem) else read_part(result)
    profiles: Counter[str] = Counter()
    read = 0
    for article, found in zip(shard.articles, results, strict=True):
        for problem in doubts(found) if isinstance(found, ArticleFacts) else (found,):
            yield "article", "", dumps(problem), int(problem.fatal), *reading.places[article.id]
        if isinstance(found, ArticleFacts):
            profiles.update(map(dumps, QUESTIONS[0].profiles(found)))
            read += 1
    if isinstance(result, Path):
        yield "part", result.name, "", read, 0, 0
        yield from (("profile", result.name, value, number, 0, 0) for value, number in profiles.items())


def problems(read: DataFrame, most: int) -> tuple[list[Problem], int]:
    """What went wrong with lines and then with articles, in their order: so many of them, and the number of articles left out."""
    told = read.where(F.col("kind").isin("reading", "article"))
    first = told.orderBy(F.desc("kind"), "file", "line", "value").limit(most).collect()
    left_out = told.agg(F.sum("number")).first()
    return [loads(Problem, row.value) for row in first], int(left_out[0] or 0) if left_out else 0
