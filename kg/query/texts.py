"""The articles' texts as imported, for context and for scores: a graph holds only what its spans quote."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Protocol

from kg.errors import KgError


class TextSource(Protocol):
    """Whatever has the texts of articles: files, or an archive."""

    def get(self, ident: str) -> str | None:
        """The text of an article, or None when it is not here."""


class Texts:
    """Texts by article identifier, from a folder of ``ID.txt`` and JSON Lines files, or from one such file.

    Nothing is normalised, since offsets count in the text as given. Raises KgError when ``place`` does not exist.
    """

    def __init__(self, place: Path) -> None:
        if not place.exists():
            raise KgError(f"{place}: no such file or folder of article texts")
        self.place = place

    def get(self, ident: str) -> str | None:
        """The text of an article, or None when it is not here."""
        path = self.place / f"{ident}.txt" if self.place.is_dir() else self.place
        if path.suffix == ".txt" and path.stem == ident and path.is_file():
            return _decoded(path)
        return self._records.get(ident)

    @cached_property
    def _records(self) -> dict[str, str]:
        files = sorted(self.place.glob("*.jsonl")) if self.place.is_dir() else [self.place]
        found: dict[str, str] = {}
        for file in files:
            if file.suffix == ".jsonl":
                found.update(_records_of(file))
        return found


def _records_of(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(_decoded(file).removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as exc:
            raise KgError(f"{file}:{number}: no JSON record ({exc})") from exc
        if isinstance(record, dict) and isinstance(record.get("text"), str) and "id" in record:
            found.setdefault(str(record["id"]), record["text"])
    return found


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as exc:
        raise KgError(f"{path}: not UTF-8 text (byte {exc.start})") from exc
