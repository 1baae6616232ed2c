"""Roles: which named person holds, held or will hold which office for whom.

Rules work on token order around an office phrase, so that a wrong head in the tree costs nothing:

* ``before-name``   "[US] [Secretary of State] Antony Blinken", "China's [top diplomat], Wang Yi", "Senators A, B and C"
* ``after-name``    "Wang Wenbin, a [spokesman] for the Foreign Ministry,"
* ``copula``        "when she was [speaker] of the House", "was appointed [ambassador] to Chile"
* ``served``        "previously served as [ambassador] to Chile", "resigned as [minister]", "held the post of [speaker]"
* ``leading``       "who has [led] the Lund Party since 2019", "[heads] the Lund Institute"
* ``term``          "in the last years of Ana Sol's [presidency]": over, unless she is called president, too
* ``predecessor``   "his predecessor, Mike Pompeo": the same office, formerly
* ``counterpart``   "her Chinese counterpart Qin Gang": the same office for the other country
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc

from kg.extract._office import OfficePhrase, office_phrases
from kg.extract._office_reach import left_edge, right_edge
from kg.extract._syntax import sentence
from kg.extract.mention import extract as extract_mentions
from kg.extract.roles.apposition import goes_on
from kg.extract.roles.holder import behind_titled, holders
from kg.extract.roles.leading import leading
from kg.extract.roles.related import relational, shared_country
from kg.extract.roles.tenure import pronoun, tenures
from kg.extract.roles.term_of import terms
from kg.extract.roles.terms import beside, organisation, owner, status, whose, within
from kg.model import Mention, RoleMention, Tokens

RANKS = ("top", "chief", "deputy", "senior", "vice", "assistant", "lead", "special")
MAX_EVIDENCE = 40


class _Told(NamedTuple):
    """The roles of one office phrase and where it ends, for "former minister of trade, mayor of Lima and member of parliament"."""

    end: int
    roles: tuple[RoleMention, ...]


def extract(doc: Doc, mentions: Sequence[Mention] | None = None) -> Iterator[RoleMention]:
    """Yield one mention per person and office phrase; ``org`` is the organisation's or country's name or adjective, if any."""
    found = list(mentions) if mentions is not None else list(extract_mentions(doc))
    starting = {m.tokens.start: m for m in found if m.kind == "person"}
    yield from shared_country(doc, list(_direct(doc, found)))
    yield from leading(doc, {m.tokens.end: m for m in starting.values()}, found)
    yield from relational(doc, starting, found)
    yield from terms(doc, list(starting.values()), found)


def _direct(doc: Doc, found: Sequence[Mention]) -> Iterator[RoleMention]:
    names = [m for m in found if m.kind == "person"]
    starting = {m.tokens.start: m for m in names}
    ending = {m.tokens.end: m for m in names}
    phrases = office_phrases(doc)
    owned: list[tuple[Tokens, Tokens]] = []
    before: _Told | None = None
    for phrase in phrases:
        if _nominee(doc, phrase, phrases):
            continue  # "trade minister nominee Ana Sol": one office, still to come
        left, right = left_edge(doc, phrase, starting), behind_titled(doc, phrase, right_edge(doc, phrase, starting), starting, phrases)
        found_here: list[RoleMention] = []
        for holder, rule in holders(doc, phrase, left, right, starting, ending, phrases):
            if any(c.start <= phrase.tokens.start < c.end and holder.tokens == h for c, h in owned):
                continue  # "adviser to the President Ana Sol": the adviser's name, not the president's
            owned.append((Tokens(phrase.tokens.end, right), holder.tokens))
            found_here.append(_role(doc, phrase, left, right, holder, rule, found))
        for holder, when in tenures(doc, left, ending):
            found_here.append(replace(_role(doc, phrase, left, right, holder, "served", found), status=when))
        if not found_here and before is not None and goes_on(doc, before.end, left, max(right, phrase.tokens.end)):
            for role in before.roles:
                holder = next(m for m in (*names, pronoun(doc, role.person)) if m.tokens == role.person)
                found_here.append(replace(_role(doc, phrase, left, right, holder, "after-name", found), status=role.status))
        yield from found_here
        listable = [r for r in found_here if r.rule != "role.before-name"]
        before = _Told(max(right, phrase.tokens.end), tuple(listable)) if listable else None


def _nominee(doc: Doc, phrase: OfficePhrase, phrases: Sequence[OfficePhrase]) -> bool:
    nominee = doc[phrase.tokens.start : phrase.tokens.end].text.lower() in ("nominee", "designate")
    return nominee and any(p.tokens.end == phrase.tokens.start for p in phrases)


def _role(doc: Doc, phrase: OfficePhrase, left: int, right: int, holder: Mention, rule: str, found: Sequence[Mention]) -> RoleMention:
    office = Tokens(_with_rank(doc, phrase.tokens.start, left), phrase.tokens.end)
    org = organisation(doc, left, phrase.tokens.start, found) or owner(doc, phrase.tokens.end, right, found) or within(phrase, found)
    first = min(left, holder.tokens.start)
    last = max(right, phrase.tokens.end, holder.tokens.end)
    return RoleMention(
        person=holder.tokens,
        office=office,
        label=phrase.label,
        org=org or beside(doc, phrase, max(right, phrase.tokens.end), holder.tokens.end, rule, found),
        status=status(doc, left, phrase, right, rule),
        evidence=Tokens(first, last) if last - first < MAX_EVIDENCE else sentence(doc, phrase.tokens.start),
        rule=f"role.{_rule(doc, left, rule)}",
        owner=whose(doc, left, phrase.tokens, found, holder),
    )


def _rule(doc: Doc, left: int, rule: str) -> str:
    """ "served as" tells a term of office, which "was the minister who" does not."""
    said = {t.lower_ for t in doc[max(left - 6, 0) : left]}
    return "served" if rule == "copula" and said & {"served", "previously", "formerly"} else rule


def _with_rank(doc: Doc, start: int, left: int) -> int:
    """Take "top", "chief", "deputy" into the office's wording."""
    while start > left and doc[start - 1].lower_ in RANKS:
        start -= 1
    return start
