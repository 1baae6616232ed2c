"""``kg query``: named questions, query files, or a query on stdin."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from pyoxigraph import NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions

from kg.cli._options import graph_and, store_option
from kg.cli._table import rows, table
from kg.errors import KgError
from kg.export import serialized
from kg.query.named import NamedQuery, catalogue, find_query, parse_query
from kg.query.params import ParamError, bind
from kg.query.run import Result, run
from kg.query.store import base_of, open_store

RESULTS = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}


def _list(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if not value:
        return
    for query in catalogue():
        click.echo(f"{query.name}\n    {query.question}")
        for item in query.params:
            click.echo(f"    --param {item.name}=...  {item.help}{' (needed)' if item.required else ''}")
    ctx.exit()


def _pairs(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{value!r} is not NAME=VALUE")
        if name in found:
            raise click.BadParameter(f"{name!r} is given twice")
        found[name] = text
    return found


@click.command(name="query")
@click.argument("graph", required=False)
@click.argument("query", metavar="NAME|FILE|-", required=False)
@store_option(required=False)
@click.option("--param", "-p", "params", metavar="NAME=VALUE", multiple=True, callback=_pairs, help="Set a parameter of the query.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", *RESULTS]), default="table", show_default=True, help="Form of the answer."
)
@click.option("--show", is_flag=True, help="Print the query with its parameters set instead of running it.")
@click.option("--list", "listing", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the named queries and exit.")
def command(graph: str | None, query: str | None, store: Path | None, params: dict[str, str], form: str, show: bool) -> None:
    """Ask GRAPH (TriG, N-Quads, Turtle, ...) a named question, a SPARQL query in a file, or one on stdin (-).

    --store DIR asks an archive instead of a file. The default graph of the query is the union of all graphs; the prefixes of the
    model and res: (the graph's own nodes) need no declaration. SELECT and ASK answer as table, CSV, TSV or JSON (the SPARQL 1.1 result
    formats), CONSTRUCT and DESCRIBE as Turtle. kg query --list shows the named questions with their parameters.

    \b
    Examples:
      kg query exports/graph.trig meetings --param person=Wang
      kg query meetings --store archive
      kg query exports/graph.trig statements-about -p issue=Taiwan -f csv
      kg query exports/graph.trig office-holders -p date=2023-06-18
      echo 'SELECT ?n { ?p a schema:Person ; schema:name ?n }' | kg query exports/graph.trig -
    """
    place, name = graph_and(graph, query, store, "NAME|FILE|-")
    asked = _read_stdin() if name == "-" else find_query(name)
    known = open_store(place)
    base = base_of(known)
    try:
        text = bind(asked, params, base)
    except ParamError as exc:
        raise click.UsageError(str(exc)) from exc
    if show:
        click.echo(text, nl=not text.endswith("\n"))
        return
    _answer(run(known, text, base=base, origin=asked.origin), form, base)


def _read_stdin() -> NamedQuery:
    try:
        text = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as exc:
        raise KgError(f"stdin: the query is not UTF-8 text (byte {exc.start})") from exc
    return parse_query(text, name="stdin", origin="stdin")


def _answer(result: Result, form: str, base: str) -> None:
    if isinstance(result, QuerySolutions) and form == "table":
        header, body = rows(result, base)
        click.echo(table(header, body), nl=False)
        click.echo(f"{len(body)} row{'' if len(body) == 1 else 's'}", err=True)
    elif isinstance(result, QueryBoolean) and form == "table":
        click.echo("yes" if result else "no")
    elif isinstance(result, QuerySolutions | QueryBoolean):
        _write(_results(result, form))
    else:
        answer = NamedNode(f"{base}answer")  # the writer merges all named graphs
        _write(serialized((Quad(t.subject, t.predicate, t.object, answer) for t in result), "ttl", base=base))


def _results(result: QuerySolutions | QueryBoolean, form: str) -> bytes | None:
    try:
        return result.serialize(format=RESULTS[form])
    except ValueError as exc:  # the standard has no TSV for ASK
        raise KgError(f"--format {form}: {exc}") from exc


def _write(data: bytes | None) -> None:
    sys.stdout.flush()
    stream = sys.stdout.buffer
    stream.write(data or b"")
    if data and not data.endswith(b"\n"):
        stream.write(b"\n")
    stream.flush()
