"""One state of what is served: the opened graph, workers for queries and for pages, and the answers they gave."""

from __future__ import annotations

import asyncio
import shutil
import threading
from dataclasses import replace

from kg.explore.source import Source
from kg.query.named import catalogue
from kg.serve.jobs import QueryJob
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.worker import Nursery

LULL = 0.2  # seconds between looks whether anybody asks


class Edition:
    """Two pools over a graph as it was when the edition was opened, so that slow queries do not keep pages from being served.

    ``number`` tells editions of one server apart: each has a scratch folder of its own, and answers are never another edition's.
    """

    def __init__(self, source: Source, limits: Limits, number: int = 0) -> None:
        self.stamp = source.stamp()
        self._scratch = source.scratch / f"{number}" if source.scratch else None
        self._nursery = Nursery(replace(source, scratch=self._scratch), limits)
        lock = threading.Lock()
        self.queries = Pool(self._nursery, limits, size=limits.at_once, lock=lock)
        self.pages = Pool(self._nursery, limits, size=2, lock=lock)
        self.preparing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the graph and start the workers, while others go on. Raises KgError when it cannot be opened; nothing is left then."""
        try:
            if self._scratch:
                self._scratch.mkdir(parents=True, exist_ok=True)
            await asyncio.get_running_loop().run_in_executor(None, self._nursery.open)
            await self.queries.open()
            await self.pages.open()
            self.preparing = asyncio.create_task(self._prepare())
        except BaseException:
            self.close()
            raise

    async def _prepare(self) -> None:
        """Ask the named queries while nobody else asks, so that their answers are at hand; a graph that is too large for one is left."""
        for query in catalogue():
            if any(param.required for param in query.params):
                continue
            while not self.queries.unused:
                await asyncio.sleep(LULL)
            answer = await self.queries.ask(QueryJob(query.text.rstrip(), None, "application/sparql-results+json", None))
            if answer.status != 200:
                return

    async def retire(self) -> None:
        """Answer what has been asked, then close."""
        if self.preparing:
            self.preparing.cancel()
        await asyncio.gather(self.queries.drain(), self.pages.drain())
        await asyncio.get_running_loop().run_in_executor(None, self.close)

    def close(self) -> None:
        """End all processes at once and remove what they kept on the disk."""
        if self.preparing:
            self.preparing.cancel()
        self.queries.close()
        self.pages.close()
        self._nursery.close()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
