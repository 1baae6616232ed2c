"""The nodes that articles share: what is contributed to them, counted, and the parts of the graph that are written from that."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from kg.archive.database import among, json_of, packed
from kg.archive.parts import lines_of, write_parts
from kg.archive.posts import put_posts
from kg.graph.contribution import COUNTED, Contribution, Given
from kg.graph.entities import graph_of, node_triples
from kg.graph.iri import Names

Counts = Counter[tuple[str, Contribution]]


def given_blob(counts: Counts) -> bytes:
    """What an article contributes, as it is stored beside it."""
    return packed(json.dumps(sorted((node, value, times) for (node, value), times in counts.items())))


def given_counts(blob: bytes) -> Counts:
    """The same again."""
    return Counter({(node, tuple(value)): times for node, value, times in json_of(blob)})


def given_nodes(blob: bytes) -> Iterable[str]:
    """The shared nodes to which an article contributes."""
    return dict.fromkeys(node for node, *_ in json_of(blob))


def nothing_given() -> bytes:
    """The contributions of an article that has not joined yet."""
    return given_blob(Counter())


def write_changed(db: sqlite3.Connection, names: Names, delta: Mapping[tuple[str, Contribution], int]) -> None:
    """Count what is contributed so many times more (or less), and write those shared nodes anew that it may change."""
    add_contributions(db, delta)
    by_node: dict[str, dict[Contribution, int]] = {}
    for (node, value), times in delta.items():
        by_node.setdefault(node, {})[value] = times
    given = _given(db, sorted(by_node))
    changed = {node: {value: n for value, n in given[node].items() if n} for node, more in by_node.items() if changes(given[node], more)}
    gone = [(node, json.dumps(value)) for node in changed for value, times in given[node].items() if not times]
    db.executemany("DELETE FROM contribution WHERE node = ? AND value = ?", gone)
    write_nodes(db, names, changed)
    put_posts(db, changed)


def changes(given: Given, more: Given) -> bool:
    """True if a node may read otherwise with what is ``given`` than before so much of it was contributed ``more`` (or less, below 0)."""
    for value, times in more.items():
        if bool(given[value]) != bool(given[value] - times):
            return True
        if value[1] in COUNTED and sum(other[1] == value[1] for other in given) > 1:
            return True
    return False


def add_contributions(db: sqlite3.Connection, delta: Mapping[tuple[str, Contribution], int]) -> None:
    """Count contributions, by node and value, so many times more (or less)."""
    add_told(db, {(node, json.dumps(value)): times for (node, value), times in delta.items()})


def add_told(db: sqlite3.Connection, delta: Mapping[tuple[str, str], int]) -> None:
    """The same with values in JSON."""
    db.executemany(
        "INSERT INTO contribution VALUES (?, ?, ?) ON CONFLICT (node, value) DO UPDATE SET times = times + excluded.times",
        [(node, value, times) for (node, value), times in delta.items()],
    )


def read_contributions(rows: Iterable[tuple[str, int]]) -> dict[Contribution, int]:
    """The contributions to a node, with how often each was made, from rows of their table (value, times)."""
    return {tuple(json.loads(value)): times for value, times in rows}


def _given(db: sqlite3.Connection, nodes: list[str]) -> dict[str, dict[Contribution, int]]:
    """What is contributed to each of some nodes."""
    found: dict[str, dict[Contribution, int]] = {node: {} for node in nodes}
    for node, value, times in among(db, "SELECT node, value, times FROM contribution WHERE node IN ({})", nodes):
        found[node][tuple(json.loads(value))] = times
    return found


def write_nodes(db: sqlite3.Connection, names: Names, nodes: Mapping[str, Given]) -> None:
    """Write shared nodes, each of which is made of what was contributed to it."""
    by_graph: dict[str, dict[str, bytes]] = {}
    for node, given in nodes.items():
        graph = str(names.node(graph_of(node)))
        by_graph.setdefault(graph, {})[str(names.node(node))] = lines_of(graph, node_triples(node, given, names))
    for graph, parts in by_graph.items():
        write_parts(db, graph, parts)
