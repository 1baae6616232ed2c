"""Core SHACL through pySHACL, a batch of nodes at a time.

Nodes that surely conform are screened out before. A batch holds all triples of some thousand triples' worth of the others, whole
articles where they fit, and of the nodes they point to only the types. Over the whole graph at once pySHACL is not linear, and over
another store it gives false results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node as Term

from kg.collecting import no_collection
from kg.errors import KgError
from kg.validate.convert import described, parsed, plain, quiet, term
from kg.validate.finding import Finding
from kg.validate.nodes import Node, Types
from kg.validate.screen import suspects
from kg.validate.shapes import FOCUS, SEVERITY, Shapes

BATCH = 5000


def check_core(nodes: Iterable[tuple[str, Node]], types: Types, shapes: Shapes, *, batch: int = BATCH) -> Iterator[Finding]:
    """Yield what the core shapes find of nodes, in no order; ``types`` also knows the nodes that they point to.

    ``batch`` is the number of triples from which a batch is closed.
    """
    for part in _batches(suspects(nodes, types, shapes), batch):
        with no_collection():
            found = _check(part, types, shapes)
        yield from found


def _check(part: Mapping[str, Node], types: Types, shapes: Shapes) -> list[Finding]:
    graph = described(part)
    focus = {parsed(s) for s in part}
    _mark_focus(graph, focus, shapes)
    values = {value for node in part.values() for found in node.values() for value in found}
    for subject in values - part.keys():
        for cls in types.of(subject):
            graph.add((parsed(subject), RDF.type, parsed(cls)))
    return [finding for finding, focus_node in _run(graph, shapes) if focus_node in focus]


def _batches(nodes: Iterable[tuple[str, Node]], size: int) -> Iterator[dict[str, Node]]:
    part: dict[str, Node] = {}
    count = 0
    for subject, node in nodes:
        part[subject] = node
        count += sum(map(len, node.values()))
        if count >= size:
            yield part
            part, count = {}, 0
    if part:
        yield part


def _mark_focus(graph: Graph, focus: set[Term], shapes: Shapes) -> None:
    """Type the batch's own nodes with the renamed target classes, and state which class lies under which."""
    for lower, upper in shapes.subclasses:
        graph.add((lower, RDFS.subClassOf, upper))
    for subject, cls in list(graph.subject_objects(RDF.type)):
        for target in shapes.targets_of(cast(URIRef, cls)) if subject in focus else ():
            graph.add((subject, RDF.type, URIRef(FOCUS + target)))


def _run(graph: Graph, shapes: Shapes) -> Iterator[tuple[Finding, Term]]:
    try:
        with quiet():
            _, found, _ = pyshacl.validate(graph, shacl_graph=shapes.core, inplace=True, advanced=False, meta_shacl=False)
    except (ReportableRuntimeError, re.error) as error:  # the packaged shapes are tested, a user's own may be anything
        raise KgError(f"{shapes.origin}: the shapes cannot be used: {getattr(error, 'message', error)}") from error
    if not isinstance(found, Graph):
        raise KgError(f"{shapes.origin}: the shapes cannot be used: {found}")
    for result in found.subjects(RDF.type, SH.ValidationResult):
        focus = cast(Term, found.value(result, SH.focusNode))
        yield _finding(found, result, focus), focus


def _finding(found: Graph, result: Term, focus: Term) -> Finding:
    path = found.value(result, SH.resultPath)
    messages = sorted(str(m) for m in found.objects(result, SH.resultMessage))
    return Finding(
        focus=plain(focus),
        shape=plain(cast(Term, found.value(result, SH.sourceShape))),
        path=str(path) if isinstance(path, URIRef) else "",
        value=term(found.value(result, SH.value)),
        severity=SEVERITY.get(found.value(result, SH.resultSeverity), "violation"),
        message=" ".join(messages),
        component=str(found.value(result, SH.sourceConstraintComponent)),
    )
