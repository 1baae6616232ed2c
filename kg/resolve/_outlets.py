"""Newspapers, agencies and stations: what is told to one is known through it, and what it reports it stands for itself."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.said.words import words
from kg.facts import Entity
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer


def is_outlet(entity: Entity) -> bool:
    """Whether an entity reports news: a known medium, or one whose name ends as theirs do ("the Lima Courier", "state television")."""
    if entity.kind not in ("organization", "group"):
        return False
    last = entity.name.lower().split()[-1:]
    named = entity.name.rpartition(" ")[0] if last == ["agency"] else entity.name  # "the Interfax agency"
    names = (named.removesuffix(" news"), *(" ".join(named.split()[:n]) for n in (1, 2) if named[:1].isupper()))  # BBC Radio 4
    known = [found for found in map(gazetteer().organization, names) if found is not None]
    return any(found.kind == "media" for found in known[:1]) or bool(words("outlet") & set(last))


def is_press(entity: Entity) -> bool:
    """An outlet, or reporters."""
    return is_outlet(entity) or (entity.kind == "group" and entity.name.lower().rpartition(" ")[2] in words("reporters"))


def outlet_name(doc: Doc, phrase: Tokens) -> Tokens | None:
    """The name at the end of a phrase that says it is an outlet's: the broadcaster NRK, public radio station France Inter."""
    first = phrase.start - (phrase.start > 0 and doc[phrase.start - 1].pos_ == "NOUN")
    for i in range(first, phrase.end - 1):
        nouns = doc[i].lower_ in words("outlet") | {"agency"} and doc[i].text.islower()
        if nouns and all(t.text[:1].isupper() and t.pos_ == "PROPN" and t.ent_type_ != "PERSON" for t in doc[i + 1 : phrase.end]):
            return Tokens(i + 1, phrase.end)
    return None
