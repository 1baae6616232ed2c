"""A pool of workers for the event loop: at most so many jobs at once, a short line of waiting ones, and answers kept for reuse."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from kg.serve.jobs import Answer, Job
from kg.serve.limits import Limits
from kg.serve.worker import Nursery, Worker, WorkerLostError


class Answers:
    """The answers given last, up to a number of bytes: what an edition serves never changes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[Job, Answer] = OrderedDict()

    def get(self, job: Job) -> Answer | None:
        """The kept answer, which counts as used now."""
        answer = self._kept.get(job)
        if answer:
            self._kept.move_to_end(job)
        return answer

    def keep(self, job: Job, answer: Answer) -> None:
        """Keep an answer unless it would take more than an eighth of the room; the least recently used ones make place."""
        if answer.status != 200 or len(answer.body) > self._limit // 8 or job in self._kept:
            return
        self._kept[job] = answer
        self._size += _weight(answer)
        while self._size > self._limit:
            self._size -= _weight(self._kept.popitem(last=False)[1])


def _weight(answer: Answer) -> int:
    return len(answer.body) + 1000


class Pool:
    """``size`` workers of a nursery; made and used inside one event loop."""

    def __init__(self, nursery: Nursery, limits: Limits, *, size: int, lock: threading.Lock) -> None:
        self._nursery, self._limits, self._lock = nursery, limits, lock
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="kg-worker")
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._size, self._waiting = size, 0
        self._all: set[Worker] = set()
        self._answers = Answers(limits.cache_bytes)

    async def open(self) -> None:
        """Start the workers."""
        for _ in range(self._size):
            self._idle.put_nowait(await self._new())

    def close(self) -> None:
        """Stop the workers."""
        for worker in list(self._all):
            worker.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def unused(self) -> bool:
        """Whether no worker has anything to do."""
        return self._idle.qsize() == self._size

    async def drain(self) -> None:
        """Wait until all that was asked is answered; nobody may ask any more."""
        await asyncio.sleep(0)  # those who have just asked stand in line from now on, before this
        for _ in range(self._size):
            await self._idle.get()

    async def ask(self, job: Job) -> Answer:
        """The answer to a job: 503 with Retry-After when too many wait, 503 when the job was cut at its limit."""
        known = self._answers.get(job)
        if known:
            return known
        worker = await self._take()
        if worker is None:
            return Answer.refusal(
                503, "Too many queries at once: try again in a moment.", Retry_After=str(max(1, round(self._limits.patience)))
            )
        # shielded: should the client leave, the worker still comes back to the pool
        answer = await asyncio.shield(asyncio.ensure_future(self._run(worker, job)))
        self._answers.keep(job, answer)
        return answer

    async def _take(self) -> Worker | None:
        if self._waiting >= self._limits.waiting:
            return None
        self._waiting += 1
        turn = asyncio.ensure_future(self._idle.get())
        try:
            await asyncio.wait({turn}, timeout=self._limits.patience)
        except asyncio.CancelledError:
            if turn.done():
                self._idle.put_nowait(turn.result())
            raise
        finally:
            self._waiting -= 1
            turn.cancel()  # nothing happens to one that is done
        return turn.result() if turn.done() and not turn.cancelled() else None

    async def _run(self, worker: Worker, job: Job) -> Answer:
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, job, self._limits.seconds)
        except WorkerLostError as exc:
            self._all.discard(worker)
            worker = await self._new()
            answer = _lost(exc, self._limits)
        self._idle.put_nowait(worker)
        return answer

    async def _new(self) -> Worker:
        def make() -> Worker:
            with self._lock:
                return self._nursery.worker()

        worker = await asyncio.get_running_loop().run_in_executor(self._threads, make)
        self._all.add(worker)
        return worker


def _lost(exc: WorkerLostError, limits: Limits) -> Answer:
    if exc.cut:
        return Answer.refusal(503, f"The query was stopped at the limit of {limits.seconds:g} seconds: ask for less, or add LIMIT.")
    return Answer.refusal(503, "The query was stopped: it took more memory than a query is given. Ask for less, or add LIMIT.")
