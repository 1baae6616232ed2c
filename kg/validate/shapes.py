"""Read a folder of shapes: core SHACL for pySHACL, and rules whose query stands in ``rules/NAME.rq``.

A rule is a ``kgs:Rule`` with ``sh:name``, ``sh:message`` and ``sh:severity``; its local name is that of its query, or of
a check in ``kg.validate.checks`` for what SPARQL cannot see (blank nodes, graphs, the articles' texts).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH

from kg import resources
from kg.errors import KgError
from kg.graph.load import load
from kg.validate.checks import CHECKS
from kg.validate.convert import to_rdflib
from kg.validate.finding import Rule
from kg.validate.report import KGS, Severity

FOCUS = "urn:x-kg:focus:"
RULE = URIRef(KGS + "Rule")
SEVERITY: dict[object, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """``core`` is what pySHACL gets; ``subclasses`` pairs a class with one above it; ``targets`` are the targeted classes.

    ``origin`` is the folder or file that they were read from.
    """

    core: Graph
    rules: tuple[Rule, ...]
    subclasses: tuple[tuple[URIRef, URIRef], ...] = ()
    targets: frozenset[URIRef] = field(default_factory=frozenset)
    origin: str = ""

    def targets_of(self, cls: URIRef) -> list[URIRef]:
        """The targeted classes among a class and those above it, sorted."""
        return sorted(self.above(cls) & self.targets)

    def above(self, cls: URIRef) -> set[URIRef]:
        """A class and those above it."""
        found, todo = {cls}, [cls]
        while todo:
            lower = todo.pop()
            fresh = {b for a, b in self.subclasses if a == lower} - found
            found |= fresh
            todo += fresh
        return found


def read_shapes(folder: Path | None = None) -> Shapes:
    """The shapes of a folder of Turtle files (or of one file), by default the packaged ones.

    Raises KgError when there is none, one cannot be parsed, or a rule has neither query nor check.
    """
    return _read(folder or resources.shapes())


@lru_cache(maxsize=4)
def _read(folder: Path) -> Shapes:
    files = [folder] if folder.is_file() else sorted(folder.glob("*.ttl"))
    if not files:
        raise KgError(f"{folder}: no shapes here (expected a folder of .ttl files)")
    graph = to_rdflib(q for file in files for q in load(file))
    rules = tuple(_rule(graph, iri, folder) for iri in sorted(graph.subjects(RDF.type, RULE), key=str))
    subclasses = tuple(sorted((cast(URIRef, a), cast(URIRef, b)) for a, b in graph.subject_objects(RDFS.subClassOf)))
    _target_properties(graph)
    targets = frozenset(cast(URIRef, c) for c in graph.objects(None, SH.targetClass))
    return Shapes(_core(graph), rules, subclasses, targets, str(folder))


def _rule(graph: Graph, iri: object, folder: Path) -> Rule:
    node = URIRef(str(iri))
    severity: Severity = next((SEVERITY[s] for s in graph.objects(node, SH.severity) if s in SEVERITY), "violation")
    rule = Rule(str(iri), str(graph.value(node, SH.message) or iri), severity)
    file = (folder if folder.is_dir() else folder.parent) / "rules" / f"{rule.name}.rq"
    if file.is_file():
        return Rule(rule.iri, rule.message, severity, file.read_text(encoding="utf-8"))
    if rule.name not in CHECKS:
        raise KgError(f"{folder}: rule {rule.name} has no query: {file} is missing")
    return rule


def _target_properties(graph: Graph) -> None:
    """Give property shapes the targets of their node shape and cut the link: the same meaning, several times as fast.

    pySHACL evaluates a property shape once for all focus nodes if it has targets, once for each if reached by sh:property.
    """
    used = set(graph.objects(None, SH.node)) | set(graph.objects(None, SH.property))
    for shape in set(graph.subjects(SH.targetClass)) - used:
        classes = list(graph.objects(shape, SH.targetClass))
        inactive = graph.value(shape, SH.deactivated) is not None
        for prop in [] if inactive else list(graph.objects(shape, SH.property)):
            graph.remove((shape, SH.property, prop))
            for cls in classes:
                graph.add((prop, SH.targetClass, cls))


def _core(graph: Graph) -> Graph:
    """The shapes with target classes renamed, so that nodes of which a batch knows the type alone are no focus nodes."""
    core = Graph()
    for s, p, o in graph:
        if (s, RDF.type, RULE) not in graph:
            core.add((s, p, URIRef(f"{FOCUS}{o}")) if p == SH.targetClass else (s, p, o))
    return core
