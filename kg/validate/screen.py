"""A quick look at nodes before pySHACL takes a thorough one: those that surely conform need none.

Only "surely conforms" is concluded from the looks that shapes are compiled to (``kg.validate.screens``): whatever they are in doubt about
(a literal of an unusual form, a value of unknown class) is left to pySHACL, which alone writes reports. With any shape among them that
cannot be compiled (paths, SPARQL, logic) nothing is screened.

Nodes are looked at together, property by property: what most of them say has been said by others, and sets tell what has not. Only
where that leaves a doubt is each of them looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from rdflib import URIRef

from kg.validate.constraints import Values, View
from kg.validate.nodes import Node, Types
from kg.validate.screens import Entry, Screen, screen_of
from kg.validate.shapes import Shapes
from kg.validate.terms import is_iri

TOGETHER = 5_000
KINDS = 1_000
NONE: Values = ()
Described = tuple[str, Node]


def suspects(nodes: Iterable[Described], types: Types, shapes: Shapes) -> Iterator[Described]:
    """The nodes that may violate a shape, in the same order; all of them where shapes cannot be screened."""
    screen = screen_of(shapes)
    if screen is None:
        yield from nodes
        return
    classes, rest = _Classes(types, shapes), iter(nodes)
    while some := list(islice(rest, TOGETHER)):
        doubtful = _in_doubt(some, screen, classes)
        yield from (one for one in some if one[0] in doubtful and not _conforms(*one, screen, classes))


def _in_doubt(some: Sequence[Described], screen: Screen, classes: _Classes) -> set[str]:
    """The nodes of which a look, taken at many together, could not tell that all of them conform."""
    alike: dict[Sequence[str], list[Described]] = {}
    for one in some:
        alike.setdefault(classes.targets(one[0]), []).append(one)
    found: set[str] = set()
    for targets, group in alike.items():
        for target in targets:
            found |= _unsure(group, screen.by_class.get(target, ()), classes)
    for path, entries in screen.by_property.items():
        found |= _unsure([one for one in some if path in one[1]], entries, classes)
    return found


def _unsure(group: Sequence[Described], entries: Sequence[Entry], classes: _Classes) -> set[str]:
    """All of a group, or none if all surely conform."""
    told = set[str]().union(*(node for _, node in group))
    surely = all(_column_conforms(group, entry, classes) if not entry[0] or entry[0] in told else entry[1].least <= 0 for entry in entries)
    return set() if surely else {subject for subject, _ in group}


def _column_conforms(group: Sequence[Described], entry: Entry, classes: _Classes) -> bool:
    """True if what all of a group say by one property surely conforms; the nodes themselves where it is ""."""
    path, looks = entry
    having = [one for one in group if path in one[1]] if path else group
    if len(having) < len(group) and looks.least > 0:
        return False
    columns: list[Values] = [node[path] for _, node in having] if path else [(subject,) for subject, _ in having]
    if not all(looks.least <= size <= looks.most for size in set(map(len, columns))):
        return False
    values = set[str]().union(*columns)
    if not looks.each.hold(values) or not all(classes.have(values, cls) for cls in looks.classes):
        return False
    return all(look(column, View(node, classes.has)) for look in looks.all for (_, node), column in zip(having, columns, strict=True))


def _conforms(subject: str, node: Node, screen: Screen, classes: _Classes) -> bool:
    view = View(node, classes.has)
    entries = [screen.by_class.get(target, ()) for target in classes.targets(subject)]
    entries += [found for path, found in screen.by_property.items() if path in node]
    for some in entries:
        for path, looks in some:
            values = node.get(path, NONE) if path else (subject,)
            if not looks.least <= len(values) <= looks.most or (values and not looks.hold(values, view)):
                return False
    return True


class _Classes:
    """The classes of nodes and what lies above them, without brackets."""

    def __init__(self, types: Types, shapes: Shapes) -> None:
        self.types = types
        self.shapes = shapes

    def targets(self, node: str) -> Sequence[str]:
        """The targeted classes that a node is of."""
        return _targets(self.shapes, self.types.of(node))

    def has(self, node: str, cls: str) -> bool:
        """True if a node is known to be of a class, or of one below it."""
        return cls in _above(self.shapes, self.types.of(node))

    def have(self, nodes: Iterable[str], cls: str) -> bool:
        """True if all of them are."""
        return all(cls in _above(self.shapes, classes) for classes in set(map(self.types.of, nodes)))


@lru_cache(maxsize=KINDS)
def _above(shapes: Shapes, classes: frozenset[str]) -> frozenset[str]:
    """Some classes (in brackets) and all above them (without)."""
    return frozenset(str(above) for cls in classes if is_iri(cls) for above in shapes.above(URIRef(cls[1:-1])))


@lru_cache(maxsize=KINDS)
def _targets(shapes: Shapes, classes: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(_above(shapes, classes) & {str(target) for target in shapes.targets}))
