"""``python benchmarks/spark.py PATH... [--articles N] [--words K] [--workers W] [--json FILE]``: Spark beside ``kg build --workers``.

Runs the same command, ``kg build --format nq --workers W``, with and without ``--engine spark`` (on ``local[W,4]``) on N articles, and both
once more on a few: what those take is start-up (Java, models, planning) and is taken off. The graphs must be equal. PATH is read again
and again under new ids where there are fewer than N articles, and each article is cut after K words. Processor seconds (Linux) count all
processes of a build, and change less than the clock when others use the machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from sample import write
from spent import Spent, spent

FEW = 32
ENGINES = ("local", "spark")
Figures = dict[str, dict[str, float]]


def build(source: Path, out: Path, engine: str, workers: int) -> Spent:
    """What one build takes."""
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(out), "--format", "nq", "--workers", str(workers)]
    return spent([*command, "--engine", engine], stderr=subprocess.DEVNULL)


def measured(few: Path, many: Path, number: int, folder: Path, workers: int) -> Figures:
    """The figures of each engine; raises SystemExit when the graphs differ, or nothing can be told from the times."""
    found: Figures = {}
    for engine in ENGINES:
        start = build(few, folder / f"few-{engine}", engine, workers)
        whole = build(many, folder / engine, engine, workers)
        if whole.clock <= start.clock:
            raise SystemExit(f"{engine}: {number} articles took no longer than {FEW}; take more of them")
        took = Spent(*(all_ - few_ for all_, few_ in zip(whole, start, strict=True)))
        found[engine] = {
            "few": start.clock,
            "all": whole.clock,
            "articles/s": (number - FEW) / took.clock,
            "processor ms": 1000 * took.processor / (number - FEW),
        }
    one, other = ((folder / engine / "graph.nq").read_bytes() for engine in ENGINES)
    if one != other:
        raise SystemExit("the graphs differ")
    return found


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles, as for kg build")
    parser.add_argument("--articles", type=int, default=200, metavar="N", help=f"more than {FEW}  [default: 200]")
    parser.add_argument("--words", type=int, default=0, metavar="K", help="cut each article after so many words")
    parser.add_argument("--workers", type=int, default=2, metavar="W")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = write(given.paths, FEW, folder / "few.jsonl", given.words)
        many = write(given.paths, given.articles, folder / "many.jsonl", given.words)
        found = measured(few, many, given.articles, folder, given.workers)
    print(f"| {given.workers} processes | {FEW} articles, s | {given.articles} articles, s | articles/s | processor ms an article |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for engine, figures in found.items():
        print(f"| {engine} | {figures['few']:.1f} | {figures['all']:.1f} | {figures['articles/s']:.2f} | {figures['processor ms']:.1f} |")
    local, spark = (found[engine] for engine in ENGINES)
    print(f"\nspark / local, start-up taken off: {spark['articles/s'] / local['articles/s']:.2f} by the clock,", end=" ")
    print(f"{local['processor ms'] / spark['processor ms']:.2f} by processor seconds")
    if given.json:
        given.json.write_text(json.dumps({"articles": given.articles, "words": given.words, **found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
