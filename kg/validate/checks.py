"""Rules that SPARQL cannot see or would see slowly: form of terms, graphs, unknown words, and the articles' own texts.

Each check yields the terms of a finding by name (``this``, ``path``, ``value``, ``graph`` and what its message mentions).
Its rule (severity, message) is declared in the shapes under the same name, and it runs only if declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.validate.finding import Finding, Rule
from kg.validate.report import KGS
from kg.validate.rules import finding
from kg.validate.terms import LANG_STRING
from kg.validate.texts import Terms, Texts, anchor_texts, text_digests
from kg.vocab import KG, XSD

COMPONENT = KGS + "CheckConstraintComponent"
LONGEST_IRI = 1900
Check = Callable[[Sequence[Quad], Texts], Iterator[Terms]]

_DAY = r"-?\d{4}-\d{2}-\d{2}"
LITERALS = {
    XSD.integer.value: re.compile(r"-?(0|[1-9]\d{0,17})"),  # longer ones make stores refuse a whole file
    XSD.decimal.value: re.compile(r"-?(0|[1-9]\d{0,17})(\.\d*[1-9]|\.0)?"),
    XSD.date.value: re.compile(_DAY),
    XSD.gYear.value: re.compile(r"-?\d{4}"),
    XSD.gYearMonth.value: re.compile(r"-?\d{4}-\d{2}"),
    XSD.dateTime.value: re.compile(_DAY + r"T\d{2}:\d{2}:\d{2}(\.\d+)?Z"),
    XSD.boolean.value: re.compile("true|false"),
    XSD.string.value: re.compile(r"(?s).*"),
}


def check_quads(quads: Sequence[Quad], rules: Sequence[Rule], texts: Texts) -> Iterator[Finding]:
    """Yield what the declared checks find; ``texts`` maps an article's IRI to its text."""
    for rule in rules:
        if not rule.query:
            yield from (finding(rule, terms, COMPONENT) for terms in CHECKS[rule.name](quads, texts))


def blank_nodes(quads: Sequence[Quad], texts: Texts) -> Iterator[Terms]:
    """Each blank node once, at the first triple it stands in."""
    seen: set[BlankNode] = set()
    for quad in quads:
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, BlankNode) and term not in seen:
                seen.add(term)
                yield {"this": term, "value": term, "graph": _graph(quad)}


def literals(quads: Sequence[Quad], texts: Texts) -> Iterator[Terms]:
    """Literals of a datatype, or in a form, that stores are known to change."""
    for quad in quads:
        value = quad.object
        if not isinstance(value, Literal) or value.datatype.value == LANG_STRING:
            continue
        form = LITERALS.get(value.datatype.value)
        if form is None or not form.fullmatch(value.value):
            yield _at(quad)


def two_graphs(quads: Sequence[Quad], texts: Texts) -> Iterator[Terms]:
    """Triples that stand in more than one named graph; ``graph`` is the first by name, ``other`` the second."""
    first: dict[Triple, Quad] = {}
    repeated: dict[Triple, set[str]] = {}
    spread = _in_several_graphs(quads)
    for quad in quads if spread else ():
        if quad.subject in spread and not isinstance(quad.graph_name, DefaultGraph):
            before = first.setdefault(triple := quad.triple, quad)
            if before is not quad:
                repeated.setdefault(triple, {_graph(before)}).add(_graph(quad))
    for triple, graphs in repeated.items():
        graph, other, *_ = sorted(graphs)
        yield {"this": triple.subject, "path": triple.predicate, "value": triple.object, "graph": graph, "other": other}


def _in_several_graphs(quads: Sequence[Quad]) -> set[object]:
    """The nodes that several graphs describe."""
    home: dict[object, object] = {}
    return {quad.subject for quad in quads if home.setdefault(quad.subject, quad.graph_name) != quad.graph_name}


def unknown_terms(quads: Sequence[Quad], texts: Texts) -> Iterator[Terms]:
    """Properties and classes in kg's namespace that the model does not have: misspelt ones, mostly."""
    known = {KG.base + name for name in KG}
    for quad in quads:
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(KG.base) and term.value not in known:
                yield {**_at(quad), "term": term}


def long_iris(quads: Sequence[Quad], texts: Texts) -> Iterator[Terms]:
    """IRIs that stores cut off."""
    seen: set[str] = set()
    for quad in quads:
        for term in (quad.subject, quad.object):
            if isinstance(term, NamedNode) and term.value not in seen and len(term.value.encode()) > LONGEST_IRI:
                seen.add(term.value)
                yield {"this": term, "graph": _graph(quad)}


def _at(quad: Quad) -> dict[str, object]:
    return {"this": quad.subject, "path": quad.predicate, "value": quad.object, "graph": _graph(quad)}


def _graph(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(getattr(quad.graph_name, "value", ""))


CHECKS: dict[str, Check] = {
    "blank-node": blank_nodes,
    "literal-form": literals,
    "two-graphs": two_graphs,
    "unknown-term": unknown_terms,
    "long-iri": long_iris,
    "span-anchor-text": anchor_texts,
    "article-digest": text_digests,
}
