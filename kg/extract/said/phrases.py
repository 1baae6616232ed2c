"""Noun phrases and finite verbs of a document, found by order and part of speech, as attribution needs them."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract._time_words import time_sort
from kg.model import Tokens

NOMINAL = {"DET", "ADJ", "NUM", "NOUN", "PROPN", "X", "SYM"}
CLITICS = {"'s", "’s", "'", "’"}
OWNERS = {"his", "her", "their", "our", "its", "my", "your", "whose"}
HYPHENS = {"-", "–"}
NEAREST = {"last", "next", "this", "earlier", "later"}
VISITING = {"visiting", "ruling", "serving", "sitting", "acting"}  # told visiting Senator Ruiz: the tree may take the word for a verb
FINITE_AUX = {
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "should", "must", "do", "does",
    "did", "’s", "'s", "’re", "'re", "’ve", "'ve", "’ll", "'ll", "’d", "'d", "’m", "'m", "wo", "ca", "shall",
}  # fmt: skip


class Phrases:
    """The noun phrases of a document, in token indices."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def nominal(self, i: int) -> bool:
        """Whether token ``i`` can stand inside a noun phrase."""
        token = self.doc[i]
        if token.lower_ == "then" and 0 < i < len(self.doc) - 1 and self.doc[i - 1].lower_ in OWNERS:
            return True  # his then deputy
        if token.lower_ in OWNERS or token.lower_ == "both" or (token.text in CLITICS and token.pos_ == "PART"):
            return True
        if token.lower_ in VISITING and token.pos_ == "VERB":
            return i + 1 < len(self.doc) and self.doc[i + 1].pos_ in {"ADJ", "NOUN", "PROPN"}
        return token.pos_ in NOMINAL or (token.pos_ == "VERB" and token.dep_ == "amod")

    def joins(self, i: int) -> bool:
        """A hyphen within a word."""
        token = self.doc[i]
        return token.text in HYPHENS and not token.whitespace_ and i > 0 and not self.doc[i - 1].whitespace_

    def phrase_back(self, i: int, floor: int) -> Tokens | None:
        """The noun phrase that ends with token ``i``; None if none does."""
        doc = self.doc
        if doc[i].pos_ == "PRON" and doc[i].lower_ not in OWNERS:
            return Tokens(i, i + 1)
        if not self.nominal(i) or doc[i].text in CLITICS or doc[i].lower_ in OWNERS:
            return None
        start = i
        while start > floor:
            before = doc[start - 1]
            if not (self.nominal(start - 1) or self.joins(start - 1)):
                break
            if self._time_ends(start - 1, floor):
                break
            first = doc[start]
            if (first.pos_ == "DET" or first.lower_ in OWNERS) and before.text not in CLITICS and before.lower_ not in {"all", "both"}:
                break
            start -= 1
        while start < i and (self.joins(start) or doc[start].text in CLITICS):
            start += 1
        return Tokens(start, i + 1)

    def _time_ends(self, i: int, floor: int) -> bool:
        """The time in front of a name: last week Lima said; on Friday the ministry said; not within the Sunday Times."""
        doc = self.doc
        if not time_sort(doc[i]) or doc[i + 1].ent_iob_ == "I" or doc[i + 1].text in CLITICS:
            return False
        return i == floor or doc[i].is_sent_start or doc[i - 1].lower_ in NEAREST | {"on", "late", "early"}

    def _time_begins(self, i: int, ceiling: int) -> bool:
        """The time behind a name or noun: wrote to Beck last week; told Beck Monday; told a briefing Monday that."""
        doc = self.doc
        if doc[i].lower_ in NEAREST:
            return i + 1 < ceiling and bool(time_sort(doc[i + 1]))
        behind = doc[i - 1].ent_type_ == "PERSON" or (doc[i - 1].pos_ == "NOUN" and not (i + 1 < len(doc) and doc[i + 1].pos_ == "NOUN"))
        return behind and time_sort(doc[i]) == "day"

    def _grades(self, i: int, first: int) -> bool:
        """An adverb behind an article and before an adjective: a nationally televised speech."""
        doc = self.doc
        if i == first or i + 1 >= len(doc) or doc[i].pos_ != "ADV" or not (doc[i - 1].pos_ == "DET" or doc[i - 1].lower_ in OWNERS):
            return False
        return doc[i + 1].pos_ == "ADJ" or (doc[i + 1].pos_ == "VERB" and doc[i + 1].dep_ == "amod")

    def phrase_at(self, i: int, ceiling: int) -> Tokens | None:
        """The noun phrase that begins with token ``i``, up to its last noun; None if none does."""
        doc = self.doc
        if i >= ceiling:
            return None
        if doc[i].pos_ == "PRON" and doc[i].lower_ not in OWNERS:
            return None if doc[i].lower_ in {"that", "what", "who", "how", "which", "there"} else Tokens(i, i + 1)
        end = i
        while end < ceiling and (self.nominal(end) or self.joins(end) or self._grades(end, i)) and doc[end].lower_ != "that":
            if end > i and self._time_begins(end, ceiling):
                break
            if end > i and (doc[end].pos_ == "DET" or doc[end].lower_ in OWNERS) and doc[end - 1].lower_ not in {"all", "both"}:
                break
            end += 1
        while (
            end > i
            and doc[end - 1].pos_ not in {"NOUN", "PROPN", "NUM", "X"}
            and not (doc[end - 1].pos_ in {"ADJ", "DET"} and end - i <= 2)
        ):
            end -= 1
        if end == i and doc[i].lower_ == "her":
            return Tokens(i, i + 1)  # urged her to sign
        return Tokens(i, end) if end > i else None

    def finite(self, start: int, end: int) -> int:
        """The first finite verb among the tokens, or -1."""
        for i in range(start, end):
            token = self.doc[i]
            if token.lower_ in FINITE_AUX and token.pos_ in {"AUX", "VERB"}:
                return i
            if token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", []):
                return i
        return -1
