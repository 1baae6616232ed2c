"""A quick look at nodes before pySHACL takes a thorough one: those that surely conform need none.

Shapes whose constraints are all known here are compiled to plain functions of a node's values. Only "surely conforms" is concluded from
them: whatever they are in doubt about (a literal of an unusual form, a value of unknown class) is left to pySHACL, which alone
writes reports. With any other shape among them (paths, SPARQL, logic) nothing is screened.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node as Term

from kg.validate.constraints import Each, Look, Passing, Values, View, of_all, of_each
from kg.validate.convert import term
from kg.validate.nodes import Node, Types
from kg.validate.shapes import FOCUS, Shapes
from kg.validate.terms import is_iri

SILENT = {RDF.type, SH.severity, SH.name, SH.message, SH.description, SH.order, SH.group, RDFS.label, RDFS.comment}
READ = {SH.targetClass, SH.targetSubjectsOf, SH.path}
NONE: Values = ()
OTHER_TARGETS = (SH.targetNode, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks at the values of one path: how many there are, each by itself, and all of them."""

    least: float
    most: float
    each: Passing
    all: tuple[Look, ...]

    def hold(self, values: Values, view: View) -> bool:
        """True if the values, whatever their number, surely conform."""
        for look in self.all:
            if not look(values, view):
                return False
        return self.each.hold(values)


# A path in angle brackets ("" for the node itself) and the looks at its values.
Entry = tuple[str, Looks]


@dataclass(frozen=True, slots=True)
class Screen:
    """The looks by targeted class and by property of the targets (in angle brackets)."""

    by_class: Mapping[str, Sequence[Entry]]
    by_property: Mapping[str, Sequence[Entry]]


def suspects(nodes: Iterable[tuple[str, Node]], types: Types, shapes: Shapes) -> Iterator[tuple[str, Node]]:
    """The nodes that may violate a shape, in the same order; all of them where shapes cannot be screened."""
    screen = _screen(shapes)
    classes = _Classes(types, shapes)
    for subject, node in nodes:
        if screen is None or not _conforms(subject, node, screen, classes):
            yield subject, node


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
        self.above: dict[str, frozenset[str]] = {}
        self.targeted: dict[frozenset[str], tuple[str, ...]] = {}
        self.met: dict[tuple[frozenset[str], str], bool] = {}

    def targets(self, node: str) -> Sequence[str]:
        """The targeted classes that a node is of."""
        classes = self.types.of(node)
        known = self.targeted.get(classes)
        if known is None:
            found = {str(target) for cls in classes if is_iri(cls) for target in self.shapes.targets_of(URIRef(cls[1:-1]))}
            known = self.targeted[classes] = tuple(sorted(found))
        return known

    def has(self, node: str, cls: str) -> bool:
        """True if a node is known to be of a class, or of one below it."""
        key = (self.types.of(node), cls)
        known = self.met.get(key)
        if known is None:
            known = self.met[key] = any(cls in self._above(c[1:-1]) for c in key[0])
        return known

    def _above(self, cls: str) -> frozenset[str]:
        if cls not in self.above:
            self.above[cls] = frozenset({cls}.union(*(self._above(str(b)) for a, b in self.shapes.subclasses if str(a) == cls)))
        return self.above[cls]


@lru_cache(maxsize=8)
def _screen(shapes: Shapes) -> Screen | None:
    """The looks that stand for all shapes; None if any of them is unknown."""
    graph = shapes.core
    by_class: dict[str, list[Entry]] = {}
    by_property: dict[str, list[Entry]] = {}
    if any(next(graph.triples((None, p, None)), None) for p in OTHER_TARGETS) or (None, RDF.type, SH.ConstraintComponent) in graph:
        return None
    targeted = {*graph.subjects(SH.targetClass), *graph.subjects(SH.targetSubjectsOf)}
    for shape in sorted({*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape), *targeted}, key=str):
        entries = _entries(graph, shape)
        if entries is None or (shape, RDF.type, RDFS.Class) in graph:
            return None
        for cls in graph.objects(shape, SH.targetClass):
            by_class.setdefault(str(cls).removeprefix(FOCUS), []).extend(entries)
        for path in graph.objects(shape, SH.targetSubjectsOf):
            by_property.setdefault(term(path), []).extend(entries)
    return Screen(by_class, by_property)


def _entries(graph: Graph, shape: Term) -> list[Entry] | None:
    """A shape's looks and those of its property shapes, each with its path; None if any is unknown."""
    found: list[Entry] = []
    for part in (shape, *graph.objects(shape, SH.property)):
        path, looks = graph.value(part, SH.path), _looks(graph, part, nested=part == shape and graph.value(shape, SH.path) is None)
        if looks is None or not isinstance(path, URIRef | None):
            return None
        found.append((term(path), looks))
    return found


def _looks(graph: Graph, shape: Term, *, nested: bool = False) -> Looks | None:
    """The constraints of a shape, or None if any is unknown; ``nested`` property shapes are taken care of elsewhere."""
    each: list[Each] = []
    every: list[Look] = []
    counts: dict[Term, list[float]] = {SH.minCount: [0], SH.maxCount: [math.inf]}
    for predicate, value in graph.predicate_objects(shape):
        if predicate in SILENT | READ or (nested and predicate == SH.property):
            continue
        if predicate in counts and str(value).isdecimal():
            counts[predicate].append(int(str(value)))
            continue
        if predicate == SH.hasValue:
            counts[SH.minCount].append(1)
        one = of_each(str(predicate), _terms(graph, value))
        several = _any(graph, value) if predicate == SH["or"] else of_all(str(predicate), _terms(graph, value))
        if one is not None:
            each.append(one)
        elif several is not None:
            every.append(several)
        else:
            return None
    return Looks(max(counts[SH.minCount]), min(counts[SH.maxCount]), Passing(each), tuple(every))


def _any(graph: Graph, members: Term) -> Look | None:
    """``sh:or``: each value surely passes at least one of the shapes of the list."""
    found = [_looks(graph, member) for member in Collection(graph, members)]
    known = [looks for looks in found if looks is not None]
    if len(known) < len(found):
        return None
    return lambda values, view: all(any(looks.least <= 1 <= looks.most and looks.hold((v,), view) for looks in known) for v in values)


def _terms(graph: Graph, value: Term) -> tuple[str, ...]:
    """A parameter as terms: one, or the members of a list."""
    members: Iterable[Term] = Collection(graph, value) if (value, RDF.first, None) in graph else [value]
    return tuple(term(m) for m in members)
