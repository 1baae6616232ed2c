"""The Oxigraph store that queries read. It holds what the database's parts say and can be made from them at any time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.archive.parts import Part
from kg.errors import KgError

NAME = "index"
BATCH = 50_000_000


def open_index(folder: Path | None) -> Store:
    """The store of an archive for writing; in memory without a folder. Raises KgError when it cannot be opened."""
    try:
        return Store(str(folder / NAME)) if folder else Store()
    except (OSError, ValueError, RuntimeError) as exc:
        raise KgError(f"{folder}: the index cannot be opened ({exc})") from exc


def update(store: Store, parts: Sequence[Part]) -> None:
    """Put parts in the place of what the store has under their names, in one transaction."""
    if not parts:
        return
    try:
        store.update(" ;\n".join(_steps(parts)))
    except OSError as exc:
        raise KgError(f"the index cannot be written ({exc}); nothing is lost, import again when there is room") from exc


def _steps(parts: Sequence[Part]) -> Iterator[str]:
    """SPARQL updates: drop whole graphs, delete nodes, insert what is there now."""
    nodes: dict[str, list[str]] = {}
    for graph, subject, _ in parts:
        if subject:
            nodes.setdefault(graph, []).append(subject)
        else:
            yield f"DROP SILENT GRAPH {graph}"
    for graph, subjects in nodes.items():
        yield f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ VALUES ?s {{ {' '.join(subjects)} }} GRAPH {graph} {{ ?s ?p ?o }} }}"
    inserts = (f"GRAPH {graph} {{\n{_triples(graph, lines)}}}" for graph, _, lines in parts if lines)
    yield f"INSERT DATA {{ {' '.join(inserts)} }}"


def _triples(graph: str, lines: bytes) -> str:
    return lines.decode("utf-8").replace(f" {graph} .\n", " .\n")


def fill(store: Store, parts: Iterable[Part]) -> None:
    """Put all parts into an empty store."""
    try:
        for chunk in _chunks(parts):
            store.bulk_load(chunk, RdfFormat.N_QUADS)
        store.flush()
    except OSError as exc:
        raise KgError(f"the index cannot be written ({exc}); nothing is lost, try again when there is room") from exc


def _chunks(parts: Iterable[Part]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for _, _, lines in parts:
        held.append(lines)
        size += len(lines)
        if size >= BATCH:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
