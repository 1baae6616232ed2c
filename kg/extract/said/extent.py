"""Where content behind a cue ends, and how a stretch is trimmed to what was said."""

from __future__ import annotations

from kg.extract._time_words import time_sort
from kg.extract.said import cues
from kg.extract.said.credible import actor
from kg.extract.said.cues import Cue
from kg.extract.said.frame import Content
from kg.extract.said.passage import DASHES, MARKS, STOPS, Passage
from kg.extract.said.words import words
from kg.model import Tokens

CONTRAST = {"but", "while", "though", "although", "whereas", "and"}
NOMINATIVE = {"he", "she", "they", "we"}
RELATIVE = {"which", "who", "whose"}
ADDED = {"a", "an", "something"}  # ", a plan that the North has rejected"
REACH = 10
BAR = "|"  # between a headline and the name of its page
WHEN = {"after", "following", "amid"}
STANCES = {"accuse", "express", "urge", "warn", "promise", "tell", "write"}
SEEMING = {"appeared", "appears", "seemed", "seems", "was", "amounted", "sounded"}
THINGS = {"it", "there", "this", "that"}
INFINITE = {"to", "gerund", "person-to"}
CLAUSES = {"that", "clause"}
EDGES = {",", ":", ";", "—", "–", "―", "-", "`"}
MODALS = {"will", "would", "can", "could", "may", "might", "should", "must", "is", "are", "has", "have"}


def end(passage: Passage, cue: Cue, content: Content, limit: int) -> int:
    """Where the content ends: at the limit, or before what is the narrator's or another cue's."""
    doc = passage.doc
    if passage.opener(content.start):
        quote = passage.quote_of[content.start + 1]
        if quote is not None and quote.closed and _full(passage, quote.end, limit):
            return quote.end + 1
    home = passage.quote_of[content.start]
    for i in range(content.start + 1, limit):
        if passage.quote_of[i] is not None and passage.quote_of[i] is not home:
            continue
        if doc[i].text == BAR:
            return i
        boundary = doc[i].text in {",", ";", "—", "–", "―"} or doc[i].lower_ in {"and", "but"}
        if _closes_aside(passage, cue, i, limit):
            return i
        if doc[i].text in MARKS and doc[i - 1].text == "," and passage.quote_of[i] is None and _aside(passage, i + 1, limit):
            return i + 1
        if boundary and _breaks(passage, cue, content, i, limit):
            return i
    return limit


def _closes_aside(passage: Passage, cue: Cue, i: int, limit: int) -> bool:
    """The dash that ends what is told of a speaker between dashes: Ruiz - who had called the talks useful - said."""
    doc = passage.doc
    if doc[i].text not in DASHES or not doc[i].whitespace_ or not doc[i - 1].whitespace_ or i + 1 >= limit:
        return False
    opening = next(
        (k for k in range(cue.start - 1, max(passage.sentence(cue.start).start, cue.start - REACH), -1) if doc[k].text in DASHES), -1
    )
    return opening >= 0 and doc[opening + 1].lower_ in RELATIVE and passage.finite(i + 1, min(limit, i + 3)) >= 0


def _full(passage: Passage, close: int, limit: int) -> bool:
    """The quotation that closes here was a whole sentence: a stop or comma stands before its mark, or nothing follows."""
    doc = passage.doc
    return doc[close - 1].text in STOPS | {","} or close + 1 >= limit or doc[close + 1].text == ","


