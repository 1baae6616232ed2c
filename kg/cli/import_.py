"""``kg import``: articles into an archive."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._options import max_bytes_option, store_option, text_of, users_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.archive.importing import Outcome
    from kg.model import Article, Problem

ORDER = ("new", "changed", "unchanged", "in quarantine", "left out")


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option()
@click.option("--base", default="", metavar="IRI", help="Base of all data IRIs; an archive keeps that of its first import.")
@click.option("--model", default="", metavar="NAME", help="A spaCy pipeline (package or folder) to use instead of the shipped reader.")
@click.option(
    "--shapes", type=click.Path(exists=True, path_type=Path), default=None, help="SHACL shapes to use instead of the shipped ones."
)
@users_files
@max_bytes_option()
def command(
    paths: tuple[str, ...],
    store: Path,
    base: str,
    model: str,
    shapes: Path | None,
    judgements: Path | None,
    authority: Path | None,
    max_bytes: int | None,
) -> None:
    """Let articles join the archive in DIR, which is made if it is not there.

    PATH is what kg build takes. An article that is there already, unchanged and read by the same versions, costs a hash; a changed one
    (known by its id) takes the place of its earlier version as a whole. Each article is validated with what it touches before it joins:
    one that violates the shapes goes into quarantine with a report (kg status), and an earlier version of it stays. Articles join one at
    a time, so an import that was stopped, by whatever, can be run again and goes on where it stopped.

    \b
    Examples:
      kg import seeds --store archive
      kg import today.jsonl more/ --store archive --base https://example.org/news/

    Exit status: 0 when all articles are in, 1 when nothing could be read, 3 when some went into quarantine.
    """
    from kg.archive.archive import Archive
    from kg.archive.importing import import_articles, reader
    from kg.cli._progress import progress
    from kg.graph.iri import Names
    from kg.read import read

    if base:
        Names(base)
    if shapes:
        _read(shapes)
    problems: list[Problem] = []
    articles = read(paths, problems=problems, **({"max_bytes": max_bytes} if max_bytes else {}))
    counts: Counter[str] = Counter()
    first = next(articles, None)
    if first is not None:
        with Archive(store, base=base, judgements=text_of(judgements), authority=text_of(authority)) as archive:
            read_by, read_one = archive.versions(model), reader(model, archive.settled)
            with progress(paths) as told:
                for outcome in import_articles(archive, _rest(first, articles), read_one, read_by, shapes=shapes):
                    counts[outcome.what] += 1
                    _tell(outcome)
                    told(1)
    for problem in problems:
        _echo("error" if problem.fatal and not counts else "warning", str(problem))
    if not counts:
        raise click.exceptions.Exit(1) if problems else _nothing(paths)
    counts["left out"] += sum(p.fatal for p in problems)
    summary = ", ".join(f"{counts[what]:,} {what}" for what in ORDER if counts[what])
    click.echo(f"kg: {summary}; in {store}", err=True)
    if counts["in quarantine"]:
        raise click.exceptions.Exit(3)
    if counts["left out"] == counts.total():
        raise click.exceptions.Exit(1)


def _read(shapes: Path) -> None:
    """Find out before an archive is made that the user's shapes cannot be read."""
    from kg.validate.shapes import read_shapes

    read_shapes(shapes)


def _rest(first: Article, articles: Iterable[Article]) -> Iterator[Article]:
    yield first
    yield from articles


def _tell(outcome: Outcome) -> None:
    """Say on stderr what a person should look at: articles left out or in quarantine, quotations without end."""
    from kg.validate.report import Report

    if outcome.problem:
        _echo("warning", str(outcome.problem))
    if outcome.facts:
        from kg.pipeline import doubts

        for problem in doubts(outcome.facts):
            _echo("warning", str(problem))
    if outcome.report and not outcome.report.conforms:
        _echo("error", f"{outcome.article.origin or outcome.article.id}: into quarantine, the shapes found violations")
        click.echo(Report(tuple(r for r in outcome.report.results if r.severity == "violation")).to_text(), err=True)


def _echo(level: str, message: str) -> None:
    from kg.query.terms import visible

    click.echo(f"kg: {level}: {visible(message)}", err=True)
    sys.stderr.flush()


def _nothing(paths: tuple[str, ...]) -> Exception:
    from kg.errors import KgError

    return KgError(f"{', '.join(paths)}: no article found; give text, HTML or JSON Lines files, or a folder of them")
