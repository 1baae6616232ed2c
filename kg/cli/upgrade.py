"""``kg upgrade``: an archive brought up to the present rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from kg.cli._options import store_option


@click.command(name="upgrade")
@store_option()
@click.option("--model", default="", metavar="NAME", help="A spaCy pipeline (package or folder) to use instead of the shipped reader.")
@click.option(
    "--shapes", type=click.Path(exists=True, path_type=Path), default=None, help="SHACL shapes to use instead of the shipped ones."
)
def command(store: Path, model: str, shapes: Path | None) -> None:
    """Read anew the articles of the archive in DIR that other versions of kg, of its rules or of its model have read.

    What the articles share is decided and written anew as well. Articles are replaced one at a time: stopped by whatever, the upgrade
    goes on where it stopped when it is run again. An article that now violates the shapes keeps its earlier version and is reported.

    \b
    Example:
      kg upgrade --store archive

    Exit status: 0 when all is up to date, 3 when some articles are in quarantine.
    """
    from kg.archive.archive import Archive
    from kg.archive.importing import import_articles, reader
    from kg.archive.versions import versions
    from kg.archive.view import View

    View(store).close()
    wanted, counts = versions(model), Counter[str]()
    with Archive(store, resettle=True) as archive:
        for outcome in import_articles(archive, archive.outdated(wanted), reader(model), wanted, shapes=shapes):
            counts[outcome.what] += 1
            if outcome.problem:
                click.echo(f"kg: warning: {outcome.problem}", err=True)
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    click.echo(f"kg: {told or 'all articles were up to date'}; in {store}", err=True)
    if counts["in quarantine"]:
        raise click.exceptions.Exit(3)
