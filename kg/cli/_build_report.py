"""What a build says of itself: the line at its end, and report.txt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.facts import ArticleFacts
    from kg.validate.report import Report

LONG_ID = 100
KINDS = ("person", "role", "meeting", "statement", "issue")
Row = tuple[str, tuple[int, ...]]


def numbers(facts: ArticleFacts) -> tuple[int, ...]:
    """How many of each of ``KINDS`` an article has."""
    people = sum(e.kind == "person" for e in facts.entities)
    return people, len(facts.roles), len(facts.meetings), len(facts.statements), len(facts.issues)


def summary(articles: int, quads: int) -> str:
    """The size of a build."""
    return f"{_count(articles, 'article')}, {_count(quads, 'quad')}"


def counts(report: Report) -> str:
    """How many findings there are of each severity."""
    found = {s: sum(r.severity == s for r in report.results) for s in ("violation", "warning", "info")}
    return ", ".join(f"{n} {s}{'' if n == 1 or s == 'info' else 's'}" for s, n in found.items())


def report_text(rows: Sequence[Row], quads: int, report: Report) -> str:
    """What was built and what the shapes say of it, without clock or paths; ``rows`` are sorted."""
    from kg.query.terms import visible

    lines = [f"{summary(len(rows), quads)}: {counts(report)}", ""]
    lines += [f"{visible(ident[:LONG_ID])}: {', '.join(map(_count, found, KINDS))}" for ident, found in rows]
    return "\n".join([*lines, "", report.to_text()]).rstrip() + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
