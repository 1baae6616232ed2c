"""Checks against the articles' own texts, where they are given: anchors, lengths and digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import KG, NIF, SCHEMA

Texts = Mapping[str, str]
Terms = Mapping[str, object]


def by_article(quads: Sequence[Quad], texts: Texts) -> dict[str, str]:
    """Texts by article IRI, from texts by IRI or by ``schema:identifier``."""
    found = dict(texts)
    for quad in quads:
        if quad.predicate == SCHEMA.identifier and isinstance(quad.object, Literal) and quad.object.value in texts:
            found[_iri(quad.subject)] = texts[quad.object.value]
    return found


def anchor_texts(quads: Sequence[Quad], texts: Texts) -> Iterator[Terms]:
    """Spans whose anchor is not what the article's text has at their offsets."""
    if not texts:
        return
    wanted = (NIF.referenceContext, NIF.beginIndex, NIF.endIndex, NIF.anchorOf)
    spans: dict[object, dict[object, object]] = {}
    for quad in quads:
        if quad.predicate in wanted:
            spans.setdefault(quad.subject, {})[quad.predicate] = quad.object
    for span, terms in spans.items():
        article, begin, end, anchor = (terms.get(p) for p in wanted)
        text = texts.get(_iri(article))
        start, stop = _index(begin), _index(end)
        if text is None or start is None or stop is None or start >= stop or not isinstance(anchor, Literal):
            continue  # no text to compare with, or other shapes report the offsets
        if text[start:stop] != anchor.value:
            yield {"this": span, "path": NIF.anchorOf, "value": anchor, "found": text[start:stop]}


def text_digests(quads: Sequence[Quad], texts: Texts) -> Iterator[Terms]:
    """Articles whose recorded digest or length is not that of the text given."""
    for quad in quads if texts else ():
        text = texts.get(_iri(quad.subject)) if quad.predicate in (KG.textSha256, KG.textLength) else None
        if text is None:
            continue
        actual = sha256(text.encode()).hexdigest() if quad.predicate == KG.textSha256 else str(len(text))
        if getattr(quad.object, "value", "") != actual:
            yield {"this": quad.subject, "path": quad.predicate, "value": quad.object, "found": actual}


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _index(term: object) -> int | None:
    """A span's offset; None where it is no number."""
    return int(term.value) if isinstance(term, Literal) and term.value.isascii() and term.value.isdigit() else None
