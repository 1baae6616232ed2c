"""The end of a sentence that tells how the content came, not what it is: condemned the attack [in a statement on Friday].

Behind a noun phrase the words of a channel belong to the cue; behind a clause only where the tree says so. "with Beck" belongs to a cue of
raising something with somebody.
"""

from __future__ import annotations

from kg.extract.said import through as through
from kg.extract.said.channel import channel_noun
from kg.extract.said.cues import Cue
from kg.extract.said.frame import Content, able
from kg.extract.said.hearer import whole
from kg.extract.said.modifiers import Tail, modifiers
from kg.extract.said.passage import Passage
from kg.model import Tokens

NEW = {"a", "an", "his", "her", "its", "their"}
KNOWN = {"the", "this", "that", "these", "those"}


def coda(passage: Passage, cue: Cue, content: Content, stop: int) -> Tail:
    """Where the content ends before such words, and the listener and channel in them; ``stop`` and nobody where there are none."""
    doc = passage.doc
    for i in range(content.start + 1, stop - 1):
        if doc[i].pos_ != "ADP" or passage.quote_of[i] is not None or doc[i - 1].pos_ not in {"NOUN", "PROPN", "PUNCT", "NUM", "ADJ"}:
            continue
        if doc[i].lower_ == "with" and "with" in cue.entry.frames:
            partner = able(passage, passage.phrase_at(i + 1, stop))
            if partner is not None:
                return Tail(i, whole(passage, partner, stop), modifiers(passage, partner.end, stop).channel)
        found = _channel(passage, cue, content, i, stop)
        if found is not None:
            return Tail(i, None, found)
    return Tail(stop, None, None)


def _channel(passage: Passage, cue: Cue, content: Content, i: int, stop: int) -> Tokens | None:
    """The channel that the preposition at ``i`` leads to, if nothing but its own complements and times follow it."""
    doc, phrase = passage.doc, through.channel(passage, i, stop)
    if phrase is None or doc[phrase.start].lower_ in KNOWN or _behind_name(passage, modifiers(passage, i, stop).at, stop) < stop:
        return None
    kind = channel_noun(doc[phrase.end - 1])
    if kind not in through.CARRIERS and doc[i].lower_ != "through":
        return None
    if content.clausal and doc[phrase.end - 1].head.i != cue.start:
        return None
    return phrase if doc[phrase.start].lower_ in NEW or kind == "medium" or doc[phrase.start].pos_ != "DET" else None


def _behind_name(passage: Passage, at: int, stop: int) -> int:
    """Behind the name in apposition that begins at ``at``: through a spokesman, Tom Beck."""
    name = passage.phrase_at(at + 1, stop) if at + 1 < stop and passage.doc[at].text == "," else None
    return name.end if name is not None and passage.doc[name.end - 1].ent_type_ == "PERSON" else at
