"""Worker processes. One may die (out of memory, killed, a fault in a library) and the others go on.

The job of a process that died is done once more by a new one; if that dies as well, what it is made of is done piece by piece, and a
piece that ends two processes is told. (A ``ProcessPoolExecutor`` gives up as a whole when a process dies.)
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import KgError
from kg.shards.worker import work

PATIENCE = 5
TRIES = 2
Place = tuple[int, ...]
J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Died:
    """What became of a job that ended its process again and again: ``how`` in words."""

    how: str


@dataclass(frozen=True, slots=True)
class Done(Generic[J, R]):
    """A job that is done; ``place`` orders it among all."""

    place: Place
    job: J
    result: R | Died


class Workers(Protocol):
    """Who does jobs: processes, or this one."""

    def do(self, task: Callable[[J], R], jobs: Iterable[J], *, pieces: Callable[[J], Sequence[J]] = ...) -> Iterator[Done[J, R]]:
        """Each job as it is done, in any order; jobs are taken from their source when they can be done. One call at a time.

        ``task`` and jobs can be pickled; ``pieces`` are what a job can be done in instead. Raises the KgError that a task raises.
        """


class Alone:
    """This process: a job is done when its result is asked for."""

    def do(self, task: Callable[[J], R], jobs: Iterable[J], *, pieces: Callable[[J], Sequence[J]] = lambda job: ()) -> Iterator[Done[J, R]]:
        """Each job as it is done."""
        return (Done((number,), job, task(job)) for number, job in enumerate(jobs))


@dataclass(slots=True)
class _Job:
    place: Place
    job: Any
    deaths: int = 0


@dataclass(slots=True)
class _Work:
    """A task and the jobs that are left of it."""

    task: Callable[[Any], Any]
    source: Iterator[_Job]
    pieces: Callable[[Any], Sequence[Any]]
    again: deque[_Job] = field(default_factory=deque)

    def next(self) -> _Job | None:
        return self.again.popleft() if self.again else next(self.source, None)


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection[Any, Any]
    job: _Job | None = None


class Pool:
    """Up to ``size`` processes, which start when there is work for them and stay: what a task has loaded serves the next.

    A process is given one job at a time and jobs are taken from their source only then, so that nothing piles up. ``authority`` is the
    text of the user's record of office holders.
    """

    def __init__(self, size: int, authority: str = "") -> None:
        self._size = size
        self._authority = authority
        self._spawn = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def do(self, task: Callable[[J], R], jobs: Iterable[J], *, pieces: Callable[[J], Sequence[J]] = lambda job: ()) -> Iterator[Done[J, R]]:
        """Each job as it is done, in any order; the work begins at once, before anybody asks for a result."""
        todo = _Work(task, (_Job((number,), job) for number, job in enumerate(jobs)), pieces)
        self._employ(todo)
        return self._results(todo)

    def _results(self, todo: _Work) -> Iterator[Done[Any, Any]]:
        while busy := [w for w in self._workers if w.job]:
            done = [told for worker in _ready(busy) for told in self._take(worker, todo)]
            self._employ(todo)  # before results are looked at, which takes its time
            yield from done

    def _employ(self, todo: _Work) -> None:
        """Give jobs to the processes that have none, and start more of them, while there are jobs."""
        while (idle := self._idle()) and (job := todo.next()):
            worker = idle if isinstance(idle, _Worker) else self._start()
            worker.job = job
            try:
                worker.connection.send((todo.task, job.job))
            except OSError:
                continue  # it has died; waiting for its answer will tell

    def _idle(self) -> _Worker | bool:
        """A process without a job; else whether one more may be started."""
        return next((w for w in self._workers if not w.job), None) or len(self._workers) < self._size

    def _start(self) -> _Worker:
        ours, theirs = self._spawn.Pipe()
        process = self._spawn.Process(target=work, args=(theirs, self._authority), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))
        return self._workers[-1]

    def _take(self, worker: _Worker, todo: _Work) -> list[Done[Any, Any]]:
        """The result of the worker's job; of one that has died, what is left to say of it."""
        job, worker.job = worker.job, None
        assert job is not None
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            self._workers.remove(worker)
            _close(worker)
            return _after_death(job, worker.process.exitcode, todo)
        if isinstance(result, KgError):
            raise result
        return [Done(job.place, job.job, result)]

    def end(self) -> None:
        """End all processes, whatever they do."""
        for worker in self._workers:
            if worker.job:
                worker.process.kill()
        for worker in self._workers:
            _close(worker)
        self._workers.clear()


@contextmanager
def employed(number: int, authority: str = "") -> Iterator[Workers]:
    """So many processes, of which none outlives the block; for 1, this one."""
    if number == 1:
        yield Alone()
        return
    pool = Pool(number, authority)
    try:
        yield pool
    finally:
        pool.end()


def each(workers: Workers, task: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[Place, R]]:
    """The place and the result of each job as it is done; work begins at once. Raises KgError when a job ends its processes."""

    def results(done: Iterator[Done[J, R]]) -> Iterator[tuple[Place, R]]:
        for one in done:
            if isinstance(one.result, Died):
                why = f"ended the process that worked on it, again and again ({one.result.how})"
                raise KgError(f"{one.job}: {why}; give it more memory and run again with --resume")
            yield one.place, one.result

    return results(workers.do(task, jobs))


def _ready(workers: Sequence[_Worker]) -> list[_Worker]:
    """The workers that have something to tell, or have died."""
    by_connection = {w.connection: w for w in workers}
    return [by_connection[c] for c in wait(list(by_connection))]  # type: ignore[index]


def _after_death(job: _Job, status: int | None, todo: _Work) -> list[Done[Any, Any]]:
    job.deaths += 1
    if job.deaths < TRIES:
        todo.again.append(job)
        return []
    if len(pieces := todo.pieces(job.job)) > 1:
        todo.again += [_Job((*job.place, n), one) for n, one in enumerate(pieces)]
        return []
    how = f"signal {-status}" if status is not None and status < 0 else f"exit status {status}"
    return [Done(job.place, job.job, Died(how))]


def _close(worker: _Worker) -> None:
    """Let a process end by itself, which it does when nobody can send to it any more, or end it."""
    worker.connection.close()
    worker.process.join(PATIENCE)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()
