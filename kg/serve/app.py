"""The ASGI application: the SPARQL endpoint, the query page and the explorer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.explore.assets import STATIC
from kg.explore.source import Source
from kg.serve.edition import Edition
from kg.serve.follow import Follower
from kg.serve.jobs import Answer, DescribeJob, Job, PageJob
from kg.serve.limits import Limits
from kg.serve.negotiate import GRAPHS, choose
from kg.serve.protocol import RefusalError, job_of_get, job_of_post
from kg.serve.security import Guarded

LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
ENDPOINT = "/sparql"
DEFAULT_LIMITS = Limits()
LOG = logging.getLogger(__name__)


def make_app(
    source: Source,
    limits: Limits = DEFAULT_LIMITS,
    *,
    hosts: Sequence[str] = LOOPBACK,
    origins: Sequence[str] = (),
    follow: bool = True,
) -> Starlette:
    """The application over an archive; with ``follow`` it notices when that has changed, and serves the new state.

    ``hosts`` are the names that a request may address the server by (``*`` for any): a page from elsewhere must not reach a private
    archive by giving its own name this machine's address. ``origins`` are web origins whose scripts may ask the endpoint (CORS).
    When the graph cannot be opened, starting raises KgError, and ``state.fault`` says why.
    """
    server = _Server(source, limits, follow=follow)
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        Middleware(Guarded),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4),
    ]
    if origins:
        cors = Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"], allow_headers=["Content-Type"])
        middleware.insert(1, cors)
    routes: list[BaseRoute] = [
        Route(ENDPOINT, server.sparql, methods=["GET", "POST"]),
        Route(f"{ENDPOINT}/", server.sparql, methods=["GET", "POST"]),
        Route("/.well-known/void", server.describe),
        Mount("/static", StaticFiles(directory=STATIC)),
        Route("/{path:path}", server.page),
    ]
    app = Starlette(routes=routes, middleware=middleware, lifespan=server.lifespan)
    app.state.fault = ""
    return app


class _Server:
    """Handlers over the edition that is served at the moment."""

    def __init__(self, source: Source, limits: Limits, *, follow: bool) -> None:
        self._source, self._limits, self._follow = source, limits, follow
        self._edition: Edition

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        self._edition = Edition(self._source, self._limits)
        try:
            await self._edition.open()
        except KgError as exc:
            app.state.fault = str(exc)
            raise
        following = asyncio.create_task(self._keep_up()) if self._follow else None
        try:
            yield
        finally:
            if following:
                following.cancel()
                await asyncio.wait({following})
            self._edition.close()

    async def _keep_up(self) -> None:
        """Serve each new state of the source in the place of the one before."""
        follower, number = Follower(self._edition.stamp, self._limits.quiet), 0
        while True:
            await asyncio.sleep(self._limits.look)
            stamp = await asyncio.to_thread(self._source.stamp)
            started = time.monotonic()
            if stamp and follower.due(stamp, started):
                number += 1
                opened = await self._renew(number)
                follower.opened(opened or stamp, started, time.monotonic())

    async def _renew(self, number: int) -> str:
        """Open the state that is there now and serve it; its stamp, or nothing when it cannot be opened, and the old one stays."""
        edition = Edition(self._source, self._limits, number)
        try:
            await edition.open()
        except (KgError, OSError, EOFError) as exc:
            LOG.warning("the new state cannot be opened, the one before is served on: %s", exc)
            return ""
        before, self._edition = self._edition, edition
        try:
            await before.retire()
        except asyncio.CancelledError:
            before.close()
            raise
        return edition.stamp

    async def sparql(self, request: Request) -> Response:
        accept = request.headers.get("accept", "")
        if request.method in ("GET", "HEAD") and not request.url.query:
            if choose(accept, (*GRAPHS, "text/html")) == "text/html":
                return RedirectResponse("/query", status_code=303)
            return await self.describe(request)
        try:
            job = await self._job(request, accept)
        except RefusalError as exc:
            return _response(exc.answer)
        return _response(await self._edition.queries.ask(job))

    async def describe(self, request: Request) -> Response:
        media_type = choose(request.headers.get("accept", ""), GRAPHS)
        if media_type is None:
            return _response(Answer.refusal(406, f"The description is there as {', '.join(GRAPHS)}."))
        endpoint = str(request.url.replace(path=ENDPOINT, query="", fragment=""))
        return _response(await self._edition.queries.ask(DescribeJob(endpoint, media_type)))

    async def page(self, request: Request) -> Response:
        raw = request.scope.get("raw_path") or request.url.path.encode()
        path = raw.partition(b"?")[0].decode("ascii", "replace")  # still percent-encoded: a key may hold a slash
        return _response(await self._edition.pages.ask(PageJob(path, tuple(request.query_params.multi_items()))))

    async def _job(self, request: Request, accept: str) -> Job:
        if request.method != "POST":
            return job_of_get(request.url.query, accept)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._limits.body_bytes:
                raise RefusalError(413, f"A query may have {self._limits.body_bytes:,} bytes.")
        return job_of_post(request.headers.get("content-type", ""), bytes(body), request.url.query, accept)


def _response(answer: Answer) -> Response:
    charset = "; charset=utf-8" if answer.media_type.startswith("text/") else ""
    headers = {"Vary": "Accept", **dict(answer.headers)}
    return Response(answer.body, answer.status, headers, media_type=answer.media_type + charset)
