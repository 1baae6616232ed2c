"""Who speaks, to whom, and through which channel: the arguments around a cue.

The tree is asked first (nsubj, obl:agent); where it fails, the noun phrase beside the cue is taken, as order in English is strict.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._cues import Cue
from kg.extract._passage import CLITICS, MARKS, Passage
from kg.model import Tokens

BE = {"be", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re"}
RELATIVE = {"who", "which", "that"}
CLIMB = {"of", "for", "at", "from", "in", "on", "with", "to", "by", "privy", "near"}
TIME = set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month year morning evening night afternoon weekend "
    "january february march april may june july august september october november december earlier later time day hours minutes".split()
)
HUMAN_NUMBERS = {"one", "two", "both", "some", "many", "several", "others", "all", "three", "few", "most", "those"}


class Subject(NamedTuple):
    """The source phrase, the left edge of the whole noun phrase around it, and whether it stands behind the cue."""

    phrase: Tokens
    left: int
    right: int
    inverted: bool


@lru_cache(maxsize=1)
def channels() -> dict[str, str]:
    """Nouns of documents and media -> kind (document, occasion, medium), from channels.csv."""
    with resources.data("channels.csv").open(encoding="utf-8", newline="") as lines:
        return {row["noun"]: row["kind"] for row in csv.DictReader(lines)}


def bare(passage: Passage, phrase: Tokens) -> Tokens:
    """The name alone if the phrase ends in a person's name, else the phrase with its "of" complement, without marks at its edges."""
    doc = passage.doc
    last = doc[phrase.end - 1]
    if last.ent_type_ in {"PERSON", "PER"}:
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
    while start < end - 1 and (doc[start].text in MARKS or doc[start].text in CLITICS):
        start += 1
    return Tokens(start, end)


