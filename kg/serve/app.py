"""The ASGI application: the SPARQL endpoint, the query page and the explorer."""

from __future__ import annotations

import threading
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

from kg.explore.assets import STATIC
from kg.explore.source import Source
from kg.serve.jobs import Answer, DescribeJob, Job, PageJob
from kg.serve.limits import Limits
from kg.serve.negotiate import GRAPHS, choose
from kg.serve.pool import Pool
from kg.serve.protocol import RefusalError, job_of_get, job_of_post
from kg.serve.security import Guarded
from kg.serve.worker import Nursery

LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
ENDPOINT = "/sparql"
DEFAULT_LIMITS = Limits()


def make_app(source: Source, limits: Limits = DEFAULT_LIMITS, *, hosts: Sequence[str] = LOOPBACK, origins: Sequence[str] = ()) -> Starlette:
    """The application over an archive.

    ``hosts`` are the names that a request may address the server by (``*`` for any): a page from elsewhere must not reach a private
    archive by giving its own name this machine's address. ``origins`` are web origins whose scripts may ask the endpoint (CORS).
    """
    server = _Server(source, limits)
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
    return Starlette(routes=routes, middleware=middleware, lifespan=server.lifespan)


class _Server:
    """Handlers over two pools, so that slow queries do not keep pages from being served."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._limits = limits
        self._nursery = Nursery(source, limits)
        self._queries: Pool
        self._pages: Pool

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        self._nursery.open()
        lock = threading.Lock()
        self._queries = Pool(self._nursery, self._limits, size=self._limits.at_once, lock=lock)
        self._pages = Pool(self._nursery, self._limits, size=2, lock=lock)
        try:
            await self._queries.open()
            await self._pages.open()
            yield
        finally:
            self._queries.close()
            self._pages.close()
            self._nursery.close()

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
        return _response(await self._queries.ask(job))

    async def describe(self, request: Request) -> Response:
        media_type = choose(request.headers.get("accept", ""), GRAPHS)
        if media_type is None:
            return _response(Answer.refusal(406, f"The description is there as {', '.join(GRAPHS)}."))
        endpoint = str(request.url.replace(path=ENDPOINT, query="", fragment=""))
        return _response(await self._queries.ask(DescribeJob(endpoint, media_type)))

    async def page(self, request: Request) -> Response:
        raw = request.scope.get("raw_path") or request.url.path.encode()
        path = raw.partition(b"?")[0].decode("ascii", "replace")  # still percent-encoded: a key may hold a slash
        return _response(await self._pages.ask(PageJob(path, tuple(request.query_params.multi_items()))))

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
