"""Long lists in pages."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = 60


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page of a list stands: its number, how many there are, and how many items in all."""

    number: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.number - 1) * self.size

    @property
    def near(self) -> list[int]:
        """The numbers to offer: first, last, and those around this page."""
        around = range(self.number - 2, self.number + 3)
        return sorted({1, self.last, *(n for n in around if 1 <= n <= self.last)})


def paging(wanted: int, total: int, size: int = SIZE) -> Paging:
    """The page asked for, or the nearest there is."""
    last = max(1, -(-total // size))
    return Paging(min(max(wanted, 1), last), total, size)
