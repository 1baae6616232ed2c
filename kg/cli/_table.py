"""Query answers as a table: one that fits a terminal, or plain aligned text when piped."""

from __future__ import annotations

import sys

from pyoxigraph import QuerySolutions

from kg.query.terms import short


def rows(result: QuerySolutions, base: str) -> tuple[list[str], list[list[str]]]:
    """The header and the cells of a SELECT result, as short texts without control characters."""
    names = [v.value for v in result.variables]
    return names, [[short(solution[n], base) for n in names] for solution in result]


def table(header: list[str], body: list[list[str]]) -> str:
    """The table for stdout as it is now: fitted to a terminal, else plain."""
    return fitted(header, body) if sys.stdout.isatty() else plain(header, body)


def plain(header: list[str], body: list[list[str]]) -> str:
    """Columns two spaces apart, nothing cut off, no colour."""
    everything = [header, *body]
    widths = [max(len(row[i]) for row in everything) for i in range(len(header))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in everything)
    return "\n".join(lines) + "\n"


def fitted(header: list[str], body: list[list[str]], *, width: int | None = None) -> str:
    """A table as wide as the terminal, long cells folded; one field per line where the columns would be too narrow."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=width)
    if len(header) * 12 > console.width:
        return _fields(header, body)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in header:
        grid.add_column(Text(name), overflow="fold")
    for row in body:
        grid.add_row(*map(Text, row))
    with console.capture() as capture:
        console.print(grid)
    return capture.get()


def _fields(header: list[str], body: list[list[str]]) -> str:
    """Each row as a block of ``name: value`` lines, empty values left out."""
    wide = max(map(len, header))
    blocks = ("\n".join(f"{name:>{wide}}: {cell}" for name, cell in zip(header, row, strict=True) if cell) for row in body)
    return "\n\n".join(blocks) + "\n"
