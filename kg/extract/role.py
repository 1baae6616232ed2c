"""Roles: which named person holds, held or will hold which office for whom.

Rules work on token order around an office phrase, so that a wrong head in the tree costs nothing:

* ``before-name``   "[US] [Secretary of State] Antony Blinken", "China's [top diplomat], Wang Yi"
* ``after-name``    "Wang Wenbin, a [spokesman] for the Foreign Ministry,"
* ``copula``        "when she was [speaker] of the House", "was appointed [ambassador] to Chile"
* ``predecessor``   "his predecessor, Mike Pompeo": the same office, formerly
* ``counterpart``   "her Chinese counterpart Qin Gang": the same office for the other country
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extract._office import OfficePhrase, office_phrases
from kg.extract._office_reach import FUTURE, left_edge, right_edge
from kg.extract._syntax import sentence
from kg.extract.mention import extract as extract_mentions
from kg.model import Mention, RoleMention, RoleStatus, Tokens
from kg.resolve.gazetteer import gazetteer

FORMER = {"former", "ex", "onetime", "late", "previous", "ousted", "then", "deposed", "retired", "disgraced", "erstwhile", "predecessor"}
FUTURE = {"incoming", "designate", "elect", "future", "next", "nominee", "prospective"}
RELATIONS: dict[str, RoleStatus] = {"predecessor": "former", "successor": "future", "counterpart": "current"}
COPULAS = {"be", "become", "remain"}
APPOINTING = {"appoint", "elect", "name", "choose", "reelect", "swear", "nominate", "serve", "act", "install", "work"}
COMPLEMENTS = {"of", "for", "to", "at", "on", "in", "with"}
OWNING = {"of", "for", "at", "with", "in"}
MODIFIER_POS = {"ADJ", "PROPN", "NOUN", "NUM", "PART"}
LEFT_REACH = 9
RIGHT_REACH = 12


def extract(doc: Doc, mentions: Sequence[Mention] | None = None) -> Iterator[RoleMention]:
    """Yield one mention per person and office phrase; ``org`` is the organisation's or country's name or adjective, if any."""
    found = list(mentions) if mentions is not None else list(extract_mentions(doc))
    names = [m for m in found if m.kind == "person"]
    starting = {m.tokens.start: m for m in names}
    ending = {m.tokens.end: m for m in names}
    phrases = office_phrases(doc)
    owned: list[tuple[Tokens, Tokens]] = []
    for phrase in phrases:
        left, right = left_edge(doc, phrase, starting), right_edge(doc, phrase, starting)
        for holder, rule in _holders(doc, phrase, left, right, starting, ending, phrases):
            if any(c.start <= phrase.tokens.start < c.end and holder.tokens == h for c, h in owned):
                continue  # "adviser to the President Ana Sol": the adviser's name, not the president's
            owned.append((Tokens(phrase.tokens.end, right), holder.tokens))
            yield _role(doc, phrase, left, right, holder, rule, found)
    yield from _relational(doc, starting, found)


def _relational(doc: Doc, names: dict[int, Mention], found: Sequence[Mention]) -> Iterator[RoleMention]:
    """"his predecessor, Mike Pompeo", "her Chinese counterpart Qin Gang": an office known through somebody else's."""
    for token in doc:
        if token.lower_ not in RELATIONS:
            continue
        behind = next((i for i in range(token.i + 1, min(token.i + 3, len(doc))) if i in names), None)
        if behind is None or any(t.text != "," for t in doc[token.i + 1 : behind]):
            continue
        left = token.i
        while left > token.sent.start and (doc[left - 1].pos_ in ("ADJ", "PROPN") or doc[left - 1].lower_ in ("'s", "’s")):
            left -= 1
        yield RoleMention(
            person=names[behind].tokens,
            office=Tokens(token.i, token.i + 1),
            label=token.lower_,
            org=_organisation(doc, left, token.i, found),
            status=RELATIONS[token.lower_],
            evidence=sentence(doc, token.i),
            rule=f"role.{token.lower_}",
        )


