"""Where time expressions stand. What dates they mean is found by resolution, which knows the day of publication."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract._syntax import lemma_in
from kg.extract._time_words import YEAR, time_sort
from kg.extract.meetings.words import listed
from kg.model import Tokens

DAY = re.compile(r"[0-3]?\d(st|nd|rd|th)?$")
NEXT = {"next", "coming", "later", "late"}
POINTERS = NEXT | {"new", "end", "this", "last", "same", "following", "previous", "past", "earlier", "early", "mid", "recent", "that"}
TRAILERS = {"ago", "before", "earlier", "later", "after"}


def find(doc: Doc, start: int, end: int) -> list[Tokens]:
    """The time expressions between two tokens, in order; a span or an adjoining pair counts as one."""
    found: list[Tokens] = []
    for i in range(start, end):
        sort = time_sort(doc[i])
        if not sort:
            continue
        first, last = i, i + 1
        while first > start and _leads(doc, first - 1):
            first -= 1
        while last < end and _trails(doc, last, end):
            last += 1
        if sort in {"unit", "part"} and first == i and last == i + 1:
            continue
        if found and first <= found[-1].end + 1 and _glued(doc, found[-1].end, first) and not _measured(doc, first, last):
            found[-1] = Tokens(found[-1].start, last)
        elif not found or first >= found[-1].end:
            found.append(Tokens(first, last))
    return found


def _measured(doc: Doc, first: int, last: int) -> bool:
    """ "On Monday, two days before the vote": the second tells how far the first is from something else."""
    return last - first > 1 and doc[last - 1].lower_ in {"before", "after"} and time_sort(doc[last - 2]) == "unit"


def _leads(doc: Doc, i: int) -> bool:
    token = doc[i]
    return token.lower_ in POINTERS | {"the", "a", "few"} or token.pos_ == "NUM" or bool(DAY.match(token.text))


def _trails(doc: Doc, i: int, end: int) -> bool:
    year = doc[i].text == "," and i + 1 < end and YEAR.match(doc[i + 1].text)
    if doc[i].lower_ in {"before", "after"} and time_sort(doc[i - 1]) != "unit":
        return False  # "on Friday after a visit"
    return bool(doc[i].lower_ in TRAILERS or DAY.match(doc[i].text) or year)


def _glued(doc: Doc, end: int, start: int) -> bool:
    return all(t.text in {",", "-", "–"} or t.lower_ in {"of", "to", "and", "until"} for t in doc[end:start])


def near(doc: Doc, trigger: Tokens, start: int, end: int) -> tuple[Tokens, ...]:
    """The time expressions of a clause, likeliest first: those behind the trigger, then those before it.

    One that tells when something was said ("said on Friday") is left out.
    """
    found = [t for t in find(doc, start, end) if not _speech(doc, t, trigger) and not _counted(doc, t)]
    behind = [t for t in found if t.start >= trigger.end]
    ahead = [t for t in found if t.start < trigger.end]
    return tuple(behind + ahead[::-1])


def _counted(doc: Doc, time: Tokens) -> bool:
    """ "A week after Ruiz met Beck": counted from the encounter, and not its date; "the day before," is one."""
    if time.end >= len(doc) or time.end - time.start < 2 or doc[time.end - 1].lower_ not in {"after", "before"}:
        return False
    clause = doc[time.end].pos_ in {"PRON", "PROPN", "DET", "NOUN", "VERB", "ADJ"}
    return clause and time_sort(doc[time.end - 2]) == "unit" and doc[time.start].lower_ != "the"


def _asked(doc: Doc, first: int, time: Tokens, trigger: Tokens) -> bool:
    """True for "Asked about Beck's trip on Friday, Ruiz said": that Friday she was asked."""
    opener = doc[first : max(time.end, trigger.end)]
    topic = any(t.lower_ == "about" for t in doc[first : trigger.start])
    return topic and doc[first].pos_ == "VERB" and doc[first].lower_ in listed("opening speech") and all(t.text != "," for t in opener)


def _speech(doc: Doc, time: Tokens, trigger: Tokens) -> bool:
    i, first = time.start - 1, doc[time.start].sent.start
    if _asked(doc, first, time, trigger):
        return True
    while i >= first and doc[i].pos_ == "ADP":
        i -= 1
    follows = doc[time.end].lower_ if time.end < len(doc) else ""
    told = i >= first and doc[i].pos_ not in {"NOUN", "PROPN"} and bool(lemma_in(doc[i], listed("speech")))  # "the States" say nothing
    proposed = i >= first and bool(lemma_in(doc[i], listed("proposing"))) and doc[time.start - 1].lower_ != "for"
    told |= proposed  # "first proposed in March"
    return told and i != trigger.start and follows not in {"as", "while", "during"}
