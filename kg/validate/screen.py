"""A quick look at nodes before pySHACL takes a thorough one: those that surely conform need none.

Shapes whose constraints are all known here are compiled to plain functions of a node's values. Only "surely conforms" is concluded from
them: whatever they are in doubt about (a literal of an unusual form, a value of unknown class) is left to pySHACL, which alone
writes reports. With any other shape among them (paths, SPARQL, logic) nothing is screened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.validate.constraints import Look, View, constraint
from kg.validate.shapes import FOCUS, Shapes

Subject = NamedNode | BlankNode
Described = tuple[Subject, Sequence[Quad]]
TypesOf = Callable[[object], Iterable[object]]
Entry = tuple[str, tuple[Look, ...]]
SILENT = {RDF.type, SH.severity, SH.name, SH.message, SH.description, SH.order, SH.group, RDFS.label, RDFS.comment}
READ = {SH.targetClass, SH.targetSubjectsOf, SH.path}
OTHER_TARGETS = (SH.targetNode, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True, slots=True)
class Screen:
    """The looks by targeted class and by property of the targets; each with the path to its values ("" for the node itself)."""

    by_class: Mapping[str, Sequence[Entry]]
    by_property: Mapping[str, Sequence[Entry]]


def suspects(nodes: Iterable[Described], types: TypesOf, shapes: Shapes) -> Iterator[Described]:
    """The nodes that may violate a shape, in the same order; all of them where shapes cannot be screened."""
    screen = _screen(shapes)
    classes = _Classes(types, shapes)
    for subject, quads in nodes:
        if screen is None or not _conforms(subject, quads, screen, classes):
            yield subject, quads


def _conforms(subject: Subject, quads: Sequence[Quad], screen: Screen, classes: _Classes) -> bool:
    values: dict[str, dict[object, None]] = {}
    for quad in quads:
        values.setdefault(quad.predicate.value, {})[quad.object] = None
    entries = [screen.by_class.get(target, ()) for target in classes.targets(subject)]
    entries += [found for path, found in screen.by_property.items() if path in values]
    view = View({path: tuple(found) for path, found in values.items()}, classes.has)
    for path, looks in chain.from_iterable(entries):
        own = view.values.get(path, ()) if path else (subject,)
        for look in looks:
            if not look(own, view):
                return False
    return True


class _Classes:
    """The classes of nodes and what lies above them."""

    def __init__(self, types: TypesOf, shapes: Shapes) -> None:
        self.types = types
        self.shapes = shapes
        self.above: dict[str, frozenset[str]] = {}
        self.targeted: dict[str, tuple[str, ...]] = {}

    def targets(self, node: Subject) -> set[str]:
        """The targeted classes that a node is of."""
        return {target for cls in self.types(node) for target in self._targets(str(getattr(cls, "value", "")))}

    def has(self, node: object, cls: str) -> bool:
        """True if a node is known to be of a class, or of one below it."""
        return any(cls in self._above(str(getattr(c, "value", ""))) for c in self.types(node))

    def _targets(self, cls: str) -> tuple[str, ...]:
        if cls not in self.targeted:
            self.targeted[cls] = tuple(map(str, self.shapes.targets_of(URIRef(cls))))
        return self.targeted[cls]

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
            by_property.setdefault(str(path), []).extend(entries)
    return Screen(by_class, by_property)


def _entries(graph: Graph, shape: Node) -> list[Entry] | None:
    """A shape's looks and those of its property shapes, each with its path; None if any is unknown."""
    found: list[Entry] = []
    for part in (shape, *graph.objects(shape, SH.property)):
        path, looks = graph.value(part, SH.path), _looks(graph, part, nested=part == shape and graph.value(shape, SH.path) is None)
        if looks is None or not isinstance(path, URIRef | None):
            return None
        found.append((str(path or ""), looks))
    return found


def _looks(graph: Graph, shape: Node, *, nested: bool = False) -> tuple[Look, ...] | None:
    """The constraints of a shape, or None if any is unknown; ``nested`` property shapes are taken care of elsewhere."""
    looks: list[Look] = []
    for predicate, value in graph.predicate_objects(shape):
        if predicate in SILENT | READ or (nested and predicate == SH.property):
            continue
        look = _any(graph, value) if predicate == SH["or"] else constraint(str(predicate), _terms(graph, value))
        if look is None:
            return None
        looks.append(look)
    return tuple(looks)


def _any(graph: Graph, members: Node) -> Look | None:
    """``sh:or``: each value surely passes at least one of the shapes of the list."""
    each = [_looks(graph, member) for member in Collection(graph, members)]
    known = [looks for looks in each if looks is not None]
    if len(known) < len(each):
        return None
    return lambda values, view: all(any(all(look((v,), view) for look in looks) for looks in known) for v in values)


def _terms(graph: Graph, value: Node) -> tuple[object, ...]:
    """A parameter as pyoxigraph terms: one, or the members of a list."""
    members: Iterable[Node] = Collection(graph, value) if (value, RDF.first, None) in graph else [value]
    return tuple(_term(m) for m in members)


def _term(node: Node) -> object:
    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, RdflibLiteral) and not node.language:
        return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
    return node
