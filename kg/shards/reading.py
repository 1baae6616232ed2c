"""Reading articles into parts, by one process or several, and where the parts lie meanwhile."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.facts import ArticleFacts
from kg.model import Article, Problem
from kg.shards.part import read_part, write_part
from kg.shards.pool import Done, Place, Pool
from kg.shards.shard import Settings, Shard, shards

NAME = ".kg-parts"
Told = Callable[[int], object]


class Parts:
    """The parts of all articles, in the order of the input; facts are read from the disk each time they are asked for."""

    def __init__(self, done: Iterable[Done]) -> None:
        self._found: list[tuple[Place, Path | Problem]] = sorted(((d.place, d.result) for d in done), key=lambda found: found[0])

    def results(self) -> Iterator[ArticleFacts | Problem]:
        """What was found of each article."""
        for _, found in self._found:
            if isinstance(found, Problem):
                yield found
            else:
                yield from read_part(found)

    def facts(self) -> Iterator[ArticleFacts]:
        """The facts of the articles that went through."""
        yield from (r for r in self.results() if isinstance(r, ArticleFacts))


def read_parts(articles: Iterable[Article], settings: Settings, folder: Path, *, workers: int = 1, told: Told = lambda n: None) -> Parts:
    """Read articles into parts in ``folder``; those that are there are not read again. ``told`` is called with numbers of articles done.

    The same parts whatever the number of ``workers``: every article is read by itself. Raises KgError when a part cannot be written.
    """
    done = Pool(workers, settings, folder).read(shards(articles)) if workers > 1 else _alone(shards(articles), settings, folder)
    return Parts(_counted(done, told))


def _alone(some: Iterable[Shard], settings: Settings, folder: Path) -> Iterator[Done]:
    """Read in this process."""
    yield from (Done((number,), shard, write_part(shard, settings, folder)) for number, shard in enumerate(some))


def _counted(done: Iterable[Done], told: Told) -> Iterator[Done]:
    for one in done:
        told(len(one.shard.articles))
        yield one


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
