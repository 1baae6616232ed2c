"""Divided countries: "North and South Korea" names two, and "the North" one of them where the story has named it in full."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc

from kg.model import Mention, Tokens
from kg.resolve.gazetteer import gazetteer

HALVES = ("North", "South", "East", "West")
JOINTS = ("and", "or", "&", "/", "-")


def halves(doc: Doc) -> Iterator[Mention]:
    """Yield each half that stands alone, under the full name of its country ("North" as "North Korea")."""
    named = _named(doc)
    for token in doc:
        if token.text not in HALVES:
            continue
        full = _coordinated(doc, token.i) or (named.get(token.text, "") if _alone(doc, token.i) else "")
        if full:
            yield Mention(Tokens(token.i, token.i + 1), "country", full)


def _coordinated(doc: Doc, i: int) -> str:
    """The full name in "North and South Korea"."""
    if i + 3 >= len(doc) or doc[i + 1].lower_ not in JOINTS or doc[i + 2].text not in HALVES:
        return ""
    full = f"{doc[i].text} {doc[i + 3].text}"
    return full if gazetteer().country(full) is not None else ""


def _named(doc: Doc) -> dict[str, str]:
    """Each half -> the one country of that half that the story names."""
    found: dict[str, set[str]] = {}
    for half, follower in pairwise(doc):
        full = f"{half.text} {follower.text}" if half.text in HALVES else ""
        if full and gazetteer().country(full) is not None and not gazetteer().is_demonym(full):
            found.setdefault(half.text, set()).add(full)
    return {half: next(iter(names)) for half, names in found.items() if len(names) == 1}


def _alone(doc: Doc, i: int) -> bool:
    """True for "the North" and "the North's", not for "the North Sea" or "the north of"."""
    follower = doc[i + 1] if i + 1 < len(doc) else None
    if i == 0 or doc[i - 1].lower_ != "the":
        return False
    return follower is None or not (follower.text[0].isupper() or follower.lower_ in ("of", "-"))