def _holders(
    doc: Doc,
    phrase: OfficePhrase,
    left: int,
    right: int,
    starting: dict[int, Mention],
    ending: dict[int, Mention],
    phrases: Sequence[OfficePhrase],
) -> Iterator[tuple[Mention, str]]:
    behind = _name_behind(doc, phrase, right, starting, phrases)
    if behind is not None:
        yield behind, "before-name"
        return
    before = _name_before(doc, left, ending)
    if before is not None and _ends_apposition(doc, max(right, phrase.tokens.end)):
        yield before, "after-name"
        return
    subject = _subject_of_copula(doc, left, ending)
    if subject is not None:
        yield subject, "copula"
        return
    paired = _paired(doc, left, phrases)
    if paired is not None:
        yield from _holders(doc, paired, left_edge(doc, paired, starting), paired.tokens.end, starting, ending, phrases)


def _paired(doc: Doc, left: int, phrases: Sequence[OfficePhrase]) -> OfficePhrase | None:
    """The office that "founder and chairman" puts in front of this one."""
    if left < 2 or doc[left - 1].lower_ not in ("and", "&"):
        return None
    return next((p for p in phrases if p.tokens.end == left - 1), None)


def _name_behind(doc: Doc, phrase: OfficePhrase, right: int, names: dict[int, Mention], phrases: Sequence[OfficePhrase]) -> Mention | None:
    """The name that the office stands in front of, across a comma, "and" + another office, or a form of address."""
    by_start = {p.tokens.start: p for p in phrases}
    for at in dict.fromkeys((phrase.tokens.end, right)):
        i, comma = at, False
        for _ in range(8):
            if i >= len(doc) or (doc[i].sent != doc[phrase.tokens.start].sent and gazetteer().title(doc[i - 1].text) is None):
                break
            if i in names:
                if comma and (_indefinite(doc, phrase) or not _closes(doc, names[i].tokens.end)):
                    break
                return names[i]
            if doc[i].text == "," and not comma and doc[phrase.tokens.start - 1 if phrase.tokens.start else 0].text != ",":
                comma = True
                i += 1
            elif gazetteer().title(doc[i].text) is not None:
                i += 1
            elif i in by_start and not comma:
                i = by_start[i].tokens.end
            elif doc[i].lower_ in ("and", "&", ".") and i + 1 in by_start and not comma:
                i += 1
            else:
                break
    return None


def _ends_apposition(doc: Doc, at: int) -> bool:
    """ "X, the minister of trade," ends in punctuation; "With X, the minister has ..." goes on and is none."""
    return at >= len(doc) or doc[at].is_punct or doc[at].is_space or doc[at].lower_ in ("who", "and", "at", "in", "with", "from", "to", "of", "for")


def _indefinite(doc: Doc, phrase: OfficePhrase) -> bool:
    """ "a US secretary of state": nobody in particular."""
    return any(t.lower_ in ("a", "an") for t in doc[max(phrase.tokens.start - 3, 0) : phrase.tokens.start])


def _closes(doc: Doc, at: int) -> bool:
    """An apposition across a comma ends with a comma, a full stop, a verb or a function word, not with another name's list."""
    return at >= len(doc) or doc[at].is_punct or doc[at].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PART", "PRON", "ADV", "DET", "SPACE")


def _name_before(doc: Doc, left: int, names: dict[int, Mention]) -> Mention | None:
    """The name that "NAME, [45,] [the] OFFICE" or "NAME ([the] OFFICE)" puts in front."""
    i = left
    if i > 0 and doc[i - 1].pos_ == "DET":
        i -= 1
    for skipped in ("who is", "who was", "who", ""):
        words = skipped.split()
        j = i - len(words)
        if j > 0 and [t.lower_ for t in doc[j:i]] == words:
            i = j
            break
    if i < 1 or doc[i - 1].text not in (",", "(", "—", "–"):
        return None
    i -= 1
    if i >= 2 and doc[i - 1].like_num and doc[i - 2].text == ",":
        i -= 2
    return names.get(i)


