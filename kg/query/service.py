"""No query asks another machine: SERVICE is refused, however it is hidden.

The engine itself would send the request. So the word does not reach it at all: where it is a part of a string or an IRI a letter is
written as an escape, which means the same there; remarks are blanked; names that hold it stay; anything else is refused. A slip in
telling these apart could thus make a query fail, never make it call.
"""

from __future__ import annotations

import re

from kg.errors import KgError
from kg.query.params import scan

WORD = re.compile("service", re.IGNORECASE)
# What stands before the word within a variable, a prefixed name or a blank node.
NAMED = re.compile(r"[?$]\w*|(?:\w[\w.-]*)?:[\w.%-]*")


def without_service(text: str, origin: str) -> str:
    """The same query in a form that cannot hold the keyword SERVICE. Raises KgError (naming ``origin`` and line) when it does."""
    if WORD.search(text) is None:
        return text
    parts = []
    for token in scan(text):
        if token.kind == "comment":
            parts.append(" " * len(token.text))
        elif token.kind in ("string", "iri"):
            parts.append(WORD.sub(_escaped, token.text))
        else:
            if any(not NAMED.fullmatch(token.text[: found.start()]) for found in WORD.finditer(token.text)):
                line = text.count("\n", 0, token.start) + 1
                raise KgError(f"{origin}:{line}: SERVICE is refused: kg asks no other machine, it reads the given graph only")
            parts.append(token.text)
    return "".join(parts)


def _escaped(found: re.Match[str]) -> str:
    word = found[0]
    return f"{word[0]}\\u{ord(word[1]):04X}{word[2:]}"
