"""Anaphors: pronouns for people, and offices that stand for their holders ("the minister", "China's top diplomat", "both leaders")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.extract._office import OfficePhrase, office_phrases
from kg.model import Anaphor, Mention, RoleMention, Tokens
from kg.resolve.gazetteer import gazetteer

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", False)),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", False)),
    **dict.fromkeys(("they", "them", "their"), ("", True)),
}
PAIRS = {
    "leaders": "leader",
    "presidents": "president",
    "ministers": "minister",
    "premiers": "prime minister",
    "diplomats": "diplomat",
    "officials": "person",
    "men": "person",
    "women": "person",
    "counterparts": "person",
}
# "the Peruvian", "the Israeli", "the Frenchman" are one person, "the Chinese" and "the Peruvians" many.
COMPATRIOT = "compatriot"
ONE_OF = ("an", "i", "man", "woman")
INDEFINITE = {"a", "an", "no", "any", "every", "each", "another", "some", "next", "future"}
ORDINAL = re.compile(r"(first|second|third|\d+(st|nd|rd|th))$")
FORMER = {"former", "ex", "ousted", "deposed", "late", "onetime"}
# "his vice president" is somebody beside him, whom only a known office tells.
OWNED = {"his", "her", "their"}
# Tokens from "the" to "old" in "the 58-year-old".
AGE = 5
MEN, WOMEN = {"man", "actor", "businessman", "father"}, {"woman", "actress", "businesswoman", "mother"}
DEFINITE = {"the", "this", "his", "her", "their", "its", "both", "our"}


def extract(doc: Doc, mentions: Sequence[Mention], roles: Sequence[RoleMention]) -> Iterator[Anaphor]:
    """Yield the anaphors of a story in text order; offices that stand beside a name are roles, not anaphors."""
    held = {i for r in roles for i in range(r.office.start, r.office.end)}
    named = {i for m in mentions if m.kind == "person" for i in range(m.tokens.start, m.tokens.end)}
    tokens = list(doc)
    styles = [a for t in tokens if t.lower_ in _style_nouns() and (a := _style(t, named)) is not None]
    styled = {a.tokens.start for a in styles}
    found: list[Anaphor | None] = [_pronoun(t) for t in tokens if t.lower_ in PRONOUNS and t.pos_ in ("PRON", "DET") and t.i not in styled]
    found += styles
    aged = [a for t in tokens if t.lower_ == "old" and (a := _aged(t)) is not None and a.tokens.end not in named]
    taken = held | {i for a in aged for i in range(*a.tokens)}
    found += aged
    found += [_office(doc, p) for p in office_phrases(doc) if not taken & set(range(*p.tokens)) and p.tokens.end not in named]
    told = {i for a in found if a is not None for i in range(*a.tokens)} | held | named
    titles = {doc[r.office.end - 1].lower_ for r in roles if r.office.end <= r.person.start}
    found += [_title(t) for t in tokens if t.lower_ in titles and t.i not in told]
    found += [_pair(t) for t in tokens if t.lower_ in PAIRS and t.i > t.sent.start]
    found += [a for t in tokens if t.text[0].isupper() and t.i not in named and t.i not in held and (a := _compatriot(t)) is not None]
    found += [_counterpart(t) for t in tokens if t.lower_ == "counterpart" and not held & {t.i}]
    yield from sorted((a for a in found if a is not None), key=lambda a: a.tokens)


def _pronoun(token: Token) -> Anaphor:
    gender, plural = PRONOUNS[token.lower_]
    return Anaphor(Tokens(token.i, token.i + 1), gender=gender, plural=plural)


@lru_cache(maxsize=1)
def _style_nouns() -> frozenset[str]:
    """The last words of forms of address that are styles, in lower case."""
    return frozenset(t.form.split()[-1].lower() for t in gazetteer().titles if t.kind == "style")


def _style(token: Token, named: Set[int]) -> Anaphor | None:
    """ "His Majesty", "Her Royal Highness" for one who is styled so; not in front of a name or title, nor in "His Majesty's Government"."""
    doc, end = token.doc, token.i + 1
    title = next((t for start in (token.i - 1, token.i - 2) if start >= 0 and (t := gazetteer().title(doc[start:end].text))), None)
    if title is None or title.kind != "style":
        return None
    goes_on = end < len(doc) and (end in named or doc[end].pos_ == "PROPN" or doc[end].lower_ == "the" or doc[end].text == ",")
    owns = end + 1 < len(doc) and doc[end].lower_ in ("'s", "’s") and doc[end + 1].text[0].isupper()
    if goes_on or owns:
        return None
    return Anaphor(Tokens(end - len(title.form.split()), end), title.gender, office=token.lower_, label=token.lower_)


def _title(token: Token) -> Anaphor | None:
    """ "The commander" once "commander Tom Beck" has been told; "the commander of the fleet" and "the chief judge" may be others."""
    doc, end = token.doc, token.i + 1
    goes_on = end < len(doc) and (doc[end].pos_ in ("NOUN", "PROPN", "ADJ") or doc[end].lower_ in ("of", "for", "-"))
    if goes_on or token.i == 0 or doc[token.i - 1].lower_ != "the" or token.pos_ != "NOUN" or "Number=Plur" in str(token.morph):
        return None
    return Anaphor(Tokens(token.i - 1, end), office=token.lower_, label=token.lower_)


def _aged(token: Token) -> Anaphor | None:
    """ "the 58-year-old", "the 61-year-old former judge": somebody named before, unless "a 58-year-old" nobody names stands before."""
    doc, start = token.doc, token.i - AGE
    if start < 0 or [t.lower_ for t in doc[start + 2 : token.i + 1]] != ["-", "year", "-", "old"] or doc[start].lower_ != "the":
        return None
    end = token.i + 1
    while end < len(doc) and doc[end].pos_ in ("ADJ", "NOUN") and not doc[end].ent_type_:
        end += 1
    end = max(i + 1 for i in range(token.i, end) if i == token.i or doc[i].pos_ == "NOUN")
    years = doc[start + 1].text
    unnamed = (i for i in range(1, start) if doc[i].text == years and doc[i + 2].lower_ == "year" and doc[i - 1].lower_ in ("a", "an"))
    if any(i < 2 or doc[i - 2].text != "," for i in unnamed):
        return None
    words = {t.lower_ for t in doc[token.i : end]}
    gender = "f" if words & WOMEN else "m" if words & MEN else ""
    return Anaphor(Tokens(start, end), gender=gender)


def _pair(token: Token) -> Anaphor | None:
    """ "the two leaders", "both presidents": two people named before."""
    start = token.i
    while start > token.sent.start and (
        token.doc[start - 1].pos_ in ("ADJ", "NUM") or token.doc[start - 1].lower_ in ("two", "both", "the")
    ):
        start -= 1
    words = {t.lower_ for t in token.doc[start : token.i]}
    if not ("both" in words or {"two", "the"} <= words or ("two" in words and token.doc[start - 1].lower_ in DEFINITE)):
        return None  # "two diplomats said" brings in two new ones
    gender = {"men": "m", "women": "f"}.get(token.lower_, "")
    return Anaphor(Tokens(start, token.i + 1), gender, plural=True, office="pair", label=PAIRS[token.lower_])


def _compatriot(token: Token) -> Anaphor | None:
    """ "the American", "the Frenchman": the one who is there for that country; "the American side" and "the Chinese" are not one person."""
    doc, end = token.doc, token.i + 1
    if token.i == 0 or doc[token.i - 1].lower_ != "the" or not token.lower_.endswith(ONE_OF):
        return None
    goes_on = end < len(doc) and (doc[end].pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "PART") or doc[end].text in ("-", "'s", "’s"))
    adjective = token.text.removesuffix("woman").removesuffix("man") if token.lower_.endswith(("man", "woman")) else token.text
    country = next((w for w in (token.text, adjective) if gazetteer().is_demonym(w)), "")
    if goes_on or not country:
        return None
    return Anaphor(Tokens(token.i - 1, end), office=COMPATRIOT, label=COMPATRIOT, country=country)


def _counterpart(token: Token) -> Anaphor | None:
    """ "his US counterpart": whoever holds office for that country."""
    for before in reversed(token.doc[max(token.i - 3, token.sent.start) : token.i]):
        if before.text[0].isupper() and gazetteer().country(before.text) is not None:
            return Anaphor(Tokens(before.i, token.i + 1), office="counterpart", label="counterpart", country=before.text)
    return None


def _predicate(doc: Doc, tokens: Tokens) -> bool:
    """ "X is the minister", "X became the minister": the office is told of X."""
    root = doc[tokens.start : tokens.end].root
    return any(c.dep_ == "cop" for c in root.children) or (root.dep_ == "xcomp" and root.head.lemma_ in ("become", "remain", "be"))


def _office(doc: Doc, phrase: OfficePhrase) -> Anaphor | None:
    """A definite office phrase; "a minister" introduces somebody and stands for nobody known."""
    last = doc[phrase.tokens.end - 1]
    start, country, definite, owned = phrase.tokens.start, "", False, False
    known = gazetteer()
    sent = last.sent.start
    while start > sent:
        token = doc[start - 1]
        if token.lower_ in DEFINITE:
            definite, owned = True, token.lower_ in OWNED
            start -= 1
            break
        if token.lower_ in ("'s", "’s") or token.pos_ in ("ADJ", "NUM", "NOUN", "PROPN"):
            name = known.country(token.text) or known.metonym(token.text)
            if name is not None and token.text[0].isupper():
                country, definite = token.text, True
            elif token.lower_ in INDEFINITE or "Degree=Sup" in str(token.morph) or ORDINAL.match(token.lower_):
                return None
            start -= 1
            continue
        if token.lower_ in INDEFINITE:
            return None
        break
    if start > sent and doc[start - 1].lower_ == "as" and not doc[start : phrase.tokens.end].root.dep_.startswith("nsubj"):
        return None  # "as the party's leader" says what somebody is, and means nobody by it
    if _predicate(doc, Tokens(start, phrase.tokens.end)):
        return None
    if not definite and phrase.tokens.start > sent:
        return None
    while start < phrase.tokens.start and doc[start].text in ("'s", "’s"):
        start += 1
    plural = "Number=Plur" in str(last.morph) or last.lower_.endswith(("presidents", "leaders", "ministers", "diplomats"))
    office = known.office(phrase.label)
    unique = not owned and office is not None and office.level == "unique" and len(office.slug.split("-")) < 3
    home = "" if country else known.home(doc[start : phrase.tokens.end].text.capitalize())
    home = home or ("" if country else known.home(doc[phrase.tokens.start : phrase.tokens.end].text.capitalize()))
    if home and (of_home := known.country(home, code=True)) is not None:
        country = of_home.name  # "the taoiseach"
    former = bool(FORMER & {t.lower_ for t in doc[start : phrase.tokens.start]})
    return Anaphor(Tokens(start, phrase.tokens.end), "", plural, phrase.slug, phrase.label, country, unique and not former, former)
