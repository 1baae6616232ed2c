"""``kg serve``: the endpoint, the query page and the explorer."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._options import store_option
from kg.errors import KgError

if TYPE_CHECKING:
    from socket import socket as Socket

    from starlette.applications import Starlette

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command(name="serve")
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@store_option(required=False)
@click.option("--texts", type=click.Path(path_type=Path), help="Texts of GRAPH: a folder (ID.txt, .jsonl) or such a file.")
@click.option("--no-text", is_flag=True, help="Keep texts off the pages: evidence shows as offsets and short snippets.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; by default only this machine reaches it.")
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="Port to listen on.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A host name that requests may use; needed beyond this machine (* for any)."
)
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="A web origin whose scripts may ask the endpoint (* for any).")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Time that a query may take.")
@click.option("--answer-mb", type=click.IntRange(min=1), default=64, show_default=True, help="Size that an answer may have, in MiB.")
@click.option("--at-once", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries that run at the same time.")
@click.option("--no-follow", is_flag=True, help="Serve the state at the start, whatever is imported meanwhile.")
def command(
    graph: Path | None,
    store: Path | None,
    texts: Path | None,
    no_text: bool,
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    seconds: float,
    answer_mb: int,
    at_once: int,
    no_follow: bool,
) -> None:
    """Serve GRAPH, or the archive of --store, for reading only: pages at /, a query editor at /query, SPARQL 1.1 at /sparql.

    When the graph changes (kg import, kg retract, a new file) the new state is opened beside the old one and then served.
    Queries are cut at their time limit, and never reach another machine. Needs the extra "serve": pip install 'kg-news[serve]'.

    \b
    Examples:
      kg serve --store archive
      kg serve exports/graph.trig --texts seeds
      kg serve exports/graph.trig --no-text --port 8080
      curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?n { ?p a schema:Person ; schema:name ?n }' http://127.0.0.1:7878/sparql
    """
    place = place_of(graph, store)
    try:
        import uvicorn  # noqa: F401

        from kg.serve.app import LOOPBACK as LOCAL
        from kg.serve.app import make_app
    except ImportError as exc:
        raise KgError(f"kg serve needs {exc.name}: pip install 'kg-news[serve]'") from exc
    from kg.explore.source import Source
    from kg.serve.limits import Limits

    local = host in LOOPBACK
    if not local and not names:
        raise click.UsageError(f"--host {host} is open to other machines: say with --name under which names (--name '*' for any)")
    limits = Limits(seconds=seconds, answer_bytes=answer_mb << 20, at_once=at_once)
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        source = Source(place, texts, show_text=not no_text, scratch=Path(folder))
        source.check()
        socket = _listening(host, port)
        app = make_app(source, limits, hosts=[*(LOCAL if local else ()), *names], origins=origins, follow=not no_follow)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"kg: opening {place}; then http://{shown}:{socket.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
        _run(app, socket)


def _run(app: Starlette, socket: Socket) -> None:
    """Serve until Ctrl-C. Raises KgError when the graph cannot be opened."""
    import uvicorn

    # a graph that cannot be opened is no fault of the program, so that it needs no traceback
    logging.getLogger("uvicorn.error").addFilter(lambda record: not app.state.fault)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3))
    try:
        server.run(sockets=[socket])
    except SystemExit:
        if not app.state.fault:
            raise
    if app.state.fault:
        raise KgError(app.state.fault)


def _listening(host: str, port: int) -> Socket:
    """A socket that listens already: an address that cannot be had is told before the graph is opened. Raises KgError."""
    from socket import AF_INET, AF_INET6, create_server

    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except OSError as exc:
        reason = str(exc.strerror or exc).partition(" (while")[0]
        raise KgError(f"{host}, port {port}: {reason}; give another --host or --port") from exc


def place_of(graph: Path | None, store: Path | None) -> Path:
    """The graph file or the archive that a command was given. Raises UsageError for both or neither."""
    place = graph or store
    if place is None or (graph and store):
        raise click.UsageError("give either GRAPH or --store DIR")
    return place
