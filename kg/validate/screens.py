"""Shapes compiled to plain functions of a node's values, where all their constraints are known (``kg.validate.constraints``)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node as Term

from kg.validate.constraints import Each, Look, Values, View, class_of, of_all, of_each
from kg.validate.convert import term
from kg.validate.shapes import FOCUS, Shapes
from kg.validate.values import Passing

SILENT = {RDF.type, SH.severity, SH.name, SH.message, SH.description, SH.order, SH.group, RDFS.label, RDFS.comment}
READ = {SH.targetClass, SH.targetSubjectsOf, SH.path}
OTHER_TARGETS = (SH.targetNode, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks at the values of one path: how many there are, each by itself, the classes that it is of, all of a node together."""

    least: float
    most: float
    each: Passing
    classes: tuple[str, ...]
    all: tuple[Look, ...]

    def hold(self, values: Values, view: View) -> bool:
        """True if the values of one node, whatever their number, surely conform."""
        for look in self.all:
            if not look(values, view):
                return False
        for cls in self.classes:
            for value in values:
                if not view.has_class(value, cls):
                    return False
        return self.each.hold(values)


# A path in angle brackets ("" for the node itself) and the looks at its values.
Entry = tuple[str, Looks]


@dataclass(frozen=True, slots=True)
class Screen:
    """The looks by targeted class and by property of the targets (in angle brackets)."""

    by_class: Mapping[str, Sequence[Entry]]
    by_property: Mapping[str, Sequence[Entry]]


@lru_cache(maxsize=8)
def screen_of(shapes: Shapes) -> Screen | None:
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
    classes: list[str] = []
    counts: dict[Term, list[float]] = {SH.minCount: [0], SH.maxCount: [math.inf]}
    for predicate, value in graph.predicate_objects(shape):
        if predicate in SILENT | READ or (nested and predicate == SH.property):
            continue
        if predicate in counts and str(value).isdecimal():
            counts[predicate].append(int(str(value)))
            continue
        if predicate == SH.hasValue:
            counts[SH.minCount].append(1)
        if (cls := class_of(str(predicate), _terms(graph, value))) is not None:
            classes.append(cls)
            continue
        one = of_each(str(predicate), _terms(graph, value))
        several = _any(graph, value) if predicate == SH["or"] else of_all(str(predicate), _terms(graph, value))
        if one is not None:
            each.append(one)
        elif several is not None:
            every.append(several)
        else:
            return None
    return Looks(max(counts[SH.minCount]), min(counts[SH.maxCount]), Passing(each), tuple(classes), tuple(every))


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
