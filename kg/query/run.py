"""Running a query over the union of a graph's named graphs."""

from __future__ import annotations

import re

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import KgError
from kg.query.service import without_service
from kg.query.terms import prefixes

Result = QueryBoolean | QuerySolutions | QueryTriples
_AT = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)


def run(store: Store, text: str, *, base: str, origin: str = "query") -> Result:
    """Evaluate ``text`` with the union of all graphs as default graph and the model's prefixes declared.

    Raises KgError for a syntax error (naming ``origin``, line and column) and for SERVICE: kg asks no other machine.
    """
    safe = without_service(text, origin)
    try:
        return store.query(safe, prefixes=prefixes(base), use_default_graph_as_union=True)
    except SyntaxError as exc:
        raise KgError(_syntax_message(text, origin, str(exc))) from exc
    except (OSError, ValueError) as exc:
        raise KgError(f"{origin}: {exc}") from exc


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
