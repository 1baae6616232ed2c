"""Office phrases: where a story names an office ("foreign minister", "spokeswoman"), with or without its holder."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

MAX_WORDS = 7


class OfficePhrase(NamedTuple):
    """An office named in the story; ``slug`` is its concept in ``kg/data/offices.csv``."""

    tokens: Tokens
    slug: str
    label: str


def office_phrases(doc: Doc) -> tuple[OfficePhrase, ...]:
    """The office phrases of a story in text order, longest match first, without overlaps; computed once a Doc."""
    cached = doc.user_data.get("kg.offices")
    if cached is None:
        cached = doc.user_data["kg.offices"] = tuple(_find(doc))
    return cached  # type: ignore[no-any-return]


def _find(doc: Doc) -> Iterator[OfficePhrase]:
    known, starts = gazetteer(), _first_words()
    i = 0
    while i < len(doc):
        size = 0
        if doc[i].lower_ in starts and doc[i].pos_ not in ("VERB", "AUX"):
            for n in range(min(MAX_WORDS, len(doc) - i), 0, -1):
                office = known.office(doc[i : i + n].text) if is_name_end(doc[i + n - 1]) else None
                if office is not None and not (n == 1 and _only_a_word(doc[i])):
                    start = i + _owner_words(doc, i, n, office.slug)
                    yield OfficePhrase(Tokens(start, i + n), office.slug, office.label)
                    size = n
                    break
        i += max(size, 1)


def _only_a_word(token: Token) -> bool:
    """ "major", "father", "general": a rank or form of address only with a capital."""
    if token.pos_ in ("ADJ", "ADV"):
        return True
    return token.is_lower and gazetteer().title(token.text.capitalize()) is not None and token.text not in ("president", "king", "queen", "minister")


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
