"""What a command takes, by the clock and of the processor, with all that it starts; and what the machine can give at all."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

# One core a process: as many processes as cores then do not fight for them.
ONE_THREAD = dict.fromkeys(("KG_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
EVERY = 0.5  # seconds between two looks at the processes
LOOP = "x = 0\nfor i in range({}): x += i * i"


class Spent(NamedTuple):
    """Seconds by the clock and processor seconds."""

    clock: float
    processor: float


def spent(command: Sequence[str], **options: object) -> Spent:
    """Run a command to its end, one thread a process; Linux alone tells processor seconds. Raises CalledProcessError when it fails."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    begun = time.perf_counter()
    with _watched() as used:
        subprocess.run(command, check=True, env=os.environ | ONE_THREAD, **options)  # type: ignore[call-overload]
        clock = time.perf_counter() - begun
    return Spent(clock, sum(used.values()))


@contextmanager
def _watched() -> Iterator[dict[tuple[int, str], float]]:
    """Processor seconds of each process below this one, as they were last seen.

    What ``getrusage`` says of children lacks those of parents that do not wait for them, as Spark's Python does not.
    """
    used: dict[tuple[int, str], float] = {}
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(EVERY):
            used.update(_below(os.getpid()))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield used
    finally:
        ended.set()
        thread.join()


def _below(pid: int) -> Iterator[tuple[tuple[int, str], float]]:
    """Each process that comes from another one, known by its number and when it began, and its own processor seconds."""
    above: dict[int, int] = {}
    found: dict[int, tuple[str, float]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        one = int(path.parent.name)
        above[one] = int(fields[1])
        found[one] = fields[19], (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    for one, (began, seconds) in found.items():
        parent = above[one]
        while parent in above and parent != pid:
            parent = above[parent]
        if parent == pid:
            yield (one, began), seconds


def pure_loops(processes: int, turns: int = 40_000_000) -> float:
    """Seconds that so many processes at once take, each for a loop that only computes."""
    begun = time.perf_counter()
    loops = [subprocess.Popen([sys.executable, "-c", LOOP.format(turns)]) for _ in range(processes)]
    for loop in loops:
        loop.wait()
    return time.perf_counter() - begun


def gain(processes: int) -> float:
    """How many times as much so many processes that only compute get done as one does, at present on this machine."""
    alone, together = pure_loops(1), pure_loops(processes)
    return processes * alone / together
