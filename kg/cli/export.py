"""``kg export``: the graph of an archive as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._options import store_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.archive.view import View

FORMATS = ("nq", "trig", "ttl", "jsonld")


@click.command(name="export")
@store_option()
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write; - is standard output.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="Needed for -, else told by the suffix.")
@click.option("--imports/--no-imports", default=True, show_default=True, help="With the graph of imports; Turtle never has it.")
def command(store: Path, output: str, form: str | None, imports: bool) -> None:
    """Write the graph of the archive in DIR to a file, whole or not at all.

    The same articles give the same bytes, whatever was imported, replaced and withdrawn before; the times of imports stand in the graph
    of imports alone. N-Quads are streamed.

    \b
    Examples:
      kg export --store archive -o graph.nq
      kg export --store archive -o - --format trig | less
    """
    from kg.archive.view import View

    chosen = form or Path(output).suffix.lower().lstrip(".")
    if chosen not in FORMATS:
        raise click.UsageError(f"{output}: no format can be told from the name; use --format {', '.join(FORMATS)}")
    content = _content(View(store), chosen, imports)
    if output == "-":
        for chunk in content:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    else:
        from kg.graph.write import write_stream

        write_stream(content, Path(output))


def _content(view: View, form: str, imports: bool) -> Iterator[bytes]:
    if form == "nq":
        return view.lines(imports=imports)
    from kg.graph.write import serialized

    base = view.names.base
    return iter([serialized(view.quads(imports=imports), form, base=base, without=f"{base}imports")])
