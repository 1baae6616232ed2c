"""Newspapers, agencies and stations: what is told to one is known through it, and what it reports it stands for itself."""

from __future__ import annotations

from kg.extract.said.words import words
from kg.facts import Entity
from kg.resolve.gazetteer import gazetteer


def is_outlet(entity: Entity) -> bool:
    """Whether an entity reports news: a known medium, or one whose name ends as theirs do ("the Lima Courier", "state television")."""
    if entity.kind not in ("organization", "group"):
        return False
    last = entity.name.lower().split()[-1:]
    named = entity.name.rpartition(" ")[0] if last == ["agency"] else entity.name  # "the Interfax agency"
    known = gazetteer().organization(named.removesuffix(" news"))
    return (known is not None and known.kind == "media") or bool(words("outlet") & set(last))
