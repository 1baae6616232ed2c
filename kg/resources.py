"""Where packaged data lies: the only module that knows.

In the wheel, ``shapes/`` is installed as ``kg/shapes``; in a clone it stands beside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


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
