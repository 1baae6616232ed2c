"""From paths to files: which files are articles, in which order, and their bytes within a limit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from kg.model import Problem

TEXT = (".txt", ".text")
HTML = (".html", ".htm", ".xhtml")
RECORDS = (".jsonl", ".ndjson")
FEED = (".rss", ".atom", ".xml")
WARC = (".warc",)
KINDS = {"text": TEXT, "html": HTML, "records": RECORDS, "feed": FEED, "warc": WARC}
PACKED = (".gz", ".zst")
READ = ".txt, .html, .jsonl, .xml, .rss, .atom or .warc, as they are or as .gz or .zst"
STDIN = "-"


def kind(name: str) -> str:
    """A key of ``KINDS`` by the ending of a file's name, with or without that of a compressed file; "" for any other."""
    ending = os.path.splitext(unpacked_name(name))[1].lower()
    return next((label for label, endings in KINDS.items() if ending in endings), "")


def unpacked_name(name: str) -> str:
    """A file's name without the ending of a compressed file."""
    stem, ending = os.path.splitext(name)
    return stem if ending.lower() in PACKED else name


def files(paths: Sequence[str], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """(path, kind) of each file that the paths name; the kind is "" where the content has to decide.

    A folder gives its articles recursively: record files first (they carry metadata), then by name. Hidden files, README* and
    ``.json`` (sidecars, annotations) are passed over in silence, other kinds of files with one warning a folder.
    """
    for path in paths:
        if path == STDIN:
            yield path, ""
        elif _exists(path, os.path.isdir):
            yield from _folder(path, problems)
        elif path.lower().endswith(".json"):
            problems.append(Problem(shown(path), "a .json file holds metadata, not an article; name records .jsonl, one a line"))
        elif _exists(path, os.path.exists):
            yield path, kind(path)
        else:
            problems.append(Problem(shown(path), "no such file or folder; check the path"))


def _exists(path: str, test: Callable[[str], bool]) -> bool:
    try:
        return test(path)
    except ValueError:  # a NUL character in the path
        return False


def _folder(top: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    found: list[str] = []
    other: list[str] = []
    for folder, inner, names in os.walk(top, onerror=lambda e: problems.append(unreadable(str(e.filename), e))):
        inner[:] = sorted(d for d in inner if not d.startswith("."))
        for name in names:
            if name.startswith(".") or name.upper().startswith("README") or name.lower().endswith(".json"):
                continue
            (found if kind(name) else other).append(os.path.join(folder, name))
    if other:
        some = ", ".join(shown(os.path.relpath(f, top)) for f in sorted(other)[:3]) + (", ..." if len(other) > 3 else "")
        problems.append(Problem(shown(top), f"passed over, being no {READ}: {some} ({len(other)} in all)", fatal=False))
    if not found:
        problems.append(Problem(shown(top), f"no articles ({READ}) in this folder"))
    for path in sorted(found, key=lambda p: (kind(p) != "records", p.split(os.sep))):
        yield path, kind(path)


def whole(stream: BinaryIO, place: str, max_bytes: int, problems: list[Problem], head: bytes = b"") -> bytes | None:
    """``head`` and all that is left in ``stream``, or None with a problem when that is more than ``max_bytes``."""
    data = head + stream.read(max(0, max_bytes - len(head)) + 1)
    if len(data) > max_bytes:
        problems.append(Problem(place, too_large(max_bytes)))
        return None
    return data


def too_large(max_bytes: int) -> str:
    """The message for a file or line above the limit."""
    return f"larger than {max_bytes:,} bytes; split it or raise the limit (--max-bytes)"


def unreadable(path: str, exc: OSError) -> Problem:
    """The problem for a file that cannot be opened or read."""
    return Problem(shown(path), f"cannot be read ({exc.strerror or exc})")


def shown(path: str) -> str:
    """``path`` for messages: undecodable bytes of a file name replaced, so that it can be printed."""
    return os.fsencode(path).decode("utf-8", "replace")
