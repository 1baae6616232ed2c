"""``python benchmarks/growth.py PATH... [--articles 1000 10000 100000] [--words K] [--ask] [--json FILE]``: what grows with the articles.

Reading is the work of processes that know of one shard at a time, so each article of PATH is read once (cut after K words), and its part is
made anew under as many ids as N articles need. Then ``kg build --resume`` goes through them, finds their parts, and does all else:
decides across articles, writes the graph and validates it. Time, and the peak memory of the main process (Linux), are of that. ``--ask``
then loads each graph into a store on the disk and asks it the named queries.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from asked import LONGEST, asked
from sample import write

from kg.archive.records import dumps
from kg.archive.versions import versions
from kg.facts import ArticleFacts
from kg.read import read
from kg.shards.part import LEVEL
from kg.shards.pool import employed
from kg.shards.reading import NAME, read_parts
from kg.shards.shard import Settings, Shard, shards
from kg.shards.telling import facts_in

EVERY = 0.2  # seconds between two looks at memory
Figures = dict[str, float]


def ident(number: int) -> str:
    """An id that is nowhere a part of any text, all of one length."""
    return f"zq{number:08}"


class Pattern:
    """Articles that were read: their records, and what each says, to be had under any id."""

    def __init__(self, paths: Sequence[str], words: int, folder: Path, most: int) -> None:
        lines = write(paths, 0, folder / "all.jsonl", words).read_text("utf-8").splitlines()[:most]
        self.records = [{**json.loads(line), "id": ident(n)} for n, line in enumerate(lines)]
        self.settings = Settings(versions())
        source = self.write(len(self.records), folder / "pattern.jsonl")
        with employed(2) as pool:
            parts = read_parts(read([str(source)], problems=[]), self.settings, folder / "pattern", workers=pool).paths
        self.says = {f.article.id: dumps(f).removeprefix(_article(f)) for part in parts for f in facts_in(part)}

    def write(self, number: int, path: Path) -> Path:
        """So many articles as JSON Lines."""
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(self.records[n % len(self.records)] | {"id": ident(n)}) + "\n" for n in range(number))
        return path

    def part(self, shard: Shard) -> bytes:
        """The part file of a shard, as reading writes it."""
        return gzip.compress("".join(self._lines(shard)).encode("ascii"), LEVEL, mtime=0)

    def _lines(self, shard: Shard) -> Iterator[str]:
        for article in shard.articles:
            first = ident(int(article.id[2:]) % len(self.records))
            if first in self.says:
                yield f'facts {{"article":{dumps(article)}{self.says[first].replace(first, article.id)}\n'


def _article(facts: ArticleFacts) -> str:
    return f'{{"article":{dumps(facts.article)}'


def measured(pattern: Pattern, number: int, folder: Path, workers: int) -> Figures:
    """The figures of a build of so many articles whose parts are there."""
    source, out = pattern.write(number, folder / f"{number}.jsonl"), folder / str(number)
    (out / NAME).mkdir(parents=True)
    for shard in shards(read([str(source)], problems=[])):
        (out / NAME / shard.name(pattern.settings)).write_bytes(pattern.part(shard))
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(out), "--format", "nq", "--workers", str(workers), "--resume"]
    begun, peak = time.perf_counter(), 0.0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(EVERY)
    if process.returncode not in (0, 3):
        raise SystemExit(f"the build of {number} articles failed ({process.returncode})")
    seconds = time.perf_counter() - begun
    size = (out / "graph.nq").stat().st_size / 2**20
    return {"seconds": seconds, "ms an article": 1000 * seconds / number, "peak MiB": peak, "graph MiB": size}


def memory(pid: int) -> float:
    """The peak of a process's memory so far, in MiB; 0 where the system does not tell."""
    try:
        line = next(s for s in Path(f"/proc/{pid}/status").read_text("ascii").splitlines() if s.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0.0
    return int(line.split()[1]) / 1024


def answers(found: dict[int, Figures]) -> Iterator[str]:
    """What asking took, as Markdown."""
    yield f"| articles | loading, s | store, MiB | queries | their median, ms | the longest, ms | given up after {LONGEST:.0f} s |"
    yield "| ---: |" + " ---: |" * 6
    for number, row in found.items():
        figures = (f"{row[name]:,.0f}" for name in ("load s", "store MiB", "queries", "median ms", "longest ms", "given up"))
        yield f"| {number:,} | " + " | ".join(figures) + " |"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles, as for kg build")
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="N")
    parser.add_argument("--words", type=int, default=60, metavar="K", help="cut each article after so many words  [default: 60]")
    parser.add_argument("--distinct", type=int, default=1_000, metavar="N", help="read no more than so many  [default: 1000]")
    parser.add_argument("--workers", type=int, default=2, metavar="W")
    parser.add_argument("--ask", action="store_true", help="also ask each graph the named queries")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    given = parser.parse_args()
    found: dict[int, Figures] = {}
    print("| articles | seconds after reading | ms an article | peak of the main process, MiB | graph.nq, MiB |")
    print("| ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as name:
        pattern = Pattern(given.paths, given.words, Path(name), given.distinct)
        for number in given.articles:
            row = found[number] = measured(pattern, number, Path(name), given.workers)
            print(
                f"| {number:,} | {row['seconds']:.0f} | {row['ms an article']:.1f} | {row['peak MiB']:.0f} | {row['graph MiB']:,.0f} |",
                flush=True,
            )
            if given.ask:
                found[number] |= asked(Path(name) / str(number) / "graph.nq", Path(name) / f"{number}.store")
    if given.ask:
        print("\n".join(["", *answers(found)]))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