def _breaks(passage: Passage, cue: Cue, content: Content, i: int, limit: int) -> bool:
    """Whether the content ends before the comma, semicolon or conjunction at ``i``."""
    doc = passage.doc
    if doc[i].text == ";":
        return True
    j = i + 1
    comma = doc[i].text in {",", "—", "–", "―"}
    if comma and j < limit and doc[j].lower_ in CONTRAST:
        j += 1
    joined = doc[j - 1].lower_ in CONTRAST
    while j < limit and doc[j].pos_ == "ADV":
        j += 1
    if j >= limit:
        return False
    found = cues.find(doc, j)
    if found and found[0].form == "ing" and comma:
        return True
    if joined and doc[j].pos_ in {"VERB", "AUX"} and _coordinated(passage, cue, content, j, found, comma):
        return True
    another = content.frame in INFINITE or (content.frame in {"object", "prep"} and not cue.entry.frames & CLAUSES)
    if joined and another and doc[j].lower_ == "that" and doc[j].pos_ == "SCONJ":
        return not any(doc[k].lower_ == "that" for k in range(content.start, i))  # said he had promised to go, and that he would
    inner = any(doc[k].text == "," for k in range(content.start, i))  # the comma may close an aside: the road, which is new, will ...
    if (
        comma
        and not joined
        and not inner
        and passage.quote_of[i] is None
        and doc[j].pos_ == "AUX"
        and passage.finite(j, j + 1) == j == i + 1
    ):
        return True
    if joined and doc[j].lower_ in NOMINATIVE and own_cue(passage, j, min(limit, j + 4)):
        return True
    phrasal = not content.clausal or (comma and content.frame in INFINITE)
    if joined and phrasal and (doc[j].lower_ in NOMINATIVE or _subject_verb(passage, j, limit)):
        return True  # wanted to go in May, but she fell ill
    if comma and own_cue(passage, j if joined else i + 1, limit, thought=joined and passage.doc[i + 1].lower_ != "while"):
        return True
    return (
        comma
        and passage.quote_of[i] is None
        and (_aside(passage, i + 1, limit) or _relative(passage, i, limit) or _circumstance(passage, content, i, limit))
    )


def _coordinated(passage: Passage, cue: Cue, content: Content, j: int, found: list[Cue], comma: bool) -> bool:
    """Whether the verb at ``j`` has the cue's subject: the tree, the kind of content or the tenses say so."""
    doc = passage.doc
    token = doc[j]
    past = "Past" in token.morph.get("Tense", []) and {"Fin", "Part"} & set(token.morph.get("VerbForm", []))
    form = found[0].form if found else ("past" if past else "base" if "Inf" in token.morph.get("VerbForm", []) else "third")
    same = form == cue.form or {form, cue.form} <= {"past", "participle"} or (cue.form == "ing" and form == "ing")
    if not same:
        return False
    if not content.clausal:
        return True
    verb = passage.finite(content.start, j)
    if verb >= 0 and form == "past" and doc[verb].lower_ in MODALS:
        return True
    if comma and found and found[0].entry.speaks:
        return True
    if content.frame == "that" and found and doc[found[0].end].lower_ == "that" and _parallel(passage, content.start, verb):
        return True
    lifeless = not any(actor(doc[k]) and doc[k].lower_ not in THINGS for k in range(content.start, verb))
    if found and found[0].entry.sort in STANCES and verb >= 0 and lifeless:
        return True  # "said relations had sunk and blamed Beck": relations blame nobody
    head = token
    for _ in range(4):
        if head.dep_ != "conj":
            return False
        head = head.head
        if head.i == cue.start:
            return True
    return False


def _parallel(passage: Passage, start: int, verb: int) -> bool:
    """No single person does what is told: "wrote that the two sides had a deal but suggested that" has two clauses side by side."""
    return verb > start and not any(passage.doc[k].ent_type_ or passage.doc[k].pos_ in {"PROPN", "PRON"} for k in range(start, verb))


def _subject_verb(passage: Passage, j: int, limit: int) -> bool:
    """A noun phrase with a finite verb right behind it."""
    phrase = passage.phrase_at(j, limit)
    if phrase is None or phrase.end >= limit:
        return False
    i = phrase.end
    while i < limit and passage.doc[i].pos_ == "ADV":
        i += 1
    return passage.finite(i, min(i + 1, limit)) == i


