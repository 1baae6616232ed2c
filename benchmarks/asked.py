"""What it takes to load a graph into a store on the disk and to ask it the named queries; for ``growth.py --ask``."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from kg.graph.iri import DEFAULT_BASE
from kg.query.named import catalogue
from kg.query.run import run

LONGEST = 60.0  # seconds; a query that takes longer is given up
Figures = dict[str, float]


def asked(graph: Path, folder: Path) -> Figures:
    """Seconds of loading N-Quads, the size of the store in MiB, and milliseconds of the queries that need no parameter."""
    begun = time.perf_counter()
    store = Store(str(folder))
    store.bulk_load(path=str(graph), format=RdfFormat.N_QUADS)
    store.flush()
    loaded = time.perf_counter() - begun
    del store
    size = sum(p.stat().st_size for p in folder.iterdir()) / 2**20
    texts = [q.text for q in catalogue() if not any(p.required for p in q.params)]
    times = [ms for text in texts if (ms := _answered(folder, text)) is not None]
    return {
        "load s": loaded,
        "store MiB": size,
        "queries": len(times),
        "given up": len(texts) - len(times),
        "median ms": statistics.median(times),
        "longest ms": max(times),
    }


def _answered(folder: Path, text: str) -> float | None:
    """Milliseconds until a query's last row, in a process of its own; None when it takes too long."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_answer, args=(folder, text, theirs), daemon=True)
    process.start()
    theirs.close()
    ours.recv()  # it has opened the store
    found: float | None = ours.recv() if ours.poll(LONGEST) else None
    process.kill()
    process.join()
    return found


def _answer(folder: Path, text: str, connection: Connection[Any, Any]) -> None:
    store = Store.read_only(str(folder))
    connection.send(0.0)
    begun = time.perf_counter()
    for _ in run(store, text, base=DEFAULT_BASE):  # type: ignore[union-attr]
        pass
    connection.send(1000 * (time.perf_counter() - begun))
