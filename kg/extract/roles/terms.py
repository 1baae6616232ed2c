"""For whom and when an office is held: the organisation or country around the phrase, and current, former or future."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract._office import OfficePhrase
from kg.extract._office_reach import FUTURE
from kg.extract.names.words import is_kind
from kg.extract.roles.subject import APPOINTING, COPULAS
from kg.model import Mention, RoleStatus, Tokens
from kg.resolve.gazetteer import gazetteer

FORMER = {
    "former",
    "ex",
    "onetime",
    "late",
    "previous",
    "ousted",
    "then",
    "deposed",
    "retired",
    "disgraced",
    "erstwhile",
    "predecessor",
    "formerly",
    "previously",
    "once",
}
OWNING = {"of", "for", "at", "with", "in", "from"}
OWNERS = ("his", "her", "its", "their", "whose")
TITLES = 3
NAMED = ("organization", "country", "place")


def organisation(doc: Doc, start: int, end: int, found: Sequence[Mention]) -> Tokens | None:
    """The last organisation or country among the modifiers, or a demonym; a name may run into the office ("Labour Party leader")."""
    named = [m.tokens for m in found if m.kind in NAMED and start <= m.tokens.start < end and _reaches(doc, m, end)]
    if named:
        return named[-1]
    known = gazetteer()
    for i in range(end - 1, start - 1, -1):
        if i > start and doc[i - 1].text[0].isupper() and known.country(doc[i - 1 : i + 1].text) is not None:
            return Tokens(i - 1, i + 1)  # "American Samoan", "South Korean"
        if known.country(doc[i].text) is not None and doc[i].text[0].isupper():
            return Tokens(i, i + 1)
    return None


def _reaches(doc: Doc, mention: Mention, end: int) -> bool:
    """Only a body's last word ("Labour Party leader") may also be the office's first, and no verb may come between."""
    last = mention.tokens.end
    return not _verb_between(doc, last, end) and (last <= end or (last == end + 1 and is_kind(doc[end].text, "body")))


def _verb_between(doc: Doc, start: int, end: int) -> bool:
    """ "The House impeached President Sol": a verb that the reader takes for an adjective."""
    return any(_past(doc[i]) and doc[i].lower_ not in FORMER and doc[i - 1].text != "-" for i in range(start, min(end, start + 2)))


def _past(token: Token) -> bool:
    return token.is_lower and token.lower_.endswith("ed") and token.pos_ in ("ADJ", "VERB")


def owner(doc: Doc, start: int, end: int, found: Sequence[Mention]) -> Tokens | None:
    """The organisation that "of/for/at X" names; "ambassador to Chile" and "envoy for Sudan" name no owner."""
    if end <= start or doc[start].lower_ not in OWNING:
        return None
    inside = [m for m in found if start < m.tokens.start and m.tokens.end <= end]
    owners = [
        m.tokens for m in inside if m.kind == "organization" or (m.kind in ("country", "place") and doc[start].lower_ in ("of", "from"))
    ]
    for i, tokens in enumerate(owners):
        if i + 1 < len(owners) and tokens.end < len(doc) and doc[tokens.end].lower_ in ("'s", "’s"):
            continue  # "of Chile's Lund Foundation" is the foundation's
        return tokens
    party = _party(doc, start + 1, end)
    if party is not None:
        return party
    return organisation(doc, start, end, ()) if doc[start].lower_ in ("of", "for") else None


def _party(doc: Doc, start: int, end: int) -> Tokens | None:
    """ "of the Danish Hard Line party": a name in front of the word for such bodies, which the reader has not seen."""
    if not is_kind(doc[end - 1].text.capitalize(), "body"):
        return None
    first = end - 1
    while first > start and doc[first - 1].text[0].isupper() and gazetteer().country(doc[first - 1].text) is None:
        first -= 1
    return Tokens(first, end) if first < end - 1 else None


def whose(doc: Doc, left: int, office: Tokens, found: Sequence[Mention], holder: Mention) -> Tokens | None:
    """Whose an office is: the person in "President Ana Sol's spokesman" or "an aide to Ana Sol", the pronoun in "its ambassador".

    Or the body told of before in "the institute's director" and "party chairman Ana Sol".
    """
    people = [m.tokens for m in found if m.kind == "person" and m.tokens != holder.tokens]
    for i in range(office.start - 1, max(left - 2, -1), -1):
        if i < left and doc[i].lower_ != "whose":
            break
        if is_kind(doc[i].lower_, "relation"):
            return None  # "his father President Ana Sol"
        if doc[i].lower_ in OWNERS:
            return Tokens(i, i + 1)
        if doc[i].lower_ in ("'s", "’s", "'", "’"):
            named = next((t for t in people if t.end == i), None)
            if named is not None or _told_of(doc, i - 1):
                return named or Tokens(i - 1, i)
    if office.end < len(doc) and doc[office.end].lower_ in ("to", "of", "for"):
        return next((t for t in people if office.end < t.start <= office.end + TITLES), None)
    nouns = (i for i in (office.start, office.start - 1) if left <= i < office.end - 1 and (doc[i].pos_ == "NOUN" or doc[i].is_sent_start))
    word = next(nouns, -1)
    return Tokens(word, word + 1) if word >= 0 else None


def _told_of(doc: Doc, at: int) -> bool:
    """ "the institute": one word for what has been named in full."""
    return at > 0 and doc[at].pos_ in ("NOUN", "PROPN") and doc[at - 1].lower_ in ("the", "this")


def within(phrase: OfficePhrase, found: Sequence[Mention]) -> Tokens | None:
    """The body that an office's own words begin with ("IMF managing director"); the treasury secretary serves a country."""
    start, end = phrase.tokens
    office = gazetteer().office(phrase.label)
    if office is None or office.org_kind == "country":
        return None
    return next((m.tokens for m in found if m.kind in NAMED and m.tokens.start == start and m.tokens.end < end), None)