def subject(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    """The subject of a cue within ``bounds``, or None."""
    return _inverted(passage, cue, bounds) or _from_tree(passage, cue, bounds) or _beside(passage, cue, bounds)


def _before_cue(passage: Passage, cue: Cue, floor: int) -> int:
    """The last token before the cue's auxiliaries and adverbs, or -1."""
    i = cue.start - 1
    doc = passage.doc
    while i >= floor and (doc[i].pos_ in {"AUX", "ADV", "PART"} or doc[i].text in MARKS or doc[i].lower_ in {"n't", "n’t"}) and doc[i].lower_ not in {"there", "to"}:
        if doc[i].text in MARKS and doc[i - 1].text in {",", "."}:
            break
        i -= 1
    return i


def _inverted(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    """“...,” said Ruiz: the cue follows a comma or a closing mark, and a noun phrase follows the cue."""
    doc = passage.doc
    if cue.form not in {"past", "third", "participle", "base"} or not cue.entry.speaks or cue.end >= bounds.end:
        return None
    i = cue.start - 1
    while i > bounds.start and doc[i].pos_ == "ADV":
        i -= 1
    if i < bounds.start or not (doc[i].text in MARKS or doc[i].text in {",", "?", "!", "—", "–"}):
        return None
    if doc[i].text == "," and _apposed(passage, i, bounds) is not None and passage.quote_of[i] is None and _tree_subject(doc, cue, bounds, left_only=True):
        return None
    phrase = passage.phrase_at(cue.end, bounds.end)
    if phrase is None or doc[phrase.start].text in MARKS or doc[phrase.end - 1].lower_ in TIME:
        return None
    if doc[phrase.end - 1].lower_ in {"it", "this", "them", "him", "nothing"} or _is_clause(passage, phrase.end, bounds.end):
        return None
    return Subject(bare(passage, phrase), cue.start, phrase.end, True)


def _is_clause(passage: Passage, i: int, end: int) -> bool:
    """A verb follows directly: the phrase is a subject of its own, not the speaker."""
    while i < end and passage.doc[i].pos_ == "ADV":
        i += 1
    return i < end and passage.doc[i].pos_ in {"AUX", "VERB"} and passage.doc[i].lower_ not in {"according", "speaking", "referring", "adding"}


def _tree_subject(doc: Doc, cue: Cue, bounds: Tokens, *, left_only: bool) -> Token | None:
    for child in doc[cue.start].children:
        if child.dep_.startswith("nsubj") and bounds.start <= child.i < bounds.end and (child.i < cue.start or not left_only):
            return child
    return None


def _from_tree(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    doc = passage.doc
    child = _tree_subject(doc, cue, bounds, left_only=True)
    if child is None or child.dep_ == "nsubj:pass" and cue.form != "past":
        return None
    if child.lower_ in RELATIVE:
        return antecedent(passage, child.i, bounds)
    near = _beside(passage, cue, bounds)
    if near and near.phrase.start > child.i and any(doc[j].pos_ in {"VERB", "AUX"} and doc[j].dep_ not in {"acl:relcl", "acl", "amod"} for j in range(child.i + 1, near.left)):
        return near
    return _around(passage, child.i, bounds)


def _around(passage: Passage, i: int, bounds: Tokens) -> Subject | None:
    """The subject whose head is token ``i``."""
    doc = passage.doc
    whole = passage.phrase_at(i, bounds.end)
    end = whole.end if whole else i + 1
    back = passage.phrase_back(i, bounds.start)
    start = back.start if back else i
    if doc[i].ent_iob_ == "O" and whole and any(doc[j].ent_type_ == "PERSON" for j in range(i, end)):
        end = max(j for j in range(i, end) if doc[j].ent_type_ == "PERSON") + 1
    phrase = bare(passage, Tokens(start, end))
    return Subject(_with_partner(passage, phrase, bounds), start, end, False)


def _with_partner(passage: Passage, phrase: Tokens, bounds: Tokens) -> Tokens:
    """Add what is coordinated with the phrase: "Ruiz and Beck said"."""
    doc = passage.doc
    if phrase.end + 1 < bounds.end and doc[phrase.end].lower_ == "and":
        more = passage.phrase_at(phrase.end + 1, bounds.end)
        if more and more.end < bounds.end and (doc[more.end].pos_ in {"VERB", "AUX", "ADV"} or doc[more.end].text in MARKS):
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
    return _climbed(passage, j, bounds) if j >= bounds.start else None


def _beside(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    """The noun phrase left of the cue, over auxiliaries, adverbs, an apposition or a parenthesis."""
    doc = passage.doc
    i = _before_cue(passage, cue, bounds.start)
    if i < bounds.start:
        return None
    if doc[i].lower_ in RELATIVE and doc[i].pos_ in {"PRON", "DET", "SCONJ"}:
        return antecedent(passage, i, bounds)
    if doc[i].text in {",", ")", "—", "–"}:
        head = _apposed(passage, i, bounds)
        return None if head is None else _climbed(passage, head, bounds)
    return _climbed(passage, i, bounds)


def _apposed(passage: Passage, i: int, bounds: Tokens) -> int | None:
    """The token before the apposition, relative clause or parenthesis that ends at the comma ``i``."""
    doc = passage.doc
    opener = "(" if doc[i].text == ")" else doc[i].text
    for j in range(i - 1, max(bounds.start, i - 40), -1):
        if doc[j].text == opener and doc[j - 1].pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
            return j - 1
        if doc[j].text in MARKS and passage.quote_of[j] is None and doc[j - 1].text in {",", "."}:
            return None
    return None


def _climbed(passage: Passage, i: int, bounds: Tokens) -> Subject | None:
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
        if outer is None or doc[outer.end - 1].pos_ == "PRON":
            break
        head, left = outer, outer.start
    return Subject(_with_partner(passage, bare(passage, head), bounds), left, phrase.end, False)


def agent(passage: Passage, start: int, end: int) -> Tokens | None:
    """The phrase of "by X" among the tokens just behind a passive cue."""
    doc = passage.doc
    for i in range(start, min(end, start + 14)):
        if doc[i].lower_ == "by":
            phrase = passage.phrase_at(i + 1, end)
            return phrase
        if doc[i].pos_ == "VERB" or doc[i].text in {",", ";"}:
            return None
    return None


def channel_noun(token: Token) -> str:
    """The kind of channel that a noun names, or ""."""
    known = channels()
    return known.get(token.lower_) or known.get(token.lemma_.lower()) or known.get(token.lower_.rstrip("s")) or ""


def issuer(passage: Passage, phrase: Tokens) -> tuple[Tokens, Tokens | None]:
    """Source and channel of a phrase: "a White House statement" is issued by the White House."""
    doc = passage.doc
    if channel_noun(doc[phrase.end - 1]) != "document":
        return bare(passage, phrase), None
    after = phrase.end
    if after + 1 < len(doc) and doc[after].lower_ in {"from", "by", "of"}:
        owner = passage.phrase_at(after + 1, len(doc))
        if owner and doc[owner.end - 1].pos_ in {"PROPN", "NOUN"} and doc[owner.end - 1].lower_ not in TIME:
            return bare(passage, owner), Tokens(phrase.start, owner.end)
    inner = [i for i in range(phrase.start, phrase.end - 1) if doc[i].pos_ == "PROPN" or doc[i].ent_type_]
    if inner:
        return Tokens(inner[0], inner[-1] + 1), phrase
    return phrase, phrase
