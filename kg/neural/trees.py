"""The best dependency tree of a score matrix: maximum spanning arborescence (Chu-Liu/Edmonds) with exactly one root word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


def decode(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Heads of n words from an n x (n + 1) matrix: row i scores the heads of word i, column 0 the root, column j + 1 word j.

    Returns for each word 0 for the root or the head's number counted from 1; exactly one word gets 0 and there is no cycle.
    Scores may be any finite numbers (a word's score for itself is ignored); ties go to the earlier head.
    """
    size = len(scores)
    if size == 0:
        return np.zeros(0, dtype=np.int64)
    table = scores.astype(np.float64)
    table = table - table.max(axis=1, keepdims=True)
    words = np.arange(size)
    table[words, words + 1] = -np.inf
    heads: NDArray[np.int64] = table.argmax(axis=1)
    if _is_tree(heads):
        return heads
    # Each root costs more than all other arcs together can differ: the best tree then has one, and it is the best of these.
    finite = table[np.isfinite(table)]
    table[:, 0] -= 1.0 + (size + 1) * float(finite.max() - finite.min())
    square = np.full((size + 1, size + 1), -np.inf)
    square[1:] = table
    best: NDArray[np.int64] = _arborescence(square)[1:]
    return best


def _is_tree(heads: NDArray[np.int64]) -> bool:
    return int((heads == 0).sum()) == 1 and not _cycle(np.concatenate([[0], heads]))


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """Some cycle of a head list whose entry 0 is the root, or nothing."""
    state = [0] * len(heads)
    state[0] = 2
    links = heads.tolist()
    for begin in range(1, len(links)):
        path = []
        at = begin
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = links[at]
        if state[at] == 1:
            return path[path.index(at) :]
        for node in path:
            state[node] = 2
    return []


def _arborescence(square: Scores) -> NDArray[np.int64]:
    """Chu-Liu/Edmonds on a matrix dependent x head whose node 0 is the root; contracts one cycle at a time, without recursion."""
    stack: list[tuple[list[int], list[int], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []
    while True:
        heads: NDArray[np.int64] = square.argmax(axis=1)
        heads[0] = 0
        ring = _cycle(heads)
        if not ring:
            break
        rest = [i for i in range(len(square)) if i not in set(ring)]
        inner = square[ring, heads[ring]]
        # Leaving the ring: the best ring word as head. Entering it: the gain of breaking the ring at each of its words.
        leave = square[np.ix_(rest, ring)]
        enter = square[np.ix_(ring, rest)] - inner[:, None]
        leave_at, enter_at = leave.argmax(axis=1), enter.argmax(axis=0)
        small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
        small[:-1, :-1] = square[np.ix_(rest, rest)]
        small[:-1, -1] = leave.max(axis=1)
        small[-1, :-1] = enter.max(axis=0)
        small[0] = -np.inf
        stack.append((rest, ring, heads, leave_at, enter_at))
        square = small
    while stack:
        rest, ring, below, leave_at, enter_at = stack.pop()
        whole = np.zeros(len(rest) + len(ring), dtype=np.int64)
        last = len(rest)
        for i, node in enumerate(rest):
            whole[node] = ring[leave_at[i]] if heads[i] == last else rest[heads[i]]
        whole[ring] = below[ring]
        whole[ring[enter_at[heads[last]]]] = rest[heads[last]]
        whole[0] = 0
        heads = whole
    return heads
