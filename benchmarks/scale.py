"""``python benchmarks/scale.py PATH... [--workers 1 2] [--articles N] [--words K]``: the whole line, by one process and by several.

Builds the same articles once for each number of workers, stage by stage as ``kg build`` does, and beside it, in the same run, runs what
else one could do with them: the annotation alone (spaCy's pipeline, the floor of any such line), rdflib reading and writing the
graph, and pySHACL on the whole graph. Every measurement is a process of its own, so that peaks of memory are its own. What several
workers gain is held against what as many processes gain that only compute, before and after each build: cores may be shared.

``--articles N`` takes N articles: the first ones, or, where there are fewer, all of them again and again under new ids. With several
workers validation runs beside the writing, so "validate" is what is left of it then.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sample import write
from spent import ONE_THREAD, gain

from kg.read import read

FORMATS = ("ttl", "trig", "nq")
STAGES = ("read", "join", "write", "validate")
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


def build(source: Path, folder: Path, workers: int) -> Figures:
    """The whole line; its files stay in ``folder``."""
    from kg.archive.versions import versions
    from kg.cli._build_report import checking, numbers
    from kg.export import replacing
    from kg.export import write as write_graph
    from kg.graph.iri import Names
    from kg.resolve.judgements import Judgements
    from kg.shards.joining import Joined, join
    from kg.shards.pool import employed
    from kg.shards.reading import read_parts
    from kg.shards.shard import Settings

    clock, parts_folder, names, read_by = Clock(), folder / "parts", Names(), versions()
    with employed(workers) as pool:
        with clock.stage("read"):
            parts = read_parts(read([str(source)], problems=[]), Settings(read_by), parts_folder, workers=pool)
        with clock.stage("join"):
            join(parts.paths, parts_folder, names, read_by, Judgements(), numbers, workers=pool)
        joined = Joined(parts_folder)
        report = checking(parts_folder, None, pool)
        with clock.stage("write"), replacing(folder) as open_new:
            for suffix in FORMATS:
                write_graph(joined.source, suffix, open_new, base=names.base, imports=names.base + "imports")
        with clock.stage("validate"):
            report()
    disk = sum(p.stat().st_size for p in parts_folder.rglob("*") if p.is_file()) / 2**20
    return clock.seconds | {"quads": joined.size(), "temporary MiB": disk}


def annotation(source: Path, folder: Path, workers: int) -> Figures:
    """spaCy's pipeline alone, the model loaded before."""
    from kg.annotate import annotate, load

    nlp, clock, words = load(), Clock(), 0
    list(annotate(islice(read([str(source)], problems=[]), 1), nlp))
    with clock.stage("annotation alone"):
        for story in annotate(read([str(source)], problems=[]), nlp):
            words += sum(not (t.is_punct or t.is_space) for t in story.doc)
    return clock.seconds | {"words": words}


def rdflib_alone(source: Path, folder: Path, workers: int) -> Figures:
    """rdflib reads the N-Quads and writes them as TriG."""
    import rdflib

    clock, data = Clock(), rdflib.Dataset()
    with clock.stage("rdflib reads N-Quads"):
        data.parse(folder / "graph.nq", format="nquads")
    with clock.stage("rdflib writes TriG"):
        data.serialize(folder / "rdflib.trig", format="trig")
    return clock.seconds


def pyshacl_alone(source: Path, folder: Path, workers: int) -> Figures:
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


BESIDE = {"all": ("annotation", "rdflib", "pyshacl"), "annotation": ("annotation",), "nothing": ()}
TASKS: dict[str, Callable[[Path, Path, int], Figures]] = {
    "build": build,
    "annotation": annotation,
    "rdflib": rdflib_alone,
    "pyshacl": pyshacl_alone,
}


def measured(task: str, source: Path, folder: Path, workers: int = 1) -> Figures:
    """Run a task in a process of its own; its figures, and the peaks of memory of that process and of its largest child."""
    call = [sys.executable, __file__, str(source), "--task", task, "--folder", str(folder), "--workers", str(workers)]
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
    yield (
        "| workers | "
        + " | ".join(f"{s}, s" for s in STAGES)
        + " | all, s | articles/s | words/s | quads/s | peak MiB | largest worker MiB |"
    )
    yield "| ---: |" + " ---: |" * 10
    for workers, found in builds.items():
        total = sum(found[s] for s in STAGES)
        rates = (f"{articles / total:.2f}", f"{words / total:,.0f}" if words else "", f"{found['quads'] / total:,.0f}")
        memory = (f"{found['peak MiB']:,.0f}", f"{found['largest worker MiB']:,.0f}")
        yield f"| {workers} | " + " | ".join([*(f"{found[s]:.1f}" for s in STAGES), f"{total:.1f}", *rates, *memory]) + " |"
    if beside:
        yield from ("", "| beside it, one process | seconds | articles/s |", "| --- | ---: | ---: |")
    yield from (f"| {name} | {seconds:.1f} | {articles / seconds:.2f} |" for name, seconds in beside.items())
    if floor := beside.get("annotation alone"):
        yield from ("", *(f"whole line by {w} / annotation alone: {sum(f[s] for s in STAGES) / floor:.2f}" for w, f in builds.items()))


def gains(builds: dict[int, Figures]) -> Iterator[str]:
    """What several workers gain over one, and how much that is of what processes gain that only compute."""
    alone = builds.get(1)
    for workers, found in builds.items():
        if alone is None or workers == 1:
            continue
        whole, read = (sum(alone[s] for s in some) / sum(found[s] for s in some) for some in (STAGES, ("read",)))
        loops = found["loops gain"]
        yield f"{workers} workers / 1: {whole:.2f} (reading {read:.2f}); {workers} processes that only compute / 1: {loops:.2f}; "
        yield f"so {workers * whole / loops:.2f} of {workers} whole cores (reading {workers * read / loops:.2f})"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles, as for kg build")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--articles", type=int, default=0, metavar="N", help="so many articles (default: all that there are)")
    parser.add_argument("--words", type=int, default=0, metavar="K", help="cut each article after so many words")
    parser.add_argument("--beside", choices=BESIDE, default="all", help="what to measure beside the builds  [default: all]")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        print(json.dumps(TASKS[given.task](Path(given.paths[0]), given.folder, given.workers[0]) | peaks()))
        return
    builds: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        source = write(given.paths, given.articles, Path(folder) / "articles.jsonl", given.words)
        with source.open("rb") as lines:
            number = sum(1 for _ in lines)
        for workers in given.workers:
            before = gain(workers) if workers > 1 else 1.0
            builds[workers] = measured("build", source, Path(folder) / str(workers), workers)
            builds[workers]["loops gain"] = (before + gain(workers)) / 2 if workers > 1 else 1.0
        made = Path(folder) / str(given.workers[0])
        others = {task: measured(task, source, made) for task in BESIDE[given.beside]}
    words = others["annotation"].pop("words") if "annotation" in others else 0
    beside = {name: figure for found in others.values() for name, figure in found.items() if "MiB" not in name}
    counted = f"{words:,.0f} words, " if words else ""
    print(f"{number} articles, {counted}{builds[given.workers[0]]['quads']:,.0f} quads\n")
    print("\n".join([*table(builds, beside, number, words), "", *gains(builds)]))
    if given.json:
        given.json.write_text(json.dumps({"builds": builds, "beside": others}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
