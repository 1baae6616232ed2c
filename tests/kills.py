"""``python -m tests.kills [MOMENTS] [SEED]``: kill an import with SIGKILL at random moments and look at what is left.

One process imports, replaces and withdraws small articles in an endless, known order and tells each step that is done. It is
killed; another process opens the archive and compares. What is there must be the state after exactly as many steps as are on
record, no fewer than were told, in the database and in the index; then the import goes on from there. Every process is forked from
this one, which opens no archive itself. For systems with ``fork``.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.archive import index
from kg.archive.archive import Archive
from kg.archive.view import View
from kg.facts import ArticleFacts
from tests.archives import VERSIONS, exported, from_scratch, indexed, story

NAMES = ("Ana Sol", "Sol", "Ana Maria Sol", "Joe Lund", "Joseph Lund", "Lund", "Eva Beck")
POSTS = ("president@country.ke", "mayor@country.no", "president@country.no")
IDS = 9
MOST_STEPS = 3
LONGEST = 0.2
GATHERED = (0, 100, 300, index.GATHERED)


@dataclass
class Tally:
    """Kills, those among them before the first step was told, steps told, and archives that were not whole or did not open."""

    moments: int = 0
    early: int = 0
    steps: int = 0
    broken: int = 0


def step(number: int) -> tuple[str, ArticleFacts | None]:
    """The id and the new content of the article that step ``number`` imports, or None if it withdraws it."""
    rng = random.Random(number)
    ident = f"article-{number % IDS}"
    if number >= IDS and rng.random() < 0.2:
        return ident, None
    facts = story(ident, rng.choice(NAMES), rng.choice(POSTS), "Bo Falk")
    return ident, replace(facts, article=replace(facts.article, title=f"Version {number}"))


def alive(steps: int) -> dict[str, ArticleFacts]:
    """The articles that are there after so many effective steps."""
    found: dict[str, ArticleFacts] = {}
    for ident, facts in _effective(steps):
        found.pop(ident, None)
        if facts:
            found[ident] = facts
    return found


def _effective(steps: int) -> Iterator[tuple[str, ArticleFacts | None]]:
    """The first steps that change something: an article that is not there is not withdrawn."""
    there: set[str] = set()
    number = 0
    while steps:
        ident, facts = step(number)
        number += 1
        if facts or ident in there:
            (there.add if facts else there.discard)(ident)
            steps -= 1
            yield ident, facts


def work(folder: Path, told: int) -> None:
    """Take steps for ever, from where the archive stands, and tell each one that is done through a pipe."""
    with Archive(folder) as archive:
        done = archive.db.execute("SELECT COUNT(*) FROM history").fetchone()[0]
        while True:
            done += 1
            *_, (ident, facts) = _effective(done)
            if facts:
                archive.add(facts, VERSIONS)
            else:
                archive.retract(ident)
            os.write(told, b".")


def look(folder: Path, told: int) -> None:
    """Raise AssertionError when the archive does not hold the state after what is on record, or less than was told."""
    before = View(folder).status()
    steps = before.imports + before.retractions
    assert steps >= told, f"lost: {told} steps were told, {steps} are there"
    expected = from_scratch(alive(steps).values())
    assert b"".join(View(folder).lines(imports=False)) == expected, "half: the database differs"
    with Archive(folder) as archive:
        assert exported(archive) == indexed(archive) == expected, "half: the index differs"


def forked(task: Callable[[], None]) -> int:
    """Run in a process of its own; its number."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        task()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def ended(pid: int) -> int:
    """Wait for a process; its exit status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill(folder: Path, moments: int, seed: int) -> Tally:
    """Kill at so many moments: after some steps, and then at random within the time that about one step takes."""
    rng, tally = random.Random(seed), Tally()
    with Archive(None) as archive:  # what is loaded here need not be loaded by every process
        archive.add(story("warm", "Ana Sol"), VERSIONS)
    for _ in range(moments):
        reading, writing = os.pipe()
        index.GATHERED = rng.choice(GATHERED)
        index.MANY = index.GATHERED // 2
        pid = forked(lambda: work(folder, writing))  # noqa: B023
        os.close(writing)
        told = sum(len(os.read(reading, 1)) for _ in range(rng.randint(0, MOST_STEPS)))
        time.sleep(rng.uniform(0, LONGEST))
        os.kill(pid, signal.SIGKILL)
        assert ended(pid) == -signal.SIGKILL, "the import ended by itself"
        told += len(os.read(reading, 1 << 16))
        os.close(reading)
        tally.moments += 1
        tally.early += not told
        tally.steps += told
        if (folder / "archive.db").exists() and ended(forked(lambda: look(folder, tally.steps))):
            tally.broken += 1
    return tally


def main() -> None:
    """Kill as often as the first argument says (200) and print the tally."""
    moments, seed = (int(a) for a in [*sys.argv[1:], *("200", "1")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as folder:
        tally = kill(Path(folder) / "archive", moments, seed)
    print(tally)
    sys.exit(1 if tally.broken else 0)


if __name__ == "__main__":
    main()
