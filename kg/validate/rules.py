"""Rules over several nodes: SPARQL over all quads at once, reported like shapes.

A query selects ``?this`` (the focus node) and may select ``?path``, ``?value`` and ``?graph``; any variable fills
``{?name}`` in the rule's message. The default graph is the union of all graphs, so that a Turtle file without named graphs
is held to the same rules. The union repeats a triple that stands in two graphs: count DISTINCT.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.errors import KgError
from kg.query.depth import refuse_depth
from kg.query.service import without_service
from kg.resources import data
from kg.validate.finding import Finding, Rule
from kg.validate.report import SH, short

COMPONENT = SH + "SPARQLConstraintComponent"
SHARED_OFFICES = "$sharedOffices"


def check_rules(store: Store, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Yield what the rules that have a query find. Raises KgError when a query is not a valid SELECT."""
    for rule in rules:
        if rule.query:
            yield from _check(store, rule)


def _check(store: Store, rule: Rule) -> Iterator[Finding]:
    query = rule.query.replace(SHARED_OFFICES, str(Literal(shared_offices()))) if SHARED_OFFICES in rule.query else rule.query
    refuse_depth(query, f"rule {rule.name}")
    try:
        found = store.query(without_service(query, f"rule {rule.name}"), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise KgError(f"rule {rule.name}: not valid SPARQL: {error.msg}") from error
    if not isinstance(found, QuerySolutions):
        raise KgError(f"rule {rule.name}: the query must be a SELECT")
    names = [v.value for v in found.variables]
    for row in found:
        yield finding(rule, {name: row[name] for name in names}, COMPONENT)


def shared_offices() -> str:
    """One regular expression for the labels of offices that several persons may hold at a time."""
    with data("shared_offices.csv").open(encoding="utf-8", newline="") as file:
        return "|".join(f"(?:{row['pattern']})" for row in csv.DictReader(file))


def finding(rule: Rule, values: Mapping[str, object], component: str) -> Finding:
    """A finding from a rule and terms by name; the message's ``{?name}`` become prefixed names or lexical forms."""
    told = {name: _told(value) for name, value in values.items()}
    value = values.get("value")
    return Finding(
        focus=_plain(values.get("this")),
        shape=rule.iri,
        path=_plain(values.get("path")),
        value="" if value is None else str(value),
        severity=rule.severity,
        message=re.sub(r"\{\?(\w+)\}", lambda hole: told.get(hole[1], ""), rule.message),
        component=component,
        graph=_plain(values.get("graph")),
    )


def _plain(term: object) -> str:
    """An IRI, a lexical form, a blank node's label; "" for nothing."""
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    return "" if term is None else str(term)


def _told(term: object) -> str:
    """A term as a message has it."""
    return short(term.value) if isinstance(term, NamedNode) else _plain(term)
