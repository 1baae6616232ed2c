"""SPARQL 1.1 Protocol: from an HTTP request to a query job, or a refusal that says why."""

from __future__ import annotations

from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from kg.query.params import tokens
from kg.query.run import Dataset
from kg.serve.jobs import Answer, QueryJob
from kg.serve.negotiate import GRAPHS, RESULTS, choose

DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_READ_ONLY = "This endpoint is read-only: {} is refused. Ask with SELECT, ASK, CONSTRUCT or DESCRIBE."


class RefusalError(Exception):
    """A request that the protocol, or this endpoint, does not allow."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.answer = Answer.refusal(status, message, **headers)


def job_of_get(query_string: str, accept: str) -> QueryJob:
    """The job of ``GET ?query=...`` (SPARQL 1.1 Protocol, 2.1.1). Raises RefusalError."""
    return _job(_pairs(query_string), accept)


def job_of_post(content_type: str, body: bytes, query_string: str, accept: str) -> QueryJob:
    """The job of a POST with a form (2.1.2) or with the query as body (2.1.3). Raises RefusalError."""
    media_type, charset = _media_type(content_type)
    if media_type == UPDATE:
        raise RefusalError(403, _READ_ONLY.format("an update"))
    if media_type not in (FORM, DIRECT):
        raise RefusalError(
            415, f"POST a query as {DIRECT}, or a form with query=... as {FORM}; the request says {media_type or 'neither'}."
        )
    if charset not in ("", "utf-8", "utf8"):
        raise RefusalError(415, f"Queries are UTF-8; the request says {charset}.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise RefusalError(400, f"The body is not UTF-8 (byte {exc.start}).") from None
    return _job(_pairs(query_string) + ([("query", text)] if media_type == DIRECT else _pairs(text)), accept)


def _media_type(content_type: str) -> tuple[str, str]:
    media_type, *parameters = (part.strip() for part in content_type.lower().split(";"))
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "")
    return media_type, charset


def _pairs(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise RefusalError(400, "The parameters are not percent-encoded UTF-8.") from None
    except ValueError as exc:
        raise RefusalError(400, f"The parameters cannot be read: {exc}.") from None


def _job(pairs: list[tuple[str, str]], accept: str) -> QueryJob:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise RefusalError(403, _READ_ONLY.format("an update"))
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise RefusalError(400, f"Exactly one query= is needed; the request has {len(queries) or 'none'}.")
    verb = _verb(queries[0])
    if verb in _UPDATES:  # the engine would call it a syntax error; the reader of the answer should learn what is wrong
        raise RefusalError(403, _READ_ONLY.format(verb))
    default, named = (tuple(_iri(value) for key, value in pairs if key == name) for name in ("default-graph-uri", "named-graph-uri"))
    dataset = Dataset(default, named) if default or named else None
    # what the query cannot yield is not negotiated, so that one question of several clients is one job
    rows = None if verb in ("CONSTRUCT", "DESCRIBE") else choose(accept, RESULTS)
    graph = None if verb in ("SELECT", "ASK") else choose(accept, GRAPHS)
    return QueryJob(queries[0].rstrip(), dataset, rows, graph)


def _iri(value: str) -> str:
    try:
        return NamedNode(value).value
    except ValueError as exc:
        raise RefusalError(400, f"{value!r} is no IRI of a graph: {exc}.") from None


def _verb(query: str) -> str:
    """The first keyword after the prologue, in capitals: the form of a query, or of an update."""
    found = tokens(query)
    at = 0
    while at < len(found) and found[at].text.upper() in ("PREFIX", "BASE"):
        while at < len(found) and found[at].kind != "iri":
            at += 1
        at += 1
    return found[at].text.upper() if at < len(found) else ""
