"""Reading shards in tasks that may die, and be tried again by Spark: each try leaves a mark in the shared folder before it begins.

A shard that ended two tasks is read article by article, and an article that then ends a task by itself is told as a problem, as in
``kg.shards.pool``. So one article cannot make a task fail so often that the build does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.errors import KgError
from kg.model import Problem
from kg.shards.part import write_part
from kg.shards.pool import TRIES
from kg.shards.reading import Task
from kg.shards.shard import Settings, Shard

MARKS = "tries"


def forget(folder: Path) -> None:
    """Begin anew: what died in an earlier run says nothing of its articles."""
    shutil.rmtree(folder / MARKS, ignore_errors=True)


def read(shard: Shard, settings: Settings, folder: Path, *, task: Task = write_part) -> Iterator[tuple[Shard, Path | Problem]]:
    """The shard with its part; or, where tasks died of it, its articles one by one, each with its part or what became of it.

    Raises KgError when a part cannot be written.
    """
    if _may_be_tried(shard, settings, folder, TRIES):
        yield shard, task(shard, settings, folder)
        return
    alone = len(shard.articles) == 1
    for one in shard.single():
        if not alone and _may_be_tried(one, settings, folder, 1):
            yield one, task(one, settings, folder)
        else:
            (article,) = one.articles
            message = f"article {article.id!r} ended the task that read it, again and again; leave it out or give it more memory"
            yield one, Problem(article.origin or article.id, message)


def _may_be_tried(shard: Shard, settings: Settings, folder: Path, tries: int) -> bool:
    """True if the part is there or fewer tries than ``tries`` were begun; one more is on record then."""
    name = shard.name(settings)
    if (folder / name).exists():
        return True
    mark = folder / MARKS / name
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        with mark.open("ab") as marks:
            if marks.tell() < tries:
                marks.write(b".")
                return True
    except OSError as exc:
        raise KgError(f"{folder}: cannot be written ({exc.strerror or exc}); all executors need to write there") from exc
    return False
