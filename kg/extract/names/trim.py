"""Cutting a reader's span down to the bare name."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from kg.extract._office import offices_near
from kg.extract._syntax import text
from kg.extract.names.words import addressed, follows_directly, is_kind, is_thing
from kg.model import MentionKind, Tokens
from kg.resolve.gazetteer import gazetteer

PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][a-z]*\.?$")
SUFFIXES = ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV")


def trim(doc: Doc, tokens: Tokens, kind: MentionKind) -> Tokens | None:
    """A name without titles, possessives, articles and stray punctuation; None if nothing that looks like a name is left."""
    start, end = _bare(doc, *tokens)
    end = _before_dash(doc, start, end)
    if kind == "person" and start < end:
        start = _behind_titles(doc, start, end)
        start, end = _outside_offices(doc, start, end)
        end = _with_suffix(doc, _over_hyphens(doc, start, end))
    if start >= end or "\n" in doc[start:end].text.strip() or not _reads_as_name(doc, start, end):
        return None
    if end - start == 1 and gazetteer().title(doc[start].text) is not None and not gazetteer().given(doc[start].text):
        return None
    if kind == "person" and (_no_person(doc, start, end) or is_thing(doc, Tokens(start, end))):
        return None
    return Tokens(start, end)


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[0].isalnum() or doc[start].is_space):
        start += 1
    while (
        end > start
        and (doc[end - 1].lower_ in ("'s", "’s", "'", "’") or not doc[end - 1].text[-1].isalnum())
        and not _initial(doc[end - 1])
    ):
        end -= 1
    return start, end


def _before_dash(doc: Doc, start: int, end: int) -> int:
    """ "Open Society - Ana Sol" are two names: a dash between spaces is no part of one."""
    return next((i for i in range(start + 1, end) if doc[i].text in ("-", "–", "—") and doc[i].whitespace_ and doc[i - 1].whitespace_), end)


def _behind_titles(doc: Doc, start: int, end: int) -> int:
    """Skip offices, forms of address, parties and home states ("Vermont Bernie Sanders") in front of a name."""
    known = gazetteer()
    for phrase in offices_near(doc, start, end):
        if phrase.tokens.start <= start < phrase.tokens.end < end:
            start = phrase.tokens.end
    while start < end - 1 and (known.title(doc[start].text) is not None or is_kind(doc[start].text, "party")):
        start += 1
    for size in (2, 1):
        if start + size < end - 1 and known.given(doc[start + size].text) and not known.given(doc[start].text):
            place = text(doc, Tokens(start, start + size))
            if known.country(place) is not None or known.city(place) is not None:
                return start + size
    return start + 1 if _ends_a_body(doc, start, end) else start


def _ends_a_body(doc: Doc, start: int, end: int) -> bool:
    """ "the Office of Public Engagement Cedric Lund": the first word belongs to what stands in front."""
    known = gazetteer()
    if end - start < 3 or known.given(doc[start].text) or not known.given(doc[start + 1].text) or addressed(doc, start):
        return False
    return follows_directly(doc, start) and doc[start - 1].text[0].isupper() and doc[start - 1].pos_ in ("ADJ", "PROPN")


def _outside_offices(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Of "US Secretary of State Ana Sol" what stands behind the office; of a range that ends within an office what stands before."""
    for phrase in offices_near(doc, start, end):
        left, right = phrase.tokens
        if start < left and right < end and right - left > 1:
            start = right
        elif start < left < end < right:
            end = left
    while end > start and doc[end - 1].is_lower and doc[end - 2].text != "-":
        end -= 1  # no name ends in a small word, unless it is "-in"
    return start, end


def _over_hyphens(doc: Doc, start: int, end: int) -> int:
    """A name does not end in front of a hyphen: "Moon Jae" + "-in", "Ana Sol" + "-Lund"."""
    several = any(t.whitespace_ for t in doc[start : end - 1])
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        part = doc[end + 1]
        if not ((part.is_lower and part.is_alpha) or (several and part.is_title and gazetteer().country(part.text) is None)):
            break
        end += 2
    return end


def _with_suffix(doc: Doc, end: int) -> int:
    """Take "Jr." behind a name into it, also across a comma."""
    at = end + (end < len(doc) and doc[end].text == ",")
    return at + 1 if at < len(doc) and doc[at].text in SUFFIXES else end


def _no_person(doc: Doc, start: int, end: int) -> bool:
    """ "W]ithin", "U.S.", "D-Calif.", the rest "l Sol" of a word that was cut: nobody is called so."""
    name = doc[start:end].text
    cut = len(doc[start]) == 1 and doc[start].is_lower
    return cut or PARTY_AND_STATE.match(name) is not None or any(c in name for c in "[]{}<>") or gazetteer().country(name) is not None


def _initial(token: Token) -> bool:
    return token.text.endswith(".") and token.text[0].isupper()


def _reads_as_name(doc: Doc, start: int, end: int) -> bool:
    words = [t for t in doc[start:end] if t.text[0].isalpha()]
    if not any(t.text[0].isupper() for t in words) or all(t.is_stop for t in words):
        return False
    return not _is_office(doc, start, end) and not gazetteer().is_demonym(doc[start:end].text)


def _is_office(doc: Doc, start: int, end: int) -> bool:
    """True if the range is an office, or a country or body with one ("Taiwan Premier"): nobody's name."""
    near = [p.tokens for p in offices_near(doc, start, end)]
    if end - start > 1 and gazetteer().given(doc[start].text) and all(p.end - p.start == 1 for p in near):
        return False  # "Hussein Sheikh", "John Major"
    return any((p.start <= start and end <= p.end) or (start <= p.start and end == p.end) for p in near)
