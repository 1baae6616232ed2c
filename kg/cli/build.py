"""``kg build``: articles in, validated graph out."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._build_report import REPORT, Checked, checking, numbers, summary
from kg.cli._options import FORMATS, max_bytes_option, names_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.export import Source
    from kg.graph.iri import Names
    from kg.model import Problem
    from kg.resolve.judgements import Judgements
    from kg.shards.reading import Parts
    from kg.shards.shard import Settings

log = logging.getLogger("kg.build")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("exports"),
    show_default=True,
    help="Folder for the files.",
)
@click.option(
    "--base",
    "names",
    default=None,
    callback=names_of,
    metavar="IRI",
    help="Base of all data IRIs.  [default: https://w3id.org/kg-news/id/]",
)
@click.option("--model", default="", metavar="NAME", help="A spaCy pipeline (package or folder) to use instead of the shipped reader.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="What to write; may be repeated.  [default: ttl trig nq]"
)
@click.option(
    "--shapes", type=click.Path(exists=True, path_type=Path), default=None, help="SHACL shapes to use instead of the shipped ones."
)
@click.option(
    "--authority",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="CSV of office holders to know besides the shipped ones.",
)
@click.option(
    "--judgements", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None, help="CSV of decisions on who is who."
)
@max_bytes_option()
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, metavar="N", help="Processes that read articles.")
@click.option("--resume", is_flag=True, help="Go on where a run into the same folder was stopped or killed.")
def command(
    paths: tuple[str, ...],
    output: Path,
    names: Names,
    model: str,
    formats: tuple[str, ...],
    shapes: Path | None,
    authority: Path | None,
    judgements: Path | None,
    max_bytes: int | None,
    workers: int,
    resume: bool,
) -> None:
    """Turn articles into a validated knowledge graph.

    PATH is a text or HTML file, a JSON Lines file of records with a "text", a feed (RSS, Atom), a web archive (WARC), any of these as .gz
    or .zst, a folder of them, or "-" for stdin. Writes graph.ttl (the union), graph.trig and graph.nq (one named graph per article) and
    report.txt (what the shapes say) into the output folder, all or none; --format csv writes tables.

    \b
    Example:
      kg build seeds -o exports
      kg build articles.jsonl more/ --base https://example.org/news/ -o out
      kg build articles.jsonl --authority cabinet.csv --judgements judgements.csv -o out
      kg build articles.jsonl.gz -o out --workers 8 --resume

    The files are the same whatever the number of workers. With several, or with --resume, what each article says is kept in
    OUTPUT/.kg-parts until the files are written: the same command with --resume goes on from there.

    Exit status: 0 when the graph has no violation, 1 when nothing could be read, 3 when the shapes found violations (see report.txt).
    """
    from kg.resolve.judgements import Judgements, read_judgements
    from kg.shards.joining import Joined, join
    from kg.shards.reading import parts_folder

    judged = read_judgements(judgements) if judgements else Judgements()
    settings = _settings(model, authority, judged)
    problems: list[Problem] = []
    with parts_folder(output, keep=resume or workers > 1, resume=resume) as folder:
        parts = _read(paths, max_bytes, settings, folder, workers, problems)
        found = any(True for _ in parts.facts())
        _tell(problems, found=found)
        if found:
            join(parts.facts, folder, names, settings.versions, judged, numbers)
            with closing(Joined(folder)) as joined, checking(folder, shapes, beside=workers > 1) as report:
                size = f"{summary(joined.articles(), joined.size())} in {output}"
                checked = _write(output, joined.source, formats or ("ttl", "trig", "nq"), names, report)
    if not found:
        raise click.exceptions.Exit(1) if problems else _nothing(paths)
    left_out = sum(p.fatal for p in problems)
    click.echo(f"kg: {size}; {checked.counts}{f'; {left_out} left out' if left_out else ''}", err=True)
    if not checked.conforms:
        raise click.exceptions.Exit(3)


def _settings(model: str, authority: Path | None, judgements: Judgements) -> Settings:
    """What reading depends on; the user's own record of office holders, or none, is taken into account."""
    from kg.archive.versions import versions
    from kg.resolve import holders
    from kg.resolve.authority import read_authority
    from kg.shards.shard import Settings

    holders.use(read_authority(authority) if authority else ())
    return Settings(versions(model), model, text_of(authority) or "", judgements.settled)


def _read(paths: tuple[str, ...], max_bytes: int | None, settings: Settings, folder: Path, workers: int, problems: list[Problem]) -> Parts:
    """Read all articles; ``problems`` gathers what went wrong with files and then with articles, in their order."""
    from kg.cli._progress import progress
    from kg.model import Problem
    from kg.pipeline import doubts
    from kg.read import read
    from kg.shards.reading import read_parts

    articles = read(paths, problems=problems, **({"max_bytes": max_bytes} if max_bytes else {}))
    with progress(paths) as told:
        parts = read_parts(articles, settings, folder, workers=workers, told=told)
    for result in parts.results():
        problems += [result] if isinstance(result, Problem) else doubts(result)
    return parts


def _write(output: Path, source: Source, formats: Sequence[str], names: Names, report: Callable[[], Checked]) -> Checked:
    """All files, all or none; what the shapes say."""
    from kg.export import replacing, write

    with replacing(output) as open_new:
        for suffix in dict.fromkeys(formats):
            for name in write(source, suffix, open_new, base=names.base, imports=names.base + "imports"):
                log.info("writing %s", output / name)
        checked = report()
        with checked.text.open("rb") as text:
            shutil.copyfileobj(text, open_new(REPORT))
    return checked


def _tell(problems: Iterable[Problem], *, found: bool) -> None:
    """Say on stderr what went wrong; where nothing could be read at all, it is an error."""
    from kg.query.terms import visible

    for problem in problems:
        click.echo(f"kg: {'warning' if found or not problem.fatal else 'error'}: {visible(str(problem))}", err=True)


def _nothing(paths: tuple[str, ...]) -> Exception:
    from kg.errors import KgError

    return KgError(f"{', '.join(paths)}: no article found; give text, HTML or JSON Lines files, or a folder of them")
