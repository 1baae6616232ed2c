"""Office phrases: where a story names an office ("foreign minister", "spokeswoman"), with or without its holder."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract._syntax import wordings
from kg.model import Tokens
from kg.resolve._portfolio import first_words
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
    i, last = 0, -1
    while i < len(doc):
        phrase = _longest(doc, i, last)
        if phrase is None:
            i += 1
        else:
            yield phrase
            i = last = phrase.tokens.end


def _longest(doc: Doc, i: int, last: int) -> OfficePhrase | None:
    """The longest office whose words begin at token ``i``; ``last`` is the end of the one before."""
    known, starts = gazetteer(), _first_words()
    if not (doc[i].lower_ in starts or _singular(doc[i].lower_).lower() in starts) or not _may_begin(doc[i]):
        return None
    for size, text in reversed([*enumerate(wordings(doc, i, _most(doc, i)), 1)]):
        end = i + size
        office = known.office(_in_congress(doc, end, text)) if is_name_end(doc[end - 1]) else None
        plural = _before_names(doc, i, end)
        if office is None and plural:
            office = known.office(_singular(text))
        only_a_word = end == i + 1 and (_only_a_word(doc[i]) or _given_name(doc, i, last))
        if office is not None and not only_a_word and not _goes_on(doc, i, end):
            return OfficePhrase(Tokens(i + _owner_words(doc, i, end - i, office.slug), end), office.slug, office.label, plural)
    return None


def _most(doc: Doc, start: int) -> int:
    """How many words an office from ``start`` on can have at most: none reaches over a full stop into the next sentence."""
    last = min(start + MAX_WORDS, len(doc) - 1)
    return next((i - start for i in range(start + 1, last) if doc[i].text == "." and doc[i + 1].is_sent_start), MAX_WORDS)


def _before_names(doc: Doc, start: int, end: int) -> bool:
    """True if the office is a plural and a name follows ("Presidents Ana Sol and Pedro Lund"), maybe across a comma or its body.

    Its head is the word before "of": there is one "minister of foreign affairs, Ana Sol".
    """
    head = next((i for i in range(start + 1, end) if doc[i].lower_ in ("of", "for")), end) - 1
    last = doc[head].text
    if end > 1 and doc[end - 2].lower_ == "of":
        return False  # "members of the House of Representatives Ana Sol and ...": those of the members
    if len(last) <= 3 or not (last[-1] == "s" or last[-2:] == "s."):
        return False
    at = _behind_body(doc, end)
    at += at == end and at < len(doc) and doc[at].text == ","
    return at < len(doc) and doc[at].pos_ == "PROPN" and doc[at].is_title and (at == end or doc[at].ent_type_ in ("PERSON", "PER"))


def _behind_body(doc: Doc, end: int) -> int:
    """Skip "of the House of Representatives": a body that the reader has seen."""
    if end >= len(doc) or doc[end].lower_ != "of":
        return end
    at = end + 1
    while at < min(end + MAX_WORDS, len(doc)) and (doc[at].lower_ in ("the", "of") or doc[at].ent_type_ in ("ORG", "LOC", "GPE")):
        at += 1
    return at


def _in_congress(doc: Doc, end: int, text: str) -> str:
    """The wording of an office; "Representative Ana Sol" sits in a parliament, a "representative" of somebody is an envoy."""
    if text != "Representative":
        return text
    named = end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].is_title and bool(doc[end - 1].whitespace_)
    return "Congressman" if named else text


def _singular(text: str) -> str:
    if text.lower() == "representatives":
        return "Congressman"  # "Representatives Ana Sol and Ola Lund"; a "representative" of anybody else is an envoy
    return text[:-3] + "y" if text.endswith("ies") else text[:-1]


def _only_a_word(token: Token) -> bool:
    """ "major", "father", "general": a rank or form of address only with a capital, behind "former", or before a name."""
    doc, at = token.doc, token.i
    if token.pos_ in ("NOUN", "ADJ") and at > 0 and doc[at - 1].lower_ in ("former", "retired"):
        return False
    if token.pos_ in ("ADJ", "ADV"):
        return True
    if at > 0 and token.is_lower and _kind(token) == "religious" and doc[at - 1].pos_ in ("PRON", "DET", "PART"):
        return doc[at - 1].lower_ != "the"  # "his father President Ola Lund"
    if token.pos_ == "NOUN" and token.lower_ != "major" and at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN" and doc[at + 1].is_title:
        return False
    if token.pos_ == "NOUN" and at + 1 < len(doc) and doc[at + 1].lower_ == "of" and _kind(token) == "military":
        return False  # "commander of the forces"
    if token.pos_ == "NOUN" and at > 0 and doc[at - 1].lower_ == "the" and _kind(token) == "royal":
        return False  # "the princess"
    return (
        token.is_lower
        and gazetteer().title(token.text.capitalize()) is not None
        and token.text not in ("president", "king", "queen", "minister")
    )


def _given_name(doc: Doc, at: int, last: int) -> bool:
    """ "Speaker Amir Lund", "nominee Earl Lund": behind another office a given name is no title; nor is the "Pope" of "Maria Pope"."""
    named = gazetteer().given
    if last == at:
        return named(doc[at].text)
    surname = at > 0 and doc[at].is_title and bool(doc[at - 1].whitespace_) and doc[at - 1].pos_ == "PROPN" and named(doc[at - 1].text)
    return surname and not (at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN" and doc[at + 1].is_title)


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """ "adviser for energy" is no office in front of "security"."""
    last = doc[end - 1]
    if end >= len(doc) or last.dep_ != "compound" or last.head.i != end or doc[end].ent_type_ in ("PERSON", "PER"):
        return False
    return any(t.lower_ in ("of", "for") for t in doc[start:end]) and not gazetteer().given(doc[end].text)


def _may_begin(token: Token) -> bool:
    """A verb begins no office, but readers take the "Managing" of "Managing Director" for one."""
    return token.pos_ not in ("VERB", "AUX") or (token.text[0].isupper() and not token.is_sent_start)


def _kind(token: Token) -> str:
    """The kind of the form of address that a word would be with a capital, or ""."""
    title = gazetteer().title(token.text.capitalize())
    return title.kind if title is not None else ""


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
    return first_words() | frozenset(form.lower().replace("-", " ").split()[0] for form in gazetteer().office_forms)
