"""Who speaks: the subject of a cue.

The tree is asked first (nsubj); where it fails, the noun phrase beside the cue is taken, as order in English is strict.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract._time_words import time_sort
from kg.extract.said.channel import channel_noun
from kg.extract.said.cues import Cue
from kg.extract.said.nominals import Subject, antecedent, apposed, bare, climbed, with_partner
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.people import can_listen
from kg.model import Tokens

BE = {"be", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re"}
RELATIVE = {"who", "which", "that"}
NEVER_BEFORE = {"tell", "inform", "assure", "remind"}  # what stands behind them is who is told
NOT_SPEAKERS = {"it", "this", "them", "him", "nothing"}


def subject(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    """The subject of a cue within ``bounds``, or None."""
    found = _inverted(passage, cue, bounds) or _from_tree(passage, cue, bounds) or _beside(passage, cue, bounds)
    if found is None or found.inverted:
        return found
    before = _before_cue(passage, cue, bounds.start)
    return _by_name(passage, _undated(passage, found), before) if before > found.right else _undated(passage, found)


def _undated(passage: Passage, found: Subject) -> Subject:
    """Without the day that stands in front: On 3 May 2024 Peru's president said."""
    doc, phrase = passage.doc, found.phrase
    last = max((i for i in range(phrase.start, phrase.end - 1) if time_sort(doc[i])), default=-1)
    last += 0 <= last < phrase.end - 2 and doc[last + 1].like_num
    return found._replace(phrase=Tokens(last + 1, phrase.end)) if last >= 0 and doc[phrase.start].pos_ == "NUM" else found


def _before_cue(passage: Passage, cue: Cue, floor: int) -> int:
    """The last token before the cue's auxiliaries and adverbs, or -1."""
    i = cue.start - 1
    doc = passage.doc
    while (
        i >= floor
        and (doc[i].pos_ in {"AUX", "ADV", "PART"} or doc[i].text in MARKS or doc[i].lower_ in {"n't", "n’t"})
        and doc[i].lower_ not in {"there", "to"}
    ):
        if doc[i].text in MARKS and doc[i - 1].text in {",", "."}:
            break
        i -= 1
    dated = i - 2 >= floor and time_sort(doc[i]) and doc[i - 1].lower_ == "on" and doc[i - 2].lower_ in RELATIVE
    return i - 2 if dated else i  # who on Thursday had described


def _inverted(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    """“...,” said Ruiz: the cue follows a comma or a closing mark, and a noun phrase follows the cue."""
    doc = passage.doc
    if cue.form not in {"past", "third", "participle", "base"} or not cue.entry.speaks or cue.end >= bounds.end:
        return None
    if cue.entry.lemma in NEVER_BEFORE:
        return None
    i = cue.start - 1
    while i > bounds.start and doc[i].pos_ == "ADV":
        i -= 1
    if i < bounds.start or not (doc[i].text in MARKS or doc[i].text in {",", "?", "!", "—", "–"}):
        return None
    if passage.opener(i) and i > bounds.start and doc[i - 1].pos_ in {"NOUN", "PROPN", "PRON", "AUX", "ADV"}:
        return None  # Ruiz “stressed the importance of talks”: who speaks stands in front of the mark
    if (
        doc[i].text == ","
        and apposed(passage, i, bounds) is not None
        and passage.quote_of[i] is None
        and _tree_subject(doc, cue, bounds, left_only=True)
    ):
        return None
    phrase = passage.phrase_at(cue.end, bounds.end)
    if phrase is None or doc[phrase.start].text in MARKS or time_sort(doc[phrase.end - 1]):
        return None
    head = doc[phrase.end - 1]
    if head.lower_ in NOT_SPEAKERS or not (can_listen(head) or channel_noun(head)) or _is_clause(passage, phrase.end, bounds.end):
        return None
    return Subject(bare(passage, phrase), cue.start, phrase.end, True)


def _is_clause(passage: Passage, i: int, end: int) -> bool:
    """A verb follows directly: the phrase is a subject of its own, not the speaker."""
    while i < end and passage.doc[i].pos_ == "ADV":
        i += 1
    return (
        i < end and passage.doc[i].pos_ in {"AUX", "VERB"} and passage.doc[i].lower_ not in {"according", "speaking", "referring", "adding"}
    )


def _tree_subject(doc: Doc, cue: Cue, bounds: Tokens, *, left_only: bool) -> Token | None:
    for child in doc[cue.start].children:
        if child.dep_.startswith("nsubj") and bounds.start <= child.i < bounds.end and (child.i < cue.start or not left_only):
            return child
    return None


def _from_tree(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    doc = passage.doc
    child = _tree_subject(doc, cue, bounds, left_only=True)
    if child is None or (child.dep_ == "nsubj:pass" and cue.form != "past"):
        return None
    if child.lower_ in RELATIVE:
        return antecedent(passage, child.i, bounds)
    near = _beside(passage, cue, bounds)
    if near and child.i < near.left - 1 and near.right == cue.start and doc[near.left - 1].text in MARKS | {","}:
        return near  # “...,” the ministry said: nothing in the quotation is its subject
    if (
        near
        and near.phrase.start > child.i
        and any(doc[j].pos_ in {"VERB", "AUX"} and doc[j].dep_ not in {"acl:relcl", "acl", "amod"} for j in range(child.i + 1, near.left))
    ):
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
    return Subject(with_partner(passage, phrase, bounds), start, end, False)


def _by_name(passage: Passage, found: Subject, comma: int) -> Subject:
    """The name that stands in apposition before the comma, rather than its office: its ambassador in Lima, Tom Beck, said."""
    doc = passage.doc
    name = passage.phrase_back(comma - 1, found.right) if doc[comma].text == "," else None
    if name is None or doc[name.start - 1].text != "," or doc[found.phrase.end - 1].ent_type_ == "PERSON":
        return found
    if any(doc[i].lower_ == "and" and doc[i - 1].pos_ == "NOUN" for i in range(*found.phrase)):
        return found  # leaders and the minister, Tom Beck, said
    personal = all(doc[i].ent_type_ == "PERSON" for i in range(*name))
    return found._replace(phrase=name) if personal else found


def _beside(passage: Passage, cue: Cue, bounds: Tokens) -> Subject | None:
    """The noun phrase left of the cue, over auxiliaries, adverbs, an apposition or a parenthesis."""
    doc = passage.doc
    i = _before_cue(passage, cue, bounds.start)
    if i < bounds.start:
        return None
    if doc[i].lower_ in RELATIVE and doc[i].pos_ in {"PRON", "DET", "SCONJ"}:
        return antecedent(passage, i, bounds)
    if doc[i].text in {",", ")", "—", "–"}:
        head = apposed(passage, i, bounds)
        found = None if head is None else climbed(passage, head, bounds)
        return _by_name(passage, found, i) if found else None
    return climbed(passage, i, bounds)
