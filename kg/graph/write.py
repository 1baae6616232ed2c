"""Writing quads: sorted, prefixed, byte-stable, and whole or not at all.

Files are written under temporary names in the target folder and renamed together at the end, so that a run that fails or is
interrupted leaves the earlier files as they were.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from kg.errors import KgError
from kg.vocab import PREFIXES, RDF

FORMATS = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
UNION = {"ttl"}


def ordered(quads: Iterable[Quad]) -> list[Quad]:
    """Quads without repeats by graph, subject, type first, predicate, object."""
    return sorted(set(quads), key=_key)


def _key(quad: Quad) -> tuple[str, str, bool, str, str]:
    return str(quad.graph_name), str(quad.subject), quad.predicate != RDF.type, quad.predicate.value, str(quad.object)


def serialized(quads: Iterable[Quad], suffix: str, *, base: str = "", without: str = "") -> bytes:
    """The bytes of an export: ``ttl`` is the union of the graphs (leaving out the graph ``without``), the others keep graphs apart.

    Raises KgError for a format that is not written.
    """
    if suffix not in FORMATS:
        raise KgError(f"format {suffix!r} is not written; use one of {', '.join(FORMATS)}")
    rows = ordered(quads)
    prefixes = dict(PREFIXES) | ({"res": base} if base else {})
    used = dict(sorted(prefixes.items()))
    if suffix in UNION:
        union = {
            Quad(q.subject, q.predicate, q.object, DefaultGraph())
            for q in rows
            if not without or getattr(q.graph_name, "value", "") != without
        }
        return _bytes([q.triple for q in ordered(union)], RdfFormat.TURTLE, used)
    return _bytes(rows, FORMATS[suffix], None if suffix == "nq" else used)


def _bytes(statements: Sequence[Quad] | Sequence[Triple], format: RdfFormat, prefixes: Mapping[str, str] | None) -> bytes:
    out = serialize(statements, format=format, prefixes=dict(prefixes) if prefixes else None)
    assert out is not None
    return out


def write_files(contents: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write files into ``folder`` (made if needed), all or none. Raises KgError when the folder cannot be written."""
    names = sorted(contents)
    new = {name: folder / f".{name}.{os.getpid()}.part" for name in names}
    old = {name: folder / f".{name}.{os.getpid()}.old.part" for name in names}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            new[name].write_bytes(contents[name])
        _swap(folder, new, old)
    except OSError as exc:
        raise KgError(f"{folder}: cannot be written ({_reason(exc)}); nothing was changed") from exc
    finally:
        for path in (*new.values(), *old.values()):
            with suppress(OSError):
                path.unlink()
    return [folder / name for name in names]


def write_stream(content: Iterable[bytes], path: Path) -> None:
    """Write one file piece by piece, whole or not at all. Raises KgError when it cannot be written."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            for piece in content:
                file.write(piece)
        os.replace(partial, path)
    except OSError as exc:
        raise KgError(f"{path}: cannot be written ({_reason(exc)}); nothing was changed") from exc
    finally:
        with suppress(OSError):
            partial.unlink()


def _swap(folder: Path, new: Mapping[str, Path], old: Mapping[str, Path]) -> None:
    """Put the new files in place one by one; whatever stops that, the earlier ones come back."""
    done: list[str] = []
    try:
        for name, partial in new.items():
            if (folder / name).is_file():
                _keep(folder / name, old[name])
            os.replace(partial, folder / name)
            done.append(name)
    except BaseException:
        for name in done:
            if old[name].exists():
                os.replace(old[name], folder / name)
            else:
                (folder / name).unlink()
        raise


def _keep(path: Path, second: Path) -> None:
    """A second name for a file, so that its place is never empty; a copy where the file system has no links."""
    try:
        os.link(path, second)
    except OSError:
        shutil.copy2(path, second)


def _reason(exc: OSError) -> str:
    place = exc.filename2 or exc.filename
    return f"{exc.strerror or exc}{f': {Path(place).name}' if place else ''}"
