"""What a build says of itself: the line at its end, and report.txt, which holds what the shapes say of the graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.facts import ArticleFacts
    from kg.shards.pool import Workers
    from kg.validate.report import Report

LONG_ID = 100
KINDS = ("person", "role", "meeting", "statement", "issue")
Row = tuple[str, tuple[int, ...]]
REPORT = "report.txt"


@dataclass(frozen=True, slots=True)
class Checked:
    """A graph that was held to the shapes: ``counts`` of the findings in words, ``text`` the file of the report."""

    conforms: bool
    counts: str
    text: Path


def checking(folder: Path, shapes: Path | None, workers: Workers) -> Callable[[], Checked]:
    """What ``check`` says, for a function to wait for; one of several workers finds out meanwhile."""
    from kg.shards.pool import each

    found = each(workers, partial(check, shapes=shapes), [folder])
    return lambda: next(found)[1]


def check(folder: Path, shapes: Path | None) -> Checked:
    """Validate the graph that ``kg.shards.joining.join`` wrote into ``folder``; the report is written there too."""
    from kg.shards.joining import Joined
    from kg.validate.stored import validate_stored

    joined = Joined(folder)
    try:
        report = validate_stored(joined.parts, joined.store(folder / "index"), texts=joined.texts(), shapes=shapes)
        text = folder / REPORT
        text.write_bytes(report_text(list(joined.counts()), joined.size(), report).encode("utf-8"))
    finally:
        joined.close()
    return Checked(report.conforms, counts(report), text)


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
