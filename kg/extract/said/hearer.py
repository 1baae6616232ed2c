"""Who is told, right behind a cue: told Ruiz; told her counterpart, Lars Holm, that; told members of the panel; told Ruiz and Beck."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract._phrases import is_plural, noun_sort
from kg.extract.said.nominals import SOME
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.people import MEDIA, person_noun
from kg.extract.said.words import words
from kg.model import Tokens

ASIDE = 16
RELATIVE = {"who", "whose"}
OUTRIGHT = {"a", "an"}
HOURS = {"hours", "minutes", "moments", "days", "weeks"}
OWN = {"his", "her", "its", "their"}
OFFICES = {"ministers", "officials", "leaders", "delegates", "citizens", "students"}  # told ministers of his contacts
COMPLEMENTS = {"of", "in", "from"}


class Hearer(NamedTuple):
    """The phrase that says who is told, and where what belongs to it ends: an apposition, a relative clause, an "of" complement."""

    phrase: Tokens
    end: int


def hearer(passage: Passage, at: int, limit: int, stop: frozenset[str] = frozenset()) -> Hearer | None:
    """The one who is told, if a noun phrase begins at ``at``; prepositions in ``stop`` lead to what is told, not to more of the phrase."""
    phrase = _without_hours(passage, _without_subject(passage, passage.phrase_at(at, limit), limit))
    if phrase is None:
        return None
    return _with_apposition(passage, whole(passage, phrase, limit, stop), limit)


def _without_subject(passage: Passage, phrase: Tokens | None, limit: int) -> Tokens | None:
    """The phrase without the name in it that is the subject of what is told: told a reporter Beck had left; told Reuters Peru was."""
    doc = passage.doc
    if phrase is None or passage.finite(phrase.end, min(limit, phrase.end + 1)) < 0:
        return phrase
    outright = doc[phrase.start].lower_ in OUTRIGHT
    for i in range(phrase.start, phrase.end - 1):
        named = doc[i + 1].pos_ == "PROPN" and doc[i + 1].text[:1].isupper()
        if named and ((doc[i].pos_ == "NOUN" and (outright or _many(doc[i]))) or _two_names(doc, i)):
            return Tokens(phrase.start, i + 1)
    return phrase


def _without_hours(passage: Passage, phrase: Tokens | None) -> Tokens | None:
    """Without when they are told: told reporters hours after the vote."""
    if phrase is None or phrase.end - phrase.start < 2 or passage.doc[phrase.end - 1].lower_ not in HOURS:
        return phrase
    return Tokens(phrase.start, phrase.end - 1)


def _many(noun: Token) -> bool:
    """People or media, who have no name behind them as an office has: reporters, lawmakers, local media; not "President Beck"."""
    return noun.lower_ in words("outlet") | MEDIA or (is_plural(noun) and person_noun(noun))


def _two_names(doc: Doc, i: int) -> bool:
    """A body's name ends at ``i`` and another name begins behind it."""
    return doc[i].ent_type_ == "ORG" and doc[i + 1].ent_iob_ == "B"


def whole(passage: Passage, phrase: Tokens, limit: int, stop: frozenset[str] = frozenset()) -> Tokens:
    """A phrase with its "of" complements and the phrase behind "and": members of the panel; Ruiz and Beck."""
    doc, end = passage.doc, phrase.end
    while end + 1 < limit and doc[end].lower_ in {"of", "and"} and (more := passage.phrase_at(end + 1, limit)):
        if doc[end].lower_ == "and" and passage.finite(more.end, min(limit, more.end + 1)) >= 0:
            break  # told Ruiz and Beck agreed
        ranks = doc[end - 1].lower_ in words("ranks") | SOME and not (doc[end + 1].lower_ in OWN and doc[end - 1].lower_ in OFFICES)
        if doc[end].lower_ in stop and not ranks and not (_is_body(passage, more) and doc[end - 1].pos_ != "PRON"):
            break  # told Ruiz of the plan; but: told members of the panel, told the head of the council
        end = more.end
    return Tokens(phrase.start, end)


def _is_body(passage: Passage, phrase: Tokens) -> bool:
    head = passage.doc[phrase.end - 1]
    return head.ent_type_ in {"ORG", "GPE", "LOC"} or noun_sort(head) == "body"


def _with_apposition(passage: Passage, phrase: Tokens, limit: int) -> Hearer:
    """The name behind an office, or what stands between commas: his counterpart, Lars Holm, that; Holm, who is in Riga, to leave."""
    doc, end = passage.doc, phrase.end
    if end + 2 >= limit or doc[end].text != "," or doc[end + 1].text in MARKS:
        return Hearer(phrase, end)
    close = next((i for i in range(end + 2, min(limit, end + ASIDE)) if doc[i].text == ","), -1)
    aside = passage.phrase_at(end + 1, limit)
    relative = doc[end + 1].lower_ in RELATIVE
    if close < 0 or not (relative or (aside is not None and passage.finite(end + 1, close) < 0)):
        return Hearer(phrase, end)
    named = aside is not None and doc[aside.end - 1].ent_type_ == "PERSON" and doc[phrase.end - 1].ent_type_ != "PERSON"
    if not relative and not named and not (aside and person_noun(doc[aside.end - 1])):
        return Hearer(phrase, end)
    return Hearer(aside if named and aside else phrase, close + 1)
