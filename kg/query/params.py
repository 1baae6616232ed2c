"""Binding parameters: a query's ``VALUES ?name { default }`` gets another RDF term, never a pasted string.

A query thus runs unchanged in any SPARQL store, with its defaults; ``kg query --param name=value`` replaces the one term of
the VALUES block by the serialised term, of the same datatype as the default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.query.named import NamedQuery
from kg.query.terms import parse_iri
from kg.vocab import PREFIXES

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?''' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\s]*>)
      | (?P<name>[?$]?\w[\w.:-]*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_LEXICAL = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "boolean": r"true|false|1|0",
}
_XSD = PREFIXES["xsd"]


class ParamError(KgError):
    """A parameter that the query does not know, lacks, or cannot take."""


class Token(NamedTuple):
    """A lexical token of a query and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens(query: str) -> list[Token]:
    """The tokens of a query without space and comments: enough to tell keywords from strings, IRIs and remarks."""
    return [t for t in scan(query) if t.kind not in ("space", "comment")]


def scan(query: str) -> Iterator[Token]:
    """All tokens of a query; together they are its text."""
    for m in _TOKEN.finditer(query):
        yield Token(str(m.lastgroup), m[0], m.start(), m.end())


def bind(query: NamedQuery, values: Mapping[str, str], base: str) -> str:
    """The query's text with ``values`` in the place of its defaults. Raises ParamError for unknown, missing or ill-typed values."""
    known = [p.name for p in query.params]
    for name in values:
        if name not in known:
            raise ParamError(f"{query.name}: no parameter {name!r}; {_known(known)}")
    for param in query.params:
        if param.required and param.name not in values:
            raise ParamError(f"{query.name}: parameter {param.name!r} is needed: {param.help} (--param {param.name}=...)")
    edits = [edit for name, value in values.items() for edit in _edits(query, name, value, base)]
    text = query.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _known(names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f"known: {listed}" if listed else "it has none; declare one with '# param NAME: ...' and VALUES ?NAME { default }"


def _edits(query: NamedQuery, name: str, value: str, base: str) -> list[tuple[int, int, str]]:
    blocks = list(_blocks(tokens(query.text), name))
    if not blocks:
        raise KgError(f"{query.origin}: parameter {name!r} is declared, but there is no VALUES ?{name} {{ default }}")
    return [(b[0].start, b[-1].end, _like(name, value, [t.text for t in b], base)) for b in blocks]


def _blocks(found: list[Token], name: str) -> Iterable[list[Token]]:
    """The tokens of the single term in each ``VALUES ?name { term }``."""
    for i, token in enumerate(found[:-3]):
        head = [t.text for t in found[i : i + 3]]
        if token.text.upper() != "VALUES" or head[1:] not in ([f"?{name}", "{"], [f"${name}", "{"]):
            continue
        close = next((k for k in range(i + 3, len(found)) if found[k].text == "}"), i + 3)
        if close > i + 3:
            yield found[i + 3 : close]


def _like(name: str, value: str, default: list[str], base: str) -> str:
    """``value`` as a serialised term of the same sort as the default term."""
    first = default[0]
    if first.startswith("<") or (":" in first and not first.startswith(('"', "'"))):
        return str(parse_iri(value, base))
    datatype = _datatype(default)
    if datatype and not re.fullmatch(_LEXICAL.get(datatype, ".*"), value, re.ASCII):
        raise ParamError(f"parameter {name}: {value!r} is no xsd:{datatype}")
    return str(Literal(value, datatype=NamedNode(_XSD + datatype)) if datatype else Literal(value))


def _datatype(default: list[str]) -> str:
    """Local name of the default's XSD datatype; empty for a plain string."""
    last = default[-1].strip("<>")
    if "^" in default:
        return last.removeprefix(_XSD).removeprefix("xsd:")
    if re.fullmatch(r"\d+", last):
        return "integer"
    if re.fullmatch(r"\d*\.\d+", "".join(default)):
        return "decimal"
    return "boolean" if last in ("true", "false") else ""
