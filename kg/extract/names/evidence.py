"""What speaks for a single word being a person's name; readers take papers, firms and peoples for persons where nothing does."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract._office import offices_near
from kg.extract.names.words import addressed, is_kind
from kg.model import Mention
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import is_surname

# A story of so many tokens has room to introduce its people; a message or a headline has not.
INTRODUCES = 150
HUMAN = {"he", "she", "him", "her", "his", "himself", "herself"}
SAYING = {"said", "told", "added"}
PERSON = ("PERSON", "PER")
CALLED = {"named", "called", "nicknamed"}


def attested(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without persons of one word whom no title, office, fuller name, pronoun or common knowledge shows to be people."""
    if len(doc) < INTRODUCES:
        return list(mentions)
    full = {word for m in mentions if m.kind == "person" and " " in m.name for part in m.name.split() for word in (part, *part.split("-"))}
    singles = {m.name for m in mentions if m.kind == "person" and " " not in m.name}
    known = {name for name in singles if name in full or _is_known(name)}
    known |= {m.name for m in mentions if m.kind == "person" and m.name in singles - known and _shown(doc, m)}
    return [m for m in mentions if m.kind != "person" or " " in m.name or m.name in known]


def _is_known(name: str) -> bool:
    """A given name, or the family name of some holder of a national office; of a double name either half will do."""
    return any(gazetteer().given(part) or is_surname(part) for part in name.split("-"))


def _shown(doc: Doc, m: Mention) -> bool:
    """True if words beside the mention, or a pronoun that can only mean it, tell a human being."""
    start, end = m.tokens
    if addressed(doc, start) or (start > 0 and (doc[start - 1].lower_ in CALLED or is_kind(doc[start - 1].lower_, "relation"))):
        return True
    if end < len(doc) and (doc[end].lower_ == "who" or (doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].lower_ == "who")):
        return True
    if end < len(doc) and doc[end].lower_ in SAYING:
        return True
    if start > 1 and doc[start - 1].lower_ == "and" and doc[start - 2].ent_type_ in PERSON:
        return True
    if any(p.tokens.end >= start - 2 and p.tokens.start <= end + 3 for p in offices_near(doc, max(start - 2, 0), end + 3)):
        return True
    after = doc[end : min(len(doc), doc[start].sent.end + len(doc[start].sent))]
    others = any(t.ent_type_ in PERSON and t.text != m.name for t in after)
    return not others and any(t.lower_ in HUMAN for t in after)
