"""Noun phrases as sources: the bare name, the head of "a spokesman for the bank", what "who" stands for."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract._phrases import noun_sort
from kg.extract._syntax import is_dependent
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.phrases import CLITICS
from kg.extract.said.words import words
from kg.model import Tokens

CLIMB = {"of", "for", "at", "from", "in", "on", "with", "to", "by", "privy", "near"}
REACH = 40
BRACKETED = 6
# "one of them": the others are no pronouns that speak for themselves.
UNNAMED = {"one", "many", "voice"}
SOME = {"one", "some", "many", "most", "several", "both", "two", "three", "none", "few"}


class Subject(NamedTuple):
    """The source phrase, the edges of the whole noun phrase around it, and whether it stands behind the cue."""

    phrase: Tokens
    left: int
    right: int
    inverted: bool


def bare(passage: Passage, phrase: Tokens) -> Tokens:
    """The name alone if the phrase ends in a person's name, else the phrase with its "of" complement, without marks at its edges."""
    doc = passage.doc
    last = doc[phrase.end - 1]
    if last.ent_type_ in {"PERSON", "PER"} and not is_dependent(doc, phrase):
        start = phrase.end - 1
        while start > phrase.start and last.ent_iob_ != "O" and doc[start].ent_iob_ != "B" and doc[start - 1].ent_type_ == last.ent_type_:
            start -= 1
        return Tokens(start, phrase.end)
    start, end = phrase
    while end < len(doc) - 1 and doc[end].lower_ == "of" and passage.sentence_of[end] == passage.sentence_of[start]:
        more = passage.phrase_at(end + 1, len(doc))
        if more is None:
            break
        end = more.end
    end = _with_knowledge(passage, end)
    while start < end - 1 and (doc[start].text in MARKS or doc[start].text in CLITICS):
        start += 1
    return Tokens(start, end)


def _with_knowledge(passage: Passage, end: int) -> int:
    """The end of what unnamed sources are known by: familiar with the matter, close to the talks, briefed on the plan."""
    doc = passage.doc
    at = end if end < len(doc) and doc[end].lower_ in words("knowing") else end - 1  # the reader may take "familiar" for the noun
    if at + 1 >= len(doc) or doc[at].lower_ not in words("knowing") or doc[at + 1].pos_ != "ADP":
        return end
    more = passage.phrase_at(at + 2, len(doc))
    return more.end if more is not None else end


def with_partner(passage: Passage, phrase: Tokens, bounds: Tokens) -> Tokens:
    """Add what is coordinated with the phrase: "Ruiz and Beck said"."""
    doc = passage.doc
    if phrase.end + 1 < bounds.end and doc[phrase.end].lower_ == "and":
        more = passage.phrase_at(phrase.end + 1, bounds.end)
        if more and more.end < bounds.end and (doc[more.end].pos_ in {"VERB", "AUX", "ADV"} or doc[more.end].text in MARKS | {","}):
            return Tokens(phrase.start, more.end)
    return phrase


def with_conjunct(passage: Passage, phrase: Tokens, limit: int) -> Tokens:
    """Add the phrase behind "and", whatever follows it."""
    if phrase.end + 1 < limit and passage.doc[phrase.end].lower_ == "and" and (more := passage.phrase_at(phrase.end + 1, limit)):
        return Tokens(phrase.start, more.end)
    return phrase


def antecedent(passage: Passage, i: int, bounds: Tokens) -> Subject | None:
    """What the relative pronoun at ``i`` stands for: the phrase before it, across a comma."""
    doc = passage.doc
    j = i - 1
    while j > bounds.start and doc[j].text in {",", "—", "–"} | MARKS:
        j -= 1
    while j > bounds.start and doc[j].pos_ == "ADP":
        j -= 1
    return climbed(passage, j, bounds) if j >= bounds.start else None


def apposed(passage: Passage, i: int, bounds: Tokens) -> int | None:
    """The token before the apposition, relative clause or parenthesis that ends at the comma ``i``."""
    doc = passage.doc
    opener = "(" if doc[i].text == ")" else doc[i].text
    for j in range(i - 1, max(bounds.start, i - REACH), -1):
        before = _before_brackets(passage, j - 1)
        if doc[j].text == opener and doc[before].pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
            if (
                opener == ","
                and doc[bounds.start].pos_ in {"ADP", "SCONJ", "ADV"}
                and not any(doc[k].text == "," for k in range(bounds.start, j))
            ):
                whole = passage.phrase_at(j + 1, i)
                return whole.end - 1 if whole else None
            return before
        if doc[j].text in MARKS and passage.quote_of[j] is None and doc[j - 1].text in {",", "."}:
            return None
    return None


def _before_brackets(passage: Passage, i: int) -> int:
    """The token in front of a bracketed abbreviation that ends at ``i``: the leader of the Lund Party (LP), Ana Sol, said."""
    doc = passage.doc
    if doc[i].text != ")":
        return i
    return next((j - 1 for j in range(i - 1, max(i - BRACKETED, 0), -1) if doc[j].text == "("), i)


def climbed(passage: Passage, i: int, bounds: Tokens) -> Subject | None:
    """The phrase that ends at ``i``, or the one that it depends on through a preposition: "a spokesman for the bank"."""
    doc = passage.doc
    phrase = passage.phrase_back(i, bounds.start)
    if phrase is None:
        return None
    head, left = phrase, phrase.start
    for _ in range(3):
        before = left - 1
        if before <= bounds.start or doc[before].lower_ not in CLIMB:
            break
        outer = passage.phrase_back(before - 1, bounds.start)
        if outer is None or (doc[outer.end - 1].pos_ == "PRON" and doc[outer.end - 1].lower_ not in SOME):
            break
        head, left = outer, outer.start
    described = _described(passage, left, bounds)
    if described is not None:
        head, left = described, described.start
    return Subject(with_partner(passage, bare(passage, head), bounds), left, phrase.end, False)


def _described(passage: Passage, left: int, bounds: Tokens) -> Tokens | None:
    """Unnamed people whom a participle in front of ``left`` describes: two diplomats following the talks; an aide briefed on the plan."""
    doc = passage.doc
    at = left - 1 - (doc[left - 1].pos_ == "ADP" and doc[left - 1].lower_ != "following")
    if at - 1 < bounds.start or doc[at].pos_ not in {"VERB", "ADP"} or not doc[at].lower_.endswith(("ing", "ed")):
        return None
    people = passage.phrase_back(at - 1, bounds.start)
    finite = doc[at].lower_.endswith("ed") and doc[at].dep_ != "acl" and doc[at + 1].lower_ != "by"  # officials quoted by the agency
    return people if people is not None and not finite and noun_sort(doc[people.end - 1]) in UNNAMED else None
