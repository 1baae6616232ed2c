"""Whether a name and an office across a comma are an apposition, or only stand side by side."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract._office import OfficePhrase
from kg.extract.names.words import breaks

CLOSING = 7
AFTER_APPOSITION = {
    "who",
    "whose",
    "and",
    "at",
    "in",
    "with",
    "from",
    "to",
    "of",
    "for",
    "by",
    "on",
    "as",
    "under",
    "when",
    "while",
    "during",
    "that",
}


def ends_apposition(doc: Doc, at: int) -> bool:
    """ "X, the minister of trade," ends in punctuation; "With X, the minister has ..." goes on and is none.

    "X, the commissioner responsible for it," is one too.
    """
    if at >= len(doc) or doc[at].is_punct or doc[at].is_space or breaks(doc, at) or doc[at].lower_ in AFTER_APPOSITION:
        return True
    if doc[at].pos_ == "ADV" and _comma_soon(doc, at):
        return True  # "Sol, the party's leader north of the border,"
    reduced = doc[at].pos_ == "ADJ" or "VerbForm=Part" in str(doc[at].morph)
    return reduced and at + 1 < len(doc) and doc[at + 1].pos_ == "ADP"


def _comma_soon(doc: Doc, at: int) -> bool:
    """A comma within a few words and no verb before it."""
    for token in doc[at : at + CLOSING]:
        if token.text == ",":
            return True
        if token.pos_ in ("VERB", "AUX") or token.is_sent_start:
            return False
    return False


def goes_on(doc: Doc, end: int, left: int, right: int) -> bool:
    """True if an office from ``left`` to ``right`` goes on a list that ends at ``end``: "minister, mayor and member" are one's."""
    between = [t.lower_ for t in doc[end:left]]
    return between in ([","], ["and"], [",", "and"], ["&"]) and ends_apposition(doc, right)


def relative(doc: Doc, start: int, end: int) -> bool:
    """ "Ana Sol, who was a candidate in ...": the clause may go on as it likes."""
    return any(t.lower_ == "who" for t in doc[start:end])


def indefinite(doc: Doc, phrase: OfficePhrase) -> bool:
    """ "a US secretary of state": nobody in particular, unless the sentence begins so ("A spokesman for it, Ola Lund, said")."""
    at = next((i for i in range(phrase.tokens.start - 1, max(phrase.tokens.start - 4, -1), -1) if doc[i].lower_ in ("a", "an")), -1)
    return at >= 0 and not breaks(doc, at)


def closes(doc: Doc, at: int) -> bool:
    """An apposition across a comma ends with a comma, a full stop, a verb or a function word, not with another name's list."""
    return (
        at >= len(doc)
        or doc[at].is_punct
        or doc[at].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PART", "PRON", "ADV", "DET", "SPACE")
    )
