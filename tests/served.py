"""Servers for tests: the application in this process, or ``kg serve`` as a user starts it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "data" / "small.trig"
TEXTS = ROOT / "tests" / "data" / "small"
W3C = "http://kasei.us/2009/09/sparql/data/data"
HOSTILE = '<script>alert("1")</script>'


def hostile_graph(folder: Path) -> Path:
    """The small graph with markup in a headline, a name, an office, an issue and a publisher."""
    names = ("Norland and Sudmark talk grain in Bellport", "Ana Ruiz", "Foreign Minister", "grain exports", "Harbour Wire")
    text = SMALL.read_text("utf-8")
    for name in names:
        assert f'"{name}"' in text, name
        text = text.replace(f'"{name}"', '"' + HOSTILE.replace('"', '\\"') + f' {name}"')
    path = folder / "hostile.trig"
    path.write_text(text, "utf-8")
    return path


def protocol_graph(folder: Path) -> Path:
    """The data of the W3C protocol tests: three graphs, each of which says of itself that it is a document."""
    path = folder / "protocol.trig"
    path.write_text("".join(f"<{W3C}{n}.rdf> {{ <{W3C}{n}.rdf> a <http://xmlns.com/foaf/0.1/Document> }}\n" for n in (1, 2, 3)))
    return path


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """``kg serve`` in a process of its own; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", *arguments, "--port", str(port)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        yield _when_up(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _when_up(address: str, server: subprocess.Popen[str]) -> str:
    for _ in range(900):
        if server.poll() is not None:
            raise AssertionError(f"kg serve ended: {server.stderr.read() if server.stderr else ''}")
        try:
            with urlopen(f"{address}/sparql?query=ASK%20%7B%7D") as response:
                assert response.status == 200
                return address
        except URLError:
            time.sleep(0.1)
    raise AssertionError("kg serve did not answer in 90 s")
