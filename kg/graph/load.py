"""Read RDF files into quads, strictly: what the parser of the W3C grammars refuses is refused here, with file and line."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import KgError
from kg.graph.hostile_xml import refuse_hostile

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "ntriples": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
}
SUFFIXES = "ttl trig nt nq jsonld rdf"


def load(source: str | Path | bytes, format: str | None = None, *, name: str = "") -> list[Quad]:
    """The quads of an RDF file, or of its bytes, in the file's order.

    ``format`` is a key of ``FORMATS``; without it the file's suffix decides, and bytes need it. ``name`` stands for the
    file in messages when bytes are given. Nothing is ever fetched: a JSON-LD context must be inline.

    Raises KgError when the file is missing, unreadable, of unknown format or not valid in its format.
    """
    place = name or ("<bytes>" if isinstance(source, bytes) else str(source))
    rdf_format = _format(format, place)
    content = source if isinstance(source, bytes) else _read(Path(source), place)
    if rdf_format == RdfFormat.RDF_XML:
        refuse_hostile(content, place)
    try:
        return list(parse(content.removeprefix(b"\xef\xbb\xbf"), rdf_format, lenient=False))
    except SyntaxError as error:
        raise KgError(_explain(error, place, rdf_format)) from error
    except ValueError as error:  # a term that the grammar allows and RDF does not
        raise KgError(f"{place}: not valid {rdf_format.name}: {error}") from error
    except MemoryError as error:  # the parser's own limit, not that of the machine
        raise KgError(f"{place}: a term is longer than the parser takes ({error})") from error


def _format(format: str | None, place: str) -> RdfFormat:
    wanted = (format or Path(place).suffix).lower().lstrip(".")
    try:
        return FORMATS[wanted]
    except KeyError:
        given = f"format {wanted!r} is unknown" if wanted else "no format can be told from the name"
        raise KgError(f"{place}: {given}; use one of {SUFFIXES}") from None


def _read(path: Path, place: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KgError(f"{place}: no such file") from None
    except IsADirectoryError:
        raise KgError(f"{place}: is a folder; name the RDF file in it") from None
    except OSError as error:
        raise KgError(f"{place}: cannot be read: {error.strerror}") from error


def _explain(error: SyntaxError, place: str, rdf_format: RdfFormat) -> str:
    """One line: file, line where known, what is wrong, and what to do for the usual causes."""
    where = f"{place}:{error.lineno}" if error.lineno else place
    reason = " ".join(str(error.msg).split()).removeprefix("Parser error at ")
    hint = ""
    if "UTF-8" in reason:
        hint = "; RDF files are UTF-8, convert it first"
    elif "LoadDocumentCallback" in reason:
        reason, hint = "its @context lies on the web, and nothing is fetched", "; put the context into the file"
    return f"{where}: not valid {rdf_format.name}: {reason}{hint}"
