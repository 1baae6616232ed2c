"""One shard -> one part file: what each article says before anything is decided across articles. No engine is known here.

A part is gzip of one line an article, ``facts JSON`` or ``problem JSON`` (``kg.archive.records``), in the order of the shard. It is
written under a temporary name and renamed when it is on the disk, so a part that is there is whole; it is not written again.
"""

from __future__ import annotations

import gc
import gzip
import os
import platform
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from kg.archive.records import dumps, loads
from kg.errors import KgError
from kg.facts import ArticleFacts
from kg.model import Problem
from kg.shards.shard import Settings, Shard

LEVEL = 1
KINDS = {"facts": ArticleFacts, "problem": Problem}
Result = ArticleFacts | Problem


def write_part(shard: Shard, settings: Settings, folder: Path) -> Path:
    """Read the articles of a shard into their part file in ``folder``, unless it is there; its path.

    The model is loaded at the first call in a process. Raises KgError when the part cannot be written.
    """
    path = folder / shard.name(settings)
    if not path.exists():
        save_part(path, _read(shard, settings))
    return path


def save_part(path: Path, results: Iterable[Result]) -> None:
    """Write a part, whole or not at all. Raises KgError when it cannot be written."""
    lines = "".join(f"{'problem' if isinstance(r, Problem) else 'facts'} {dumps(r)}\n" for r in results)
    partial = path.with_name(f".{path.name}.{platform.node()}.{os.getpid()}.part")  # the folder may be that of several machines
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            stream.write(gzip.compress(lines.encode("ascii"), LEVEL, mtime=0))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    except OSError as exc:
        with suppress(OSError):
            partial.unlink()
        raise KgError(f"{path.parent}: cannot be written ({exc.strerror or exc}); make room or choose another folder") from exc


def read_part(path: Path) -> Iterator[Result]:
    """What was found of each article. Raises KgError when the file is damaged."""
    try:
        with gzip.open(path, "rt", encoding="ascii") as lines:
            for line in lines:
                kind, _, text = line.partition(" ")
                yield loads(KINDS[kind], text)
    except (OSError, EOFError, ValueError, KeyError) as exc:
        raise KgError(f"{path}: is damaged ({exc}); delete it and run again with --resume") from exc


def _read(shard: Shard, settings: Settings) -> Iterator[Result]:
    from kg.annotate import load
    from kg.pipeline import read_facts

    yield from read_facts(shard.articles, load(settings.model), settings.settled)
    _keep()


@lru_cache(maxsize=1)
def _keep() -> None:
    """Take what the first articles have loaded, model and tables, off the garbage collector's rounds."""
    gc.collect()
    gc.freeze()
