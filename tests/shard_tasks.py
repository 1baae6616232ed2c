"""Tasks for worker processes in tests: nothing is read, and some articles end the process that has them."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import KgError
from kg.facts import ArticleFacts
from kg.shards.part import save_part
from kg.shards.shard import Settings, Shard


def note(shard: Shard, settings: Settings, folder: Path) -> Path:
    """A part with the bare articles. "deadly" ends the process always, "once" and "twice" so often, "full" is a full disk."""
    for article in shard.articles:
        with (folder / f"tried-{article.id}").open("a", encoding="ascii") as tries:
            tries.write(".")
        number = len((folder / f"tried-{article.id}").read_text("ascii"))
        if article.text == "full":
            raise KgError("the disk is full")
        if number <= {"deadly": 99, "once": 1, "twice": 2}.get(article.text, 0):
            os._exit(7)
    path = folder / shard.name(settings)
    save_part(path, (ArticleFacts(article) for article in shard.articles))
    return path


def process(job: int) -> int:
    """Which process does the job."""
    return os.getpid()


def touch(path: Path) -> bool:
    """Leave a mark that the work has begun."""
    path.touch()
    return True


def die(job: str) -> None:
    """End the process."""
    os._exit(9)
