"""Content negotiation (RFC 9110, 12.5.1): which of the forms on offer a client likes best."""

from __future__ import annotations

from collections.abc import Iterable

RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/x-turtle": "ttl",
    "text/plain": "nt",
    "application/json": "jsonld",
}


def choose(accept: str, offered: Iterable[str]) -> str | None:
    """The offered media type of the highest quality, the first offered among equals; None when nothing is acceptable.

    Without an Accept header anything is. The most specific range that fits a type gives its quality.
    """
    ranges = list(_ranges(accept or "*/*"))
    best, quality = None, 0.0
    for media_type in offered:
        found = max((r for r in ranges if _fits(r[0], media_type)), key=lambda r: _precision(r[0]), default=None)
        if found and found[1] > quality:
            best, quality = media_type, found[1]
    return best


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        media_range, *parameters = (p.strip().lower() for p in part.split(";"))
        if media_range:
            yield media_range, _quality(parameters)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _fits(media_range: str, media_type: str) -> bool:
    return media_range in ("*/*", media_type) or (media_range.endswith("/*") and media_type.startswith(media_range[:-1]))


def _precision(media_range: str) -> int:
    return 0 if media_range == "*/*" else 1 if media_range.endswith("/*") else 2
