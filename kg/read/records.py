"""JSON Lines: one article a line, streamed; a faulty line is a problem of its own and the others go through."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.model import Problem
from kg.read import decode, sources
from kg.read.metadata import has_surrogates
from kg.read.unpack import MAX_FAULTS, Refused

CHUNK = 1 << 20
MAX_BLANK = 1_000_000
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def records(
    stream: BinaryIO, name: str, max_bytes: int, problems: list[Problem], head: bytes = b""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, object) of each line that is a JSON object with a usable text; ``place`` is "file:line".

    ``max_bytes`` limits a line, not the file. ``head`` is the first line where it has been read already. Raises Refused when the
    file has too many faults to go on.
    """
    faults = blank = 0
    for number, line in _lines(stream, name, max_bytes, problems, head):
        place = f"{name}:{number}"
        blank = blank + 1 if line is not None and not line.strip() else 0
        if blank > MAX_BLANK or faults > MAX_FAULTS:
            what = f"{MAX_BLANK:,} empty lines running" if blank else f"{MAX_FAULTS:,} faulty lines"
            raise Refused(f"{what} up to line {number:,}, so the rest is not read; mend the file")
        if blank:
            continue
        record = None if line is None else read_record(line, place, problems)
        if line is None:
            problems.append(Problem(place, sources.too_large(max_bytes)))
        if record is None:
            faults += 1
        else:
            yield place, record


def _lines(stream: BinaryIO, name: str, max_bytes: int, problems: list[Problem], head: bytes) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, None for one that is too long."""
    first = head or stream.readline(max_bytes + 1)
    if first.startswith(WIDE_MARKS):
        data = sources.whole(stream, name, max_bytes, problems, first)
        if data is None:
            return
        stream, first = io.BytesIO(data.decode("utf-16", "replace").encode("utf-8", "replace")), b""
    number, line = 0, first or stream.readline(max_bytes + 1)
    line = line.removeprefix(codecs.BOM_UTF8)
    while line:
        number += 1
        long = len(line) > max_bytes
        while long and line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
        yield number, None if long else line
        line = stream.readline(max_bytes + 1)


def read_record(line: bytes, place: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The object of one line; None with a problem when it is no JSON object or has no usable text."""
    fault = ""
    record: Any = None
    try:
        text, guessed, _ = decode.decode(line)
        record = json.loads(text)
    except decode.Undecodable as exc:
        fault = str(exc)
    except RecursionError:
        fault = "nested too deeply; an article is one flat JSON object"
    except ValueError as exc:
        fault = f'no JSON ({exc}); each line must be one object with a "text"'
    else:
        fault = _text_fault(record)
        if guessed:
            problems.append(Problem(place, f"not UTF-8, read as {guessed}; save it as UTF-8", fatal=False))
    if fault:
        problems.append(Problem(place, fault))
        return None
    return dict(record)


def _text_fault(record: Any) -> str:
    if not isinstance(record, dict):
        return 'a JSON value that is no object; each line must be one object with a "text"'
    text = record.get("text")
    if text is None:
        return 'no "text"; each record needs the text of its article'
    if not isinstance(text, str):
        return f'"text" is of type {type(text).__name__}; it must be a string'
    if not text.strip():
        return '"text" is empty; remove the record or give its text'
    if has_surrogates(text):
        return '"text" holds half a surrogate pair (\\ud800-\\udfff), which is no character; mend the escape'
    return ""
