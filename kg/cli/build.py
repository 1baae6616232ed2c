"""``kg build``: articles in, validated graph out."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._build_engines import ENGINES, LOCAL, SPARK, Task, on_spark, on_this_machine
from kg.cli._build_report import REPORT, Checked, checking, summary
from kg.cli._options import FORMATS, max_bytes_option, names_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.export import Source
    from kg.graph.iri import Names
    from kg.resolve.judgements import Judgements
    from kg.shards.pool import Workers
    from kg.shards.shard import Settings

log = logging.getLogger("kg.build")

WHOLE = ("ttl", "trig", "nq")


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
@click.option(
    "--engine", type=click.Choice(ENGINES), default=LOCAL, show_default=True, help="What does the work: this machine, or Apache Spark."
)
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
    engine: str,
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

    With --engine spark (pip install 'kg-news[spark]', Java 17) PATH is JSON Lines or Parquet, and OUTPUT gets the same graph as sorted
    N-Quads in parts (quads/) and what each article says as Parquet (facts/); --format adds the whole files and the report. Without
    spark-submit it runs on this machine, in as many threads as --workers says.

    Exit status: 0 when the graph has no violation, 1 when nothing could be read, 3 when the shapes found violations (see report.txt).
    """
    from kg.resolve.judgements import Judgements, read_judgements
    from kg.shards.pool import employed
    from kg.shards.reading import parts_folder

    judged = read_judgements(judgements) if judgements else Judgements()
    settings = _settings(model, authority, judged)
    wanted = formats or (WHOLE if engine == LOCAL else ())
    checked: Checked | None = None
    keep = resume or workers > 1 or engine == SPARK
    with employed(workers, settings.authority) as pool, parts_folder(output, keep=keep, resume=resume) as folder:
        task = Task(paths, folder, settings, names, judged, max_bytes)
        made = on_spark(task, workers, whole=bool(wanted)) if engine == SPARK else on_this_machine(task, pool)
        if made.articles and wanted:
            checked = _finish(folder, output, wanted, names, shapes, pool)
        if made.articles and engine == SPARK:
            _put(folder, output)
    if not made.articles:
        raise click.exceptions.Exit(1) if made.problems else _nothing(paths)
    said = checked.counts if checked else "not held to the shapes, which needs --format"
    left_out = f"; {made.left_out} left out" if made.left_out else ""
    click.echo(f"kg: {summary(made.articles, made.quads)} in {output}; {said}{left_out}", err=True)
    if checked and not checked.conforms:
        raise click.exceptions.Exit(3)


def _settings(model: str, authority: Path | None, judgements: Judgements) -> Settings:
    """What reading depends on; the user's own record of office holders, or none, is taken into account."""
    from kg.archive.versions import versions
    from kg.resolve import holders
    from kg.resolve.authority import read_authority
    from kg.shards.shard import Settings

    holders.use(read_authority(authority) if authority else ())
    return Settings(versions(model), model, text_of(authority) or "", judgements.settled)


def _finish(folder: Path, output: Path, formats: Sequence[str], names: Names, shapes: Path | None, pool: Workers) -> Checked:
    """Write the graph that lies in the folder's database, in every format, with what the shapes say of it."""
    from kg.shards.joining import Joined

    report = checking(folder, shapes, pool)
    with closing(Joined(folder)) as joined:
        return _write(output, joined.source, formats, names, report)


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


def _put(folder: Path, output: Path) -> None:
    from kg.spark.writing import put

    put(folder, output)


def _nothing(paths: tuple[str, ...]) -> Exception:
    from kg.errors import KgError

    return KgError(f"{', '.join(paths)}: no article found; give text, HTML or JSON Lines files, or a folder of them")
