"""Statements: who is credited with which words or thoughts, by a cue, by quotation marks, or by continuing what stands before.

Rules combine quotation marks, a cue lexicon, the order of words and the tree; the first three carry it where the tree is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.said.antecedent import with_antecedents
from kg.extract.said.attribution import attributions
from kg.extract.said.continuation import continued
from kg.extract.said.label import labelled
from kg.extract.said.passage import Passage
from kg.extract.said.scene import Attribution
from kg.model import Mode, StatementMention, Tokens


def extract(doc: Doc) -> Iterator[StatementMention]:
    """Yield one mention per attribution, in text order; of two that share speaker and content the better is kept.

    A quotation that no one is credited with, directly or by continuation, is no statement.
    """
    passage = Passage(doc)
    found = attributions(passage)
    found += [a for a in labelled(passage) if not _taken(a, found)]
    for attribution in _distinct(with_antecedents(passage, continued(passage, found))):
        yield _mention(passage, attribution)


def _taken(new: Attribution, found: list[Attribution]) -> bool:
    """Most of the paragraph is a statement with a cue of its own."""
    ours = _tokens(new.content)
    return any(2 * len(ours & _tokens(a.content)) > len(ours) for a in found)


def _distinct(found: list[Attribution]) -> list[Attribution]:
    """Without duplicates: at most one for a content of which four fifths are the same, and one source."""
    kept: list[Attribution] = []
    at: dict[int, list[Attribution]] = {}
    for new in sorted(found, key=lambda a: (-a.confidence, a.content, a.rule)):
        words = _tokens(new.content)
        rivals = {id(old): old for i in words for old in at.get(i, ())}
        if not any(_same(new, old) for old in rivals.values()):
            kept.append(new)
            for i in words:
                at.setdefault(i, []).append(new)
    return sorted(kept, key=lambda a: (a.content, a.cue or Tokens(0, 0), a.rule))


def _same(a: Attribution, b: Attribution) -> bool:
    ours, theirs = _tokens(a.content), _tokens(b.content)
    shared = len(ours & theirs)
    if shared <= 0.8 * max(len(ours), len(theirs)):
        return False
    return a.source == b.source or a.cue == b.cue or shared == len(ours | theirs)


def _tokens(content: tuple[Tokens, ...]) -> set[int]:
    return {i for start, end in content for i in range(start, end)}


def _mention(passage: Passage, a: Attribution) -> StatementMention:
    parts = [*a.content, *([a.source] if a.source else []), *([a.cue] if a.cue else [])]
    here = passage.paragraph_of[a.content[0].start]
    near = [p for p in parts if passage.paragraph_of[p.start] == here]
    return StatementMention(
        content=a.content,
        source=a.source,
        cue=a.cue,
        mode=mode(passage, a.content),
        rule=f"statement.{a.rule}",
        addressee=a.addressee,
        channel=a.channel,
        teller=a.teller,
        antecedent=a.antecedent,
        met=a.met,
        confidence=round(a.confidence, 2),
        evidence=Tokens(min(p.start for p in near), max(p.end for p in near)),
    )


def mode(passage: Passage, content: tuple[Tokens, ...]) -> Mode:
    """Direct if every word of the content stands inside quotation marks, Indirect if none does, else Mixed."""
    words = [i for start, end in content for i in range(start, end) if not passage.doc[i].is_punct and not passage.doc[i].is_space]
    inside = sum(passage.quote_of[i] is not None for i in words)
    if not inside:
        return "Indirect"
    return "Direct" if inside == len(words) else "Mixed"
