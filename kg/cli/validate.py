"""``kg validate``: hold RDF files to the shapes of the model."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pyoxigraph import Quad

from kg.cli._options import store_option
from kg.errors import KgError
from kg.graph.load import FORMATS, load
from kg.model import Problem
from kg.read import read
from kg.validate import Report, validate
from kg.vocab import SCHEMA

OUTPUTS = {"text": Report.to_text, "json": Report.to_json, "ttl": Report.to_turtle}


@click.command("validate")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@store_option(required=False)
@click.option("--format", "output", type=click.Choice(list(OUTPUTS)), default="text", show_default=True, help="Form of the report.")
@click.option("--input-format", type=click.Choice(list(FORMATS)), help="Format of the files; needed for -, else told by the suffix.")
@click.option("--texts", type=click.Path(), help="Articles (folder, .txt, .html or .jsonl) to compare the quoted passages with.")
@click.option("--shapes", type=click.Path(path_type=Path, exists=True), help="Folder of shapes to use instead of the packaged ones.")
def command(
    files: tuple[str, ...], store: Path | None, output: str, input_format: str | None, texts: str | None, shapes: Path | None
) -> None:
    """Check RDF files (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML) against the shapes of the model.

    Several files are taken as one graph; - reads standard input; --store checks all that an archive holds, with its texts. The
    report goes to stdout: each fault with the node, the shape, what is wrong and the passage of the article. Exit status 3 if there are
    violations; warnings alone give 0.

    \b
    Examples:
      kg validate exports/graph.trig
      kg validate exports/graph.nq --texts seeds --format json
      kg validate --store archive --format ttl
      cat part.ttl | kg validate - --input-format ttl
    """
    if bool(files) == bool(store):
        raise click.UsageError("give files, or an archive with --store")
    if store:
        _end(_archive(store, shapes), output)
        return
    quads = [quad for file in files for quad in _load(file, input_format)]
    if not any(quad.object == SCHEMA.NewsArticle for quad in quads):
        click.echo(f"kg: warning: {', '.join(files)}: no schema:NewsArticle here, so nothing can be held against an article", err=True)
    _end(validate(quads, texts=_texts(texts) if texts else None, shapes=shapes), output)


def _archive(store: Path, shapes: Path | None) -> Report:
    """All that an archive holds, against its own texts."""
    from kg.archive.view import View

    return View(store).validate(shapes)


def _end(report: Report, output: str) -> None:
    click.echo(OUTPUTS[output](report), nl=False)
    if not report.conforms:
        raise click.exceptions.Exit(3)


def _load(file: str, input_format: str | None) -> list[Quad]:
    if file != "-":
        return load(file, input_format)
    if not input_format:
        raise click.UsageError("standard input needs --input-format")
    return load(sys.stdin.buffer.read(), input_format, name="<stdin>")


def _texts(path: str) -> dict[str, str]:
    """Texts by article id; what could not be read is told on stderr, and it is an error if nothing could."""
    problems: list[Problem] = []
    texts = {article.id: article.text for article in read([path], problems=problems)}
    for problem in problems:
        click.echo(f"kg: {'error' if problem.fatal else 'warning'}: {problem}", err=True)
    if not texts:
        raise KgError(f"{path}: no articles here to compare with")
    return texts
