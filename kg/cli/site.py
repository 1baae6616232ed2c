"""``kg site``: the explorer as files."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from kg.cli._options import store_option
from kg.cli.serve import place_of


@click.command(name="site")
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@store_option(required=False)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the site; an earlier site is replaced."
)
@click.option("--texts", type=click.Path(path_type=Path), help="Texts of GRAPH: a folder (ID.txt, .jsonl) or such a file.")
@click.option("--no-text", is_flag=True, help="Keep texts off the pages: evidence shows as offsets and short snippets.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, metavar="N", help="Processes that write pages.")
def command(graph: Path | None, store: Path | None, out: Path, texts: Path | None, no_text: bool, workers: int) -> None:
    """Write the explorer of GRAPH, or of the archive of --store, as files that open from disk, search included.

    \b
    Examples:
      kg site --store archive -o site --workers 8
      kg site exports/graph.trig --texts seeds -o site
      kg site exports/graph.trig --no-text -o site
    """
    from kg.explore.source import Source

    place = place_of(graph, store)
    with tempfile.TemporaryDirectory(prefix="kg-site-") as folder:
        made = Source(place, texts, show_text=not no_text, scratch=Path(folder)).open().write_site(out, workers=workers)
    click.echo(f"{out / 'index.html'}: {made.total():,} pages, {made['article']:,} of them articles", err=True)
