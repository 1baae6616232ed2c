"""Remembering what was made of the article that is at hand: several questions in a row ask for the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kg.facts import ArticleFacts

T = TypeVar("T")


def of_latest(made: Callable[[ArticleFacts], T]) -> Callable[[ArticleFacts], T]:
    """The same function, which gives the same answer again as long as it is asked about the very same record."""
    latest: tuple[ArticleFacts, T] | None = None

    @wraps(made)
    def remembered(facts: ArticleFacts) -> T:
        nonlocal latest
        known = latest
        if known is None or known[0] is not facts:
            known = latest = facts, made(facts)
        return known[1]

    return remembered
