"""How a statement is told, by its cue: across the table, as more of the same, as an answer, as a look back at talks that are over."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.said.cues import verbs
from kg.extract.said.words import words
from kg.model import StatementMention

GOING_ON = {"continue", "add", "go", "say"}
FURTHER = {"also", "further", "then"}
OVER = {"was", "were", "had"}
OWNED = {"the", "his", "her", "their", "its"}
AFTERWARDS = {"after", "afterwards", "afterward", "later", "earlier", "before", "since"}


def lemma(doc: Doc, mention: StatementMention) -> str:
    """The first word of the cue as the lexicon has it, or ""."""
    known = verbs().get(doc[mention.cue.start].lower_, []) if mention.cue else []
    return known[0][0].lemma if known else ""


def told_across(doc: Doc, mention: StatementMention) -> bool:
    """Words spoken across the table: stressed, thanked, urged; neither announced to all, nor merely thought, nor held in general."""
    if mention.cue is None or lemma(doc, mention) not in words("across"):
        return False
    cue = doc[mention.cue.start]
    return cue.lower_.endswith("ing") or "Pres" not in cue.morph.get("Tense", [])


def answers(doc: Doc, mention: StatementMention) -> bool:
    """Words that answer: replied, countered."""
    return lemma(doc, mention) in words("answering")


def retorts(doc: Doc, mention: StatementMention) -> bool:
    """Words thrown back at who has just spoken: retorted, shot back, hit back."""
    particle = mention.cue is not None and mention.cue.end - mention.cue.start == 2 and doc[mention.cue.end - 1].lower_ == "back"
    return particle or lemma(doc, mention) in words("retorting")


def goes_on(doc: Doc, mention: StatementMention) -> bool:
    """The cue says that more follows: continued, added; also warned."""
    if mention.cue is None:
        return False
    return lemma(doc, mention) in GOING_ON or doc[max(0, mention.cue.start - 1)].lower_ in FURTHER


def looks_back(doc: Doc, mention: StatementMention) -> bool:
    """The words judge talks that are over, so that they are not said in them: the talks had been useful."""
    start, end = mention.content[0]
    first = start + (doc[start].lower_ in OWNED)
    return first + 1 < end and doc[first].lower_ in words("encounter") and doc[first + 1].lower_ in OVER


def afterwards(doc: Doc, mention: StatementMention) -> bool:
    """The sentence of the cue puts the words at another time: said later, said after the talks."""
    if mention.cue is None:
        return False
    inside = {i for start, end in mention.content for i in range(start, end)}
    return any(t.lower_ in AFTERWARDS and t.i not in inside for t in doc[mention.cue.start].sent)
