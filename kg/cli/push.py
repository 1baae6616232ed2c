"""``kg push``: a graph into a triple store."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._options import store_option
from kg.cli.serve import place_of
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.export.source import Source

ORDER = ("sent", "unchanged", "removed", "refused")


@click.command(name="push")
@click.argument("url")
@click.argument("graph", required=False, type=click.Path(dir_okay=False, path_type=Path))
@store_option(required=False)
@click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), help="File that remembers what was sent.  [default: beside the graph]"
)
@click.option("--check", is_flag=True, help="Ask the store what it has instead of trusting the file of --state.")
@click.option("--imports/--no-imports", default=True, show_default=True, help="With the graph of imports.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Longest wait for an answer.")
@click.option("--retries", type=click.IntRange(0, 20), default=5, show_default=True, help="How often a request that failed is sent again.")
def command(
    url: str, graph: Path | None, store: Path | None, state: Path | None, check: bool, imports: bool, seconds: float, retries: int
) -> None:
    """Send GRAPH, or the archive of --store, to the triple store with the Graph Store endpoint URL, one named graph a request.

    Graphs that were sent before and have not changed are not sent again, graphs that were sent before and are no longer in the graph are
    removed, graphs that others have put there are left alone. A push that was stopped goes on when it is run again. What was sent is
    noted in GRAPH.push.jsonl, or push.jsonl in the archive. User and password (Digest or Basic) are taken from KG_PUSH_USER and
    KG_PUSH_PASSWORD in the environment. Needs the extra "push": pip install 'kg-news[push]'. Addresses of stores: docs/stores.md.

    \b
    Examples:
      kg push http://127.0.0.1:7878/store exports/graph.trig
      KG_PUSH_USER=dba KG_PUSH_PASSWORD=... kg push http://127.0.0.1:8890/sparql-graph-crud-auth --store archive
      kg push http://127.0.0.1:3030/news/data --store archive --check

    Exit status: 0 when the store has it all, 1 when it cannot be reached or has refused a graph.
    """
    place = place_of(graph, store)
    try:
        from kg.push.credentials import credentials
        from kg.push.graphstore import GraphStore
    except ImportError as exc:
        raise KgError(f"kg push needs {exc.name}: pip install 'kg-news[push]'") from exc
    from kg.push.push import push
    from kg.push.sent import Sent

    source, base = _opened(place)
    remembered = state or (place / "push.jsonl" if store else place.with_name(f"{place.name}.push.jsonl"))
    counts: Counter[str] = Counter()
    target = GraphStore(url, auth=credentials(os.environ), seconds=seconds, retries=retries)
    with target, Sent(remembered, url) as sent:
        for outcome in push(source, target, sent, check=check, leave_out="" if imports else f"{base}imports"):
            counts[outcome.what] += 1
            if outcome.problem:
                click.echo(f"kg: error: {outcome.problem}", err=True)
    told = ", ".join(f"{counts[what]:,} {what}" for what in ORDER if counts[what]) or "no graph"
    click.echo(f"kg: {told}; at {url}", err=True)
    if counts["refused"]:
        raise click.exceptions.Exit(1)


def _opened(place: Path) -> tuple[Source, str]:
    """The graphs of a file or an archive, and the base of their IRIs."""
    from kg.archive.source import InArchive
    from kg.archive.view import View
    from kg.export import InStore
    from kg.query.store import base_of, open_store

    if place.is_dir():
        view = View(place)
        return InArchive(view.db), view.names.base
    store = open_store(place)
    return InStore(store), base_of(store)
