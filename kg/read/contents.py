"""What one file or stream holds: records with a text and fields, each with its place, whatever form they come in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.model import Problem
from kg.read import decode, page, records, sources
from kg.read.metadata import has_surrogates
from kg.read.unpack import Readable

# Extraction takes seconds for each million bytes of markup.
MAX_PAGE = 5_000_000
# The tree of a feed takes many times its size in memory.
MAX_FEED = 20_000_000
WARC_MARK = b"WARC/"
XML_MARK = (b"<?xml", b"<rss", b"<feed", b"<rdf:RDF")


def contents(stream: BinaryIO, name: str, kind: str, max_bytes: int, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, record) of each article in an unpacked stream; ``kind`` is one of ``sources.KINDS`` or "" where the content decides.

    A document of its own has ``name`` as its place. Raises ``unpack.Refused`` when reading cannot go on.
    """
    head = b""
    if not kind:
        head = _first_line(stream, max_bytes)
        kind = _kind(head)
    if kind == "records":
        yield from records.records(stream, name, max_bytes, problems, head)
    elif kind == "warc":
        yield from _archived(stream if not head else _Joined(head, stream), name, max_bytes, problems)
    else:
        data = sources.whole(stream, name, max_bytes, problems, head)
        if data is not None:
            yield from _whole(data, name, kind, problems)


def _first_line(stream: BinaryIO, max_bytes: int) -> bytes:
    """All up to the end of the first line that is not blank."""
    head = line = stream.readline(max_bytes + 1)
    while line and not line.strip() and len(head) <= max_bytes:
        line = stream.readline(max_bytes + 1)
        head += line
    return head


def _kind(head: bytes) -> str:
    """What a stream is by its first line."""
    if head.startswith(WARC_MARK):
        return "warc"
    wide = head.startswith(records.WIDE_MARKS)
    start = head[:100].decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    if start.startswith('{"'):
        return "records"
    return "feed" if start.encode().startswith(XML_MARK) else ""


def _whole(data: bytes, name: str, kind: str, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Files that are read at once: feeds and single documents."""
    if kind == "feed":
        from kg.read import feed  # here, since its parser costs time that plain text need not pay

        if len(data) > MAX_FEED:
            problems.append(Problem(name, f"a feed or page larger than {MAX_FEED:,} bytes; split it"))
            return
        if feed.is_feed(data) or not page.ROOT.search(data[: page.HEAD].decode("latin-1")):
            yield from feed.records(data, name, problems)
            return
        kind = "html"
    found = document(data, name, kind, problems)
    if found is not None:
        yield name, found


def _archived(stream: Readable, name: str, max_bytes: int, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    from kg.read import warc

    for place, data, charset, fields in warc.pages(stream, name, min(max_bytes, MAX_PAGE), problems):
        found = document(data, place, "html", problems, charset)
        if found is not None:
            yield place, found | {k: v for k, v in fields.items() if v}


def document(data: bytes, name: str, kind: str, problems: list[Problem], charset: str = "") -> dict[str, Any] | None:
    """The text of one file, with metadata where it is a page; None with a problem when there is none."""
    text = _decoded(data, name, kind, problems, charset)
    if text is None:
        return None
    if not text.strip():
        problems.append(Problem(name, "empty; remove the file or give it a text"))
        return None
    markup = page.is_html(text)
    if kind == "html" and not markup:
        problems.append(Problem(name, "no HTML in this file, read as plain text; name it .txt", fatal=False))
    if kind == "text" or not markup:
        return {"text": text}
    fault = f"a page larger than {MAX_PAGE:,} bytes" if len(data) > MAX_PAGE else page.crowded(text)
    if fault:
        problems.append(Problem(name, f"{fault}; save its text as .txt"))
        return None
    found = page.extract(text)
    if found is None or has_surrogates(found["text"]):
        problems.append(Problem(name, "no article found in this page; save its text as .txt"))
        return None
    if "whole" in found:
        problems.append(Problem(name, "no article recognised in this page, all of its text is used; check it", fatal=False))
    return found


def _decoded(data: bytes, name: str, kind: str, problems: list[Problem], charset: str) -> str | None:
    try:
        text, guessed, line = decode.decode(data, charset or (page.declared(data) if kind != "text" else ""))
    except decode.Undecodable as exc:
        problems.append(Problem(f"{name}:{exc.line}", str(exc)))
        return None
    if guessed:
        problems.append(Problem(f"{name}:{line}", f"not UTF-8, read as {guessed}; save it as UTF-8 if letters are wrong", fatal=False))
    return text


class _Joined:
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes."""
        data, self._head = self._head[:size], self._head[size:]
        return data or self._stream.read(size)
