"""The imports graph: which software, model and rule set read an article, and when where an archive remembers it.

A build has no clock time, so it is repeatable; an archive keeps the times of every import and retraction here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg import __version__, resources
from kg.facts import ArticleFacts
from kg.graph.iri import Names, local
from kg.graph.literals import string, time
from kg.vocab import KG, PROV, RDF

GRAPH = "imports"


@dataclass(frozen=True, slots=True)
class Versions:
    """What read an article: the release, a hash of the rules, and the language model with its version."""

    software: str
    rules: str
    model: str


@dataclass(frozen=True, slots=True)
class Event:
    """The ``nth`` import or retraction of an article, counted from 1; times are ISO in UTC, or "" where none is kept."""

    article: str
    versions: Versions
    nth: int = 1
    retraction: bool = False
    started: str = ""
    ended: str = ""


def current(model: str) -> Versions:
    """The versions of this software with a model."""
    return Versions(__version__, resources.rule_set(), model)


def import_quads(articles: Iterable[ArticleFacts], names: Names, model: str) -> Iterator[Quad]:
    """One ``prov:Activity`` per article of a build."""
    for facts in articles:
        yield from event_quads(Event(facts.article.id, current(model)), names)


def event_node(event: Event, names: Names) -> NamedNode:
    """The node of an event: "import.ID", and for what came later "ID.import.2", "ID.retraction.3"."""
    if event.nth == 1:
        return names.node(f"import.{local(event.article)}")
    return names.part(event.article, "retraction" if event.retraction else "import", event.nth)


def event_quads(event: Event, names: Names) -> Iterator[Quad]:
    """The quads of one import or retraction."""
    graph, node, versions = names.node(GRAPH), event_node(event, names), event.versions
    yield Quad(node, RDF.type, KG.Retraction if event.retraction else PROV.Activity, graph)
    yield Quad(node, PROV.invalidated if event.retraction else PROV.generated, names.article(event.article), graph)
    yield Quad(node, KG.softwareVersion, string(versions.software), graph)
    if not event.retraction:
        yield Quad(node, KG.ruleSetVersion, string(versions.rules), graph)
        yield Quad(node, KG.modelVersion, string(versions.model), graph)
    for term, moment in ((PROV.startedAtTime, event.started), (PROV.endedAtTime, event.ended)):
        if moment:
            yield Quad(node, term, time(moment), graph)
