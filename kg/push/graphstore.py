"""A triple store's Graph Store endpoint: put, get and delete a graph, again where the fault may pass."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from types import TracebackType
from urllib.parse import quote, urlsplit

import httpx

from kg import __version__
from kg.errors import KgError
from kg.push.credentials import PASSWORD, USER
from kg.query.terms import visible

N_TRIPLES = "application/n-triples"
PASSING = {408, 425, 429, 502, 503, 504}
LONGEST_PAUSE = 60.0
MESSAGE = 300
log = logging.getLogger("kg.push")


class Refused(KgError):
    """The store will not have this graph; it may have others."""


class GraphStore:
    """The endpoint at ``url``. ``seconds`` is the longest wait for a step of an answer, ``retries`` how often a request is repeated.

    Each method raises Refused when the store refuses a graph, and KgError when it cannot be reached, lets nobody in or is no such endpoint.
    """

    def __init__(
        self,
        url: str,
        *,
        auth: httpx.Auth | None = None,
        seconds: float = 60.0,
        retries: int = 5,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = checked(url)
        self._retries, self._sleep = retries, sleep
        self._auth, self._timeout = auth, httpx.Timeout(seconds, connect=min(seconds, 10.0))
        self._client = self._connected()

    def _connected(self) -> httpx.Client:
        return httpx.Client(auth=self._auth, timeout=self._timeout, headers={"User-Agent": f"kg/{__version__}"})

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def put(self, graph: str, triples: bytes) -> None:
        """Let a graph be these N-Triples and nothing else; "" is the default graph."""
        self._expect(self._send("PUT", graph, triples), graph)

    def get(self, graph: str) -> bytes | None:
        """The N-Triples of a graph in any order, or None when it is not there."""
        response = self._send("GET", graph)
        if response.status_code == 404:
            return None
        self._expect(response, graph)
        return response.content

    def delete(self, graph: str) -> None:
        """Let a graph not be there."""
        response = self._send("DELETE", graph)
        if response.status_code != 404:
            self._expect(response, graph)

    def _send(self, method: str, graph: str, triples: bytes | None = None) -> httpx.Response:
        """The answer to a request, which may be repeated since all of these mean the same when done twice."""
        which = f"graph={quote(graph, safe='')}" if graph else "default"
        target = f"{self.url}{'&' if urlsplit(self.url).query else '?'}{which}"
        headers = {"GET": {"Accept": N_TRIPLES}, "PUT": {"Content-Type": N_TRIPLES}}.get(method, {})
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                response = self._client.request(method, target, content=triples, headers=headers)
            except httpx.TransportError as exc:
                why, pause = str(exc) or type(exc).__name__, _pause(attempt)
                if last or isinstance(exc, httpx.UnsupportedProtocol):
                    raise KgError(f"{self.url}: {visible(why)}; is the store running, and is this its address? {_go_on()}") from exc
            else:
                if response.is_error:
                    self._client.close()  # Virtuoso may leave what it did not read of a refused graph for the next request
                    self._client = self._connected()
                if last or response.status_code not in PASSING:
                    return response
                why, pause = f"status {response.status_code}", _pause(attempt, response)
            log.warning("%s: %s; again in %.1f s", self.url, visible(why), pause)
            self._sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _expect(self, response: httpx.Response, graph: str) -> None:
        """Do nothing for success. Raises as the class says."""
        status = response.status_code
        if response.is_success:
            return
        said = visible(_text(response))
        told = f"{self.url}: status {status} for graph {graph or '(default)'}{f': {said}' if said else ''}"
        if status in (401, 403):
            raise KgError(f"{told}; user and password are taken from {USER} and {PASSWORD} in the environment")
        if response.is_redirect:
            raise KgError(f"{told}; it points to {visible(response.headers.get('location', ''))}: give that address if you trust it")
        if status in (404, 405, 501):
            raise KgError(f"{told}; this seems not to be a Graph Store endpoint that can be written (docs/stores.md lists some)")
        if status in PASSING:
            raise KgError(f"{told}; tried {self._retries + 1} times. {_go_on()}")
        raise Refused(told)


def checked(url: str) -> str:
    """The URL itself. Raises KgError when it is not one of HTTP, or holds a password, which would be written to files and logs."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
        raise KgError(f"{url}: not the address of a store; it looks like http://127.0.0.1:7878/store")
    if parts.username or parts.password:
        raise KgError(f"{parts.hostname}: leave user and password out of the address, and set {USER} and {PASSWORD} in the environment")
    return url


def _pause(attempt: int, response: httpx.Response | None = None) -> float:
    """Seconds before the next attempt: doubled each time from a half, or what the store asks for, within a minute."""
    asked = response.headers.get("retry-after", "") if response is not None else ""
    return min(float(asked) if re.fullmatch(r"\d{1,6}", asked) else 0.5 * 2**attempt, LONGEST_PAUSE)


def _text(response: httpx.Response) -> str:
    """The beginning of what a store says of a fault, without markup."""
    bare = re.sub(r"<(style|title)\b.*?</\1>|</?[a-zA-Z!][^>]*>", " ", response.text[:10_000], flags=re.DOTALL)
    return " ".join(bare.split())[:MESSAGE]


def _go_on() -> str:
    return "Run the same command again to go on where it stopped"