def _subject_of_copula(doc: Doc, left: int, names: dict[int, Mention]) -> Mention | None:
    """The subject of "X was/became/served as/was appointed [the] OFFICE", within one clause."""
    seen = False
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


def _role(
    doc: Doc, phrase: OfficePhrase, left: int, right: int, holder: Mention, rule: str, found: Sequence[Mention]
) -> RoleMention:
    office = Tokens(_with_rank(doc, phrase.tokens.start, left), phrase.tokens.end)
    org = _organisation(doc, left, phrase.tokens.start, found) or _owner(doc, phrase.tokens.end, right, found)
    if org is None and rule == "before-name":
        org = _home(doc, holder.tokens.end, found)
    first = min(left, holder.tokens.start)
    last = max(right, phrase.tokens.end, holder.tokens.end)
    return RoleMention(
        person=holder.tokens,
        office=office,
        label=phrase.label,
        org=org,
        status=_status(doc, left, phrase, right, rule),
        evidence=Tokens(first, last) if last - first < 40 else sentence(doc, phrase.tokens.start),
        rule=f"role.{rule}",
    )


def _home(doc: Doc, end: int, found: Sequence[Mention]) -> Tokens | None:
    """ "President Xi Jinping of China": the country behind the name."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    start = end + 1 + (doc[end + 1].lower_ == "the")
    return next((m.tokens for m in found if m.tokens.start == start and m.kind in ("country", "organization")), None)


def _with_rank(doc: Doc, start: int, left: int) -> int:
    """Take "top", "chief", "deputy" into the office's wording."""
    while start > left and doc[start - 1].lower_ in ("top", "chief", "deputy", "senior", "vice", "assistant", "lead", "special"):
        start -= 1
    return start


def _organisation(doc: Doc, start: int, end: int, found: Sequence[Mention]) -> Tokens | None:
    """The last organisation or country named among the modifiers, or a demonym there."""
    named = [m.tokens for m in found if m.kind in ("organization", "country", "place") and start <= m.tokens.start and m.tokens.end <= end]
    if named:
        return named[-1]
    known = gazetteer()
    for i in range(end - 1, start - 1, -1):
        if known.country(doc[i].text) is not None and doc[i].text[0].isupper():
            return Tokens(i, i + 1)
    return None


def _owner(doc: Doc, start: int, end: int, found: Sequence[Mention]) -> Tokens | None:
    """The organisation that "of/for/at X" names; "ambassador to Chile" and "envoy for Sudan" name no owner."""
    if end <= start or doc[start].lower_ not in OWNING:
        return None
    inside = [m for m in found if start < m.tokens.start and m.tokens.end <= end]
    owners = [m.tokens for m in inside if m.kind == "organization" or (m.kind in ("country", "place") and doc[start].lower_ == "of")]
    if owners:
        return owners[0]
    return _organisation(doc, start, end, ()) if doc[start].lower_ in ("of", "for") else None


def _status(doc: Doc, left: int, phrase: OfficePhrase, right: int, rule: str) -> RoleStatus:
    words = {t.lower_ for t in doc[max(left - 2, 0) : phrase.tokens.start]}
    after = {t.lower_ for t in doc[phrase.tokens.end : right]}
    if words & FORMER:
        return "former"
    if words & FUTURE or after & FUTURE:
        return "future"
    if rule == "copula":
        verbs = [t for t in doc[max(left - 8, 0) : left] if t.lemma_ in COPULAS | {"serve", "work"}]
        if any(t.lower_ in ("was", "were", "had", "served", "worked") for t in verbs) and not any(
            t.lemma_ in APPOINTING - {"serve", "work"} for t in doc[max(left - 8, 0) : left]
        ):
            return "former"
    return "current"
