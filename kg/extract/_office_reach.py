"""How far an office phrase reaches: its modifiers in front and its complement behind."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.extract._name_words import breaks
from kg.extract._office import OfficePhrase
from kg.model import Mention

COMPLEMENTS = {"of", "for", "to", "at", "on", "in", "with", "from"}
MODIFIER_POS = {"ADJ", "PROPN", "NOUN", "NUM", "PART"}
INSIDE = {"of", "and", "'s", "’s", "-", "&", "for", "in", "its", "his", "her"}
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
        if token.pos_ not in MODIFIER_POS and token.text not in ("-", "–", "'s", "’s", "’", "'", "of", "&") and not _possessive(token):
            break
        if token.text == "of" and not (i - 2 >= first and doc[i - 2].pos_ in ("PROPN", "NOUN") and doc[i].pos_ in ("PROPN", "DET")):
            break
        i -= 1
    while i < phrase.tokens.start and doc[i].text in ("-", "–", "'s", "’s", "of", "’", "'"):
        i += 1
    return i


def right_edge(doc: Doc, phrase: OfficePhrase, names: Mapping[int, Mention]) -> int:
    """End of the complement behind the office: "of the European Commission", "to Ireland", "for peace in Sudan"."""
    end = phrase.tokens.end
    last = min(len(doc), end + RIGHT_REACH)
    last = next((i for i in range(end, last) if breaks(doc, i)), last)
    if end + 1 < last and doc[end].text == "-" and doc[end + 1].lower_ in FUTURE:
        return end + 2
    if end >= last or doc[end].lower_ not in COMPLEMENTS:
        return end
    i = end + 1
    while i < last and i not in names and (doc[i].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or doc[i].lower_ in INSIDE):
        i += 1
    while i > end and doc[i - 1].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        i -= 1
    return i if i > end + 1 else end


def _possessive(token: Token) -> bool:
    return token.pos_ in ("PRON", "DET") and token.lower_ in ("his", "her", "its", "their")
