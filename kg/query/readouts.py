"""The accounts that sides give of one meeting: their statements, and the issues that both raise or only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyoxigraph import QuerySolutions, Store

from kg.query.named import find_query
from kg.query.params import bind
from kg.query.run import run
from kg.query.terms import short

COLUMNS = ("side", "speaker", "addressee", "channel", "issues", "article", "text")


def readouts(store: Store, meeting: str, base: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows of what was said at the meetings whose local name contains ``meeting``, by side, without repeats."""
    query = find_query("readouts")
    found = run(store, bind(query, {"meeting": meeting}, base), base=base, origin=query.origin)
    assert isinstance(found, QuerySolutions)
    rows = [[short(row[c], base) for c in COLUMNS] for row in found]
    return list(COLUMNS), [list(row) for row in dict.fromkeys(map(tuple, rows))]


def issues_by_side(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """The issues that several sides raise, then those of one side alone; what nobody's side is known for is left out."""
    at = {name: i for i, name in enumerate(header)}
    sides: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for issue in row[at["issues"]].split(", ") if row[at["side"]] else ():
            if issue:
                sides[issue].add(row[at["side"]])
    for told in sorted({tuple(sorted(s)) for s in sides.values()}, key=lambda s: (-len(s), s)):
        issues = sorted(issue for issue, by in sides.items() if tuple(sorted(by)) == told)
        yield (f"both {' and '.join(told)}" if len(told) > 1 else f"only {told[0]}"), issues
