"""Terms between pyoxigraph and rdflib, lexical forms untouched."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.term import Identifier, Node

from kg.validate.nodes import Node as Described
from kg.validate.terms import STRING, datatype, is_iri, is_literal, language, lexical

Term = NamedNode | BlankNode | Literal


@contextmanager
def quiet() -> Iterator[None]:
    """Silence rdflib, which logs a stack trace for every ill-typed literal: such literals are what validation reports."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Graph:
    """One rdflib graph of all quads, whatever graph they stand in."""
    graph = rdflib.Graph()
    known: dict[object, Node] = {}

    def converted(term: Term | Triple) -> Node:
        if term not in known:
            known[term] = node(term)
        return known[term]

    with quiet():
        for quad in quads:
            graph.add((converted(quad.subject), converted(quad.predicate), converted(quad.object)))
    return graph


def described(nodes: Mapping[str, Described]) -> rdflib.Graph:
    """One rdflib graph of what is said of some nodes."""
    graph = rdflib.Graph()
    known: dict[str, Node] = {}

    def converted(term: str) -> Node:
        if term not in known:
            known[term] = parsed(term)
        return known[term]

    with quiet():
        for subject, node in nodes.items():
            for predicate, values in node.items():
                for value in values:
                    graph.add((converted(subject), converted(predicate), converted(value)))
    return graph


def parsed(term: str) -> Node:
    """An rdflib term from N-Triples syntax."""
    if not is_literal(term):
        return rdflib.URIRef(term[1:-1]) if is_iri(term) else rdflib.BNode(term[2:])
    if tag := language(term):
        return rdflib.Literal(lexical(term), lang=tag)
    kind = datatype(term)
    return rdflib.Literal(lexical(term), datatype=None if kind == STRING else rdflib.URIRef(kind), normalize=False)


def node(term: Term | Triple) -> Node:
    """A pyoxigraph term as an rdflib one. Raises TypeError for a quoted triple."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple):
        raise TypeError("quoted triples have no place in the model")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def term(node: Node | None) -> str:
    """An rdflib term in N-Triples syntax; "" for None."""
    if node is None:
        return ""
    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return str(Literal(str(node), language=node.language))
    return str(Literal(str(node), datatype=NamedNode(str(node.datatype or STRING))))


def plain(identifier: Identifier | Node) -> str:
    """An IRI without brackets, a blank node as ``_:label``, a literal in N-Triples syntax."""
    written = term(identifier)
    return written[1:-1] if written.startswith("<") else written
