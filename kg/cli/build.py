"""``kg build``: articles in, validated graph out."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._options import FORMATS, max_bytes_option, names_of

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.facts import ArticleFacts
    from kg.graph.iri import Names
    from kg.model import Problem
    from kg.resolve.judgements import Judgements
    from kg.validate.report import Report

LONG_ID = 100
KINDS = ("person", "role", "meeting", "statement", "issue")
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

    Exit status: 0 when the graph has no violation, 1 when nothing could be read, 3 when the shapes found violations (see report.txt).
    """
    from kg.annotate import load, model_name
    from kg.export import InMemory, replacing, write
    from kg.graph.build import build
    from kg.query.terms import visible
    from kg.resolve.judgements import Judgements, read_judgements
    from kg.validate import validate

    _know(authority)
    judged = read_judgements(judgements) if judgements else Judgements()
    facts, problems = _read(paths, model, max_bytes, judged)
    for problem in problems:
        click.echo(f"kg: {'warning' if facts or not problem.fatal else 'error'}: {visible(str(problem))}", err=True)
    if not facts:
        raise click.exceptions.Exit(1) if problems else _nothing(paths)
    quads = build(facts, names, model=model_name(load(model)), judgements=judged.lines)
    report = validate(quads, texts={f.article.id: f.article.text for f in facts}, shapes=shapes)
    source = InMemory(quads)
    with replacing(output) as open_new:
        for suffix in dict.fromkeys(formats or ("ttl", "trig", "nq")):
            for name in write(source, suffix, open_new, base=names.base, imports=names.base + "imports"):
                log.info("writing %s", output / name)
        open_new("report.txt").write(_report(facts, quads, report, problems).encode("utf-8"))
    left_out = sum(p.fatal for p in problems)
    click.echo(f"kg: {_summary(facts, quads)} in {output}; {_counts(report)}{f'; {left_out} left out' if left_out else ''}", err=True)
    if not report.conforms:
        raise click.exceptions.Exit(3)


def _know(authority: Path | None) -> None:
    """Take the user's own record of office holders into account, or none."""
    from kg.resolve import holders
    from kg.resolve.authority import read_authority

    holders.use(read_authority(authority) if authority else ())


def _read(paths: tuple[str, ...], model: str, max_bytes: int | None, judgements: Judgements) -> tuple[list[ArticleFacts], list[Problem]]:
    from kg.annotate import load
    from kg.pipeline import run
    from kg.read import read

    problems: list[Problem] = []
    articles = list(read(paths, problems=problems, **({"max_bytes": max_bytes} if max_bytes else {})))
    done = run(_with_progress(articles), load(model), judgements) if articles else None
    return (done.facts, problems + done.problems) if done else ([], problems)


def _with_progress(articles: list) -> Iterable:  # type: ignore[type-arg]
    """The same articles, with a progress bar on a terminal."""
    if not sys.stderr.isatty() or len(articles) < 2:
        return articles
    from rich.console import Console
    from rich.progress import track

    return track(articles, description="reading", console=Console(stderr=True), transient=True)


def _nothing(paths: tuple[str, ...]) -> Exception:
    from kg.errors import KgError

    return KgError(f"{', '.join(paths)}: no article found; give text, HTML or JSON Lines files, or a folder of them")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _summary(facts: list[ArticleFacts], quads: list[Quad]) -> str:
    return f"{_count(len(facts), 'article')}, {_count(len(quads), 'quad')}"


def _counts(report: Report) -> str:
    found = {s: sum(r.severity == s for r in report.results) for s in ("violation", "warning", "info")}
    return ", ".join(f"{n} {s}{'' if n == 1 or s == 'info' else 's'}" for s, n in found.items())


def _report(facts: list[ArticleFacts], quads: list[Quad], report: Report, problems: list[Problem]) -> str:
    """What was built and what the shapes say of it, without clock or paths."""
    from kg.query.terms import visible

    lines = [f"{_summary(facts, quads)}: {_counts(report)}", ""]
    for f in sorted(facts, key=lambda f: f.article.id):
        counts = (sum(e.kind == "person" for e in f.entities), len(f.roles), len(f.meetings), len(f.statements), len(f.issues))
        lines.append(f"{visible(f.article.id[:LONG_ID])}: {', '.join(map(_count, counts, KINDS))}")
    return "\n".join([*lines, "", report.to_text()]).rstrip() + "\n"
