"""How far reading has come: articles done, how many a minute, and the time left."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def progress(paths: Sequence[str]) -> Iterator[Callable[[int], object]]:
    """A function to call with numbers of articles done; on a terminal it moves a bar, elsewhere it does nothing.

    The articles of ``paths`` are counted meanwhile, in a thread: that takes a thousandth of the time of reading them.
    """
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=120) as bar:
        task = bar.add_task("", total=None, rate="")
        if "-" not in paths:
            threading.Thread(target=lambda: bar.update(task, total=_count(paths)), daemon=True).start()

        def advance(number: int) -> None:
            bar.advance(task, number)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{60 * speed:,.0f} a minute" if speed else "")

        yield advance


def _count(paths: Sequence[str]) -> int:
    from kg.read import read

    return sum(1 for _ in read(paths, problems=[]))
