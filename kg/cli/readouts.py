"""``kg readouts``: the accounts that the sides give of one meeting, side by side."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._options import graph_and, store_option


@click.command(name="readouts")
@click.argument("graph", required=False)
@click.argument("meeting", required=False)
@store_option(required=False)
def command(graph: str | None, meeting: str | None, store: Path | None) -> None:
    """Show what each side reported of MEETING, then which issues both raise and which only one.

    GRAPH is a file of kg build; --store DIR asks an archive instead.

    MEETING is part of a meeting's local name, as kg query GRAPH meetings shows it. A side is the country that the speaker holds office
    for. The same as a query, for other tools: kg query GRAPH readouts --param meeting=MEETING

    \b
    Example:
      kg readouts exports/graph.trig talks.2023-06-18.antony-blinken.qin-gang
    """
    from kg.cli._table import table
    from kg.errors import KgError
    from kg.query.readouts import issues_by_side, readouts
    from kg.query.store import base_of, open_store

    place, asked = graph_and(graph, meeting, store, "MEETING")
    opened = open_store(place)
    header, rows = readouts(opened, asked, base_of(opened))
    if not rows:
        raise KgError(f"{asked!r}: no statement made at such a meeting is in the graph; kg query GRAPH statements-at-meetings lists them")
    click.echo(table(header, rows), nl=False)
    for told, issues in issues_by_side(header, rows):
        click.echo(f"{told}: {', '.join(issues)}")
