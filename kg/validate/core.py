"""Core SHACL through pySHACL, a batch of nodes at a time.

Nodes that surely conform are screened out before. A batch holds all triples of some thousand triples' worth of the others, whole
articles where they fit, and of the nodes they point to only the types. Over the whole graph at once pySHACL is not linear, and over
another store it gives false results.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

import pyshacl
from pyoxigraph import BlankNode, NamedNode, Quad
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg.errors import KgError
from kg.validate.convert import node, plain, quiet, term, to_rdflib
from kg.validate.finding import Finding
from kg.validate.screen import suspects
from kg.validate.shapes import FOCUS, SEVERITY, Shapes
from kg.vocab import RDF as RDF_TERMS

BATCH = 5000
REMEMBERED = 200_000

Subject = NamedNode | BlankNode
Described = tuple[Subject, Sequence[Quad]]
Nodes = Mapping[Subject, Sequence[Quad]]


def by_subject(quads: Sequence[Quad]) -> dict[Subject, list[Quad]]:
    """The quads of each node, nodes in the order of their graphs and then of their first quad."""
    nodes: dict[Subject, list[Quad]] = {}
    for quad in quads:
        nodes.setdefault(cast(Subject, quad.subject), []).append(quad)
    return dict(sorted(nodes.items(), key=lambda item: str(item[1][0].graph_name)))


class Types:
    """The classes of nodes, looked up when they are asked for; of the quads ``around`` only the types are looked at."""

    def __init__(self, nodes: Nodes, around: Iterable[Quad] = ()) -> None:
        self._nodes = nodes
        self._around: dict[object, set[object]] = {}
        for quad in around:
            if quad.predicate == RDF_TERMS.type:
                self._around.setdefault(quad.subject, set()).add(quad.object)
        self._known: dict[object, frozenset[object]] = {}

    def of(self, node: object) -> frozenset[object]:
        """The classes that the quads of a node, or those around, name."""
        known = self._known.get(node)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            quads = self._nodes.get(node, ()) if isinstance(node, NamedNode | BlankNode) else ()
            own = {q.object for q in quads if q.predicate == RDF_TERMS.type}
            known = self._known[node] = frozenset(own | self._around.get(node, set()))
        return known


def check_core(nodes: Iterable[Described], types: Types, shapes: Shapes, *, batch: int = BATCH) -> Iterator[Finding]:
    """Yield what the core shapes find of nodes with their quads, in no order; ``types`` also knows the nodes that they point to.

    ``batch`` is the number of triples from which a batch is closed.
    """
    for part in _batches(suspects(nodes, types.of, shapes), batch):
        with _no_collection():
            found = _check(part, types, shapes)
        yield from found


def _check(part: Nodes, types: Types, shapes: Shapes) -> list[Finding]:
    graph = to_rdflib(quad for quads in part.values() for quad in quads)
    focus = {node(s) for s in part}
    _mark_focus(graph, focus, shapes)
    for subject in {q.object for quads in part.values() for q in quads} - part.keys():
        for cls in types.of(subject):
            graph.add((node(cast(Subject, subject)), RDF.type, node(cast(NamedNode, cls))))
    return [finding for finding, focus_node in _run(graph, shapes) if focus_node in focus]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the garbage collector while a batch is made and checked: searching its many terms takes as long as the check."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _batches(nodes: Iterable[Described], size: int) -> Iterator[dict[Subject, Sequence[Quad]]]:
    part: dict[Subject, Sequence[Quad]] = {}
    count = 0
    for subject, quads in nodes:
        part[subject] = quads
        count += len(quads)
        if count >= size:
            yield part
            part, count = {}, 0
    if part:
        yield part


def _mark_focus(graph: Graph, focus: set[Node], shapes: Shapes) -> None:
    """Type the batch's own nodes with the renamed target classes, and state which class lies under which."""
    for lower, upper in shapes.subclasses:
        graph.add((lower, RDFS.subClassOf, upper))
    for subject, cls in list(graph.subject_objects(RDF.type)):
        for target in shapes.targets_of(cast(URIRef, cls)) if subject in focus else ():
            graph.add((subject, RDF.type, URIRef(FOCUS + target)))


def _run(graph: Graph, shapes: Shapes) -> Iterator[tuple[Finding, Node]]:
    try:
        with quiet():
            _, found, _ = pyshacl.validate(graph, shacl_graph=shapes.core, inplace=True, advanced=False, meta_shacl=False)
    except (ReportableRuntimeError, re.error) as error:  # the packaged shapes are tested, a user's own may be anything
        raise KgError(f"the shapes cannot be used: {getattr(error, 'message', error)}") from error
    if not isinstance(found, Graph):
        raise KgError(f"the shapes cannot be used: {found}")
    for result in found.subjects(RDF.type, SH.ValidationResult):
        focus = cast(Node, found.value(result, SH.focusNode))
        yield _finding(found, result, focus), focus


def _finding(found: Graph, result: Node, focus: Node) -> Finding:
    path = found.value(result, SH.resultPath)
    messages = sorted(str(m) for m in found.objects(result, SH.resultMessage))
    return Finding(
        focus=plain(focus),
        shape=plain(cast(Node, found.value(result, SH.sourceShape))),
        path=str(path) if isinstance(path, URIRef) else "",
        value=term(found.value(result, SH.value)),
        severity=SEVERITY.get(found.value(result, SH.resultSeverity), "violation"),
        message=" ".join(messages),
        component=str(found.value(result, SH.sourceConstraintComponent)),
    )
