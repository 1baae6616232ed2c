"""How far an office phrase reaches: its modifiers in front and its complement behind."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.extract._office import OfficePhrase, offices_near
from kg.extract.names.words import breaks
from kg.model import Mention

COMPLEMENTS = {"of", "for", "to", "at", "on", "in", "with", "from"}
COMPLEMENT_POS = {"DET", "ADJ", "NOUN", "PROPN", "NUM"}
MODIFIER_POS = {"ADJ", "PROPN", "NOUN", "NUM", "PART"}
BODIES = ("ORG", "LOC", "GPE", "FAC")
INSIDE = {"of", "and", "'s", "’s", "-", "&", "for", "in", "to", "with", "its", "his", "her"}
FUTURE = {"incoming", "designate", "elect", "future", "next", "nominee", "prospective"}
LEFT_REACH = 9
RIGHT_REACH = 12


def left_edge(doc: Doc, phrase: OfficePhrase, names: Mapping[int, Mention]) -> int:
    """First token of the modifiers in front of the office; ``names`` are persons by their first token."""
    first = doc[phrase.tokens.start].sent.start
    i = phrase.tokens.start
    ends = {m.tokens.end for m in names.values()}
    while i > max(first, phrase.tokens.start - LEFT_REACH):
        token = doc[i - 1]
        if i in ends and token.lower_ not in ("'s", "’s") and not (i < len(doc) and doc[i].lower_ in ("'s", "’s")):
            break
        if not modifies(token) and token.text not in ("-", "–", "'s", "’s", "’", "'", "of", "&") and not _possessive(token):
            break
        if token.text == "of" and (i - 2 < first or i == phrase.tokens.start or not _joins(doc, i - 1)):
            break
        i -= 1
    while i < phrase.tokens.start and doc[i].text in ("-", "–", "'s", "’s", "of", "’", "'"):
        i += 1
    return i


def right_edge(doc: Doc, phrase: OfficePhrase, names: Mapping[int, Mention]) -> int:
    """End of the complement behind the office: "of the European Commission", "to Ireland", "for peace in Sudan"."""
    end = phrase.tokens.end
    last = min(len(doc), end + RIGHT_REACH)
    last = next((i for i in range(end, last) if breaks(doc, i) or _dashed(doc[i])), last)
    if end + 1 < last and doc[end].text == "-" and doc[end + 1].lower_ in FUTURE:
        return end + 2
    if end >= last or doc[end].lower_ not in COMPLEMENTS:
        return end
    i = end + 1
    last = next((j for j in range(i, last) if _next_office(doc, j)), last)
    while i < last and i not in names and (doc[i].pos_ in COMPLEMENT_POS or _named(doc[i]) or doc[i].lower_ in INSIDE):
        i += 1
    while i > end and doc[i - 1].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and not _named(doc[i - 1]):
        i -= 1
    return i if i > end + 1 else end


def _next_office(doc: Doc, at: int) -> bool:
    """ "mayor of Lima and member of parliament": behind "and" begins another office."""
    return doc[at].lower_ in ("and", "&") and any(p.tokens.start == at + 1 for p in offices_near(doc, at + 1, at + 1))


def _dashed(token: Token) -> bool:
    """A dash between spaces: what stands behind it is another item of a list."""
    return token.text in ("-", "–") and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def modifies(token: Token) -> bool:
    """Whether a word can stand in front of an office: an adjective or noun, "the sitting", or part of a name however it is tagged."""
    return (
        token.pos_ in MODIFIER_POS
        or _named(token)
        or (token.pos_ == "VERB" and token.dep_ == "amod" and "VerbForm=Fin" not in str(token.morph))
    )


def _named(token: Token) -> bool:
    """Part of the name of a body, country or place; readers take the "United" of countries for a verb."""
    return token.pos_ == "PROPN" or token.ent_type_ in BODIES


def _joins(doc: Doc, of: int) -> bool:
    """ "Bank of Chile [governor]": a noun in front, a name or an article behind."""
    return doc[of - 1].pos_ in ("PROPN", "NOUN") and (_named(doc[of + 1]) or doc[of + 1].pos_ == "DET")


def _possessive(token: Token) -> bool:
    return token.pos_ in ("PRON", "DET") and token.lower_ in ("his", "her", "its", "their")
