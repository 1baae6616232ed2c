"""What attribution needs to know of a text's surface: paragraphs, quotations, sentences that respect quotations, noun phrases.

The parser's own sentences break at closing quotation marks; here a sentence ends at a full stop outside of quotations, so
that a quotation of several sentences stays together with its cue.
"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract._quotes import CLOSERS, OPENERS, Quote, paragraphs, quotes
from kg.extract.said.phrases import Phrases
from kg.model import Tokens

STOPS = {".", "!", "?", "…", "...", ";"}
DASHES = {"—", "–", "―", "-", "--"}
MARKS = set(OPENERS) | CLOSERS | {'"', "''", "'"}


class Passage(Phrases):
    """A document seen as paragraphs, quotations and sentences, all in token indices.

    ``quote_of[i]`` is the outermost quotation that token i stands in, or None; ``sentence_of[i]`` its sentence.
    ``awaiting`` maps a paragraph that ends in a cue and a colon to the source and the cue of the quotation that must follow.
    """

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc)
        self.paragraphs = paragraphs(doc)
        self.quotes: list[Quote] = []
        self.quote_of: list[Quote | None] = [None] * len(doc)
        self.sentences: list[Tokens] = []
        self.paragraph_of: list[int] = [0] * len(doc)
        self.awaiting: dict[int, tuple[Tokens, Tokens]] = {}
        for n, paragraph in enumerate(self.paragraphs):
            self._read(n, paragraph)
        self.sentence_of: list[int] = [0] * len(doc)
        for n, (start, end) in enumerate(self.sentences):
            self.sentence_of[start:end] = [n] * (end - start)

    def _read(self, n: int, paragraph: Tokens) -> None:
        self.paragraph_of[paragraph.start : paragraph.end] = [n] * (paragraph.end - paragraph.start)
        found = quotes(self.doc, paragraph)
        self.quotes += found
        for quote in found:
            if quote.depth == 0:
                self.quote_of[quote.start : quote.end] = [quote] * (quote.end - quote.start)
        start = paragraph.start
        for i in range(*paragraph):
            if i >= start and self._ends(i, paragraph.end):
                stop = i + 1
                while stop < paragraph.end and self.doc[stop].text in MARKS | {")", "]"} and not self.opener(stop):
                    stop += 1
                self.sentences.append(Tokens(start, stop))
                start = stop
        if start < paragraph.end:
            self.sentences.append(Tokens(start, paragraph.end))

    def _ends(self, i: int, end: int) -> bool:
        """Whether the sentence ends with token ``i``."""
        token = self.doc[i]
        after = self.doc[i + 1] if i + 1 < end else None
        if token.is_space:
            return after is not None and "\n" in token.text
        quote = self.quote_of[i]
        if token.text not in STOPS:
            return self._abbreviated(i, end)
        if after is None:
            return True
        if quote is None or not quote.closed:
            return not (token.text in {"…", "...", ";"} and not after.text[:1].isupper())
        if i + 1 != quote.end:
            return False
        behind = self.doc[i + 2] if i + 2 < end else None
        if behind is None:
            return True
        if token.text == ".":
            return behind.text[:1].isupper() or behind.text in MARKS or behind.is_space
        if self.opener(i + 2):
            return True
        introduced = quote.start >= 3 and self.doc[quote.start - 2].text in {",", ":"}  # Ruiz said, “Why?” Beck said, “Why not?”
        return behind.text[:1].isupper() and (introduced or not self._cue_follows(i + 2, end))

    def _abbreviated(self, i: int, end: int) -> bool:
        """A sentence that ends in an abbreviation's own full stop."""
        token = self.doc[i]
        if i + 1 >= end or self.quote_of[i] is not None or not token.text.endswith("."):
            return False
        if token.text == "X." and i and self.doc[i - 1].lower_ in {"on", "to", "via"}:
            return self.doc[i + 1].text[:1].isupper()  # the platform, and no initial
        if len(token.text) < 3:
            return False
        after = self.doc[i + 1]
        return bool(after.is_sent_start) and after.text[:1].isupper() and after.pos_ in {"DET", "PRON", "SCONJ", "CCONJ", "ADV"}

    def _cue_follows(self, i: int, end: int) -> bool:
        """A short name and a verb, as in: “Why now?” Ruiz asked."""
        for j in range(i, min(i + 8, end)):
            if self.doc[j].pos_ in {"VERB", "AUX"}:
                return self.doc[j].pos_ == "VERB"
            if self.doc[j].pos_ in {"PUNCT", "ADP", "SCONJ"}:
                return False
        return False

    def sentence(self, i: int) -> Tokens:
        """The innermost sentence around token ``i``: within a quotation, one sentence of it."""
        outer = self.sentences[self.sentence_of[i]]
        quote = self.quote_of[i]
        if quote is None:
            return outer
        start, end = i, i
        while start > max(outer.start, quote.start) and not self._stops(start - 1):
            start -= 1
        while end < quote.end and not self._stops(end):
            end += 1
        if start == quote.start and not self._opens_sentence(quote):
            start = outer.start
        if end == quote.end and not self._closes_sentence(quote):
            end = outer.end
        return Tokens(start, end)

    def _stops(self, i: int) -> bool:
        """A full stop; three dots only before a capital."""
        text = self.doc[i].text
        return text in STOPS and (text not in {"…", "..."} or (i + 1 < len(self.doc) and self.doc[i + 1].text[:1].isupper()))

    def opener(self, i: int) -> bool:
        """Whether the mark at ``i`` opens a quotation."""
        quote = self.quote_of[i + 1] if 0 <= i < len(self.doc) - 1 else None
        return quote is not None and quote.start == i + 1 and self.doc[i].text in MARKS

    def _opens_sentence(self, quote: Quote) -> bool:
        before = quote.start - 2
        return (
            before < 0 or self.doc[quote.start].text[:1].isupper() or self.sentences[self.sentence_of[quote.start]].start >= quote.start - 1
        )

    def _closes_sentence(self, quote: Quote) -> bool:
        last = self.doc[quote.end - 1]
        return last.text in STOPS | {","} or (quote.end + 1 < len(self.doc) and self.doc[quote.end + 1].text in {",", "."})
