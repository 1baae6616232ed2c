"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.graph.iri import Names


# Those of kg.export, which is heavy to import.
FORMATS = ("ttl", "trig", "nq", "nt", "jsonld", "rdf", "graphml", "csv")
F = TypeVar("F", bound=Callable[..., Any])


def store_option(*, required: bool = True) -> Callable[[F], F]:
    """``--store DIR``: the archive's folder."""
    return click.option(
        "--store", type=click.Path(file_okay=False, path_type=Path), required=required, metavar="DIR", help="Folder of the archive."
    )


def max_bytes_option() -> Callable[[F], F]:
    """``--max-bytes N``; None where it is not given, so that reading has its own default (``kg.read.MAX_BYTES``)."""
    help = "Refuse files, and lines of JSON Lines, larger than this.  [default: 50,000,000]"
    return click.option("--max-bytes", type=click.IntRange(min=1), default=None, metavar="N", help=help)


def users_files(command: F) -> F:
    """``--judgements FILE`` and ``--authority FILE``, which an archive keeps."""
    files = (("--judgements", "CSV of decisions on who is who (kg judge)"), ("--authority", "CSV of office holders to know"))
    for name, what in files:
        kind = click.Path(exists=True, dir_okay=False, path_type=Path)
        command = click.option(name, type=kind, default=None, help=f"{what}; the archive keeps a copy until another is given.")(command)
    return command


def text_of(path: Path | None) -> str | None:
    """The text of a user's file; None without one. Raises KgError when it is not UTF-8."""
    from kg.errors import KgError

    try:
        return path.read_text("utf-8-sig") if path else None
    except UnicodeDecodeError as exc:
        raise KgError(f"{path}: cannot be read as UTF-8 text ({exc})") from exc


def names_of(ctx: click.Context, param: click.Parameter, value: str | None) -> Names:
    """The maker of IRIs for ``--base``; a base that cannot be used is wrong usage."""
    from kg.errors import KgError
    from kg.graph.iri import DEFAULT_BASE, Names

    try:
        return Names(DEFAULT_BASE if value is None else value)
    except KgError as exc:
        raise click.BadParameter(str(exc).removeprefix("--base ")) from exc


def graph_and(graph: str | None, word: str | None, store: Path | None, what: str) -> tuple[Path, str]:
    """The graph and the word behind it; with ``--store`` the archive and the only word, which stands where a graph would.

    Raises UsageError for anything else, and KgError when the folder is no archive.
    """
    from kg.archive.view import View

    if graph is None or (store is None) == (word is None):
        raise click.UsageError(f"Missing argument: give GRAPH and {what}, or {what} and --store DIR")
    if store is not None:
        View(store).close()
        return store, graph
    assert word is not None
    return Path(graph), word
