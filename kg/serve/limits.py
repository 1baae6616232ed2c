"""What a server allows: time, size and number of queries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep one client from taking the server down.

    ``seconds`` a query or page may run; ``answer_bytes`` its serialised answer; ``at_once`` queries that run at the same time, and
    ``waiting`` more that may stand in line for at most ``patience`` seconds; ``memory_bytes`` a worker may take beyond the graph
    (enforced on Linux only). Every ``look`` seconds the server looks whether what it serves has changed, and takes a change for done
    after ``quiet`` seconds without another.
    """

    seconds: float = 10.0
    answer_bytes: int = 64 << 20
    at_once: int = 4
    waiting: int = 256
    patience: float = 5.0
    memory_bytes: int = 2 << 30
    body_bytes: int = 1 << 20
    cache_bytes: int = 128 << 20
    look: float = 1.0
    quiet: float = 2.0