def own_cue(passage: Passage, i: int, limit: int, *, thought: bool = False) -> bool:
    """A clause with a speaker and a cue of its own follows: ", but Beck said"; with ``thought`` also ", and Beck fears"."""
    doc = passage.doc
    if i >= limit or doc[i].lower_ in RELATIVE | {"that", "what", "as", "when"} or not (passage.nominal(i) or doc[i].pos_ == "PRON"):
        return False
    for j in range(i + 1, min(limit, i + 9)):
        if doc[j].text in {",", ";"} or doc[j].lower_ in RELATIVE | {"that", "to"}:
            return False
        found = cues.find(doc, j)
        if found and found[0].form in {"past", "third"} and (found[0].entry.speaks or (thought and found[0].entry.frames & CLAUSES)):
            return True
    return False


def _aside(passage: Passage, i: int, limit: int) -> bool:
    """The narrator's comment: ", in an apparent reference to", ", a reference to", ", in what seemed to be a swipe at"."""
    doc = passage.doc
    if i + 2 >= limit or doc[i].lower_ not in {"in", "a", "an"}:
        return False
    if doc[i].lower_ == "in" and doc[i + 1].lower_ == "what":
        return doc[i + 2].lower_ in SEEMING
    phrase = passage.phrase_at(i + (doc[i].lower_ == "in"), limit)
    if phrase is None or doc[phrase.end - 1].lower_ not in words("aside"):
        return False
    return doc[i].lower_ == "in" or (phrase.end < limit and doc[phrase.end].lower_ in {"to", "at"})


def _relative(passage: Passage, i: int, limit: int) -> bool:
    """A relative clause behind a comma that runs to the end: rather the narrator's than the speaker's, unless words of it are quoted."""
    doc = passage.doc
    j = i + 1
    if j < limit and doc[j].pos_ == "ADP":
        j += 1
    if j < limit and doc[j].lower_ in ADDED and (noun := passage.phrase_at(j, limit)) is not None:
        j = noun.end
        if j >= limit or doc[j].lower_ not in RELATIVE | {"that"} or passage.finite(j, limit) < 0:
            return False
    elif j >= limit or doc[j].lower_ not in RELATIVE:
        return False
    quoted = doc[j].lower_ == "which" and any(passage.quote_of[k] is not None for k in range(j, limit))
    return not quoted and not any(doc[k].text == "," for k in range(j, limit))


def _circumstance(passage: Passage, content: Content, i: int, limit: int) -> bool:
    """When it was said, at the end of the sentence: ", after three hours of talks"; ", a day after the storm"."""
    doc, j = passage.doc, i + 1
    if not content.clausal or content.frame in INFINITE or passage.finite(content.start, i) < 0:
        return False
    lead = range(j, min(limit, j + 4))
    when = next((k for k in lead if doc[k].lower_ in WHEN), -1)
    if when < 0 or (when > j and not any(time_sort(doc[k]) for k in range(j, when))):
        return False
    return not any(doc[k].text == "," or passage.quote_of[k] is not None for k in range(j, limit))


def trim(passage: Passage, start: int, stop: int) -> Tokens | None:
    """Take marks that enclose the whole, commas and final stops off a stretch; None if nothing is left."""
    doc = passage.doc
    while start < stop:
        if doc[start].text in EDGES or doc[start].is_space:
            start += 1
        elif doc[stop - 1].text in EDGES | {"."} or doc[stop - 1].is_space:
            stop -= 1
        elif passage.opener(start) and _encloses(passage, start, stop):
            stop -= stop - 1 == passage.quote_of[start + 1].end  # type: ignore[union-attr]
            start += 1
        elif (doc[stop - 1].text in MARKS and passage.quote_of[stop - 2] is None) or (
            doc[stop - 1].text in MARKS and passage.opener(stop - 1)
        ):
            stop -= 1
        else:
            return Tokens(start, stop)
    return None


def _encloses(passage: Passage, start: int, stop: int) -> bool:
    quote = passage.quote_of[start + 1]
    return quote is not None and (quote.end >= stop - 1 or not quote.closed)
