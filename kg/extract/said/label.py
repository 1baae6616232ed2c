"""Speech credited by layout: "RUIZ: ..." in a transcript or headline, “...” — Ruiz under a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract._phrases import noun_sort
from kg.extract.said.extent import trim
from kg.extract.said.nominals import bare
from kg.extract.said.passage import DASHES, MARKS, Passage
from kg.extract.said.scene import Attribution
from kg.model import Tokens

MAX_LABEL = 6
MIN_SPEECH = 4


def labelled(passage: Passage) -> Iterator[Attribution]:
    """Attributions of whole paragraphs by a name before a colon or behind a dash."""
    people = {t.lower_ for t in passage.doc if t.ent_type_ == "PERSON"}
    for paragraph in passage.paragraphs:
        found = _colon(passage, paragraph, people) or _dash(passage, paragraph)
        if found is not None:
            yield found


def _colon(passage: Passage, paragraph: Tokens, people: set[str]) -> Attribution | None:
    doc = passage.doc
    start, stop = paragraph
    colon = next((i for i in range(start + 1, min(start + MAX_LABEL, stop - MIN_SPEECH)) if doc[i].text == ":"), -1)
    if colon < 0 or doc[start].pos_ == "DET":
        return None
    label = passage.phrase_at(start, colon)
    if label is None or label.end != colon or not _speaker(passage, label, people):
        return None
    content = trim(passage, colon + 1, stop)
    if content is None or (passage.finite(*content) < 0 and not passage.opener(colon + 1)):
        return None
    return Attribution((content,), bare(passage, label), None, "label", 0.6)


def _speaker(passage: Passage, label: Tokens, people: set[str]) -> bool:
    words = passage.doc[label.start : label.end]
    last = words[-1]
    if last.ent_type_ in {"LOC", "GPE"}:
        return False
    return last.ent_type_ in {"PERSON", "ORG"} or last.lower_ in people or noun_sort(last) in {"one", "many"}


def _dash(passage: Passage, paragraph: Tokens) -> Attribution | None:
    """“...” — Ana Ruiz, a teacher"""
    doc = passage.doc
    start, stop = paragraph
    quote = passage.quote_of[start + 1] if start + 1 < stop else None
    if quote is None or quote.start != start + 1 or not quote.closed or doc[start].text not in MARKS or quote.end + 2 >= stop:
        return None
    if doc[quote.end + 1].text not in DASHES:
        return None
    name = passage.phrase_at(quote.end + 2, stop)
    content = trim(passage, quote.start, quote.end)
    if name is None or content is None or doc[name.end - 1].pos_ != "PROPN" or passage.finite(name.end, stop) >= 0:
        return None
    return Attribution((content,), bare(passage, name), None, "label", 0.8)
