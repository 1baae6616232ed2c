"""``kg retract``: articles out of an archive."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._options import store_option


@click.command(name="retract")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@store_option()
def command(ids: tuple[str, ...], store: Path) -> None:
    """Withdraw articles by their ids or IRIs: nothing of what they said stays, what they shared with others is decided and written anew.

    The record of their import stays in the graph of imports, with one of the withdrawal. An article in quarantine is dropped from it.

    \b
    Example:
      kg retract blinken-to-travel --store archive
    """
    from kg.archive.archive import Archive
    from kg.archive.view import View

    View(store).close()
    with Archive(store) as archive:
        for ident in ids:
            archive.retract(ident)
            click.echo(f"kg: {ident} withdrawn from {store}", err=True)
