"""Lists of words in ``kg/data``: tables with the columns word, kind and example."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.resolve._records import rows


@cache
def by_kind(name: str) -> Mapping[str, frozenset[str]]:
    """The words of a table of ``kg/data`` by kind, as they are written there; each table is read once."""
    kinds: dict[str, set[str]] = {}
    for row in rows(name):
        kinds.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in kinds.items()}
