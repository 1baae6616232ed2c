"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.graph.iri import Names


F = TypeVar("F", bound=Callable[..., Any])


def store_option(*, required: bool = True) -> Callable[[F], F]:
    """``--store DIR``: the archive's folder."""
    return click.option(
        "--store", type=click.Path(file_okay=False, path_type=Path), required=required, metavar="DIR", help="Folder of the archive."
    )


def names_of(ctx: click.Context, param: click.Parameter, value: str | None) -> Names:
    """The maker of IRIs for ``--base``; a base that cannot be used is wrong usage."""
    from kg.errors import KgError
    from kg.graph.iri import DEFAULT_BASE, Names

    try:
        return Names(DEFAULT_BASE if value is None else value)
    except KgError as exc:
        raise click.BadParameter(str(exc).removeprefix("--base ")) from exc


def graph_and(words: tuple[str, ...], store: Path | None, what: str) -> tuple[Path, str]:
    """The graph and the word behind it, or the archive of ``--store`` and the only word; anything else is wrong usage."""
    if store is not None and len(words) == 1:
        return store, words[0]
    if store is None and len(words) == 2:
        return Path(words[0]), words[1]
    raise click.UsageError(f"give GRAPH and {what}, or {what} with --store DIR")
