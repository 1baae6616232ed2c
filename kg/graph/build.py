"""All quads of a build: one graph per article, the entities that they share, and the record of the import."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Quad

from kg.facts import ArticleFacts
from kg.graph.article import article_quads
from kg.graph.entities import entity_quads
from kg.graph.imports import import_quads
from kg.graph.iri import Names


def build(articles: Sequence[ArticleFacts], names: Names, *, model: str = "") -> list[Quad]:
    """The quads of a whole build; the order of ``articles`` does not matter."""
    ordered = sorted(articles, key=lambda f: f.article.id)
    quads: list[Quad] = []
    for facts in ordered:
        quads += article_quads(facts, names)
    quads += entity_quads(ordered, names)
    quads += import_quads(ordered, names, model)
    return quads
