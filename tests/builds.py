"""Builds that several tests share: each is made once in a test run, in this process, with the shipped reader.

``seeds()`` is the graph of the repository's own articles. ``kg`` runs the command line as a user does, in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rdflib
from click.testing import CliRunner, Result
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg.cli import main
from kg.graph.iri import DEFAULT_BASE
from kg.validate.convert import quiet, term

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"
FORMATS = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
RDFLIB = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
RDFLIB_WARNS = "ignore:.*(Dataset|ConjunctiveGraph|default_context):DeprecationWarning"  # its own parsers use what it deprecates
IMPORTS = f"<{DEFAULT_BASE}imports>"
Statement = tuple[str, ...]
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


def kg(*args: Path | str, cwd: Path = ROOT, env: Mapping[str, str] | None = None, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run ``python -m kg`` in a process of its own."""
    command = [sys.executable, "-m", "kg", *map(str, args)]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False, timeout=timeout)


def statements(quads: Iterable[Quad], name: str) -> set[Statement]:
    """What a file of the format should hold, as N-Triples terms: Turtle the union of the graphs but the imports, the others all."""
    rows = {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in quads}
    return {row[:3] for row in rows if row[3] != IMPORTS} if name == "ttl" else rows


def strictly(made: Build, name: str) -> list[Statement]:
    """What pyoxigraph's strict parser reads in a build's file."""
    back = parse(made.files[f"graph.{name}"], FORMATS[name], lenient=False)
    return [tuple(map(str, (*q.triple, *(() if q.graph_name == DefaultGraph() else (q.graph_name,))))) for q in back]


def by_rdflib(made: Build, name: str) -> set[Statement]:
    """What rdflib reads in a build's file; mark the test with ``RDFLIB_WARNS``."""
    data = rdflib.Dataset()
    with quiet():
        data.parse(data=made.files[f"graph.{name}"], format=RDFLIB[name])
    return {(term(s), term(p), term(o), *(() if name == "ttl" else (f"<{g}>",))) for s, p, o, g in data.quads()}
