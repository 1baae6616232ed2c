"""The gate: an article's graph is held to the shapes together with what it touches, before it joins.

What it touches are the shared nodes that it contributes to, as they would be with it. Of the rest of the archive the shapes see what
they may compare these with: the types of nodes pointed to, and who else holds the same post. What they find about the rest alone is
not the article's fault and is left out. So the time that it takes does not grow with the archive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from kg.archive.parts import read_part
from kg.graph.entities import graph_of
from kg.graph.iri import Names
from kg.validate import Report, validate
from kg.vocab import KG, ORG, RDF

STAND_IN = "urn:x-kg:report:"


def check(
    db: sqlite3.Connection,
    index: Store,
    names: Names,
    graph: str,
    nodes: Iterable[str],
    *,
    texts: Mapping[str, str],
    shapes: Path | None = None,
) -> Report:
    """What the shapes say of an article's graph and of the shared ``nodes`` that it touches; ``index`` is the archive without it."""
    lines = [read_part(db, graph, ""), *(read_part(db, str(names.node(graph_of(n))), str(names.node(n))) for n in nodes)]
    found = list(parse(b"".join(lines), RdfFormat.N_QUADS))
    subjects = {q.subject for q in found}
    own = [q for q in found if q.predicate != KG.statusHistory or q.object in subjects]  # other articles' reports are theirs
    around = list(_around(own, subjects, index, names))
    return validate(own, texts=texts, shapes=shapes, around=[*around, *_attested([*own, *around])])


def _around(own: Sequence[Quad], subjects: set[object], index: Store, names: Names) -> Iterator[Quad]:
    """Rivals for the posts that the article speaks of, and the types of the nodes that it points to."""
    rivals = [q for membership in _rivals(own, index) if membership not in subjects for q in _node(membership, index)]
    holders = {q.object for q in rivals if q.predicate == ORG.member} - subjects
    named = [q for holder in sorted(holders, key=str) if isinstance(holder, NamedNode) for q in _node(holder, index)]
    yield from (*rivals, *named)
    pointed = {q.object for q in (*own, *rivals) if isinstance(q.object, NamedNode)} - subjects - holders
    for node in sorted((n for n in pointed if isinstance(n, NamedNode) and n.value.startswith(names.base)), key=str):
        yield from index.quads_for_pattern(node, RDF.type, None, None)


def _node(node: NamedNode, index: Store) -> Iterator[Quad]:
    yield from (q for q in index.quads_for_pattern(node, None, None, None) if q.predicate != KG.statusHistory)


def _rivals(own: Sequence[Quad], index: Store) -> list[NamedNode]:
    """The archive's memberships in the offices and organisations of the article's own."""
    terms = {p: {q.subject: q.object for q in own if q.predicate == p} for p in (ORG.role, ORG.organization)}
    posts = {(office, terms[ORG.organization][m]) for m, office in terms[ORG.role].items() if m in terms[ORG.organization]}
    if not posts:
        return []
    rows = " ".join(sorted(f"({office} {body})" for office, body in posts))
    query = f"SELECT DISTINCT ?m {{ VALUES (?office ?body) {{ {rows} }} ?m {ORG.role} ?office ; {ORG.organization} ?body }}"
    found = index.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return sorted((row["m"] for row in found), key=str)


def _attested(quads: Sequence[Quad]) -> Iterator[Quad]:
    """Stand-ins for the first and last report of a membership, most of which are in graphs of other articles."""
    for quad in quads:
        if quad.predicate in (KG.firstAttested, KG.lastAttested) and isinstance(quad.object, Literal):
            report = NamedNode(f"{STAND_IN}{quad.object.value}")
            yield Quad(report, KG.reports, quad.subject, quad.graph_name)
            yield Quad(report, KG.attestedOn, quad.object, quad.graph_name)
