"""Content behind the one who is told it: told Ruiz that ..., urged Ruiz to ..., informed Ruiz of ..."""

from __future__ import annotations

from kg.extract import _said_through as through
from kg.extract._said_channel import channel_noun
from kg.extract._said_clause import clause
from kg.extract._said_cues import Cue
from kg.extract._said_frame import Content, to_verb
from kg.extract._said_modifiers import modifiers
from kg.extract._said_passage import Passage
from kg.model import Tokens


def persons(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """told Ruiz that ..., urged Ruiz to ..."""
    frames, doc = cue.entry.frames, passage.doc
    if not any(f.startswith("person") for f in frames):
        return None
    phrase = _listener(passage, at, limit)
    if phrase is None or phrase.end >= limit:
        return None
    preps = cue.entry.prepositions("person-prep") | ({"of", "about"} if cue.entry.lemma == "tell" else set())
    phrase_end = phrase.end
    while phrase_end < limit and doc[phrase_end].lower_ in {"of", "in", "from"} - preps and not through.channel(passage, phrase_end, limit):
        more = passage.phrase_at(phrase_end + 1, limit)
        if more is None:
            break
        phrase_end = more.end
    if phrase_end >= limit:
        return None
    tail = modifiers(passage, phrase_end, limit)
    kind = channel_noun(doc[phrase.end - 1])
    to, told = (None, phrase) if kind == "occasion" else (phrase, None)
    at_to = next((i for i in dict.fromkeys((phrase_end, tail.at)) if to_verb(passage, i, limit)), -1)
    if "person-to" in frames and at_to >= 0:
        return Content(at_to, "person-to", True, to, told or tail.channel)
    if doc[phrase.end].lower_ in preps:
        return Content(phrase.end + 1, "person-prep", False, to, told)
    if "person" in frames:
        found = clause(passage, cue, tail, limit)
        if found:
            return found._replace(frame="person", addressee=to, channel=told or tail.channel)
    return None


def _listener(passage: Passage, at: int, limit: int) -> Tokens | None:
    """The phrase at ``at`` without the name behind it that is the subject of what is told: told a reporter Beck had left."""
    doc, phrase = passage.doc, passage.phrase_at(at, limit)
    if phrase is None or doc[at].lower_ not in {"a", "an"} or passage.finite(phrase.end, min(limit, phrase.end + 1)) < 0:
        return phrase
    name = phrase.end
    while name > at + 1 and doc[name - 1].pos_ == "PROPN":
        name -= 1
    return Tokens(at, name) if name < phrase.end and doc[name - 1].pos_ == "NOUN" else phrase
