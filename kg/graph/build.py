"""All quads of a build: one graph per article, the entities that they share, and the record of the import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Quad

from kg.facts import ArticleFacts
from kg.graph.article import article_quads
from kg.graph.entities import entity_quads
from kg.graph.imports import import_quads
from kg.graph.iri import Names
from kg.graph.judgement import user_quads
from kg.resolve.judgements import Line


def build(articles: Sequence[ArticleFacts], names: Names, *, model: str = "", judgements: Iterable[Line] = ()) -> list[Quad]:
    """The quads of a whole build with the user's ``judgements``; the order of ``articles`` does not matter."""
    ordered = sorted(articles, key=lambda f: f.article.id)
    quads: list[Quad] = []
    for facts in ordered:
        quads += article_quads(facts, names)
    quads += entity_quads(ordered, names)
    quads += user_quads(judgements, names)
    quads += import_quads(ordered, names, model)
    return quads
