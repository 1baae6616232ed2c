"""Builds that several tests share: each is made once in a test run, in this process, with the shipped reader.

``seeds()`` is the graph of the repository's own articles. ``kg`` runs the command line as a user does, in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from click.testing import CliRunner, Result
from pyoxigraph import Quad, RdfFormat, parse

from kg.cli import main

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"
FORMATS = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
EVERY_FORMAT = tuple(arg for name in FORMATS for arg in ("--format", name))


@dataclass(frozen=True)
class Build:
    """The files of a build by name, and what the command said."""

    files: Mapping[str, bytes]
    stderr: str
    status: int

    def quads(self) -> list[Quad]:
        """What the N-Quads file holds."""
        return list(parse(self.files["graph.nq"], RdfFormat.N_QUADS, lenient=False))


def build(*paths: Path | str, options: Sequence[str] = (), stdin: bytes | None = None) -> Build:
    """Run ``kg build`` in this process into a folder that is gone afterwards; an unexpected exception is raised again."""
    with tempfile.TemporaryDirectory() as folder:
        result = run("build", *map(str, paths), "-o", folder, *options, stdin=stdin)
        files = {p.name: p.read_bytes() for p in sorted(Path(folder).iterdir())}
    return Build(files, result.stderr, result.exit_code)


def run(*args: str, stdin: bytes | None = None) -> Result:
    """Run a command in this process; an unexpected exception is raised again."""
    result = CliRunner().invoke(main, list(args), input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@lru_cache(maxsize=1)
def seeds() -> Build:
    """The build of ``seeds/`` in every format."""
    made = build(SEEDS, options=EVERY_FORMAT)
    assert made.status == 0, made.stderr
    return made


@lru_cache(maxsize=2)
def shared(name: str) -> Build:
    """The build of a set of articles beside the repository: "seeds" or "dev"."""
    return build(SHARED / "articles" / name / "articles.jsonl")


def kg(*args: Path | str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``python -m kg`` in a process of its own."""
    command = [sys.executable, "-m", "kg", *map(str, args)]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False, timeout=300)
