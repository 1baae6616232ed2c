"""A quick look (``kg.validate.looks``) at who holds which post when."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from itertools import combinations
from typing import NamedTuple

from kg.validate.rules import shared_offices
from kg.validate.seen import Seen, day
from kg.validate.terms import is_literal, lexical
from kg.vocab import KG, ORG, SKOS

REPORTS, ATTESTED, LABEL = str(KG.reports), str(KG.attestedOn), str(SKOS.prefLabel)
MEMBER, ROLE, BODY = str(ORG.member), str(ORG.role), str(ORG.organization)


def two_holders(seen: Seen) -> bool:
    """No two persons hold one post at overlapping times."""
    told: dict[str, set[str]] = {}
    for _, report in seen.having(REPORTS, ATTESTED):
        for membership in report[REPORTS]:
            told.setdefault(membership, set()).update(report[ATTESTED])
    posts: dict[tuple[str, str], list[Holding]] = {}
    for membership, node in seen.having(MEMBER, ROLE, BODY):
        for post in ((office, body) for office in node[ROLE] for body in node[BODY]):
            posts.setdefault(post, []).append(Holding(membership in seen.own, node[MEMBER].keys(), told.get(membership, set())))
    rivals = (pair for (office, _), held in posts.items() if len(held) > 1 and not _shared(seen, office) for pair in combinations(held, 2))
    return all(_apart(one, other) for one, other in rivals if one.own or other.own)


class Holding(NamedTuple):
    """A membership: whether it is judged, who holds it, and the days that reports attest."""

    own: bool
    persons: Set[str]
    days: set[str]


def _apart(one: Holding, other: Holding) -> bool:
    """True if two memberships are surely one person's, or of times that do not overlap."""
    if not one.days or not other.days or (len(one.persons) == 1 and one.persons == other.persons):
        return True
    first, second = sorted(map(day, one.days)), sorted(map(day, other.days))
    return bool(first[0] and second[0]) and (first[-1] < second[0] or second[-1] < first[0])


def _shared(seen: Seen, office: str) -> bool:
    """True if several may hold an office at a time, by its one label."""
    labels = list(seen.all.get(office, {}).get(LABEL, ()))
    return not labels or (len(labels) == 1 and is_literal(labels[0]) and may_be_shared(labels[0]))


@cache
def may_be_shared(label: str) -> bool:
    """True for the label of an office that several persons may hold at a time."""
    return re.search(shared_offices(), lexical(label), re.IGNORECASE) is not None
