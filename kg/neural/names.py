"""The best well-formed sequence of BIO tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def transitions(tags: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Costs (0 or minus infinity) from tag to tag, and of a tag at the beginning: ``I-X`` follows only ``B-X`` and ``I-X``."""
    size = len(tags)
    table = np.zeros((size, size))
    first = np.zeros(size)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            first[j] = -np.inf
            table[:, j] = [0.0 if before[2:] == tag[2:] else -np.inf for before in tags]
    return table, first


def viterbi(scores: NDArray[np.floating], table: NDArray[np.float64], first: NDArray[np.float64]) -> list[int]:
    """The tag numbers of the best path through ``scores`` (words x tags)."""
    if not len(scores):
        return []
    greedy = scores.argmax(axis=1)
    if np.isfinite(first[greedy[0]]) and np.isfinite(table[greedy[:-1], greedy[1:]]).all():
        return [int(i) for i in greedy]
    best = scores[0] + first
    back = []
    for row in scores[1:]:
        ways = best[:, None] + table
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(begin, end, label) of well-formed BIO tags."""
    out = []
    begin = 0
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            begin = i
        if tag != "O" and (i + 1 == len(tags) or not tags[i + 1].startswith("I-")):
            out.append((begin, i + 1, tag[2:]))
    return out
