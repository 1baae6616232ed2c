"""Office phrases: where a story names an office ("foreign minister", "spokeswoman"), with or without its holder."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

MAX_WORDS = 7


class OfficePhrase(NamedTuple):
    """An office named in the story; ``slug`` is its concept in ``kg/data/offices.csv``; ``plural`` in front of several names."""

    tokens: Tokens
    slug: str
    label: str
    plural: bool = False


def office_phrases(doc: Doc) -> tuple[OfficePhrase, ...]:
    """The office phrases of a story in text order, longest match first, without overlaps; computed once a Doc."""
    cached = doc.user_data.get("kg.offices")
    if cached is None:
        cached = doc.user_data["kg.offices"] = tuple(_find(doc))
    return cached


def offices_near(doc: Doc, start: int, end: int) -> tuple[OfficePhrase, ...]:
    """The office phrases that overlap or touch a token range, found without going through those of a long story."""
    phrases = office_phrases(doc)
    return phrases[bisect_left(phrases, start, key=lambda p: p.tokens.end) : bisect_right(phrases, end, key=lambda p: p.tokens.start)]


def _find(doc: Doc) -> Iterator[OfficePhrase]:
    known, starts = gazetteer(), _first_words()
    i = 0
    while i < len(doc):
        size = 0
        if (doc[i].lower_ in starts or _singular(doc[i].lower_).lower() in starts) and doc[i].pos_ not in ("VERB", "AUX"):
            for n in range(min(MAX_WORDS, len(doc) - i), 0, -1):
                office = known.office(_in_congress(doc, i, i + n)) if is_name_end(doc[i + n - 1]) else None
                plural = office is None and _before_names(doc, i + n)
                if plural:
                    office = known.office(_singular(doc[i : i + n].text))
                if office is not None and not (n == 1 and _only_a_word(doc[i])):
                    start = i + _owner_words(doc, i, n, office.slug)
                    yield OfficePhrase(Tokens(start, i + n), office.slug, office.label, plural or _before_names(doc, i + n))
                    size = n
                    break
        i += max(size, 1)


def _before_names(doc: Doc, end: int) -> bool:
    """True if the office ends in a plural and a name follows ("Presidents Ana Sol and Pedro Lund")."""
    last = doc[end - 1].text
    if end > 1 and doc[end - 2].lower_ == "of":
        return False  # "members of the House of Representatives Ana Sol and ..."
    return end < len(doc) and len(last) > 3 and (last[-1] == "s" or last[-2:] == "s.") and doc[end].pos_ == "PROPN" and doc[end].is_title


def _in_congress(doc: Doc, start: int, end: int) -> str:
    """The wording of an office; "Representative Ana Sol" sits in a parliament, a "representative" of somebody is an envoy."""
    text = doc[start:end].text
    named = end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].is_title and bool(doc[end - 1].whitespace_)
    return "Congressman" if text == "Representative" and named else text


def _singular(text: str) -> str:
    if text.lower() == "representatives":
        return "Congressman"  # "Representatives Ana Sol and Ola Lund"; a "representative" of anybody else is an envoy
    return text[:-3] + "y" if text.endswith("ies") else text[:-1]


def _only_a_word(token: Token) -> bool:
    """ "major", "father", "general": a rank or form of address only with a capital, behind "former", or before a name."""
    if token.pos_ in ("ADJ", "ADV"):
        return True
    doc, at = token.doc, token.i
    if token.pos_ == "NOUN" and at > 0 and doc[at - 1].lower_ in ("former", "retired"):
        return False
    if token.pos_ == "NOUN" and token.lower_ != "major" and at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN" and doc[at + 1].is_title:
        return False
    return (
        token.is_lower
        and gazetteer().title(token.text.capitalize()) is not None
        and token.text not in ("president", "king", "queen", "minister")
    )


def is_name_end(token: Token) -> bool:
    """A name or an office ends in a word or an abbreviation, not in punctuation or a possessive."""
    return (token.text[-1].isalnum() or (token.text[-1] == "." and token.text[0].isalpha())) and token.lower_ not in ("s", "'s", "’s")


def _owner_words(doc: Doc, start: int, size: int, slug: str) -> int:
    """How many words in front only say whose office it is ("US" in "US Secretary of State")."""
    known = gazetteer()
    for n in range(size - 1, 0, -1):
        owner = doc[start : start + n].text
        rest = known.office(doc[start + n : start + size].text)
        if rest is not None and rest.slug == slug and (known.country(owner) or known.organization(owner) or known.body(owner)):
            return n
    return 0


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """Lower-case first tokens of every office form, cut as the tokenizer cuts (at hyphens)."""
    return frozenset(form.lower().replace("-", " ").split()[0] for form in gazetteer().office_forms)
