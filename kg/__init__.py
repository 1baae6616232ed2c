"""kg: English news on politics and diplomacy, turned into a knowledge graph with evidence for every fact.

import kg
archive = kg.open("archive")
archive.add("articles/")
archive.query("meetings", person="Wang")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from os import PathLike

    from kg.api import Archive

__all__ = ["KgError", "__version__", "open"]
__version__ = "0.1.0"


def open(place: str | PathLike[str]) -> Archive:
    """The archive in a folder, which its first article makes, or a graph file to read from; see ``kg.api.Archive``."""
    from kg.api import Archive

    return Archive(place)
