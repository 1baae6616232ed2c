"""Opening a graph file for queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg.graph.iri import DEFAULT_BASE
from kg.graph.load import FORMATS, load
from kg.vocab import KG, NIF, RDF, SCHEMA

if TYPE_CHECKING:
    from kg.archive.view import View


def open_store(path: Path) -> Store:
    """A store with the graph of ``path``: a file, whose format is known by its ending, in memory in its order, or an archive's folder.

    Raises KgError when the file is missing, of an unknown kind, or not well formed (naming the line).
    """
    if path.is_dir():
        from kg.archive import view

        if view.is_archive(path):
            return view.open_store(path)
    store, format = Store(), FORMATS.get(path.suffix.lower().lstrip("."))
    if format is not None and format != RdfFormat.RDF_XML:
        with suppress(OSError, SyntaxError, ValueError, MemoryError):
            store.bulk_load(path=str(path), format=format)
            return store
    store = Store()
    store.extend(load(path))  # slower, but it forgives a BOM, refuses hostile XML, and says what is wrong and where
    return store


def archived_texts(path: Path) -> View | None:
    """The texts of an archive's articles, if ``path`` is its folder."""
    from kg.archive import view

    return view.View(path) if path.is_dir() and view.is_archive(path) else None


def base_of(store: Store) -> str:
    """The base that the data IRIs of a graph begin with, taken from an article; kg's default when there is none."""
    article = next(store.quads_for_pattern(None, RDF.type, SCHEMA.NewsArticle, None), None)
    if article is None or not isinstance(article.subject, NamedNode):
        return DEFAULT_BASE
    iri = article.subject.value
    cut = max(iri.rfind("/"), iri.rfind("#"))
    return iri[: (cut if cut >= 0 else iri.rfind(":")) + 1]


def with_article_graphs(store: Store) -> Store:
    """The store itself if it has named graphs; else (from Turtle) one in which each article's own nodes stand in its graph.

    A node belongs to the article that its evidence lies in; persons, offices and the like stay in the default graph.
    """
    if next(iter(store.named_graphs()), None) is not None:
        return store
    home = _homes(store)
    split = Store()
    split.extend(Quad(q.subject, q.predicate, q.object, home.get(q.subject) or DefaultGraph()) for q in _in_order(store))
    return split


def _in_order(store: Store) -> Iterator[Quad]:
    # the memory store lists the newest quad first; reversed, the copy lists them as the original did
    yield from reversed(list(store))


def _homes(store: Store) -> dict[object, NamedNode]:
    home: dict[object, NamedNode] = {}
    for q in store.quads_for_pattern(None, RDF.type, SCHEMA.NewsArticle, None):
        if isinstance(q.subject, NamedNode):
            home[q.subject] = q.subject
    for q in store.quads_for_pattern(None, NIF.referenceContext, None, None):
        if isinstance(q.object, NamedNode):
            home[q.subject] = q.object
    for q in store.quads_for_pattern(None, KG.evidence, None, None):
        if q.object in home:
            home[q.subject] = home[q.object]
    return home
