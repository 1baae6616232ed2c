"""The subject that holds an office by a verb: "X was", "X became", "X, who ..., is serving as" the minister."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from kg.extract._office import OfficePhrase
from kg.model import Mention, Tokens

COPULAS = {"be", "become", "remain"}
NAMING = {"appoint", "elect", "name", "choose", "reelect", "nominate", "install", "designate", "make"}
APPOINTING = {"appoint", "elect", "name", "choose", "reelect", "swear", "nominate", "serve", "act", "install", "work"}


def subject_of_copula(doc: Doc, left: int, names: Mapping[int, Mention]) -> Mention | None:
    """The subject of "X was/became/served as/was appointed [the] OFFICE", within one clause."""
    seen = False
    appointed = _appointed(doc, left, names)
    if appointed is not None:
        return appointed
    for i in range(left - 1, max(left - 9, -1), -1):
        token = doc[i]
        if i + 1 in names and seen:
            return names[i + 1]
        if seen and token.lower_ in ("he", "she"):
            return Mention(Tokens(i, i + 1), "person", token.text)
        if token.lemma_ in COPULAS | APPOINTING or token.lower_ == "as":
            seen = seen or token.lower_ != "as"
        elif token.pos_ not in ("DET", "AUX", "ADV", "PRON") and token.lower_ not in ("who", "as", "'s", "in"):
            return None
    return None


def _appointed(doc: Doc, left: int, names: Mapping[int, Mention]) -> Mention | None:
    """Whom "X appointed him [the] OFFICE" or "X named Ana Sol [as] OFFICE" gives it."""
    at = left
    while at > 1 and (doc[at - 1].pos_ == "DET" or doc[at - 1].lower_ == "as"):
        at -= 1
    pronoun = doc[at - 1] if at > 1 and doc[at - 1].lower_ in ("him", "her") else None
    holder = Mention(Tokens(at - 1, at), "person", pronoun.text) if pronoun is not None else names.get(at)
    verb = holder.tokens.start - 1 if holder is not None else -1
    return holder if verb >= 0 and doc[verb].lemma_ in NAMING and doc[verb].pos_ == "VERB" else None


def subject_in_tree(doc: Doc, phrase: OfficePhrase, names: Mapping[int, Mention]) -> Mention | None:
    """The subject that the tree gives "Ana Sol, who ..., is the minister" or "... is serving as the minister"."""
    head = doc[phrase.tokens.start : phrase.tokens.end].root
    if phrase.slug == "official" or any("Degree=Sup" in str(t.morph) or t.lower_ in ("first", "last") for t in head.lefts):
        return None  # "the highest-ranking official to visit" describes
    if not any(c.dep_ == "cop" for c in head.children):
        as_office = head.dep_ == "xcomp" or any(c.lower_ == "as" and c.i < head.i for c in head.children)
        if not as_office or head.head.lemma_ not in APPOINTING | COPULAS or head.head.i > head.i:
            return None
        head = head.head
    subject = next((c for c in head.children if c.dep_.startswith("nsubj")), None)
    return None if subject is None else next((m for m in names.values() if m.tokens.start <= subject.i < m.tokens.end), None)
