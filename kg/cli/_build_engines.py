"""Who does the work of a build: the processes of this machine, or Apache Spark."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._build_report import numbers

if TYPE_CHECKING:
    from kg.graph.iri import Names
    from kg.model import Problem
    from kg.resolve.judgements import Judgements
    from kg.shards.pool import Workers
    from kg.shards.reading import Parts
    from kg.shards.shard import Settings

LOCAL = "local"
SPARK = "spark"
ENGINES = (LOCAL, SPARK)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be built, and the ``folder`` where it is worked out."""

    paths: tuple[str, ...]
    folder: Path
    settings: Settings
    names: Names
    judgements: Judgements
    max_bytes: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """What a build has made in the folder, and how many articles had to be left out; all 0 when nothing could be read."""

    articles: int = 0
    quads: int = 0
    left_out: int = 0
    problems: int = 0


def on_this_machine(task: Task, workers: Workers) -> Made:
    """Read, join, and leave the graph in the folder's database."""
    from contextlib import closing

    from kg.shards.joining import Joined, join

    problems: list[Problem] = []
    parts = _read(task, workers, problems)
    told, articles = parts.found(workers)
    problems += told
    _tell(problems, found=articles > 0)
    if not articles:
        return Made(problems=len(problems))
    join(parts.paths, task.folder, task.names, task.settings.versions, task.judgements, numbers, workers=workers)
    with closing(Joined(task.folder)) as joined:
        return Made(joined.articles(), joined.size(), sum(p.fatal for p in problems), len(problems))


def _read(task: Task, workers: Workers, problems: list[Problem]) -> Parts:
    """Read all articles; ``problems`` gathers what went wrong with files."""
    from kg.cli._progress import progress
    from kg.read import read
    from kg.shards.reading import read_parts

    articles = read(task.paths, problems=problems, **({"max_bytes": task.max_bytes} if task.max_bytes else {}))
    with progress(task.paths) as told:
        return read_parts(articles, task.settings, task.folder, workers=workers, told=told)


def on_spark(task: Task, cores: int, *, whole: bool) -> Made:
    """Leave the graph and the facts in files of the folder (``kg.spark.writing``), with ``whole`` in its database as well."""
    from kg.spark.faults import as_faults
    from kg.spark.session import session

    with session(cores) as spark, as_faults():
        from kg.spark.build import TOLD, build

        settings = replace(task.settings, model=task.settings.model or os.environ.get("KG_MODEL", ""))  # executors have another environment
        made = build(spark, task.paths, task.folder, settings, task.names, task.judgements, numbers, task.max_bytes)
        _tell(made.problems, found=made.articles > 0)
        if len(made.problems) >= TOLD:
            click.echo(f"kg: warning: no more than {TOLD:,} faults of lines and articles are told", err=True)
        if whole and made.articles:
            made.gather(task.folder)
    return Made(made.articles, made.quads, made.left_out, len(made.problems))


def _tell(problems: Iterable[Problem], *, found: bool) -> None:
    """Say on stderr what went wrong; where nothing could be read at all, it is an error."""
    from kg.query.terms import visible

    for problem in problems:
        click.echo(f"kg: {'warning' if found or not problem.fatal else 'error'}: {visible(str(problem))}", err=True)
