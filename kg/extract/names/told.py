"""Words beside a name that tell its kind: "the daily X", "the town of X", "at X"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.names.words import follows_directly, is_kind
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer


def named_by(doc: Doc, tokens: Tokens) -> str:
    """ "organization" or "place" if a noun beside a name says so ("the daily X", "the X network", "the town of X"), or ""."""
    start, end = tokens
    if start > 0 and follows_directly(doc, start) and doc[start - 1].is_lower and is_kind(doc[start - 1].text, "namer"):
        return "organization"
    if end < len(doc) and follows_directly(doc, end) and is_kind(doc[end].text, "namer") and start > 0 and doc[start - 1].lower_ == "the":
        return "organization"
    if start > 1 and doc[start - 1].lower_ == "of" and is_kind(doc[start - 2].lower_, "placer"):
        return "place"
    if _stands_at(doc, start, end):
        return "place"
    located = (
        end + 1 < len(doc) and doc[end].text == "," and start > 0 and doc[start - 1].lower_ in ("in", "at", "near", "from", "to", "outside")
    )
    return "place" if located and end - start == 1 and gazetteer().country(doc[end + 1].text) is not None else ""


def _stands_at(doc: Doc, start: int, end: int) -> bool:
    """ "at Ain Issa", "in Lundvik": a place, unless it owns something or somebody trusts in it."""
    if start < 2 or doc[start - 1].lower_ not in ("at", "in", "near", "outside", "inside") or gazetteer().given(doc[start].text):
        return False
    owner = end < len(doc) and doc[end].lower_ in ("'s", "’s", "'", "’")
    return not owner and doc[start - 2].lemma_.lower() not in ("trust", "faith", "confidence", "belief", "believe", "interest", "confide")
