"""Queries that are nested without end are refused: the engine's parser would leave its stack, and the process would be gone."""

from __future__ import annotations

from functools import lru_cache

from kg.errors import KgError
from kg.query.params import tokens

DEEPEST = 200
OPENING, CLOSING = "({[", ")}]"
PREFIXED = "!+-^"


@lru_cache(maxsize=256)  # the rules are asked for every article
def refuse_depth(text: str, origin: str) -> None:
    """Raise KgError when brackets, or operators in front of each other, are nested too deeply."""
    depth = running = 0
    for token in tokens(text):
        depth += (token.text in OPENING) - (token.text in CLOSING)
        running = running + 1 if token.text in PREFIXED else 0
        if depth > DEEPEST or running > DEEPEST:
            raise KgError(f"{origin}: nested more than {DEEPEST} deep; write a flatter query")
