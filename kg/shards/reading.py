"""Reading articles into parts, and where the parts lie meanwhile."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from kg.model import Article, Problem
from kg.shards.part import write_part
from kg.shards.pool import Alone, Died, Done, Workers, each
from kg.shards.shard import Settings, Shard, shards
from kg.shards.telling import problems_in

NAME = ".kg-parts"
Told = Callable[[int], object]
ALONE = Alone()


class Task(Protocol):
    """What makes a shard's part in a folder, unless it is there; its path."""

    def __call__(self, shard: Shard, settings: Settings, folder: Path) -> Path: ...


class Parts:
    """The part files of all articles: ``paths``, in the order of the input."""

    def __init__(self, done: Iterable[Done[Shard, Path]]) -> None:
        found = sorted(((d.place, _left(d)) for d in done), key=lambda one: one[0])
        self._lost = [(place, left) for place, left in found if isinstance(left, Problem)]
        self._places = [place for place, left in found if isinstance(left, Path)]
        self.paths = [left for _, left in found if isinstance(left, Path)]

    def found(self, workers: Workers = ALONE) -> tuple[list[Problem], int]:
        """What went wrong with articles or is doubtful in them, in their order, and how many have facts."""
        told = [(place, problem) for place, problem in self._lost]
        number = 0
        for (at,), (problems, articles) in each(workers, problems_in, self.paths):
            told += ((self._places[at], problem) for problem in problems)
            number += articles
        return [problem for _, problem in sorted(told, key=lambda one: one[0])], number


def read_parts(
    articles: Iterable[Article],
    settings: Settings,
    folder: Path,
    *,
    workers: Workers = ALONE,
    told: Told = lambda n: None,
    task: Task = write_part,
) -> Parts:
    """Read articles into parts in ``folder``; those that are there are not read again. ``told`` is called with numbers of articles done.

    The same parts whoever the ``workers`` are: every article is read by itself. Raises KgError when a part cannot be written.
    """
    done = workers.do(partial(task, settings=settings, folder=folder), shards(articles), pieces=Shard.single)
    return Parts(_counted(done, told))


def _counted(done: Iterable[Done[Shard, Path]], told: Told) -> Iterator[Done[Shard, Path]]:
    for one in done:
        told(len(one.job.articles))
        yield one


def _left(done: Done[Shard, Path]) -> Path | Problem:
    """The part of a shard, or what became of its only article."""
    if not isinstance(done.result, Died):
        return done.result
    (article,) = done.job.articles
    message = f"article {article.id!r} ended the process that read it, again and again ({done.result.how}); "
    return Problem(article.origin or article.id, message + "leave it out or give it more memory")


@contextmanager
def parts_folder(output: Path, *, keep: bool, resume: bool) -> Iterator[Path]:
    """A folder for parts, gone when the block ends.

    With ``keep`` it lies in ``output`` and outlives a run that fails or is killed; with ``resume`` what such a run left is used.
    """
    if not keep:
        with tempfile.TemporaryDirectory(prefix="kg-") as passing:
            yield Path(passing)
        return
    folder = output / NAME
    if not resume:
        shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
    if output.is_dir() and not any(output.iterdir()):
        output.rmdir()  # nothing could be read
