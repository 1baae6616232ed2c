"""Worker processes that read shards. A process may die (out of memory, killed, a fault in a library) and the others go on.

The shard of a process that died is read once more by a new one; if that dies as well, its articles are read one by one, and one that
ends its process again is told as a problem. (A ``ProcessPoolExecutor`` gives up as a whole when a process dies.)
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.model import Problem
from kg.shards.part import write_part
from kg.shards.shard import Settings, Shard
from kg.shards.worker import Task, work

PATIENCE = 5
TRIES = 2
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is done: ``place`` orders it among all, ``result`` is its part or what became of its only article."""

    place: Place
    shard: Shard
    result: Path | Problem


@dataclass(slots=True)
class _Job:
    place: Place
    shard: Shard
    deaths: int = 0


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection[Any, Any]
    job: _Job


class Pool:
    """``size`` processes that do ``task`` (``part.write_part``) with shards; each loads the model once.

    A process is given one shard at a time and shards are taken from their source only then, so that nothing piles up.
    """

    def __init__(self, size: int, settings: Settings, folder: Path, *, task: Task = write_part) -> None:
        self._size = size
        self._arguments = (task, settings, folder)
        self._spawn = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._again: deque[_Job] = deque()

    def read(self, shards: Iterable[Shard]) -> Iterator[Done]:
        """Each shard as it is done, in any order. Raises KgError when a part cannot be written."""
        source = (_Job((number,), shard) for number, shard in enumerate(shards))
        with self._ended():
            while self._fill(source):
                for worker in self._ready():
                    yield from self._take(worker)
                    self._give_next(worker, source)

    def _fill(self, source: Iterator[_Job]) -> bool:
        """Start processes while there is work for them; True while any is at work."""
        while len(self._workers) < self._size and (job := self._next(source)):
            ours, theirs = self._spawn.Pipe()
            process = self._spawn.Process(target=work, args=(theirs, *self._arguments), daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours, job))
            self._give(self._workers[-1], job)
        return bool(self._workers)

    def _next(self, source: Iterator[_Job]) -> _Job | None:
        return self._again.popleft() if self._again else next(source, None)

    def _give_next(self, worker: _Worker, source: Iterator[_Job]) -> None:
        """Let a worker that lives have the next job, or go when there is none."""
        if worker not in self._workers:
            return
        if job := self._next(source):
            self._give(worker, job)
        else:
            self._stop(worker)

    def _ready(self) -> list[_Worker]:
        """The workers that have something to tell, or have died."""
        by_connection = {w.connection: w for w in self._workers}
        return [by_connection[c] for c in wait(list(by_connection))]  # type: ignore[index]

    def _give(self, worker: _Worker, job: _Job) -> None:
        worker.job = job
        try:
            worker.connection.send(job.shard)
        except OSError:
            return  # it has died; waiting for its answer will tell

    def _take(self, worker: _Worker) -> Iterator[Done]:
        """The result of the worker's job; of one that has died, what is left to say of it."""
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            self._workers.remove(worker)
            self._close(worker)
            yield from self._died(worker.job, worker.process.exitcode)
            return
        if isinstance(result, KgError):
            raise result
        yield Done(worker.job.place, worker.job.shard, result)

    def _died(self, job: _Job, status: int | None) -> Iterator[Done]:
        job.deaths += 1
        if job.deaths < TRIES:
            self._again.append(job)
        elif len(job.shard.articles) > 1:
            self._again += [_Job((*job.place, n), one, TRIES - 1) for n, one in enumerate(job.shard.single())]
        else:
            (article,) = job.shard.articles
            how = f"signal {-status}" if status is not None and status < 0 else f"exit status {status}"
            message = f"article {article.id!r} ended the process that read it, again and again ({how}); leave it out or give it more memory"
            yield Done(job.place, job.shard, Problem(article.origin or article.id, message))

    def _stop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        self._close(worker)

    def _close(self, worker: _Worker) -> None:
        """Let a process end by itself, which it does when nobody can send to it any more, or end it."""
        worker.connection.close()
        worker.process.join(PATIENCE)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()

    @contextmanager
    def _ended(self) -> Iterator[None]:
        """No process outlives the reading."""
        try:
            yield
        finally:
            for worker in self._workers:
                worker.process.kill()
            for worker in list(self._workers):
                self._stop(worker)
