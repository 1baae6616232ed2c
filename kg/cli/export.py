"""``kg export``: the graph of an archive as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._options import FORMATS, store_option


@click.command(name="export")
@store_option()
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write, for csv a folder; - is standard output.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="Needed for - and csv, else told by the suffix.")
@click.option(
    "--imports/--no-imports", default=True, show_default=True, help="With the graph of imports; formats without named graphs never have it."
)
def command(store: Path, output: str, form: str | None, imports: bool) -> None:
    """Write the graph of the archive in DIR to a file, whole or not at all.

    N-Quads (nq), TriG and JSON-LD keep the articles' graphs apart; Turtle (ttl), N-Triples (nt), RDF/XML (rdf) and GraphML are their
    union; csv is a folder of tables. The same articles give the same bytes, whatever was imported, replaced and withdrawn before; the
    times of imports stand in the graph of imports alone. All formats are streamed.

    \b
    Examples:
      kg export --store archive -o graph.nq
      kg export --store archive -o tables --format csv
      kg export --store archive -o - --format trig | less
    """
    from kg.archive.source import InArchive
    from kg.archive.view import View
    from kg.export import STREAMED, save, to_stream

    chosen = form or Path(output).suffix.lower().lstrip(".")
    if chosen not in FORMATS or (output == "-" and chosen not in STREAMED):
        raise click.UsageError(f"{output}: no format can be told from the name; use --format {', '.join(FORMATS)}")
    view = View(store)
    base, left_out = view.names.base, f"{view.names.base}imports"
    source = InArchive(view.db, leave_out="" if imports else left_out)
    if output == "-":
        to_stream(source, chosen, sys.stdout.buffer, base=base, imports=left_out)
        sys.stdout.buffer.flush()
    else:
        save(source, Path(output), format=chosen, base=base, imports=left_out)
