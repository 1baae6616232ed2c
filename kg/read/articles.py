"""The whole of reading: paths in, articles out, and what went wrong with place and remedy."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from kg.model import Article, Block, Problem
from kg.read import dateline, records, sources, unpack
from kg.read.blocks import blocks
from kg.read.boilerplate import is_story
from kg.read.contents import contents
from kg.read.metadata import Metadata, metadata, sidecar

MAX_BYTES = 50_000_000
MAX_LINES = 500_000  # what the layout of is found out in seconds
NEAR_TOP = 8
NEAR_END = 4
LINE_HEAD = 300


def read(paths: Sequence[str], *, problems: list[Problem], max_bytes: int = MAX_BYTES) -> Iterator[Article]:
    """Yield the articles that files, folders and "-" (standard input) hold, in order; the package docstring has the rules.

    ``problems`` gathers what could not be read (``fatal``) and warnings, each with its file or file:line. ``max_bytes`` limits a
    file, or a line of a JSON Lines file. Of two records with one id the second is left out: a warning when the texts are equal,
    else a problem.
    """
    found = (a for path, kind in sources.files(paths, problems) for a in _articles(path, kind, max_bytes, problems))
    yield from once(found, problems)


def once(articles: Iterable[Article], problems: list[Problem]) -> Iterator[Article]:
    """The first article of each id; others are told as ``read`` says."""
    seen: dict[bytes, bytes] = {}  # little of each, for there may be millions: digests of its id and text, and its place
    noted: set[str] = set()
    for article in articles:
        key, digest = _digest(article.id), _digest(article.text)
        if key not in seen:
            seen[key] = digest + article.origin.encode("utf-8", "surrogatepass")
            yield article
            continue
        known, first = seen[key][: len(digest)], seen[key][len(digest) :].decode("utf-8", "surrogatepass")
        if known != digest:
            message = f"the id {article.id!r} has another text at {first}; give one of them another id"
            problems.append(Problem(article.origin, message))
        elif article.id not in noted:
            noted.add(article.id)
            problems.append(Problem(article.origin, f"the same article {article.id!r} as at {first}; left out", fatal=False))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def read_line(line: bytes, place: str, *, problems: list[Problem], max_bytes: int = MAX_BYTES) -> Article | None:
    """The article of one line of JSON Lines at ``place``, held to the same rules as in a file; None where there is none."""
    if len(line) > max_bytes:
        problems.append(Problem(place, sources.too_large(max_bytes)))
        return None
    record = records.read_record(line, place, problems) if line.strip() else None
    fields = _fields(record, place, problems) if record else None
    return article(record, fields, place) if record and fields else None


def read_records(given: Iterable[Mapping[str, Any]], *, problems: list[Problem]) -> Iterator[Article]:
    """Yield the articles of records as a line of JSON Lines has them, held to the same rules; a problem names "record N", from 1."""
    for number, record in enumerate(given, 1):
        name = f"record {number}"
        try:
            line = json.dumps(record).encode("ascii")
        except (TypeError, ValueError) as exc:
            problems.append(Problem(name, f"cannot be written as JSON ({exc}); give strings"))
            continue
        yield from _stream(io.BytesIO(line + b"\n"), name, "records", None, MAX_BYTES, problems)


def _articles(path: str, kind: str, max_bytes: int, problems: list[Problem]) -> Iterator[Article]:
    name = "<stdin>" if path == sources.STDIN else sources.shown(path)
    try:
        if path == sources.STDIN:
            yield from _stream(sys.stdin.buffer, name, "", None, max_bytes, problems)
            return
        with open(path, "rb") as stream:
            yield from _stream(stream, name, kind, Path(path), max_bytes, problems)
    except OSError as exc:
        problems.append(sources.unreadable(path, exc))
    except unpack.Refused as exc:
        problems.append(Problem(name, str(exc)))


def _stream(stream: BinaryIO, name: str, kind: str, path: Path | None, max_bytes: int, problems: list[Problem]) -> Iterator[Article]:
    stem = ""
    for place, record in contents(unpack.unpacked(stream, max_bytes), name, kind, max_bytes, problems):
        fields = _fields(record, place, problems)
        if fields is None:
            continue
        if path is not None and place == name:  # a document of its own, not one of many
            beside = path.with_name(sources.unpacked_name(path.name))
            given = sidecar(beside, problems)
            fields = Metadata(*(getattr(given, f) or getattr(fields, f) for f in Metadata.__slots__))
            stem = sources.shown(beside.stem)
        yield article(record, fields, place, stem)


def _fields(record: dict[str, Any], place: str, problems: list[Problem]) -> Metadata | None:
    """The fields of a record; None with a problem when its text is too long to be an article."""
    if sum(map(record["text"].count, "\n\r")) > MAX_LINES:
        problems.append(Problem(place, f"a text of more than {MAX_LINES:,} lines is no article; split it"))
        return None
    return metadata(record, place, problems)


def article(record: dict[str, Any], fields: Metadata, place: str, stem: str = "") -> Article:
    """An Article from a record's text and its checked fields; what they lack is looked for in the text itself."""
    text: str = record["text"]
    parts = blocks(text, fields.title)
    title = fields.title or next((" ".join(text[b.start : b.end].split()) for b in parts if b.kind == "headline"), "")
    published, basis = fields.published, "fromMetadata"
    if not published:
        published = dateline.published(*_date_lines(text, parts))
        basis = "fromText" if published else ""
    return Article(
        id=fields.id or stem or f"text-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:16]}",
        text=text,
        origin=place,
        title=title,
        published=published,
        date_basis=basis,
        publisher=fields.publisher,
        url=fields.url,
        language=fields.language,
        fetched=fields.fetched,
        blocks=parts,
    )


def _date_lines(text: str, parts: tuple[Block, ...]) -> tuple[list[str], list[str]]:
    """The beginnings of the lines up to the story's first paragraph and of the last lines: there a date of publication may stand.

    An agency's prefix comes together with the paragraph that it opens.
    """
    lines = [text[b.start : b.start + LINE_HEAD].splitlines()[0] for b in (*parts[:NEAR_TOP], *parts[NEAR_TOP:][-NEAR_END:])]
    stories = [i for i, b in enumerate(parts[:NEAR_TOP]) if b.kind == "paragraph" and is_story(text[b.start : b.end][:LINE_HEAD] + ".")]
    top = stories[0] + 1 if stories else NEAR_TOP
    return lines[:top], lines[top:][-NEAR_END:]
