"""Terms between pyoxigraph and rdflib, lexical forms untouched."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.term import Identifier, Node

Term = NamedNode | BlankNode | Literal
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


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
    datatype = None if term.datatype.value == XSD_STRING else rdflib.URIRef(term.datatype.value)
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
    return str(Literal(str(node), datatype=NamedNode(str(node.datatype or XSD_STRING))))


def plain(identifier: Identifier | Node) -> str:
    """An IRI without brackets, a blank node as ``_:label``, a literal in N-Triples syntax."""
    written = term(identifier)
    return written[1:-1] if written.startswith("<") else written
