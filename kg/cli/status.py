"""``kg status``: what an archive holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._options import store_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.archive.view import Status


@click.command(name="status")
@store_option()
@click.option("--articles", "listing", is_flag=True, help="List the articles and when they were last imported.")
@click.option("--findings", is_flag=True, help="Show what the shapes warned of when each article joined.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form of the answer.")
def command(store: Path, listing: bool, findings: bool, form: str) -> None:
    """Show what the archive in DIR holds: articles, quads, warnings, versions that read them, and the quarantine with its reports.

    Can be asked while an import is running.

    \b
    Examples:
      kg status --store archive
      kg status --store archive --articles
    """
    from kg.archive.view import View
    from kg.query.terms import visible

    view = View(store)
    if listing:
        for ident, moment in view.articles():
            click.echo(f"{moment}  {visible(ident)}")
    elif findings:
        for ident, report in view.findings():
            if report.results:
                click.echo(f"{visible(ident)}\n{report.to_text()}")
    elif form == "json":
        click.echo(json.dumps(asdict(view.status()), ensure_ascii=False, indent=2))
    else:
        for line in _lines(view.status()):
            click.echo(line)


def _lines(status: Status) -> Iterator[str]:
    from kg.query.terms import visible

    yield f"articles    {status.articles:,}"
    yield f"quads       {status.quads:,}"
    yield f"warnings    {status.warnings:,}"
    yield f"base        {status.base}"
    yield f"imports     {status.imports:,}, retractions {status.retractions:,}; last {status.last or 'never'}"
    for versions, count in status.readers:
        yield f"read by     kg {versions.software}, rules {versions.rules}, {versions.model}: {count:,}"
    if status.pending:
        yield f"index       {status.pending:,} parts behind; the next import or query brings it up to date"
    yield f"quarantine  {len(status.quarantine):,}"
    for held in status.quarantine:
        yield f"\n{visible(held.article)}, since {held.since}"
        yield held.report.to_text().rstrip()
