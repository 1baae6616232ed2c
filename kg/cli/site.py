"""``kg site``: the explorer as files."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from kg.cli.serve import place_of


@click.command(name="site")
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), help="Folder of an Oxigraph store, in the place of a graph file.")
@click.option(
    "--out", "-o", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the site; an earlier site is replaced."
)
@click.option("--texts", type=click.Path(path_type=Path), help="Folder of texts (ID.txt or .jsonl), or one such file, to show articles.")
@click.option("--no-text", is_flag=True, help="Keep texts off the pages: evidence shows as offsets and short snippets.")
def command(graph: Path | None, store: Path | None, out: Path, texts: Path | None, no_text: bool) -> None:
    """Write the explorer of GRAPH (or --store DIR) as files that open from disk, search included; no server, nothing from elsewhere.

    \b
    Examples:
      kg site exports/graph.trig --texts seeds -o site
      kg site exports/graph.trig --no-text -o site
    """
    from kg.explore.archive import Source

    place = place_of(graph, store)
    with tempfile.TemporaryDirectory(prefix="kg-site-") as folder:
        archive = Source(place, texts, show_text=not no_text, catalog=Path(folder) / "catalog.sqlite").open()
        made = archive.write_site(out)
    click.echo(f"{out / 'index.html'}: {made.total():,} pages, {made['article']:,} of them articles", err=True)
