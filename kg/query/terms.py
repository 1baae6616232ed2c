"""Terms for people: from what a user types to an IRI, and from a term to a short, safe text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import KgError
from kg.vocab import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple


def prefixes(base: str) -> dict[str, str]:
    """The prefixes that need no declaration in a query: those of the model, and ``res:`` for the graph's own nodes."""
    return {**PREFIXES, "res": base}


def local(iri: str) -> str:
    """The part of an IRI after its last slash or hash."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def short(term: Term | None, base: str) -> str:
    """A term for a table: literals as they are, the graph's own nodes by local name, terms of the model prefixed."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return visible(term.value)
    if not isinstance(term, NamedNode):
        return visible(str(term))
    if term.value.startswith(base):
        return visible(term.value[len(base) :])
    return visible(curie(term.value))


def curie(iri: str) -> str:
    """An IRI with one of the model's prefixes where one fits; the longest fitting one is taken."""
    fitting = [(b, p) for p, b in PREFIXES.items() if iri.startswith(b) and len(iri) > len(b)]
    if not fitting:
        return iri
    base, prefix = max(fitting)
    return f"{prefix}:{iri[len(base) :]}"


def visible(text: str) -> str:
    """Text without control characters (an article may hold terminal escapes); line ends and tabs become spaces."""
    return text if text.isprintable() else "".join(_plain(c) for c in text)


def _plain(char: str) -> str:
    if char in "\n\r\t\u2028\u2029":
        return " "
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Cc", "Cs") else char


def parse_iri(text: str, base: str) -> NamedNode:
    """The IRI meant by ``<iri>``, ``iri``, ``prefix:name`` or a local name of the graph.

    Raises KgError when it cannot be an IRI or the prefix is unknown.
    """
    known = prefixes(base)
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, rest = bare.partition(":")
    if bare != text or "://" in bare or prefix in ("urn", "mailto"):
        value = bare
    elif colon and prefix in known:
        value = known[prefix] + rest
    elif colon:
        raise KgError(f"{text!r}: unknown prefix {prefix!r}; known: {_listed(known)}")
    else:
        value = base + bare
    try:
        return NamedNode(value)
    except ValueError as exc:
        raise KgError(f"{text!r} is no IRI: {exc}") from exc


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