def beside(doc: Doc, phrase: OfficePhrase, right: int, holder_end: int, rule: str, found: Sequence[Mention]) -> Tokens | None:
    """ "President Ana Sol of Chile", "Senator Ana Sol of Vermont"; "Ana Sol, president, Lund Foundation"."""
    by_start = {m.tokens.start: m for m in found}
    if rule == "before-name" and holder_end + 1 < len(doc) and doc[holder_end].lower_ in ("of", "from"):
        start = holder_end + 1 + (doc[holder_end + 1].lower_ == "the")
        return by_start[start].tokens if start in by_start and _can_own(by_start[start], phrase) else None
    if rule == "after-name" and right + 1 < len(doc) and doc[right].text == ",":
        start = right + 1 + (doc[right + 1].lower_ == "the")
        return by_start[start].tokens if start in by_start and by_start[start].kind == "organization" else None
    return None


def _can_own(mention: Mention, phrase: OfficePhrase) -> bool:
    """A state has a senator, but no businessman."""
    office = gazetteer().office(phrase.label)
    return mention.kind in NAMED and (
        mention.kind != "place" or (office is not None and office.org_kind in ("country", "place", "parliament"))
    )


def status(doc: Doc, left: int, phrase: OfficePhrase, right: int, rule: str) -> RoleStatus:
    """Whether the words around the office say that it is over or still to come; offices are current otherwise."""
    words = {t.lower_ for t in doc[left : phrase.tokens.start]} | set(_leading(doc, left))
    after = {t.lower_ for t in doc[phrase.tokens.end : right]}
    if words & FORMER:
        return "former"
    nominated = phrase.tokens.end < len(doc) and doc[phrase.tokens.end].lower_ in FUTURE  # "trade minister nominee Ana Sol"
    if words & FUTURE or after & FUTURE or nominated:
        return "future"
    if rule == "after-name" and _was(doc, left):
        return "former"
    if rule == "copula":
        verbs = [t for t in doc[max(left - 8, 0) : left] if t.lemma_ in COPULAS | {"serve", "work"}]
        if any(t.lower_ in ("was", "were", "had", "served", "worked") for t in verbs) and not any(
            t.lemma_ in APPOINTING - {"serve", "work"} for t in doc[max(left - 8, 0) : left]
        ):
            return "former"
    return "current"


def _was(doc: Doc, left: int) -> bool:
    """ "Ana Sol, who was the envoy,": over, as the tense says."""
    at = left - (left > 1 and doc[left - 1].pos_ == "DET")
    return at > 1 and doc[at - 1].lower_ == "was" and doc[at - 2].lower_ == "who"


def _leading(doc: Doc, left: int) -> list[str]:
    """Words straight in front of the modifiers that tell a time: "then", "ex-", "formerly the"."""
    i = left - 1
    if i > 0 and doc[i].lower_ in ("and", "&"):  # "former governor and senator Ana Sol"
        while (
            i > 0
            and left - i < 6
            and (doc[i].lower_ in ("and", "&") or doc[i].pos_ in ("ADJ", "NOUN", "PROPN", "DET"))
            and doc[i].lower_ not in FORMER
        ):
            i -= 1
        return [doc[i].lower_] if doc[i].lower_ in FORMER else []
    while (
        i >= 0 and (doc[i].text == "-" or doc[i].pos_ == "DET" or doc[i].ent_type_ in ("PERSON", "PER")) and doc[i].sent == doc[left].sent
    ):
        i -= 1
    return [doc[i].lower_] if i >= 0 and doc[i].sent == doc[min(left, len(doc) - 1)].sent else []
