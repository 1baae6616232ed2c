"""Which words mean somebody: people by the lexicons or by their ending, and whoever can be told something."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract._phrases import noun_sort
from kg.extract.said.words import words

PERSONAL_SORTS = {"one", "many", "military", "voice"}
PEOPLE = ("er", "or", "ist", "yst", "ian", "ant", "man", "men", "woman", "women", "people", "party")
MEDIA = {"press", "camera", "cameras"}


def person_noun(token: Token) -> bool:
    """A common noun for people: by the lexicons or by its ending ("negotiators", "officials", "protesters")."""
    if token.pos_ not in {"NOUN", "ADJ", "PROPN"}:
        return False
    lower = token.lower_
    return noun_sort(token) in PERSONAL_SORTS or lower.rstrip("s") in words("people") or lower.removesuffix("s").endswith(PEOPLE)


def can_listen(token: Token) -> bool:
    """A name, a pronoun, a noun for people, a body, a medium or a crowd: told reporters; said to the panel; not "said to applause"."""
    if token.ent_type_ or token.pos_ in {"PROPN", "PRON", "NUM", "DET"}:
        return True
    named = token.lower_ in words("outlet") | words("audience") | words("body") | words("ranks") | MEDIA
    return named or bool(noun_sort(token)) or person_noun(token)
