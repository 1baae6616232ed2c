"""What stands in or beside a capitalised name and tells that it is a person's, or that it is not (``kg/data/name_words.csv``)."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract._office import offices_near
from kg.extract._words import by_kind
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

GLUE = {
    "-",
    "–",
    "'",
    "’",
    "al",
    "el",
    "ul",
    "bin",
    "ibn",
    "bint",
    "von",
    "van",
    "der",
    "den",
    "de",
    "da",
    "di",
    "du",
    "la",
    "le",
    "dos",
    "do",
    "del",
    "della",
    "ter",
    "zu",
    "y",
    "e",
    "af",
    "av",
}
DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Yesterday", "Today", "Tomorrow"}
COMMON_ENDINGS = ("tion", "tions", "ment", "ments", "ness", "ings", "isms", "ities")
TITLE_CASE = 0.6


def is_kind(word: str, kind: str) -> bool:
    """Whether a word, as written, is of a kind of ``name_words.csv``."""
    return word in by_kind("name_words.csv")[kind]


def follows_directly(doc: Doc, at: int) -> bool:
    """True if token ``at`` goes on from the one before: a space between them at most, no end of block, no punctuation."""
    return (
        0 < at < len(doc)
        and bool(doc[at - 1].whitespace_)
        and not doc[at - 1].is_punct
        and not doc[at].is_space
        and not doc[at - 1].is_space
    )


def breaks(doc: Doc, at: int) -> bool:
    """True if a sentence really ends in front of ``at``; trees also begin one in the middle of "Affairs Minister Ana Sol"."""
    return bool(doc[at].is_sent_start) and not follows_directly(doc, at)


def capitalised(token: Token) -> bool:
    """A capitalised word that can be part of a name: not an abbreviation in capitals."""
    return token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "X") and not (token.text.isupper() and len(token.text) > 3)


def addressed(doc: Doc, start: int) -> bool:
    """True if a form of address or an office stands straight in front of ``start``."""
    if start < 1:
        return False
    before = doc[start - 2] if doc[start - 1].text == "." and start > 1 else doc[start - 1]
    return gazetteer().title(before.text) is not None or any(p.tokens.end == start for p in offices_near(doc, start, start))


def is_thing(doc: Doc, tokens: Tokens) -> bool:
    """True if words in, before or behind a would-be person's name make it a body's, a law's, a storm's, a ship's or a family's."""
    start, end = tokens
    words = doc[start:end]
    known = gazetteer()
    if any(c.isdigit() for c in words.text) or is_kind(doc[end - 1].text, "body") or is_kind(doc[end - 1].text, "end"):
        return True
    if any(t.text in DAYS for t in words):
        return True
    if any(t.pos_ in ("ADP", "SCONJ", "CCONJ") and t.lower_ not in GLUE and t.whitespace_ for t in words[1:-1]):
        return True
    if follows_directly(doc, start) and is_kind(doc[start - 1].text, "before"):
        return True
    if end < len(doc) and follows_directly(doc, end) and (is_kind(doc[end].text, "body") or _family(doc, start, end)):
        return True
    if len(words) == 1 and (is_kind(words.text, "party") or _scare_quoted(doc, start)):
        return True
    if addressed(doc, start) or known.given(doc[start].text):
        return False
    return known.is_demonym(doc[start].text) or _common_noun(doc[end - 1])


def _scare_quoted(doc: Doc, at: int) -> bool:
    """ "“Frank” and “constructive” talks": one word between quotation marks is quoted as a word."""
    return 0 < at < len(doc) - 1 and doc[at - 1].text in ("“", '"', "‘") and doc[at + 1].text in ("”", '"', "’")


def _family(doc: Doc, start: int, end: int) -> bool:
    return is_kind(doc[end].text, "kin") and start > 0 and doc[start - 1].lower_ == "the"


def _common_noun(token: Token) -> bool:
    """ "Presidential Directives": the reader's own tag tells a noun, not a name."""
    return token.pos_ == "NOUN" and (token.lemma_.lower() != token.lower_ or token.lower_.endswith(COMMON_ENDINGS))


def title_cased(doc: Doc, at: int) -> bool:
    """True if the sentence of token ``at`` writes most of its words with a capital and has no full stop, as headlines do."""
    sent = doc[at].sent
    words = [t for t in sent if t.is_alpha and len(t) > 3]
    if sent[-1].text in (".", "!", "?", "”", '"') or any(t.is_lower and t.pos_ in ("VERB", "AUX") for t in sent):
        return False
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) >= TITLE_CASE * len(words)


def small_words(doc: Doc) -> frozenset[str]:
    """The words that the story writes without a capital; computed once a Doc."""
    found = doc.user_data.get("kg.small")
    if found is None:
        found = doc.user_data["kg.small"] = frozenset(t.text for t in doc if t.is_lower and t.is_alpha)
    return found


def has_name_shape(words: Sequence[Token] | Span) -> bool:
    """True if words can be somebody's full name: two to four, none of them a country, body, party or weekday."""
    known = gazetteer()
    if not 2 <= len(words) <= 5 or is_kind(words[-1].text, "body") or any(is_kind(w.text, "party") for w in words):
        return False
    name = words[0].doc[words[0].i : words[-1].i + 1].text
    if known.city(name) is not None or known.organization(name) is not None or known.office(words[0].text) is not None:
        return False
    return not any(known.country(w.text) is not None or known.organization(w.text) is not None for w in words)
