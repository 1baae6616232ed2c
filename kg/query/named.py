"""The named queries: ``*.rq`` files whose first line is the question in plain English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg import resources
from kg.errors import KgError

_PARAM = re.compile(r"#\s*param\s+(?P<name>\w+)\s*(?P<required>\(required\))?\s*:\s*(?P<help>.+)")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a query, declared in a comment line ``# param NAME: what it is`` or ``# param NAME (required): ...``."""

    name: str
    help: str
    required: bool


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its question and parameters; ``origin`` is the file's name, for messages."""

    name: str
    question: str
    params: tuple[Param, ...]
    text: str
    origin: str


def parse_query(text: str, *, name: str, origin: str) -> NamedQuery:
    """Read the comment lines at the top of a query: the question in the first, parameters in those after it."""
    head: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.startswith("#"):
            break
        head.append(line)
    question = head[0].lstrip("# ").strip() if head and not _PARAM.match(head[0]) else ""
    found = [m for m in map(_PARAM.match, head) if m]
    params = tuple(Param(m["name"], m["help"].strip(), bool(m["required"])) for m in found)
    return NamedQuery(name, question, params, text.removeprefix("\ufeff"), origin)


def read_query(path: Path, *, name: str = "") -> NamedQuery:
    """Read a query file. Raises KgError when it is missing or not UTF-8."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as exc:
        raise KgError(f"{path}: not UTF-8 text (byte {exc.start}); save the query as UTF-8") from exc
    return parse_query(text, name=name or path.stem, origin=str(path))


def catalogue() -> list[NamedQuery]:
    """All named queries that come with kg, by name."""
    return [read_query(p, name=p.stem) for p in sorted(resources.queries().glob("*.rq"))]


def find_query(name: str) -> NamedQuery:
    """The named query, or the query file, called ``name``. Raises KgError with near names when there is neither."""
    path = resources.queries() / f"{name}.rq"
    if re.fullmatch(r"[\w-]+", name) and path.is_file():
        return read_query(path, name=name)
    if Path(name).is_file():
        return read_query(Path(name))
    near = get_close_matches(name, [q.name for q in catalogue()], n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "kg query --list shows the named ones"
    raise KgError(f"{name}: no named query and no file of that name; {hint}")
