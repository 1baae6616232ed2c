"""Running a query over the union of a graph's named graphs."""

from __future__ import annotations

import re
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import KgError
from kg.query.depth import refuse_depth
from kg.query.params import tokens
from kg.query.service import without_service
from kg.query.terms import prefixes

Result = QueryBoolean | QuerySolutions | QueryTriples
_AT = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)


class Dataset(NamedTuple):
    """The graphs that a query sees in the place of all: what counts as its default graph, and what GRAPH finds."""

    default: tuple[str, ...]
    named: tuple[str, ...]


def run(store: Store, text: str, *, base: str, origin: str = "query", dataset: Dataset | None = None) -> Result:
    """Evaluate ``text`` with the union of all graphs as default graph and the model's prefixes declared.

    FROM and FROM NAMED in the query take the place of the union, and a ``dataset`` of both (SPARQL 1.1 Protocol, 2.1.4).

    Raises KgError for a syntax error (naming ``origin``, line and column) and for SERVICE: kg asks no other machine.
    """
    refuse_depth(text, origin)
    safe = without_service(text, origin)
    try:
        if dataset is None:
            return store.query(safe, prefixes=prefixes(base), use_default_graph_as_union=not names_graphs(text))
        default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in dataset.default]
        named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in dataset.named]
        return store.query(safe, prefixes=prefixes(base), default_graph=default, named_graphs=named)
    except SyntaxError as exc:
        raise KgError(_syntax_message(text, origin, str(exc))) from exc
    except (OSError, ValueError) as exc:
        raise KgError(f"{origin}: {exc}") from exc


def names_graphs(text: str) -> bool:
    """Whether a query says in FROM clauses which graphs it is about; they stand outside of all braces."""
    if "from" not in text.casefold():
        return False
    depth, end_of_colon = 0, -1
    for token in tokens(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.text.upper() == "FROM" and token.start != end_of_colon:  # ":from" is a name
            return True
        end_of_colon = token.end if token.text == ":" else -1
    return False


def _syntax_message(text: str, origin: str, message: str) -> str:
    """One line for the engine's message, which lists every character class that might have followed."""
    found = _AT.match(message)
    if not found:
        return f"{origin}: {message}"
    line, column = int(found[1]), int(found[2])
    lines = text.splitlines()
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else "the end of the query"
    parts = (p.strip() for p in found[3].removeprefix("one of ").replace("\n", " ").split(", "))
    reasons = [p for p in parts if re.fullmatch(r"[A-Z]\w* [\w ]+", p)]  # prose such as "Prefix not found", not tokens
    why = f" ({'; '.join(reasons)})" if reasons else ""
    return f"{origin}:{line}:{column}: SPARQL syntax error{why}: {shown}"
