"""The thorough check of quads in memory: pySHACL for what may violate a core shape, the rules' queries over all quads, one report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from pyoxigraph import Quad, Store

from kg.validate.checks import check_quads
from kg.validate.core import check_core
from kg.validate.finding import Finding, Rule
from kg.validate.nodes import Node, Types
from kg.validate.passage import Subject
from kg.validate.place import Places, report_of
from kg.validate.report import Report
from kg.validate.rules import check_rules
from kg.validate.shapes import Shapes
from kg.validate.texts import by_article


def check_thoroughly(
    facts: Sequence[Quad],
    around: Sequence[Quad],
    nodes: Mapping[str, Node],
    types: Types,
    shapes: Shapes,
    rules: Sequence[Rule],
    texts: Mapping[str, str],
) -> Report:
    """What the core shapes say of ``nodes``, and ``rules`` of ``facts``, which quads ``around`` may be compared with."""
    store = Store()
    store.extend([*facts, *around])
    known = by_article(facts, texts)
    found = [
        *check_core(nodes.items(), types, shapes),
        *_judged(check_rules(store, rules), {str(q.subject) for q in facts} if around else None),
        *check_quads(facts, rules, known),
    ]
    return report_of(found, Places(_by_subject(facts), store, known)) if found else Report(())


def _judged(found: Iterable[Finding], nodes: Collection[str] | None) -> Iterator[Finding]:
    """What is found about the nodes, or compares others with them; all of it where there are no others."""
    own = {s.removeprefix("<").removesuffix(">") for s in nodes or ()}
    yield from (f for f in found if nodes is None or f.focus in own or f.value[1:-1] in own)


def _by_subject(quads: Iterable[Quad]) -> dict[Subject, list[Quad]]:
    nodes: dict[Subject, list[Quad]] = {}
    for quad in quads:
        nodes.setdefault(cast(Subject, quad.subject), []).append(quad)
    return nodes
