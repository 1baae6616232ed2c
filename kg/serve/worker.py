"""Worker processes: a query cannot be stopped from outside once the engine runs it, a process can.

A nursery process opens the archive once and forks a worker whenever one is asked for, so that workers share the graph's memory
and a new one starts in milliseconds. Where there is no fork (Windows), each worker is started and opens the archive by itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.explore.source import OpenGraph, Source
from kg.serve.jobs import Answer, Job
from kg.serve.limits import Limits

FORKS = hasattr(os, "fork")
GRACE = 5  # seconds after which a worker that nobody stopped ends by itself


class WorkerLostError(Exception):
    """The worker was stopped at its time limit (``cut``) or has died."""

    def __init__(self, *, cut: bool) -> None:
        super().__init__("cut" if cut else "died")
        self.cut = cut


class Worker:
    """The parent's end of a worker process."""

    def __init__(self, pid: int, connection: Connection[Any, Any]) -> None:
        self.pid = pid
        self._connection = connection

    def ask(self, job: Job, seconds: float) -> Answer:
        """Let the worker do a job. Raises WorkerLostError when it takes longer or the process dies; the worker is then gone."""
        try:
            self._connection.send(job)
            if self._connection.poll(seconds):
                answer: Answer = self._connection.recv()
                return answer
        except (EOFError, OSError):
            self.stop()
            raise WorkerLostError(cut=False) from None
        self.stop()
        raise WorkerLostError(cut=True)

    def stop(self) -> None:
        """End the process at once."""
        with suppress(OSError):
            os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        self._connection.close()


class Nursery:
    """Makes workers that share one opened archive. Raises KgError from ``open`` when the archive cannot be opened."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source, self._limits = source, limits
        self._spawn = multiprocessing.get_context("spawn")
        self._children: list[Any] = []
        self._control: Connection[Any, Any] | None = None

    def open(self) -> None:
        """Start the nursery process and wait until the archive is open."""
        if not FORKS:
            return
        self._control = self._start(_nursery)
        _expect_ready(self._control)

    def worker(self) -> Worker:
        """A new worker. Not for several threads at once."""
        if self._control is None:
            connection = self._start(_lone_worker)
            return Worker(_expect_ready(connection), connection)
        from multiprocessing.reduction import recv_handle

        self._control.send("worker")
        pid = self._control.recv()
        return Worker(pid, Connection(recv_handle(self._control)))

    def close(self) -> None:
        """End the nursery; workers end when their connections close."""
        if self._control:
            self._control.close()
        for child in self._children:
            child.join(timeout=2)
            if child.is_alive():
                child.kill()
                child.join()

    def _start(self, target: Any) -> Connection[Any, Any]:
        here, there = self._spawn.Pipe()
        child = self._spawn.Process(target=target, args=(there, self._source, self._limits), daemon=True)
        child.start()
        there.close()
        self._children.append(child)
        return here


def _expect_ready(connection: Connection[Any, Any]) -> int:
    """The process id that a child reports once it is ready."""
    try:
        said = connection.recv()
    except EOFError:
        raise KgError("the worker process ended before it had opened the graph; is there enough memory?") from None
    if isinstance(said, str):
        raise KgError(said)
    return int(said)


def _nursery(control: Connection[Any, Any], source: Source, limits: Limits) -> None:
    from multiprocessing.reduction import send_handle

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to end
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries dead workers
    try:
        archive = _shared(source)
    except (KgError, OSError) as exc:
        control.send(str(exc))
        return
    gc.freeze()  # the collector would otherwise touch, and so copy, every shared page
    control.send(os.getpid())
    with suppress(EOFError, OSError):
        while control.recv():
            theirs, ours = multiprocessing.Pipe()
            pid = os.fork()
            if pid == 0:
                control.close()
                theirs.close()
                _work(ours, archive or source.open(), limits)
                os._exit(0)
            ours.close()
            control.send(pid)
            send_handle(control, theirs.fileno(), os.getppid())
            theirs.close()


def _shared(source: Source) -> OpenGraph | None:
    """The archive for all workers; None for a database, whose threads do not outlive a fork: a child only tries to open it."""
    if source.shareable:
        return source.open()
    theirs, ours = multiprocessing.Pipe()
    if os.fork() == 0:
        try:
            source.open()
            ours.send("")
        except (KgError, OSError) as exc:
            ours.send(str(exc))
        os._exit(0)
    ours.close()
    try:
        fault = theirs.recv()
    except EOFError:
        fault = "the process that opens the archive ended at once; is there enough memory?"
    if fault:
        raise KgError(fault)
    return None


def _lone_worker(connection: Connection[Any, Any], source: Source, limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # as above
    try:
        archive = source.open()
    except (KgError, OSError) as exc:
        connection.send(str(exc))
        return
    connection.send(os.getpid())
    _work(connection, archive, limits)


def _work(connection: Connection[Any, Any], archive: OpenGraph, limits: Limits) -> None:
    """Do jobs until the parent goes away."""
    _bound_memory(limits.memory_bytes)
    with suppress(EOFError, OSError):
        while True:
            job: Job = connection.recv()
            _set_alarm(limits.seconds + GRACE)
            connection.send(_answer(job, archive, limits))
            _set_alarm(0)


def _answer(job: Job, archive: OpenGraph, limits: Limits) -> Answer:
    try:
        return job.run(archive, limits.answer_bytes)
    except MemoryError:
        return Answer.refusal(503, "Answering takes more memory than a query is given: ask for less, or add LIMIT.")
    except KgError as exc:
        return Answer.refusal(400, str(exc))
    except Exception as exc:  # a fault of ours must not take the worker with it; the client gets a 500
        return Answer.refusal(500, f"internal error: {type(exc).__name__}: {exc}")


def _set_alarm(seconds: float) -> None:
    """The default action of SIGALRM ends a worker even inside the engine, should the parent have died without stopping it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(extra: int) -> None:
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return
    import resource

    now = int(pages.read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + extra, now + extra))
