"""Matches of one kind in one article, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.score.gold import Item

Pair = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Gold items of a kind, how many the system has, and which match: gold index -> system index."""

    gold: Sequence[Item]
    system: int
    matched: Mapping[int, int]
    strict: Mapping[int, int]
    checks: Sequence[tuple[str, bool]] = ()


def assigned(pairs: Iterable[Pair]) -> dict[int, int]:
    """One-to-one matches, best score first; equal scores in the order given. ``pairs`` are (score, gold, system)."""
    taken: set[int] = set()
    found: dict[int, int] = {}
    for _, gold, system in sorted(pairs, key=lambda p: -p[0]):
        if gold not in found and system not in taken:
            found[gold] = system
            taken.add(system)
    return found


@dataclass(slots=True)
class Tally:
    """Counts of gold, system and matched items. Optional gold neither costs nor earns."""

    gold: int = 0
    system: int = 0
    matched: int = 0

    def add(self, outcome: Outcome, *, strict: bool = False) -> None:
        """Count one article's outcome."""
        hits = outcome.strict if strict else outcome.matched
        optional = {i for i, item in enumerate(outcome.gold) if item.get("optional")}
        self.gold += len(outcome.gold) - len(optional)
        self.system += outcome.system - len(optional & hits.keys())
        self.matched += len(hits.keys() - optional)

    @property
    def precision(self) -> float:
        """Matched share of what the system has."""
        return self.matched / max(1, self.system)

    @property
    def recall(self) -> float:
        """Matched share of the gold."""
        return self.matched / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


@dataclass(slots=True)
class Share:
    """How many checks of an attribute hold, of how many."""

    hits: int = 0
    total: int = 0

    def add(self, hit: bool) -> None:
        """Count one check."""
        self.hits += hit
        self.total += 1

    @property
    def value(self) -> float:
        """The share that holds."""
        return self.hits / max(1, self.total)


@dataclass(slots=True)
class Sums:
    """Detection and strict tallies of one kind."""

    found: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)

    def add(self, outcome: Outcome) -> None:
        """Count one article's outcome in both."""
        self.found.add(outcome)
        self.strict.add(outcome, strict=True)
