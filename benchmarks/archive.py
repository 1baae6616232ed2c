"""``python benchmarks/archive.py PATH... [--cache FILE] [--json FILE]``: what an archive costs, and whether that grows with it.

Reads the articles (``--cache`` keeps what was read and how long it took) and imports them one at a time into an archive on disk, as
``kg import`` does, imports them again unchanged, and then times single articles joining archives of 1,000 and of 10,000 articles,
which are the same articles under changed ids. At the end the archive's N-Quads are written by ``kg export`` and by rdflib.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import rdflib

from kg.annotate import load
from kg.archive import gate
from kg.archive.archive import Archive
from kg.archive.database import packed, set_value, transaction
from kg.archive.index import READY
from kg.archive.nodes import nothing_given
from kg.archive.records import digest, dumps, loads
from kg.archive.settle import Settling
from kg.archive.source import InArchive
from kg.archive.versions import versions
from kg.archive.view import View
from kg.export import save
from kg.export.source import GraphName
from kg.facts import ArticleFacts
from kg.model import Article, Problem
from kg.pipeline import read_facts
from kg.read import read

VERSIONS = versions()
TRIED = 40
QUADS = 1_000_000
Readings = list[tuple[ArticleFacts, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--cache", type=Path, help="what was read, one article a line; made if it is not there, and added to")
    parser.add_argument("--limit", type=int, default=1_000, help="so many articles")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--sizes", type=int, nargs=2, default=(1_000, 10_000), metavar="N", help="sizes of the two archives compared")
    args = parser.parse_args()
    readings = _readings(args.paths, args.cache, args.limit)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for found in _figures(readings, Path(folder), args.sizes):
            figures |= found
            for name, figure in found.items():
                print(f"{name:32} {figure:,.3f}".rstrip("0").rstrip("."), flush=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _figures(one_by_one: Iterator[tuple[ArticleFacts, float]], folder: Path, sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """Figure after figure, as they are known."""
    readings: Readings = []
    yield _import(folder / "a", one_by_one, readings)
    yield _again(folder / "a", [facts.article for facts, _ in readings], folder)
    taken = []
    for size in sizes:
        taken.append(_one_more(folder / str(size), readings, size))
        yield {f"ms to import one into {size}": taken[-1]}
    yield {"ratio": taken[-1] / taken[0]}
    yield _export(folder / str(sizes[-1]), folder)


def _readings(paths: Sequence[str], cache: Path | None, limit: int) -> Iterator[tuple[ArticleFacts, float]]:
    """The facts of article after article, in an order that mixes the sources, and the processor seconds that reading it took."""
    problems: list[Problem] = []
    articles = sorted(read(paths, problems=problems), key=lambda a: hashlib.sha256(a.id.encode()).digest())[:limit]
    known = dict(_cached(cache)) if cache and cache.exists() else {}
    nlp = load()
    next(iter(read_facts(articles[:1], nlp)))
    with cache.open("a", encoding="ascii") if cache else nullcontext() as file:
        for article in articles:
            if article.id in known:
                found, seconds = known[article.id]
                yield loads(ArticleFacts, dumps(found)), seconds  # made anew, as if it had just been read
                continue
            start = time.process_time()
            facts = next(iter(read_facts([article], nlp)))
            seconds = time.process_time() - start
            if isinstance(facts, ArticleFacts):
                if file:
                    print(seconds, dumps(facts), file=file, flush=True)
                yield facts, seconds


def _cached(cache: Path) -> Iterator[tuple[str, tuple[ArticleFacts, float]]]:
    with cache.open(encoding="ascii") as file:
        for line in file:
            seconds, _, facts = line.partition(" ")
            found = loads(ArticleFacts, facts)
            yield found.article.id, (found, float(seconds))


def _import(folder: Path, one_by_one: Iterator[tuple[ArticleFacts, float]], readings: Readings) -> dict[str, float]:
    """All articles, one transaction each, each read and then joined as in ``kg import``; they are added to ``readings``.

    The overhead is told in processor time, since a busy machine distorts any other.
    """
    checks: list[float] = []
    held, used, wall = 0, 0.0, 0.0
    with _timed(checks), Archive(folder) as archive:
        for facts, seconds in one_by_one:
            begun, start = time.perf_counter(), time.process_time()
            held += not archive.add(facts, VERSIONS).conforms
            used += time.process_time() - start
            wall += time.perf_counter() - begun
            readings.append((facts, seconds))
    reading = sum(seconds for _, seconds in readings)
    return {
        "articles": len(readings),
        "in quarantine": held,
        "s annotate + extract": reading,
        "s import, processor": used,
        "s import, wall": wall,
        "overhead %": 100 * used / reading,
        "ms validation, median": 1000 * statistics.median(checks),
        "ms validation, largest": 1000 * max(checks),
    }


class _timed:
    """Notes the processor seconds of each validation."""

    def __init__(self, seconds: list[float]) -> None:
        self.seconds = seconds
        self.check = gate.check

    def __enter__(self) -> None:
        def check(*args: object, **options: object) -> object:
            start = time.process_time()
            report = self.check(*args, **options)  # type: ignore[arg-type]
            self.seconds.append(time.process_time() - start)
            return report

        gate.check = check  # type: ignore[assignment]

    def __exit__(self, *error: object) -> None:
        gate.check = self.check


def _again(folder: Path, articles: Sequence[Article], scratch: Path) -> dict[str, float]:
    """``kg import`` of the same articles by the command line, everything counted."""
    fields = ("id", "text", "title", "published", "publisher", "url", "language")
    records = scratch / "again.jsonl"
    lines = (json.dumps({name: getattr(a, name) for name in fields if getattr(a, name)}) for a in articles)
    records.write_text("\n".join(lines), encoding="utf-8")
    call = [sys.executable, "-m", "kg", "import", str(records), "--store", str(folder)]
    start = time.perf_counter()
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    assert f"{len(articles):,} unchanged" in done.stderr, done.stderr
    return {"s re-import, wall": seconds}


def _one_more(folder: Path, readings: Readings, size: int) -> float:
    """The median of the processor milliseconds in which one more article joins an archive of so many, and its index has it.

    Counted for this thread: after the filling the index goes on tidying up in threads of its own for a while.
    """
    with Archive(folder) as archive:
        _fill(archive, readings, size)
    with Archive(folder) as archive:
        taken = []
        for facts, _ in readings[:TRIED]:
            start = time.thread_time()
            archive.add(_copy(facts, "more"), VERSIONS)
            archive.index.catch_up()
            taken.append(time.thread_time() - start)
    return 1000 * statistics.median(taken)


def _fill(archive: Archive, readings: Readings, size: int) -> None:
    """Put so many articles in without looking at them one by one, which would take hours and leave the same archive."""
    for start in range(0, size, 100):
        with transaction(archive.db):
            batch = [_copy(readings[n % len(readings)][0], f"copy{n // len(readings)}") for n in range(start, min(size, start + 100))]
            Settling(archive.db, archive.names).settle({_row(archive, facts): facts for facts in batch})
            archive.db.execute("DELETE FROM note")
            set_value(archive.db, READY, "")  # the next opening fills the index at once


def _row(archive: Archive, facts: ArticleFacts) -> int:
    fields = {"id": facts.article.id, "graph": str(archive.names.article(facts.article.id)), "digest": digest(facts.article)}
    fields |= {"software": VERSIONS.software, "rules": VERSIONS.rules, "model": VERSIONS.model}
    return archive._row(facts.article.id, {**fields, "facts": packed(dumps(facts)), "contributions": nothing_given()})


def _copy(facts: ArticleFacts, prefix: str) -> ArticleFacts:
    return replace(facts, article=replace(facts.article, id=f"{prefix}-{facts.article.id}", origin=""))


def _export(folder: Path, scratch: Path) -> dict[str, float]:
    """About a million of the archive's quads as N-Quads: by ``kg export``'s writer, and by rdflib from its own store."""
    source = _Some(View(folder).db)
    start = time.perf_counter()
    save(source, scratch / "kg.nq")
    ours = time.perf_counter() - start
    data = rdflib.Dataset()
    data.parse(scratch / "kg.nq", format="nquads")
    start = time.perf_counter()
    data.serialize(str(scratch / "rdflib.nq"), format="nquads")
    theirs = time.perf_counter() - start
    quads = (scratch / "kg.nq").read_bytes().count(b"\n")
    return {"quads exported": quads, "s export": ours, "s rdflib": theirs, "times as fast": theirs / ours}


class _Some(InArchive):
    """As many graphs of an archive as hold about a million quads."""

    def graphs(self) -> list[GraphName]:
        graphs, quads = super().graphs(), 0
        for number, graph in enumerate(graphs):
            quads += self._db.execute("SELECT SUM(quads) FROM part WHERE graph = ?", (str(graph),)).fetchone()[0]
            if quads >= QUADS:
                return graphs[: number + 1]
        return graphs


if __name__ == "__main__":
    main()
