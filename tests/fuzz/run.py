"""Fuzz a target for some minutes: ``python -m tests.fuzz.run reading --minutes 20``.

With ``--engine atheris`` (pip install atheris) inputs are guided by coverage; the default needs nothing: it mutates the seeds at random.
The count of inputs is printed at the end; an input that breaks a promise is saved and the run goes on (random) or stops (atheris).
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.corpus import DICTIONARY, corpus

MAX_LENGTH = 20_000
LIMITS = ("-timeout=60", "-rss_limit_mb=6000")


def mutated(seed: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """``seed`` with up to twenty changes: bytes flipped, lost, doubled, moved, words of the dictionary put in, parts of others."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 1, 2, 4, 16, 64))
        deed = chance.randrange(7)
        if deed == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif deed == 1:
            del data[at : at + size]
        elif deed == 2:
            data[at:at] = data[at : at + size] * chance.choice((1, 2, 50))
        elif deed == 3:
            data[at:at] = chance.randbytes(min(size, 8))
        elif deed == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            data[at : at + chance.choice((0, size))] = other[start : start + size * 4]
        else:
            data[at : at + chance.choice((0, size))] = chance.choice(DICTIONARY)
    return bytes(data[:MAX_LENGTH])


def by_chance(
    target: Callable[[bytes], None], seeds: list[bytes], seconds: float, seed: int, crashes: Path, most: int = 0
) -> tuple[int, int]:
    """Inputs tried, at the most ``most`` (0: no limit), and inputs that broke something."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    tried = broken = 0
    slowest = 0.0
    while time.monotonic() < end and (not most or tried < most):
        data = mutated(chance.choice(seeds), seeds, chance)
        begun = time.process_time()
        try:
            target(data)
        except Exception:
            broken += 1
            _save(data, crashes)
            traceback.print_exc()
        tried += 1
        took = time.process_time() - begun
        if took > max(slowest, 2.0):
            slowest = took
            _save(data, crashes, f"slow-{took:.0f}s-")
    return tried, broken


def _save(data: bytes, crashes: Path, prefix: str = "") -> None:
    crashes.mkdir(parents=True, exist_ok=True)
    path = crashes / f"{prefix}{hashlib.sha256(data).hexdigest()[:16]}"
    path.write_bytes(data)
    sys.stderr.write(f"saved {path}\n")


def by_coverage(name: str, seeds: list[bytes], seconds: float, crashes: Path) -> None:
    """Hand over to libFuzzer, which prints its counts and ends the process."""
    import atheris

    with atheris.instrument_imports(include=["kg.read", "kg.export", "kg.resolve", "kg.extract", "warcio"]):
        from tests.fuzz.targets import TARGETS

    folder = crashes / f"corpus-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    options = [
        f"-max_total_time={seconds:.0f}",
        f"-max_len={MAX_LENGTH}",
        f"-artifact_prefix={crashes}/",
        "-timeout=60",
        "-rss_limit_mb=6000",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], TARGETS[name])
    atheris.Fuzz()


def main() -> None:
    """Parse, run, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=("reading", "extraction", "serialising"))
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", choices=("random", "atheris"), default="random")
    parser.add_argument("--crashes", type=Path, default=Path("fuzz-crashes"), help="folder for inputs that break something")
    given = parser.parse_args()
    seeds = corpus(given.target)
    logging.disable(logging.WARNING)
    if given.engine == "atheris":
        by_coverage(given.target, seeds, given.minutes * 60, given.crashes)
    from tests.fuzz.targets import TARGETS

    tried, broken = by_chance(TARGETS[given.target], seeds, given.minutes * 60, given.seed, given.crashes)
    print(f"{given.target}: {tried} inputs tried, {broken} broke something")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
