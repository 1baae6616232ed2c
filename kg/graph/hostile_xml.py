"""RDF/XML that would never end: entities that expand without bound, and elements nested without end, are refused before parsing.

Oxigraph expands entities that a file defines itself, as RDF/XML files do to shorten IRIs; entities within entities are how bombs work.
"""

from __future__ import annotations

import re
from collections import Counter

from kg.errors import KgError

DEFINED = re.compile(rb"<!ENTITY\s+(?:%\s*)?([^\s\"'>]+)\s+(\"[^\"]*\"|'[^']*')")
USED = re.compile(rb"[&%]([^;\s&%<>]{1,200});")
PREDEFINED = {b"amp", b"lt", b"gt", b"quot", b"apos"}
TAG = re.compile(rb"<(/?)[^!?/>\s][^>]*?(/?)>")
MOST = 10_000_000
DEEPEST = 1_000


def refuse_hostile(content: bytes, place: str) -> None:
    """Raise KgError when the entities of an RDF/XML file expand to too much, or its elements are nested too deeply."""
    values = dict(DEFINED.findall(content))
    if any(name not in PREDEFINED and not name.startswith(b"#") for value in values.values() for name in USED.findall(value)):
        raise KgError(f"{place}: defines XML entities by other entities, which could expand without end; write them out")
    used = Counter(USED.findall(content)) if values else Counter()
    if sum(used[name] * len(value) for name, value in values.items()) > MOST:
        raise KgError(f"{place}: its XML entities expand to more than {MOST:,} bytes; write them out")
    depth = 0
    for closing, empty in TAG.findall(content):
        depth += 0 if empty else -1 if closing else 1
        if depth > DEEPEST:
            raise KgError(f"{place}: elements are nested more than {DEEPEST:,} deep; write the nodes side by side")
