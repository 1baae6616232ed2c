"""One name, one kind: the places where a text repeats a name vote on its kind together.

A text hardly ever uses one name in two senses (Gale, Church and Yarowsky 1992, "One sense per discourse"), so the scores of all
its places are added up. When the sum says that this is a name, all of them become one of its best kind; else all stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Name = tuple[int, int, str]
Place = tuple[int, int]


def settled(texts: Sequence[str], scores: NDArray[np.floating], names: Iterable[Name], tags: Sequence[str]) -> list[Name]:
    """The names of a text of n words with one kind for each form, in order.

    ``scores`` are n x tags log-probabilities, ``names`` the (begin, end, kind) found sentence by sentence, half-open in words.
    Forms without a capital letter keep what they have.
    """
    found = {(begin, end): kind for begin, end, kind in names}
    taken = {word: place for place in found for word in range(*place)}
    at: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        at[text].append(number)
    column = {tag: i for i, tag in enumerate(tags)}
    kinds = sorted({tag[2:] for tag in tags if tag != "O"})
    out = dict(found)
    for form in _forms(texts, found):
        places = [p for p in _places(texts, form, at[form[0]]) if all(taken.get(word, p) == p for word in range(*p))]
        if len(places) < 2:
            continue
        votes = {kind: sum(_as_name(scores, p, column[f"B-{kind}"], column[f"I-{kind}"]) for p in places) for kind in kinds}
        best = max(kinds, key=lambda kind: votes[kind])
        if votes[best] > sum(float(scores[b:e, column["O"]].sum()) for b, e in places):
            for place in places:
                out[place] = best
                taken.update(dict.fromkeys(range(*place), place))
    return [(begin, end, kind) for (begin, end), kind in sorted(out.items())]


def _forms(texts: Sequence[str], found: Iterable[Place]) -> list[tuple[str, ...]]:
    """The written forms of names, longest first, so that no part of a name is taken from a longer one."""
    forms = {tuple(texts[begin:end]) for begin, end in found}
    return sorted((f for f in forms if any(w[:1].isupper() for w in f)), key=lambda f: (-len(f), f))


def _places(texts: Sequence[str], form: tuple[str, ...], starts: Iterable[int]) -> list[Place]:
    return [(i, i + len(form)) for i in starts if tuple(texts[i : i + len(form)]) == form]


def _as_name(scores: NDArray[np.floating], place: Place, first: int, later: int) -> float:
    begin, end = place
    return float(scores[begin, first] + scores[begin + 1 : end, later].sum())
