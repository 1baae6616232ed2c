"""The imports graph: which software, model and rule set read an article. It has no clock time, so builds are repeatable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from kg import __version__, resources
from kg.facts import ArticleFacts
from kg.graph.iri import Names, local
from kg.graph.literals import string
from kg.vocab import KG, PROV, RDF


def import_quads(articles: Iterable[ArticleFacts], names: Names, model: str) -> Iterator[Quad]:
    """One ``prov:Activity`` per article."""
    graph = names.node("imports")
    for facts in articles:
        node = names.node(f"import.{local(facts.article.id)}")
        yield Quad(node, RDF.type, PROV.Activity, graph)
        yield Quad(node, PROV.generated, names.article(facts.article.id), graph)
        yield Quad(node, KG.softwareVersion, string(__version__), graph)
        yield Quad(node, KG.ruleSetVersion, string(resources.rule_set()), graph)
        yield Quad(node, KG.modelVersion, string(model), graph)
