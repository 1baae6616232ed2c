"""How fast graphs are written, and how much faster N-Quads are than with rdflib, on the same quads in the same run.

    python benchmarks/export.py exports/graph.nq --quads 1000000

The graphs of the file are repeated under other names until there are so many quads. Both stores are filled before the clock starts.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.export import STREAMED, InMemory, save
from kg.graph.iri import DEFAULT_BASE
from kg.validate.convert import to_rdflib


def repeated(quads: list[Quad], base: str) -> Iterator[Quad]:
    """The quads again and again, subjects and graphs with a number."""
    for number in count():
        for quad in quads:
            graph = _numbered(quad.graph_name, base, number)
            yield Quad(_numbered(quad.subject, base, number), quad.predicate, _numbered(quad.object, base, number), graph)


def _numbered(term, base: str, number: int):  # type: ignore[no-untyped-def]
    if not isinstance(term, NamedNode) or not term.value.startswith(base):
        return term
    return NamedNode(f"{base}{number}-{term.value.removeprefix(base)}")


def dataset(quads: list[Quad]) -> rdflib.Dataset:
    """The same quads in rdflib's own store."""
    found = rdflib.Dataset()
    by_graph: dict[str, list[Quad]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name.value, []).append(quad)
    for name, some in by_graph.items():
        graph = found.graph(rdflib.URIRef(name))
        for triple in to_rdflib(some):
            graph.add(triple)
    return found


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this process, which others' work on the machine changes less than the clock."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="an N-Quads file to make the quads from")
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--formats", default="nq", help="formats to time, with commas between; all for every one")
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # rdflib's serialiser uses what rdflib deprecates
    some = list(parse(path=str(given.graph), format=RdfFormat.N_QUADS))
    quads = list(islice(repeated(some, DEFAULT_BASE), given.quads))
    other = dataset(quads)
    source = InMemory(quads)
    with tempfile.TemporaryDirectory() as folder:
        ours: dict[str, float] = {}
        for format in STREAMED if given.formats == "all" else given.formats.split(","):
            path = Path(folder, f"graph.{format}")
            times = [seconds(lambda path=path: save(source, path, base=DEFAULT_BASE)) for _ in range(given.runs)]
            ours[format] = statistics.median(times)
            print(f"{format}: {ours[format]:.2f} s, {path.stat().st_size / 1e6:,.0f} MB", flush=True)
        theirs = seconds(lambda: other.serialize(str(Path(folder, "rdflib.nq")), format="nquads", encoding="utf-8"))
        lines = [len(set(Path(folder, name).read_bytes().splitlines())) for name in ("graph.nq", "rdflib.nq")]
    print(f"rdflib nq: {theirs:.2f} s; {theirs / ours['nq']:.1f} times as long; {lines[0]:,} and {lines[1]:,} quads")


if __name__ == "__main__":
    main()
