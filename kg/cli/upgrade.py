"""``kg upgrade``: an archive brought up to the present rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from kg.cli._options import store_option, text_of, users_files


@click.command(name="upgrade")
@store_option()
@click.option("--model", default="", metavar="NAME", help="A spaCy pipeline (package or folder) to use instead of the shipped reader.")
@click.option(
    "--shapes", type=click.Path(exists=True, path_type=Path), default=None, help="SHACL shapes to use instead of the shipped ones."
)
@users_files
def command(store: Path, model: str, shapes: Path | None, judgements: Path | None, authority: Path | None) -> None:
    """Read anew the articles of the archive in DIR that other versions of kg, of its rules or of its model have read.

    What the articles share is decided and written anew as well, and so it is when other judgements or another record of office holders are
    given (an empty file takes them away). Articles are replaced one at a time: stopped by whatever, the upgrade
    goes on where it stopped when it is run again. An article that now violates the shapes keeps its earlier version and is reported.

    \b
    Examples:
      kg upgrade --store archive
      kg upgrade --store archive --judgements judgements.csv

    Exit status: 0 when all is up to date, 3 when some articles are in quarantine.
    """
    from kg.archive.archive import Archive
    from kg.archive.importing import import_articles, reader
    from kg.archive.view import View

    View(store).close()
    counts = Counter[str]()
    with Archive(store, resettle=True, judgements=text_of(judgements), authority=text_of(authority)) as archive:
        wanted, read = archive.versions(model), reader(model, archive.settled)
        for outcome in import_articles(archive, archive.outdated(wanted), read, wanted, shapes=shapes):
            counts[outcome.what] += 1
            if outcome.problem:
                click.echo(f"kg: warning: {outcome.problem}", err=True)
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    click.echo(f"kg: {told or 'all articles were up to date'}; in {store}", err=True)
    if counts["in quarantine"]:
        raise click.exceptions.Exit(3)
