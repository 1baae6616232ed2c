"""``python benchmarks/scale.py PATH... [--workers 1 2] [--articles N] [--json FILE]``: the whole line, by one process and by several.

Builds the same articles once for each number of workers, stage by stage as ``kg build`` does, and beside it, in the same run, runs what
else one could do with them: the annotation alone (spaCy's pipeline, the floor of any such line), rdflib reading and writing the
graph, and pySHACL on the whole graph. Every measurement is a process of its own, so that peaks of memory are its own.

``--articles N`` takes N articles: the first ones, or, where there are fewer, all of them again and again under new ids.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from kg.model import Article
from kg.read import read

FORMATS = ("ttl", "trig", "nq")
ONE_THREAD = dict.fromkeys(("KG_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
Figures = dict[str, float]


class Clock:
    """Wall seconds by stage."""

    def __init__(self) -> None:
        self.seconds: Figures = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begun


def sample(paths: Sequence[str], number: int) -> Iterator[Article]:
    """So many articles, repeated under new ids where there are fewer."""
    for turn in count():
        some = 0
        for article in islice(read(paths, problems=[]), number or None):
            some += 1
            yield replace(article, id=f"{article.id}-{turn}") if turn else article
        number -= some
        if number <= 0 or not some:
            return


def build(paths: Sequence[str], number: int, folder: Path, workers: int) -> Figures:
    """The whole line; its files stay in ``folder``."""
    from kg.archive.versions import versions
    from kg.cli._build_report import numbers
    from kg.export import replacing, write
    from kg.graph.iri import Names
    from kg.resolve.judgements import Judgements
    from kg.shards.joining import Joined, join
    from kg.shards.reading import read_parts
    from kg.shards.shard import Settings
    from kg.validate.stored import validate_stored

    clock, parts_folder, names, read_by = Clock(), folder / "parts", Names(), versions()
    with clock.stage("read"):
        parts = read_parts(sample(paths, number), Settings(read_by), parts_folder, workers=workers)
    with clock.stage("join"):
        join(parts.facts, parts_folder, names, read_by, Judgements(), numbers)
    joined = Joined(parts_folder)
    with clock.stage("validate"):
        validate_stored(joined.parts(), joined.store(parts_folder / "index"), texts=joined.texts())
    with clock.stage("write"), replacing(folder) as open_new:
        for suffix in FORMATS:
            write(joined.source, suffix, open_new, base=names.base, imports=names.base + "imports")
    disk = sum(p.stat().st_size for p in parts_folder.rglob("*") if p.is_file()) / 2**20
    return clock.seconds | {"quads": joined.size(), "temporary MiB": disk}


def annotation(paths: Sequence[str], number: int, folder: Path, workers: int) -> Figures:
    """spaCy's pipeline alone, the model loaded before."""
    from kg.annotate import annotate, load

    nlp, clock, words = load(), Clock(), 0
    list(annotate(sample(paths, 1), nlp))
    with clock.stage("annotation alone"):
        for story in annotate(sample(paths, number), nlp):
            words += sum(not (t.is_punct or t.is_space) for t in story.doc)
    return clock.seconds | {"words": words}


def rdflib_alone(paths: Sequence[str], number: int, folder: Path, workers: int) -> Figures:
    """rdflib reads the N-Quads and writes them as TriG."""
    import rdflib

    clock, data = Clock(), rdflib.Dataset()
    with clock.stage("rdflib reads N-Quads"):
        data.parse(folder / "graph.nq", format="nquads")
    with clock.stage("rdflib writes TriG"):
        data.serialize(folder / "rdflib.trig", format="trig")
    return clock.seconds


def pyshacl_alone(paths: Sequence[str], number: int, folder: Path, workers: int) -> Figures:
    """pySHACL on the union of the graphs, with the core shapes and no rules."""
    import pyshacl
    import rdflib

    from kg import resources

    clock, data, shapes = Clock(), rdflib.Graph(), rdflib.Graph()
    data.parse(folder / "graph.ttl")
    for file in sorted(resources.shapes().glob("*.ttl")):
        shapes.parse(file)
    with clock.stage("pySHACL on the whole graph"):
        pyshacl.validate(data, shacl_graph=shapes, ont_graph=shapes)
    return clock.seconds


TASKS: dict[str, Callable[[Sequence[str], int, Path, int], Figures]] = {
    "build": build,
    "annotation": annotation,
    "rdflib": rdflib_alone,
    "pyshacl": pyshacl_alone,
}


def measured(task: str, paths: Sequence[str], number: int, folder: Path, workers: int = 1) -> Figures:
    """Run a task in a process of its own; its figures, and the peaks of memory of that process and of its largest child."""
    call = [sys.executable, __file__, *paths, "--task", task, "--folder", str(folder), "--articles", str(number), "--workers", str(workers)]
    done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | ONE_THREAD)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def peaks() -> Figures:
    """Peak resident memory in MiB."""
    unit = 1 if sys.platform == "darwin" else 1024
    own, children = (resource.getrusage(who).ru_maxrss * unit / 2**20 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"peak MiB": own, "largest worker MiB": children}


def table(builds: dict[int, Figures], beside: Figures, articles: int, words: float) -> Iterator[str]:
    """The figures as Markdown."""
    stages = ("read", "join", "validate", "write")
    yield (
        "| workers | "
        + " | ".join(f"{s}, s" for s in stages)
        + " | all, s | articles/s | words/s | quads/s | peak MiB | largest worker MiB |"
    )
    yield "| ---: |" + " ---: |" * 10
    for workers, found in builds.items():
        total = sum(found[s] for s in stages)
        rates = (f"{articles / total:.2f}", f"{words / total:,.0f}", f"{found['quads'] / total:,.0f}")
        memory = (f"{found['peak MiB']:,.0f}", f"{found['largest worker MiB']:,.0f}")
        yield f"| {workers} | " + " | ".join([*(f"{found[s]:.1f}" for s in stages), f"{total:.1f}", *rates, *memory]) + " |"
    yield from ("", "| beside it, one process | seconds | articles/s |", "| --- | ---: | ---: |")
    yield from (f"| {name} | {seconds:.1f} | {articles / seconds:.2f} |" for name, seconds in beside.items())
    floor = beside["annotation alone"]
    yield from ("", *(f"whole line by {w} / annotation alone: {sum(f[s] for s in stages) / floor:.2f}" for w, f in builds.items()))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles, as for kg build")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--articles", type=int, default=0, metavar="N", help="so many articles (default: all that there are)")
    parser.add_argument("--alone", action="store_true", help="build only; nothing beside it but the annotation")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        print(json.dumps(TASKS[given.task](given.paths, given.articles, given.folder, given.workers[0]) | peaks()))
        return
    number = given.articles or sum(1 for _ in read(given.paths, problems=[]))
    builds: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        for workers in given.workers:
            builds[workers] = measured("build", given.paths, number, Path(folder) / str(workers), workers)
        made = Path(folder) / str(given.workers[0])
        tasks = ["annotation"] if given.alone else ["annotation", "rdflib", "pyshacl"]
        others = {task: measured(task, given.paths, number, made) for task in tasks}
    words = others["annotation"].pop("words")
    beside = {name: figure for found in others.values() for name, figure in found.items() if "MiB" not in name}
    print(f"{number} articles, {words:,.0f} words, {builds[given.workers[0]]['quads']:,.0f} quads\n")
    print("\n".join(table(builds, beside, number, words)))
    if given.json:
        given.json.write_text(json.dumps({"builds": builds, "beside": others}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
