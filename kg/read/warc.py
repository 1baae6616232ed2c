"""WARC files (ISO 28500): each HTML response is an article; its address is the article's, its date the time when it was fetched.

Read with warcio, whose reader is kept from lines and headers of any length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader

from kg.model import Problem
from kg.read.unpack import Readable, Refused

MAX_LINE = 1 << 16
MAX_LINES = 20_000
HTML = ("text/html", "application/xhtml+xml")
MARK = b"WARC/"


class _Reader(BufferedReader):  # type: ignore[misc]
    """A reader that refuses lines and headers that no server sends."""

    lines = 0

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or MAX_LINE, MAX_LINE))
        self.lines += 1
        if self.lines > MAX_LINES or (len(line) == MAX_LINE and not line.endswith(b"\n")):
            raise Refused(f"headers of more than {MAX_LINES:,} lines or a line of more than {MAX_LINE:,} bytes; damaged")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]
    """The records of an unpacked file, without messages on stderr."""

    INC_RECORD = ""

    def __init__(self, stream: Readable) -> None:
        super().__init__(stream)
        self.reader = _Reader(stream)

    def __iter__(self) -> Iterator[Any]:
        for record in self.the_iter:
            self.reader.lines = 0
            yield record


def pages(stream: Readable, name: str, max_bytes: int, problems: list[Problem]) -> Iterator[tuple[str, bytes, str, dict[str, str]]]:
    """(place, page, its declared encoding, fields) of each HTML response; ``place`` is "file:address".

    Anything but pages that were answered with status 200 is passed over.
    """
    found = 0
    try:
        for record in _Records(stream):
            if not _is_page(record):
                continue
            found += 1
            address = _header(record.rec_headers, "WARC-Target-URI").strip("<>")
            place = f"{name}:{address}"
            data = record.content_stream().read(max_bytes + 1)
            if len(data) > max_bytes:
                problems.append(Problem(place, f"a page larger than {max_bytes:,} bytes; save its text as .txt"))
                continue
            yield place, data, _charset(record), {"id": address, "url": address, "fetched": _header(record.rec_headers, "WARC-Date")}
    except Refused:
        raise
    except Exception as exc:  # warcio has no exception that covers what damaged files do to it
        raise Refused(f"damaged WARC data ({type(exc).__name__}: {exc}); what came before was read") from exc
    if not found:
        problems.append(Problem(name, "no HTML responses in this WARC file"))


def _is_page(record: Any) -> bool:
    if record.rec_type == "resource":
        return str(record.content_type or "").lower().startswith(HTML)
    if record.rec_type != "response" or not record.http_headers:
        return False
    ok = str(record.http_headers.get_statuscode()) == "200"
    return ok and _header(record.http_headers, "Content-Type").lower().startswith(HTML)


def _charset(record: Any) -> str:
    kind = _header(record.http_headers, "Content-Type") if record.http_headers else ""
    return kind.lower().rpartition("charset=")[2].split(";")[0].strip(" \"'") if "charset=" in kind.lower() else ""


def _header(headers: Any, name: str) -> str:
    return str(headers.get_header(name) or "").strip()
