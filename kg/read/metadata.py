"""What is said about an article outside its text: the fields of a record or of a sidecar, checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kg.model import Problem
from kg.read import dateline

FIELDS = ("id", "title", "published", "publisher", "url", "language", "fetched")
FETCHED = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z")
MAX_SIDECAR = 1_000_000
ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Checked fields; "" for what is missing. ``published`` is an ISO date, ``fetched`` an ISO date and time in UTC, to the second."""

    id: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    fetched: str = ""


def metadata(record: dict[str, Any], place: str, problems: list[Problem]) -> Metadata:
    """The fields of a JSON object; a field that cannot be used is left out with a warning. Unknown fields are ignored."""
    fields = {}
    for name in FIELDS:
        value = record.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and name == "id":
            value = str(value)
        if value is None:
            continue
        if not isinstance(value, str) or has_surrogates(value):
            problems.append(Problem(place, f'"{name}" is ignored: it must be a string of Unicode characters', fatal=False))
            continue
        fields[name] = " ".join(value.split())
    found = iso_date(fields.get("published", ""))
    if fields.get("published") and not found:
        shown = fields["published"][:40]
        problems.append(Problem(place, f'"published" is ignored: {shown!r} is no date; write it as YYYY-MM-DD', fatal=False))
    fetched = _utc(fields.get("fetched", ""))
    if fields.get("fetched") and not fetched:
        shown = fields["fetched"][:40]
        problems.append(Problem(place, f'"fetched" is ignored: {shown!r} is no time; write it as YYYY-MM-DDThh:mm:ssZ', fatal=False))
    return Metadata(**{**fields, "published": found, "fetched": fetched})


def _utc(value: str) -> str:
    """A date and time in UTC without parts of seconds; "" for anything else."""
    match = FETCHED.fullmatch(value)
    if match is None:
        return ""
    try:
        return datetime.fromisoformat(match[1]).isoformat() + "Z"
    except ValueError:
        return ""


def iso_date(value: str) -> str:
    """The ISO date in a metadata value: a date, the date part of a date and time, or a date in words; "" when there is none."""
    match = ISO.fullmatch(value)
    if match is None:
        return dateline.only_date(value)
    try:
        return date.fromisoformat(match[1]).isoformat()
    except ValueError:
        return ""


def sidecar(path: Path, problems: list[Problem]) -> Metadata:
    """The fields in ``<stem>.json`` beside ``path``; nothing when there is no such file or it is an annotation, not a sidecar."""
    beside = path.with_suffix(".json")
    if beside == path or not beside.is_file():
        return Metadata()
    try:
        with beside.open("rb") as stream:
            data = stream.read(MAX_SIDECAR + 1)
        if len(data) > MAX_SIDECAR:
            raise ValueError(f"larger than {MAX_SIDECAR:,} bytes")
        record = json.loads(data)
    except (OSError, ValueError, RecursionError) as exc:
        problems.append(Problem(str(beside), f"the sidecar is ignored, it is no JSON ({exc}); mend or remove it", fatal=False))
        return Metadata()
    if not isinstance(record, dict):
        problems.append(Problem(str(beside), "the sidecar is ignored, it must hold one JSON object with fields", fatal=False))
        return Metadata()
    if "persons" in record and "statements" in record:
        return Metadata()
    return metadata(record, str(beside), problems)


def has_surrogates(text: str) -> bool:
    """Whether ``text`` holds half a surrogate pair, which no encoding can write."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
