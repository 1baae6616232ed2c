"""Noun phrases and actors, found by order and part of speech, so that a wrong head in the tree does not lose them.

A phrase is a run of determiners, adjectives, numerals and nouns; an actor is a phrase that can take part in an encounter: a
name, an official ("the envoy"), a body ("the ministry"), a pronoun. Titles before a name belong to the phrase, not the actor.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract import mention
from kg.extract._office import office_phrases
from kg.extract._time_words import time_sort
from kg.model import Mention, Tokens
from kg.resolve.gazetteer import gazetteer

INNER = {"DET", "ADJ", "NUM", "NOUN", "PROPN", "X"}
HYPHENS = {"-", "–", "—"}
POSSESSIVE = {"'s", "’s", "'", "’", "`s"}
PERSONAL = {"he", "she", "they", "him", "her", "them", "we", "i", "us"}
PAIRED = {"men", "women", "rivals", "politicians"}  # "the two men"
OUTER = {"also", "not", "only", "when", "where", "why", "how"}  # adverbs that stand outside the phrase behind them
OWNERS = {"his", "her", "their", "our", "its", "my", "your"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A base noun phrase: tokens ``start`` to ``end`` (half-open), ``head`` its last noun; ``owner`` ends before its "'s" if any."""

    start: int
    end: int
    head: int
    owner_end: int = -1


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can meet. ``sort`` is person, organization, place, pronoun, or the sort of an actor noun; ``phrase`` holds it."""

    tokens: Tokens
    sort: str
    plural: bool
    phrase: Phrase


@lru_cache(maxsize=1)
def actor_nouns() -> dict[str, str]:
    """Lemma -> sort (one, many, body, side, pair, military, voice), from kg/data/actor_nouns.csv."""
    with resources.data("actor_nouns.csv").open(encoding="utf-8", newline="") as lines:
        return {row["noun"]: row["sort"] for row in csv.DictReader(lines)}


class Names:
    """The names of a story by token: range and sort (person, organization, place); countries are places here."""

    def __init__(self, doc: Doc, found: Iterable[Mention]) -> None:
        self.span: dict[int, tuple[Tokens, str]] = {}
        single = {doc[m.tokens.end - 1].text for m in found if m.kind == "person" and not _hyphen(doc, m.tokens)}
        for m in found:
            sort = "place" if m.kind in {"country", "place"} else "organization" if m.kind == "organization" else "person"
            cut = _hyphen(doc, m.tokens) if sort == "person" else 0
            pair = cut and {doc[cut - 1].text, doc[m.tokens.end - 1].text} & single
            for tokens in (Tokens(m.tokens.start, cut), Tokens(cut + 1, m.tokens.end)) if pair else (m.tokens,):
                for i in range(*tokens):
                    self.span[i] = (tokens, sort)
        self.countries = {m.tokens for m in found if m.kind == "country"}
        self.offices = {p.tokens.end - 1 for p in office_phrases(doc)}

    def label(self, i: int) -> str:
        """person, organization, place, or "" for no name."""
        return self.span[i][1] if i in self.span else ""


def _hyphen(doc: Doc, tokens: Tokens) -> int:
    """Where a hyphen parts a name in two, or 0: "Ruiz-Beck" can be two people, if one of them is known alone."""
    return next((i for i in range(tokens.start + 1, tokens.end - 1) if doc[i].text in HYPHENS), 0)


def names_of(doc: Doc, known: Iterable[Mention] | None = None) -> Names:
    """The names of a story, computed once a Doc: from its mentions where these are ``known`` already."""
    cached = doc.user_data.get("kg.encounter.names")
    if cached is None:
        found = tuple(mention.extract(doc) if known is None else known)
        cached = doc.user_data["kg.encounter.names"] = Names(doc, found)
    return cached


def is_demonym(token: Token) -> bool:
    """Whether a token is, or ends, the adjective of a country ("Chinese", "South Korean")."""
    if not token.text[:1].isupper():
        return False
    known = gazetteer()
    return known.is_demonym(token.text) or (token.i > 0 and known.is_demonym(token.doc[token.i - 1 : token.i + 1].text))


def _inside(token: Token, names: Names) -> bool:
    if token.pos_ in INNER or token.i in names.span or token.lower_ in OWNERS:
        return True
    return token.pos_ == "VERB" and token.dep_ == "amod"


def phrases(doc: Doc, start: int, end: int, names: Names) -> list[Phrase]:
    """The base noun phrases of the tokens from ``start`` to ``end``, in order, never overlapping."""
    found: list[Phrase] = []
    i = start
    while i < end:
        stop = _run(doc, i, end, names)
        phrase = _phrase(doc, i, stop, names)
        if phrase:
            found.append(phrase)
        i = max(stop, i + 1)
    return found


def _run(doc: Doc, i: int, end: int, names: Names) -> int:
    """The end of the run of phrase tokens that begins at ``i`` (``i`` itself if none does)."""
    first = doc[i]
    if first.pos_ == "PRON" and first.lower_ in PERSONAL and not _owns(doc, i, end):
        return i + 1
    if i and doc[i - 1].lower_ == "on" and time_sort(first) == "day":
        return i  # "on Monday President Beck": the day belongs to what comes before
    j = i
    while j < end:
        token = doc[j]
        if j > i and _time_begins(doc, j, end):
            break
        if j > i and token.pos_ in {"DET", "PRON"} and token.i not in names.span and doc[j - 1].lower_ not in {"all", "both"}:
            break
        if j > i and j + 3 < end and token.text == "(" and doc[j + 2].text == ")" and _inside(doc[j + 3], names):
            j += 3  # an abbreviation: "the African Union (AU) summit"
            continue
        owned = token.text in POSSESSIVE and j > i and token.pos_ != "PUNCT"
        if not (_inside(token, names) or owned or _joins(doc, i, j, end, names) or _hyphened(doc, j, end) or _adverb(doc, j, end)):
            break
        j += 1
    return j


def _joins(doc: Doc, i: int, j: int, end: int, names: Names) -> bool:
    """A hyphen within a word or between names."""
    return doc[j].text in HYPHENS and i < j < end - 1 and _inside(doc[j + 1], names) and not doc[j - 1].whitespace_


def _time_begins(doc: Doc, j: int, end: int) -> bool:
    """The "next week" that follows a name without a comma."""
    return doc[j].lower_ in {"next", "last", "earlier", "later", "this"} and j + 1 < end and bool(time_sort(doc[j + 1]))


def _hyphened(doc: Doc, j: int, end: int) -> bool:
    """The "on" of "one-on-one", the "in" of "in-person talks"."""
    if not 0 < j < end - 1 or doc[j + 1].text not in HYPHENS:
        return False
    return doc[j - 1].text in HYPHENS or not (doc[j].whitespace_ or doc[j + 1].whitespace_)


def _owns(doc: Doc, i: int, end: int) -> bool:
    return doc[i].lower_ == "her" and i + 1 < end and doc[i + 1].pos_ in {"NOUN", "ADJ", "PROPN"}


def _adverb(doc: Doc, j: int, end: int) -> bool:
    return doc[j].pos_ == "ADV" and j + 1 < end and doc[j + 1].pos_ == "ADJ" and doc[j].lower_ not in OUTER


def _phrase(doc: Doc, start: int, stop: int, names: Names) -> Phrase | None:
    end = stop
    while end > start and not _can_head(doc[end - 1], names):
        end -= 1
    if end <= start:
        return None
    owner = next((j for j in range(end - 1, start, -1) if doc[j].text in POSSESSIVE), -1)
    return Phrase(start, end, end - 1, owner)


def _can_head(token: Token, names: Names) -> bool:
    if time_sort(token) in {"day", "month", "year"}:
        return False
    if token.pos_ in {"NOUN", "PROPN", "NUM"} or token.i in names.span or noun_sort(token) or _coordinated(token):
        return True
    return (token.pos_ == "PRON" and token.lower_ in PERSONAL) or token.lower_ in {"both", "bilateral"}


def _coordinated(token: Token) -> bool:
    """True for the first adjective in "the Danish and Swedish ministers": its noun follows another one."""
    follows = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return follows in {"and", ","} and is_demonym(token)


def actor(doc: Doc, phrase: Phrase, names: Names) -> Actor | None:
    """Who the phrase names, or None when its head is no actor."""
    head = doc[phrase.head]
    named = names.span.get(phrase.head)
    if named and (named[1] in {"person", "place"} or not noun_sort(head)) and named[0].start >= phrase.start:
        return Actor(named[0], named[1], False, phrase)
    if head.pos_ == "PRON":
        return Actor(Tokens(head.i, head.i + 1), "pronoun", head.lower_ in {"they", "them", "we"}, phrase)
    paired = head.lower_ in PAIRED and head.i > phrase.start and noun_sort(doc[head.i - 1]) == "pair"
    sort = noun_sort(head) or ("one" if head.i in names.offices else "pair" if paired else "")
    if sort:
        first = phrase.start + (doc[phrase.start].pos_ == "DET" and doc[phrase.start].lower_ in {"a", "an"})
        return Actor(Tokens(first, phrase.end), sort, is_plural(head) or sort == "pair", phrase)
    if head.text.endswith("s") and head.pos_ in {"NOUN", "PROPN"} and is_demonym(head):
        return Actor(Tokens(phrase.start, phrase.end), "side", True, phrase)  # "talks between the Palestinians and the Israelis"
    return _titled(doc, phrase)


def noun_sort(token: Token) -> str:
    """The sort of an actor noun ("one", "body", ...) or ""."""
    if token.pos_ not in {"NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON"}:
        return ""
    nouns = actor_nouns()
    lower = token.lower_
    if lower == "general" and _civilian(token):
        return "one"
    if lower in {"figure", "figures"} and not _public(token):
        return ""
    if lower in {"number", "numbers"} and token.i and token.nbor(-1).lower_ == "opposite":
        return nouns["counterpart"]
    for form in (token.lemma_.lower(), lower, lower[:-1] if lower.endswith("s") else lower, lower[:-3] + "y"):
        if form in nouns:
            return nouns[form]
    return "one" if lower.endswith(("-president", "-minister", "-general", "-secretary")) else ""


def _civilian(token: Token) -> bool:
    """True for the "general" of a secretary-general or an attorney general, who commands no army."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i] if t.text not in HYPHENS]
    return bool(before) and before[-1] in {"secretary", "attorney", "director", "governor", "consul", "inspector", "solicitor"}


def _public(token: Token) -> bool:
    """True for "opposition figures" and "a senior religious figure", who are people."""
    return token.i > 0 and token.nbor(-1).lower_ in {
        "opposition",
        "political",
        "religious",
        "senior",
        "business",
        "public",
        "leading",
        "military",
    }


def _titled(doc: Doc, phrase: Phrase) -> Actor | None:
    """A name that the recogniser missed: capitalised words after an office noun ("President Tesfaye Alemu")."""
    at = next((j for j in range(phrase.end - 2, phrase.start - 1, -1) if noun_sort(doc[j]) in {"one", "military"}), -1)
    rest = [doc[j] for j in range(at + 1, phrase.end)] if at >= 0 else []
    if not rest or not all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in rest):
        return None
    return Actor(Tokens(at + 1, phrase.end), "person", False, phrase)


def is_plural(token: Token) -> bool:
    """Whether a noun is plural, by its features or its ending."""
    number = token.morph.get("Number", [])
    return "Plur" in number if number else token.lower_.endswith("s")
