"""Where packaged data lies: the only module that knows.

In the wheel, ``shapes/`` is installed as ``kg/shapes``; in a clone it stands beside the package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
RULES = ("data", "extract", "neural", "read", "resolve")


def data(name: str) -> Path:
    """A file of ``kg/data`` (lexicons, the issue scheme, gazetteers)."""
    return PACKAGE / "data" / name


def queries() -> Path:
    """The folder of named SPARQL queries."""
    return PACKAGE / "queries"


def shapes() -> Path:
    """The folder of SHACL shapes and the ontology."""
    installed = PACKAGE / "shapes"
    return installed if installed.is_dir() else PACKAGE.parent / "shapes"


def reader() -> Path:
    """The folder of the shipped spaCy pipeline."""
    return PACKAGE / "reader"


@lru_cache(maxsize=1)
def rule_set() -> str:
    """A hash of the rules and words that read articles: equal for equal rules, whatever the release is called."""
    return _digest(RULES, (".csv", ".ttl", ".py"))


def archive_schema() -> Path:
    """The tables of an archive's database."""
    return PACKAGE / "archive" / "schema.sql"


@lru_cache(maxsize=1)
def graph_rules() -> str:
    """A hash of the code and words that decide across articles and write the graph from what they say: what an archive was settled with."""
    return _digest(("graph", "resolve", "data"), (".py", ".csv"))


def _digest(folders: Iterable[str], suffixes: Collection[str]) -> str:
    """A hash of the names and contents of all files with these suffixes in folders of the package, at any depth."""
    digest = hashlib.sha256()
    for path in sorted(p for folder in folders for p in (PACKAGE / folder).rglob("*") if p.suffix in suffixes):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
