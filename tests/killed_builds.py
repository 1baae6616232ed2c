"""``python -m tests.killed_builds [--kind worker run ...] [--kills N] [--each N] [--articles N]``: no article is lost or doubled by a kill.

Builds the same articles again and again and kills, ``--each`` times in each build, with SIGKILL and once a random number of parts (and of
Spark's tables) is there,

* ``worker``: a process of ``kg build --workers 2``; the build has to go on,
* ``run``: ``kg build --workers 2`` as a whole; ``--resume`` has to go on from there,
* ``executor``: an executor of ``kg build --engine spark`` on a cluster of two on this machine; the build has to go on,
* ``reader``: the processes in which such an executor runs Python,
* ``driver``: ``kg build --engine spark`` in threads as a whole; ``--resume`` has to go on from there,

and compares the graph with that of a build in which nobody was killed. A kill that came too late is told and not counted. For systems
with /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kg.shards.reading import NAME
from tests.builds import ROOT

KINDS = ("worker", "run", "executor", "reader", "driver")
WHOLE = ("run", "driver")
LOCAL = ("worker", "run")
CLUSTER = ("executor", "reader")
TABLES = 16  # which Spark makes one after the other
VICTIMS = {"worker": "multiprocessing.spawn", "executor": "CoarseGrainedExecutorBackend", "reader": "pyspark.daemon"}
IDENTIFIER = re.compile(rb'<https?://schema\.org/identifier> ("(?:[^"\\]|\\.)*")')
CONF = {"spark.executorEnv.PYTHONPATH": ROOT, "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}
SENTENCES = (
    "Kenyan President {} met Norwegian Prime Minister Ingrid Dahl in Nairobi on {}.",
    '"We want peace," Prime Minister Dahl said after the talks.',
    "The two leaders discussed climate change and trade.",
    "Otieno will visit Oslo next month, his spokesman said.",
)
NAMES = ("Daniel Otieno", "Daniel Otieno", "Dan Otieno", "Otieno")
DAYS = ("Monday", "Tuesday", "Friday")
PATIENCE = 1200


def records(number: int, *, first: int = 0, sentences: int = 4) -> list[dict[str, str]]:
    """So many articles, numbered from ``first`` on, which tell of the same persons and meetings."""

    def text(n: int) -> str:
        return " ".join(SENTENCES[i % 4].format(NAMES[n % 4], DAYS[n % 3]) for i in range(sentences))

    return [{"id": f"a{n:02}", "text": text(n), "published": f"2024-03-{n % 20 + 1:02}"} for n in range(first, first + number)]


def cluster() -> dict[str, str]:
    """The environment in which Spark starts a master and two workers, each a process of its own, and executors on them."""
    args = ["--master", "local-cluster[2,1,1024]", "--driver-memory", "1g", *(f"--conf {k}={v}" for k, v in CONF.items()), "pyspark-shell"]
    return {"PYSPARK_SUBMIT_ARGS": " ".join(args), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}


def killed(kind: str, source: Path, out: Path, *moments: int) -> int:
    """Build, and kill once so much is done (``done``), each time; how often that did not come too late.

    Raises RuntimeError when the build fails.
    """
    process, hits = _started(kind, source, out), 0
    for moment in moments:
        while process.poll() is None and done(out) < moment:
            time.sleep(0.005)
        found = [p for p in descendants(process.pid) if VICTIMS.get(kind, "?") in command_of(p)]
        victims = found if kind not in WHOLE else [process.pid] * (process.poll() is None)
        hit = bool(victims) and _kill(random.choice(victims))
        if hit and kind in WHOLE:
            hit = _ended(process)[0] == -signal.SIGKILL
            process = _started(kind, source, out, "--resume") if hit else process
        hits += hit
    status, stderr = _ended(process)
    if status:
        raise RuntimeError(f"exit status {status}: {stderr}")
    return hits


def done(out: Path) -> int:
    """How many parts, and tables of Spark, a build has made so far."""
    return sum(1 for _ in (out / NAME).glob("*.part.gz")) + sum(1 for _ in (out / NAME).glob("tables/*/_SUCCESS"))


def _started(kind: str, source: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    how = ("--engine", "spark") if kind in (*CLUSTER, "driver") else ("--format", "nq")
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(out), "--workers", "2", *how, *more]
    environment = os.environ | (cluster() if kind in CLUSTER else {})
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def _ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, stderr = process.communicate(timeout=PATIENCE)
    return process.returncode, stderr


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def descendants(pid: int) -> Iterator[int]:
    """The processes that a process started, and those that they did."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            yield int(path.parent.name)
            yield from descendants(int(path.parent.name))


def command_of(pid: int) -> str:
    """The command line of a process, "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def graph(out: Path) -> bytes:
    """The quads of a build, from its file or from its parts one after the other."""
    whole = out / "graph.nq"
    return whole.read_bytes() if whole.exists() else b"".join(p.read_bytes() for p in sorted((out / "quads").iterdir()))


def articles(quads: bytes) -> Counter[bytes]:
    """How often each article stands in a graph."""
    return Counter(IDENTIFIER.findall(quads))


def main() -> None:
    """Kill and print; exit status 1 when anything was lost, doubled or changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--kills", type=int, default=20, metavar="N", help="of each kind")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="so many in each build; take more articles then")
    parser.add_argument("--articles", type=int, default=96, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random.seed(given.seed)
    print("| killed | kills | too late | lost | doubled | other bytes |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "a.jsonl"
        source.write_text("\n".join(map(json.dumps, records(given.articles))), "utf-8")
        _ended(_started("run", source, Path(name) / "whole"))
        whole = graph(Path(name) / "whole")
        wrong = sum(_tried(kind, source, whole, given) for kind in given.kind)
    sys.exit(bool(wrong))


def _tried(kind: str, source: Path, whole: bytes, given: argparse.Namespace) -> int:
    """Kill so often, print a row of figures, and return how much was wrong."""
    tally: Counter[str] = Counter()
    expected = articles(whole)
    stages = given.articles // 8 - 2 + (kind not in LOCAL) * TABLES
    while tally["kills"] < given.kills and tally["late"] <= given.kills:
        with tempfile.TemporaryDirectory() as out:
            hits = killed(kind, source, Path(out), *moments(stages, given.each))
            found = graph(Path(out))
        tally.update(
            kills=hits,
            late=given.each - hits,
            lost=(expected - articles(found)).total(),
            doubled=(articles(found) - expected).total(),
            other=int(found != whole),
        )
        print(f"{kind}: {dict(tally)}", file=sys.stderr, flush=True)
    print(f"| {kind} | {' | '.join(str(tally[what]) for what in ('kills', 'late', 'lost', 'doubled', 'other'))} |", flush=True)
    return tally["lost"] + tally["doubled"] + tally["other"]


def moments(end: int, number: int) -> list[int]:
    """So many moments up to the end, one in each stretch of it."""
    edges = [max(0, end) * n // number for n in range(number + 1)]
    return [random.randint(first, max(first, last - 1)) for first, last in pairwise(edges)]


if __name__ == "__main__":
    main()
