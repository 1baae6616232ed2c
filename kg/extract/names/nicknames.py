"""Full names with a nickname in the middle: "James (Jim) Lund", "Ana “Nita” Sol"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract._syntax import text
from kg.extract.names.runs import name_end
from kg.model import Mention, Tokens
from kg.resolve.gazetteer import gazetteer

MARKS = {"(": ")", '"': '"', "“": "”", "'": "'", "‘": "’"}


def nicknamed(doc: Doc) -> Iterator[Mention]:
    """Yield each given name, nickname between marks, and family name as one person's name."""
    for i in range(len(doc) - 4):
        if doc[i + 1].text not in MARKS:
            continue
        first, opening, nick, closing, last = doc[i : i + 5]
        if MARKS.get(opening.text) != closing.text or not (nick.is_title and nick.is_alpha) or not first.whitespace_:
            continue
        if gazetteer().given(first.text) and first.pos_ == "PROPN" and closing.whitespace_ and last.pos_ == "PROPN" and last.is_title:
            tokens = Tokens(i, max(name_end(doc, i + 4), i + 5))
            yield Mention(tokens, "person", text(doc, tokens))
