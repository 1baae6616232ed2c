"""What articles contribute to the nodes that they share.

A contribution is a flat tuple of strings, its first one the kind of node ("person"), its second what is contributed ("name"), the rest the
value. A node of the entities graph is a pure function of its contributions and of how often each was made, so that one article more
or less touches its own nodes alone. Contributions are as small as can be: "is called Xi" is the same one in a thousand articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

Contribution = tuple[str, ...]
Given = Mapping[Contribution, int]
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

# Of these the one that was contributed most often is chosen. How often any other was makes no difference, nor that of an only one.
COUNTED = frozenset({"name", "within"})


def values(given: Given) -> defaultdict[str, Counter[tuple[str, ...]]]:
    """The values by what was contributed, with how often each was."""
    found: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for (_, what, *value), times in given.items():
        found[what][tuple(value)] += times
    return found


def singles(given: Given) -> defaultdict[str, Counter[str]]:
    """The same where every value is one string."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (_, what, value), times in given.items():
        found[what][value] += times
    return found
