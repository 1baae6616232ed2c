"""What a worker is asked and what it answers; both travel between processes."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from kg.errors import KgError
from kg.explore.source import OpenGraph
from kg.query.run import Dataset, run
from kg.query.terms import prefixes
from kg.serve.describe import describe
from kg.serve.negotiate import GRAPHS, RESULTS

_RESULT_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_GRAPH_FORMATS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML}


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: HTTP status, media type, body."""

    status: int
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def refusal(cls, status: int, message: str, **headers: str) -> Answer:
        """A plain-text answer that says what is wrong and what to do."""
        return cls(status, "text/plain", f"{message}\n".encode(), tuple((k.replace("_", "-"), v) for k, v in headers.items()))


@dataclass(frozen=True, slots=True)
class QueryJob:
    """A SPARQL query; ``results`` and ``graph`` are the media types wanted for rows and for triples (None: no form suits the client)."""

    query: str
    dataset: Dataset | None
    results: str | None
    graph: str | None

    def run(self, archive: OpenGraph, answer_bytes: int) -> Answer:
        """Evaluate and serialise. A fault of the query is a 400, no acceptable form a 406, too long an answer a 413."""
        try:
            result = run(archive.store, self.query, base=archive.base, dataset=self.dataset)
            media_type = self.graph if isinstance(result, QueryTriples) else self.results
            if media_type is None:
                offered = GRAPHS if isinstance(result, QueryTriples) else RESULTS
                return Answer.refusal(406, f"This query can be answered as {', '.join(offered)}; ask for one of them in Accept.")
            return Answer(200, media_type, _serialized(result, media_type, answer_bytes, prefixes(archive.base)))
        except AnswerTooLongError:
            return Answer.refusal(413, f"The answer is longer than {answer_bytes:,} bytes: add LIMIT, or ask for less.")
        except (KgError, OSError, ValueError) as exc:
            return Answer.refusal(400, str(exc))


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page of the explorer: its path, and the parameters of the address."""

    path: str
    parameters: tuple[tuple[str, str], ...] = field(default=())

    def run(self, archive: OpenGraph, answer_bytes: int) -> Answer:
        """Render the page, or a page that says that there is none."""
        status, html = archive.explorer.page(self.path, dict(self.parameters))
        return Answer(status, "text/html", html.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class DescribeJob:
    """The service description of the endpoint at an IRI, as a media type."""

    endpoint: str
    media_type: str

    def run(self, archive: OpenGraph, answer_bytes: int) -> Answer:
        """Count and describe."""
        return Answer(200, self.media_type, describe(archive, self.endpoint, _GRAPH_FORMATS[GRAPHS[self.media_type]]))


Job = QueryJob | PageJob | DescribeJob


class AnswerTooLongError(Exception):
    """The serialised answer has reached the limit."""


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond its limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self.full = False

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        if self.tell() + len(data) > self._limit:
            self.full = True
            raise AnswerTooLongError
        return super().write(data)


def _serialized(result: QuerySolutions | QueryBoolean | QueryTriples, media_type: str, limit: int, names: dict[str, str]) -> bytes:
    if isinstance(result, QueryTriples):
        return _graph(result, GRAPHS[media_type], limit, names)
    form = RESULTS[media_type]
    if isinstance(result, QueryBoolean) and form in ("csv", "tsv"):  # the standards have no such form; the word is what clients expect
        return b"true\n" if result else b"false\n"
    out = _Bounded(limit)
    try:
        result.serialize(out, format=_RESULT_FORMATS[form])
    except Exception:
        if out.full:  # the engine may wrap the buffer's exception
            raise AnswerTooLongError from None
        raise
    return out.getvalue()


def _graph(result: QueryTriples, form: str, limit: int, names: dict[str, str]) -> bytes:
    """The triples each once and sorted: a graph is a set, and the same question gives the same bytes."""
    triples: set[Triple] = set()
    for triple in result:
        triples.add(triple)
        if len(triples) * 40 > limit:  # no triple is shorter
            raise AnswerTooLongError
    used = None if form == "nt" else names
    out = serialize(sorted(triples, key=str), format=_GRAPH_FORMATS[form], prefixes=used) or b""
    if len(out) > limit:
        raise AnswerTooLongError
    return out
