"""What a command takes, by the clock and of the processor, with all that it starts; and what the machine can give at all."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

# One core a process: as many processes as cores then do not fight for them.
ONE_THREAD = dict.fromkeys(("KG_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
LOOP = "x = 0\nfor i in range({}): x += i * i"


class Spent(NamedTuple):
    """Seconds by the clock and processor seconds."""

    clock: float
    processor: float


def spent(command: Sequence[str], **options: object) -> Spent:
    """Run a command to its end and that of its processes, one thread each.

    On Linux processes count whose parent ended before them, as those of Java do. Raises CalledProcessError when the command fails.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    before, begun = _processor(), time.perf_counter()
    subprocess.run(command, check=True, env=os.environ | ONE_THREAD, **options)  # type: ignore[call-overload]
    clock = time.perf_counter() - begun
    _reap()
    return Spent(clock, _processor() - before)


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


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap() -> None:
    """Wait for the processes that were left behind."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return
