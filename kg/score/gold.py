"""Gold annotation files: one JSON object per article, with persons, roles, meetings, statements and issues."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError

Item = Mapping[str, Any]
Alternatives = Sequence[Sequence[tuple[int, int]]]
KINDS = ("persons", "roles", "meetings", "statements", "issues")


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one article: ``items`` by kind, ``people`` by their id."""

    article: str
    published: str | None
    items: Mapping[str, Sequence[Item]]
    people: Mapping[str, Item]
    origin: str


def read_gold(place: Path) -> list[Gold]:
    """The gold files of a folder (or one file), by file name. Raises KgError when there is none or one is malformed."""
    files = [place] if place.is_file() else sorted(place.glob("*.json"))
    if not files:
        raise KgError(f"{place}: no gold files (*.json) here")
    return [_read(file) for file in files]


def _read(file: Path) -> Gold:
    try:
        content = json.loads(file.read_bytes())
    except ValueError as exc:
        line = getattr(exc, "lineno", None)
        raise KgError(f"{file}{f':{line}' if line else ''}: no JSON ({exc})") from exc
    if not isinstance(content, dict):
        raise KgError(f"{file}: no gold annotation (a JSON object is expected)")
    missing = [k for k in ("article", "published", *KINDS) if k not in content]
    if missing:
        raise KgError(f"{file}: no gold annotation; it lacks {', '.join(missing)}")
    items = {kind: content[kind] for kind in KINDS}
    return Gold(content["article"], content["published"], items, {p["id"]: p for p in items["persons"]}, str(file))


def names_of(item: Item) -> list[str]:
    """A gold person's, speaker's or body's name and aliases."""
    return [item["name"], *item.get("aliases", [])]


def stretches(item: Item, text: str) -> Alternatives:
    """Where a statement's content stands: for each stretch, every position at which its words occur.

    Held-out gold gives offsets in "spans" instead of words in "content".
    """
    if "spans" in item:
        return [[(begin, end) for begin, end in alternatives] for alternatives in item["spans"]]
    parts = [item["content"]] if isinstance(item["content"], str) else item["content"]
    return [[m.span() for m in re.finditer(re.escape(part), text)] for part in parts]


def describe(kind: str, item: Item) -> str:
    """One line that tells a gold item from its neighbours."""
    if kind == "persons":
        return str(item["name"])
    if kind == "issues":
        return str(item["label"])
    if kind == "roles":
        return f"{_who(item['person'])}, {item['office']} of {item.get('org') or '?'}"
    if kind == "meetings":
        who = ", ".join([*item["participants"], *item.get("parties", [])])
        return f"{item['kind']} {item['status']} {item.get('start') or 'undated'}: {who}"
    content = item.get("content", item.get("spans"))
    words = " ... ".join(content) if isinstance(content, list) and all(isinstance(c, str) for c in content) else str(content)
    return f"{_who(item['speaker'])}: {words[:70]}"


def _who(reference: str | Item) -> str:
    return reference if isinstance(reference, str) else str(reference["name"])
