"""Content behind the one who is told it: told Ruiz that ..., urged Ruiz to ..., informed Ruiz of ..."""

from __future__ import annotations

from kg.extract.said import through as through
from kg.extract.said.channel import channel_noun
from kg.extract.said.clause import clause
from kg.extract.said.cues import Cue
from kg.extract.said.frame import Content, to_verb
from kg.extract.said.hearer import COMPLEMENTS, hearer
from kg.extract.said.modifiers import modifiers
from kg.extract.said.passage import Passage
from kg.extract.said.words import words
from kg.model import Tokens


def addressed(passage: Passage, phrase: Tokens) -> tuple[Tokens | None, Tokens | None]:
    """Listener and channel of who is told: a news conference is a channel, a rally one with listeners of its own."""
    doc, head = passage.doc, passage.doc[phrase.end - 1]
    if channel_noun(head) != "occasion":
        return phrase, None
    staged = doc[phrase.end - 2].lower_ in words("press") if phrase.end - phrase.start > 1 else False
    return (phrase if head.lower_ in words("audience") and not staged else None), phrase


def persons(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """told Ruiz that ..., urged Ruiz to ..."""
    frames, doc = cue.entry.frames, passage.doc
    if not any(f.startswith("person") for f in frames):
        return None
    preps = cue.entry.prepositions("person-prep") | ({"of", "about"} if cue.entry.lemma == "tell" else set())
    who = hearer(passage, at, limit, frozenset(preps))
    if who is None or who.end >= limit:
        return None
    phrase, phrase_end = who
    while phrase_end < limit and doc[phrase_end].lower_ in COMPLEMENTS - preps and not through.channel(passage, phrase_end, limit):
        more = passage.phrase_at(phrase_end + 1, limit)
        if more is None:
            break
        phrase_end = more.end
    if phrase_end >= limit:
        return None
    tail = modifiers(passage, phrase_end, limit)
    to, told = addressed(passage, phrase)
    if doc[who.end].lower_ in preps:
        return Content(who.end + 1, "person-prep", False, to, told)
    at_to = next((i for i in dict.fromkeys((phrase_end, tail.at)) if to_verb(passage, i, limit)), -1)
    if "person-to" in frames and at_to >= 0:
        return Content(at_to, "person-to", True, to, told or tail.channel)
    if "person" in frames:
        found = clause(passage, cue, tail, limit)
        if found:
            return found._replace(frame="person", addressee=to, channel=told or tail.channel)
    return None
