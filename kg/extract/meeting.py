"""Meetings: who met, visited, called or means to, where and when, from verbs ("met") and nouns ("talks").

A planned, postponed or merely possible encounter is yielded too, with its status; one that did not happen and was not planned
("refused to meet") is not. Every mention is yielded, also "the talks"; ``kg.resolve.meeting`` puts together what belongs together.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract._phrases import names_of
from kg.extract.meetings import build
from kg.extract.meetings.form import NEGATIONS, is_passive
from kg.extract.meetings.lexicon import Trigger, blockers, matches, triggers, triggers_at
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.series import continues
from kg.extract.meetings.unsaid import is_heading
from kg.extract.meetings.words import listed
from kg.model import MeetingMention, Tokens

STOPS = ".!?:;…”\"')"
NEAR = 8
STAY = ("be", "in")
ENDS = {".", ";", "too", "as"}
REMOTE = ("by ", "via ", "virtually", "remotely")
LONGEST = 120


def extract(doc: Doc) -> Iterator[MeetingMention]:
    """Yield the mentions of encounters in text order."""
    names = names_of(doc)
    for start, end in sentences(doc):
        hits = list(find(doc, start, end))
        if hits:
            scene = Scene(doc, start, end, names)
            heads = {t.end - 1 for t, trigger in hits if trigger.frame not in build.ACTING}
            for tokens, trigger in hits:
                yield from build.build(scene, tokens, trigger, heads)


def sentences(doc: Doc) -> Iterator[Tokens]:
    """The sentences, joined where the parser cut one without a full stop; nothing but white space parts two halves of a sentence.

    The last token of a block has no white space behind it, so that a headline is never joined to what follows.
    """
    start = 0
    for sent in doc.sents:
        last = doc[sent.end - 1]
        if (
            (last.text[-1] in STOPS and not _abbreviated(doc, last.i))
            or last.is_space
            or not last.whitespace_
            or sent.end - start > LONGEST
        ):
            yield Tokens(start, sent.end)
            start = sent.end
    if start < len(doc):
        yield Tokens(start, len(doc))


def _abbreviated(doc: Doc, stop: int) -> bool:
    """True for the stop of a rank before a name ("Maj. Gen. Ruiz"), which ends no sentence."""
    ranked = doc[stop].text == "." and stop > 0 and doc[stop - 1].text in listed("rank")
    return ranked and stop + 1 < len(doc) and doc[stop + 1].text[0].isupper()


def find(doc: Doc, start: int, end: int) -> Iterator[tuple[Tokens, Trigger]]:
    """The triggers between two tokens, longest first at each place, without those that a blocker covers."""
    i = start
    while i < end:
        trigger = next((t for t in triggers_at(doc, i) if fits(doc, i, t)), None)
        size = len(trigger.words) if trigger else 1
        if trigger is None and _is_with_adverb(doc, i):  # "was nevertheless in Lima"
            trigger, size = next(t for t in triggers() if t.words == STAY), len(STAY) + 1
        if trigger and not blocked(doc, i, i + size):
            yield Tokens(i, i + size), trigger
        i += size


def _is_with_adverb(doc: Doc, i: int) -> bool:
    """True for "was also in Lima", where an adverb parts the words of the trigger "be in"."""
    if i + 3 >= len(doc) or doc[i].lower_ not in {"is", "was", "are", "were"} or doc[i + 1].pos_ != "ADV" or doc[i + 2].lower_ != "in":
        return False
    return doc[i + 1].lower_ not in NEGATIONS | {"there"} and doc[i + 3 + (doc[i + 3].lower_ == "the")].text[:1].isupper()


def fits(doc: Doc, i: int, trigger: Trigger) -> bool:
    """True if the word's part of speech is the trigger's; "talks" and "visit" are nouns or verbs by what stands around them."""
    last = doc[i + len(trigger.words) - 1]
    if trigger.frame == "series":
        return continues(doc, i, trigger)
    if trigger.pos == "ADJ":
        return last.pos_ == "ADJ" and (i + 1 == len(doc) or doc[i + 1].pos_ not in {"NOUN", "PROPN"})
    if trigger.frame == "presence" and trigger.pos == "VERB" and trigger.words[-1] != "by":
        if trigger.words == ("join",):
            words = [t.lower_ for t in doc[i + 1 : i + NEAR]]
            return is_passive(doc, i) and "by" in words and not {"visit", "trip", "tour"} & {*words[: words.index("by")]}
        follows = doc[last.i + 1 : last.i + 3].text.lower()
        remote = trigger.words[0] != "attend" and follows.startswith(REMOTE)
        return not follows or follows.split()[0] in ENDS or remote or follows == "in person"  # "Beck also attended."
    if trigger.words[-1] in {"with", "of"} and trigger.pos == "NOUN":
        return doc[i].pos_ == "NOUN"  # "spent an hour with", "on the sidelines of"
    if trigger.frame in {"stay", "due"}:
        at = last.i + 1 + (last.i + 1 < len(doc) and doc[last.i + 1].lower_ == "the")  # "in the Danish capital"
        return at < len(doc) and doc[at].text[:1].isupper()
    if doc[i].lower_ == "meeting" and _opens_heading(doc, i):
        return trigger.pos == "NOUN"
    if trigger.pos == "VERB":
        if doc[i].dep_ == "amod" and i + 1 < len(doc) and doc[i + 1].pos_ in {"NOUN", "PROPN"}:
            return False
        return doc[i].pos_ in {"VERB", "AUX"} or (doc[i].pos_ == "NOUN" and _verbal(doc, i))
    if doc[i].lower_ == "talks" and last.pos_ == "VERB":
        return i > 0 and doc[i - 1].pos_ in {"VERB", "ADJ", "ADP", "DET"}
    if "-" in trigger.words:
        return i + len(trigger.words) >= len(doc) or doc[i + len(trigger.words)].pos_ not in {"NOUN", "PROPN"}
    return last.pos_ in {"NOUN", "PROPN"} or (last.pos_ == "ADJ" and trigger.words == ("bilateral",) and last.head.i <= i)


def _opens_heading(doc: Doc, i: int) -> bool:
    """True for the first word of the heading "Meeting with President Beck", whatever its tag."""
    sent = doc[i].sent
    return i == sent.start and i + 1 < sent.end and doc[i + 1].lower_ == "with" and is_heading(doc, Tokens(sent.start, sent.end))


def _verbal(doc: Doc, i: int) -> bool:
    """A noun by its tag that is surely a verb: behind "to" or a modal, with an object that begins with a capital."""
    if i == 0 or i + 1 >= len(doc):
        return False
    return doc[i - 1].lower_ in {"to", "will", "would"} and doc[i + 1].text[:1].isupper()


def blocked(doc: Doc, start: int, end: int) -> bool:
    """True if a blocking phrase ("press conference") covers the trigger."""
    for words in blockers():
        for at in range(max(0, end - len(words)), start + 1):
            if at + len(words) >= end and matches(doc, at, words):
                return True
    return False
