"""Deciding across articles, one connected component at a time.

What crosses articles (is this the same person, the same meeting, the same utterance?) is decided from *profiles*: the little that a
decision may look at, equal for equal sightings. Profiles that share a block (a string such as a folded surname with a post) belong
together; a decision is a pure function of one component of such profiles and of how many articles have each. So adding or withdrawing
an article changes only the decisions of the components that its profiles belong to, and those can be found without reading the others.

Blocks must be narrow (never an office alone) and profiles coarse (nothing that every article has anew), else components grow with the
archive.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.facts import Judgement

P = TypeVar("P", bound=Hashable)
Blocks = Callable[[P], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a sighting is: the key that it shares with others, or "" if it stays its own article's.

    ``right`` is the name that a garbled one stands for, ``judgements`` what was decided on the way to it.
    """

    key: str = ""
    right: str = ""
    judgements: tuple[Judgement, ...] = ()


def decide_all(counts: Mapping[P, int], blocks: Blocks[P], decide: Callable[[Mapping[P, int]], Mapping[P, Decision]]) -> dict[P, Decision]:
    """The decision about every profile; ``counts`` says how many articles have it."""
    decided: dict[P, Decision] = {}
    for component in components(counts, blocks):
        decided |= decide({p: counts[p] for p in component})
    return decided


def components(profiles: Iterable[P], blocks: Blocks[P]) -> Iterator[list[P]]:
    """Profiles that are connected by shared blocks; one without blocks is alone. Order follows that of ``profiles``."""
    parent: dict[P, P] = {}
    first: dict[str, P] = {}
    for profile in profiles:
        parent[profile] = profile
        for block in blocks(profile):
            parent[_root(parent, profile)] = _root(parent, first.setdefault(block, profile))
    found: dict[P, list[P]] = {}
    for profile in parent:
        found.setdefault(_root(parent, profile), []).append(profile)
    yield from found.values()


def _root(parent: dict[P, P], profile: P) -> P:
    while (above := parent[profile]) is not profile:
        parent[profile] = parent[above]
        profile = above
    return profile
