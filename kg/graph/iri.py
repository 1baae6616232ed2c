"""IRIs: a base and one flat local name, derived from raw fields, checked when made."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.model import Span
from kg.vocab import PREFIXES

DEFAULT_BASE = "https://w3id.org/kg-news/id/"
RESERVED = {
    "person",
    "org",
    "country",
    "place",
    "office",
    "membership",
    "issue",
    "issues",
    "meeting",
    "utterance",
    "dating",
    "duplicates",
    "entities",
    "judgements",
    "judgement",
    "conflict",
    "imports",
    "import",
    "article",
}
MAX_LOCAL = 180
MAX_BASE = 500
ENDS = ("/", "#", ":")
PARTIAL = re.compile(r"%[0-9A-F]?$")
OWN_PARTS = re.compile(r"\.(?=(?:span|statement|meeting|role|group|person|import|retraction)\.)")


@lru_cache(maxsize=256)
def local(raw: str) -> str:
    """A flat local name for an article's id: letters, digits, ".", "-", "_" stay, all else is percent-encoded (RFC 3987).

    Long ids end in a hash; ids that look like another kind of node get "article." in front, and one that looks like a part of
    another article ("a.span.1-2") has its "." encoded.
    """
    name = OWN_PARTS.sub("%2E", quote(raw, safe="", errors="surrogatepass").replace("~", "%7E"))
    if len(name) > MAX_LOCAL:
        name = PARTIAL.sub("", name[:100]) + "." + hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if name.split(".")[0] in RESERVED or name.strip(".") == "":
        name = "article." + name
    return name.rstrip(".") + "%2E" * (len(name) - len(name.rstrip(".")))


class Names:
    """Makes the IRIs of one base. Raises KgError when the base is no absolute IRI."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        if "://" not in base and not base.startswith("urn:"):
            raise KgError(f"--base {base!r} is no absolute IRI; use one such as {DEFAULT_BASE}")
        if not base.endswith(ENDS) or len(base) > MAX_BASE:
            raise KgError(f"--base {base[:MAX_BASE]!r} must end in / or # (or : in a urn) and have at most {MAX_BASE} characters")
        if base in PREFIXES.values():
            raise KgError(f"--base {base!r} is the namespace of a vocabulary; use one of your own")
        try:
            NamedNode(base + "x")
        except ValueError as exc:
            raise KgError(f"--base {base!r} is no valid IRI: {exc}") from exc
        self.base = base

    def node(self, key: str) -> NamedNode:
        """The node with a local name."""
        return NamedNode(self.base + key)

    def article(self, ident: str) -> NamedNode:
        """An article, which is also the name of its graph."""
        return self.node(local(ident))

    def span(self, ident: str, span: Span) -> NamedNode:
        """A stretch of an article's text."""
        return self.node(f"{local(ident)}.span.{span.start}-{span.end}")

    def part(self, ident: str, kind: str, number: int) -> NamedNode:
        """The n-th report of a kind ("role", "meeting") of an article."""
        return self.node(f"{local(ident)}.{kind}.{number}")
