"""Making a store hold what a graph holds: what is new or changed is sent, what has left is removed, the rest is not touched."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from pyoxigraph import DefaultGraph, RdfFormat, parse

from kg.errors import KgError
from kg.export.source import GraphName, Ready, Source, lines
from kg.push.graphstore import GraphStore, Refused
from kg.push.sent import Sent

What = Literal["sent", "unchanged", "removed", "refused"]
log = logging.getLogger("kg.push")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one graph, by its IRI ("" for the default graph); ``problem`` is what the store said when it refused."""

    graph: str
    what: What
    problem: str = ""


def push(source: Source, store: GraphStore, sent: Sent, *, check: bool = False, leave_out: str = "") -> Iterator[Outcome]:
    """Send the graphs of a source, one request each, in order of their names; each is in the store when its outcome is yielded.

    A graph that ``sent`` knows to be there unchanged is passed over; with ``check`` the store itself is asked for each. Of other
    graphs in the store only those that an earlier push has put there are removed, and none if a graph was refused. ``leave_out`` is
    the IRI of a graph that is neither sent nor removed. Raises KgError when the store cannot be reached; what was yielded so far holds.
    """
    here, refused = set(), False
    for name in source.graphs():
        graph = "" if isinstance(name, DefaultGraph) else name.value
        here.add(graph)
        if graph != leave_out or not graph:
            outcome = _put(graph, _quad_lines(source, name), store, sent, check)
            refused |= outcome.what == "refused"
            yield _logged(outcome)
    for graph in [] if refused else sorted(set(sent.digests) - here - {leave_out}):
        sent.doubt(graph)
        store.delete(graph)
        sent.gone(graph)
        yield _logged(Outcome(graph, "removed"))


def _put(graph: str, quads: list[bytes], store: GraphStore, sent: Sent, check: bool) -> Outcome:
    digest = sha256(b"\n".join(quads)).hexdigest()
    if not check and sent.digests.get(graph) == digest:
        return Outcome(graph, "unchanged")
    triples = _triple_lines(quads, graph)
    if check and _holds(store, graph, triples):
        sent.done(graph, digest)
        return Outcome(graph, "unchanged")
    sent.doubt(graph)
    try:
        store.put(graph, b"\n".join([*triples, b""]))
    except Refused as exc:
        return Outcome(graph, "refused", str(exc))
    sent.done(graph, digest)
    return Outcome(graph, "sent")


def _quad_lines(source: Source, graph: GraphName) -> list[bytes]:
    """The graph as sorted lines of N-Quads."""
    if isinstance(source, Ready):
        return b"".join(source.lines(graph)).rstrip(b"\n").split(b"\n")
    return lines(source.quads(graph))


def _triple_lines(quads: list[bytes], graph: str) -> list[bytes]:
    """The same lines without the name of their graph."""
    end = f" <{graph}> .".encode() if graph else b" ."
    return [line.removesuffix(end) + b" ." for line in quads]


def _holds(store: GraphStore, graph: str, triples: list[bytes]) -> bool:
    """True if the store has just these triples in a graph."""
    found = store.get(graph)
    if found is None:
        return False
    try:
        held = lines(parse(found, RdfFormat.N_TRIPLES), RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as exc:
        named = graph or "(default)"
        raise KgError(f"{store.url}: what it answers for graph {named} is not N-Triples ({exc}); push without --check") from exc
    return held == sorted(triples)


def _logged(outcome: Outcome) -> Outcome:
    log.info("%s: %s", outcome.graph or "(default graph)", outcome.what)
    return outcome
