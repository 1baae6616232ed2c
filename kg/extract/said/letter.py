"""Letters: what stands in one that was told of just before was told to whom it went.

Ruiz sent a letter to Beck last month. In it, she wrote ...; Ruiz wrote to Beck on Monday. In the letter she offered ...
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract._phrases import noun_sort
from kg.extract.said.channel import channel_noun
from kg.extract.said.nominals import bare
from kg.extract.said.passage import Passage
from kg.extract.said.scene import Attribution
from kg.model import Tokens

REACH = 2
FAR = 8
SENT = {"letter", "message", "cable", "note", "email", "e-mail", "telegram"}
WRITING = {"wrote", "written", "writing", "writes"}
POINTING = {"the", "this", "that", "his", "her", "its", "their"}


def with_letters(passage: Passage, found: Sequence[Attribution]) -> list[Attribution]:
    """Give attributions that a sentence puts into a letter ("In it, ...", "In the letter ...") that letter and its receiver."""
    return [_put(passage, a) for a in found]


def _put(passage: Passage, a: Attribution) -> Attribution:
    at = (a.cue or a.content[0]).start
    here = passage.sentence_of[at]
    if a.addressee is None and a.cue is not None and passage.doc[at].lower_.endswith("ing"):
        before = Tokens(passage.sentences[here].start, at)
        if (sent := next(_letters(passage, before), None)) is not None and at - sent[1].end <= 1:
            return replace(a, channel=a.channel or sent[0], addressee=sent[1])  # sent a letter to Beck demanding
    reach = _reach(passage, a, at)
    for n in range(here - 1, max(-1, here - 1 - reach), -1):
        for letter, receiver in _letters(passage, passage.sentences[n]):
            if receiver == a.source:
                continue
            teller = a.teller or (a.channel if a.channel and channel_noun(passage.doc[a.channel.end - 1]) != "document" else None)
            named = a.channel if a.channel is not None and a.channel != teller else letter
            return replace(a, channel=named, teller=teller, addressee=a.addressee or receiver)
    return a


def _reach(passage: Passage, a: Attribution, at: int) -> int:
    """How many sentences back the letter may stand that the words are put into; 0 if they are put into none."""
    doc, opening = passage.doc, passage.sentences[passage.sentence_of[at]].start
    if opening + 2 < len(doc) and doc[opening].lower_ == "in":
        if doc[opening + 1].lower_ == "it" and doc[opening + 2].text == ",":
            return REACH
        if doc[opening + 1].lower_ in POINTING and doc[opening + 2].lower_ in SENT:
            return FAR
    if a.source is not None and doc[a.source.start].lower_ in POINTING and doc[a.source.end - 1].lower_ in SENT:
        return FAR  # the letter said
    writes = a.cue is not None and doc[a.cue.start].lower_ in WRITING and a.addressee is None and a.channel is None
    same = a.source is not None and a.source.end - a.source.start == 1 and doc[a.source.start].lower_ in {"he", "she", "they"}
    return REACH if writes and same else 0


def _letters(passage: Passage, bounds: Tokens) -> Iterator[tuple[Tokens | None, Tokens]]:
    """The letters that a sentence tells of, the last one first: the phrase, where there is one, and to whom it went."""
    doc = passage.doc
    for i in range(bounds.end - 1, bounds.start - 1, -1):
        if doc[i].lower_ not in SENT | WRITING:
            continue
        receiver = _receiver(passage, i + 1, bounds.end)
        if receiver is not None:
            yield (passage.phrase_back(i, bounds.start) if doc[i].lower_ in SENT else None), receiver


def _receiver(passage: Passage, start: int, stop: int) -> Tokens | None:
    """The first one behind "to" who can read: to his counterpart, to Tom Beck; not "to the port"."""
    doc = passage.doc
    for i in range(start, stop - 1):
        phrase = passage.phrase_at(i + 1, stop) if doc[i].lower_ == "to" and doc[i + 1].pos_ not in {"VERB", "AUX"} else None
        head = doc[phrase.end - 1] if phrase else None
        if phrase and head and (head.ent_type_ == "PERSON" or noun_sort(head) in {"one", "many", "body"}):
            return bare(passage, phrase)
    return None
