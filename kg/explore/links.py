"""Addresses of the explorer's pages: on a server, or between files that open from disk."""

from __future__ import annotations

import hashlib
from typing import Protocol
from urllib.parse import quote

ENTITY_KINDS = ("article", "person", "org", "country", "place", "meeting", "issue")


class Links(Protocol):
    """Where a page lies, seen from the page being made."""

    static: bool

    def page(self, kind: str, key: str = "", *, number: int = 1, part: str = "") -> str:
        """The page of an entity (``key`` is its name within its kind) or a list; ``number`` above 1 is a later page of it."""

    def asset(self, name: str) -> str:
        """A style sheet or script."""


class ServedLinks:
    """Paths from the server's root."""

    static = False

    def page(self, kind: str, key: str = "", *, number: int = 1, part: str = "") -> str:
        path = "/" + "/".join(quote(p, safe="-._~") for p in (kind, key) if p)
        return path + (f"?page={number}" if number > 1 else "") + _fragment(part)

    def asset(self, name: str) -> str:
        return f"/static/{name}"


class FileLinks:
    """Paths from one file of a site to another; ``depth`` is the number of folders above the page being made."""

    static = True

    def __init__(self, depth: int) -> None:
        self._up = "../" * depth

    def page(self, kind: str, key: str = "", *, number: int = 1, part: str = "") -> str:
        return self._up + quote(file_of(kind, key, number=number), safe="/-._~") + _fragment(part)

    def asset(self, name: str) -> str:
        return f"{self._up}static/{name}"


def file_of(kind: str, key: str = "", *, number: int = 1) -> str:
    """The file of a page within a site, with forward slashes.

    Entities are spread over 256 folders by a hash of their key. Names differ also where a file system knows no case and allows
    but 255 bytes, so a key with capitals or of great length gets its hash at the end.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    later = f".p{number}" if number > 1 else ""
    if not kind:
        return "index.html"
    if not key:
        return f"{kind}/{f'p{number}' if later else 'index'}.html"
    name = quote(key, safe="-._~")
    if name != name.lower() or len(name) > 150:
        name = f"{name[:150]}~{digest[:12]}"
    if kind not in ENTITY_KINDS:
        return f"{kind}/{name}{later}.html"
    return f"{kind}/{digest[:2]}/{name}{later}.html"


def _fragment(part: str) -> str:
    return f"#{quote(part, safe='-._~')}" if part else ""
