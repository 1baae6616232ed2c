"""The gate: an article's graph is held to the shapes together with what it touches, before it joins.

What it touches are the shared nodes that it contributes to, as they would be with it. Of the rest of the archive the shapes see what
they may compare these with: the types of nodes pointed to, and who else holds the same post. What they find about the rest alone is
not the article's fault and is left out. So the time that it takes does not grow with the archive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.archive.parts import read_part, read_parts
from kg.archive.posts import holding
from kg.graph.entities import GRAPH as ENTITIES
from kg.graph.entities import graph_of
from kg.graph.iri import OWN_PARTS, Names
from kg.validate import Report
from kg.validate.nodes import TYPE, Node, Nodes, add_lines
from kg.validate.parts import Part, validate_parts
from kg.validate.terms import lexical
from kg.vocab import KG, ORG, SCHEMA

STAND_IN = "urn:x-kg:report:"
HISTORY = f" {KG.statusHistory} "
MEMBER, OFFICE, BODY = str(ORG.member), str(ORG.role), str(ORG.organization)
ENDS = (str(KG.firstAttested), str(KG.lastAttested))
PARTS = {"span": KG.Span, "statement": KG.Statement, "meeting": KG.MeetingReport, "role": KG.RoleReport, "group": KG.Group}


def check(
    db: sqlite3.Connection,
    names: Names,
    graph: str,
    nodes: Iterable[str],
    *,
    texts: Mapping[str, str],
    shapes: Path | None = None,
) -> Report:
    """What the shapes say of an article's graph and of the shared ``nodes`` that it touches, in an archive that it has joined for now."""
    there = _There(db, names)
    parts = [(graph, read_part(db, graph, "")), *((g, _without_reports(lines, graph)) for g, lines in there.nodes(nodes))]
    return validate_parts(parts, texts=texts, shapes=shapes, around=there.around)


def _without_reports(lines: bytes, article: str) -> bytes:
    """A shared node without what other articles report of it: that is theirs."""
    if HISTORY.encode() not in lines:
        return lines
    own = f"{HISTORY}{article[:-1]}.".encode()
    return b"".join(line for line in lines.splitlines(keepends=True) if HISTORY.encode() not in line or own in line)


class _There:
    """What an archive has, for comparing with it."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self.db = db
        self.names = names

    def nodes(self, keys: Iterable[str]) -> Iterator[Part]:
        """Shared nodes as the archive has them, in the same order."""
        wanted = [(str(self.names.node(graph_of(key))), str(self.names.node(key))) for key in keys]
        found = {graph: read_parts(self.db, graph, [node for g, node in wanted if g == graph]) for graph in {g for g, _ in wanted}}
        yield from ((graph, found[graph][node]) for graph, node in wanted)

    def around(self, own: Nodes) -> Iterator[Part]:
        """Rivals for the posts that an article speaks of, and the types of the nodes that it points to."""
        parts = list(self.nodes(self._rivals(own)))
        rivals = _read(parts)
        holders = sorted({h for node in rivals.values() for h in node.get(MEMBER, ())} - own.keys())
        yield from parts
        yield from self.nodes(map(self._key, holders))
        known = own.keys() | rivals.keys() | set(holders)
        pointed = sorted(_pointed([*own.values(), *rivals.values()], f"<{self.names.base}") - known)
        for node, (graph, lines) in zip(pointed, self.nodes(map(self._key, pointed)), strict=True):
            yield (graph, _types(lines)) if lines else self._type(node)
        yield str(self.names.node(ENTITIES)), "".join(_attested({**own, **rivals}, str(self.names.node(ENTITIES)))).encode("utf-8")

    def _rivals(self, own: Nodes) -> list[str]:
        """The archive's memberships in the offices and bodies of the article's own, by their local names."""
        posts = {(o, b) for node in own.values() if OFFICE in node and BODY in node for o in node[OFFICE] for b in node[BODY]}
        found = {key for office, body in posts for key in holding(self.db, self._key(office), self._key(body))}
        return sorted(key for key in found if str(self.names.node(key)) not in own)

    def _type(self, node: str) -> Part:
        """The type of an article or of a part of one, which the names of its parts tell."""
        article, *part = OWN_PARTS.split(self._key(node), 1)
        cls = PARTS.get(part[0].partition(".")[0]) if part else SCHEMA.NewsArticle
        graph = str(self.names.node(article))
        there = cls and self.db.execute("SELECT 1 FROM article WHERE graph = ?", (graph,)).fetchone()
        return graph, f"{node} {TYPE} {cls} {graph} .\n".encode() if there else b""

    def _key(self, node: str) -> str:
        return node[1 + len(self.names.base) : -1]


def _types(lines: bytes) -> bytes:
    """Of a shared node, its types."""
    return b"".join(line for line in lines.splitlines(keepends=True) if f" {TYPE} ".encode() in line)


def _read(parts: Iterable[Part]) -> Nodes:
    nodes: Nodes = {}
    for part in parts:
        add_lines(nodes, {}, *part)
    return nodes


def _pointed(nodes: Iterable[Node], base: str) -> set[str]:
    return {value for node in nodes for values in node.values() for value in values if value.startswith(base)}


def _attested(nodes: Nodes, graph: str) -> Iterator[str]:
    """Stand-ins for the first and last report of a membership, most of which are in graphs of other articles."""
    for subject, node in nodes.items():
        for date in (value for end in ENDS for value in node.get(end, ())):
            report = f"<{STAND_IN}{lexical(date)}>"
            yield f"{report} {KG.reports} {subject} {graph} .\n{report} {KG.attestedOn} {date} {graph} .\n"
