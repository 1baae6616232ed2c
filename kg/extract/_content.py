"""Where the content of a cue begins and ends: what stands behind it, before it, or on both sides."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract import _cues
from kg.extract._cues import Cue
from kg.extract._passage import MARKS, STOPS, Passage
from kg.extract._source import TIME, channel_noun
from kg.model import Tokens

QUESTION = {"whether", "how", "why", "what", "if", "when", "where", "who"}
MODIFYING = set("in on at during after before from via through to with by over for of upon alongside following ahead amid since until near about despite under".split())
NO_ADDRESSEE = {"time", "date"}
CONTRAST = {"but", "while", "though", "although", "whereas", "and"}
NOMINATIVE = {"he", "she", "they", "it", "we"}
PARTICLES = {"off", "out", "back", "in", "up"}


class Tail(NamedTuple):
    """What follows a cue: where content could begin, and the addressee and channel passed on the way."""

    at: int
    addressee: Tokens | None
    channel: Tokens | None


class Content(NamedTuple):
    """Where content begins, the frame that found it, whether it is a clause, and the cue's addressee and channel."""

    start: int
    frame: str
    clausal: bool
    addressee: Tokens | None
    channel: Tokens | None


def modifiers(passage: Passage, i: int, limit: int) -> Tail:
    """Walk over adverbs, times and prepositional phrases behind a cue."""
    doc = passage.doc
    addressee = channel = None
    while i < limit:
        token = doc[i]
        if token.pos_ == "ADV" and token.lower_ not in QUESTION and not (token.lower_ == "so" and doc[i + 1].lower_ == "far"):
            i += 1
        elif token.lower_ in MODIFYING and token.pos_ in {"ADP", "PART", "SCONJ", "VERB", "ADV"}:
            phrase = passage.phrase_at(i + 1, limit)
            if phrase is None or (token.lower_ == "to" and doc[i + 1].pos_ in {"VERB", "AUX"}):
                break
            kind = channel_noun(doc[phrase.end - 1])
            if token.lower_ == "to" and addressee is None and doc[phrase.end - 1].lower_ not in TIME:
                addressee = phrase
            elif kind and channel is None and token.lower_ in {"in", "on", "at", "during", "via", "through"}:
                channel = phrase
            i = phrase.end
        elif _is_time(passage, i, limit):
            phrase = passage.phrase_at(i, limit)
            i = phrase.end if phrase else i + 1
        else:
            break
    return Tail(i, addressee, channel)


def _is_time(passage: Passage, i: int, limit: int) -> bool:
    if passage.doc[i].lower_ in TIME:
        return True
    phrase = passage.phrase_at(i, min(limit, i + 3))
    return phrase is not None and passage.doc[phrase.end - 1].lower_ in TIME


def begin(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """Where the content behind the cue begins, trying the frames of the cue in order of how sure they are."""
    doc, entry = passage.doc, cue.entry
    if at >= limit:
        return None
    while at < limit - 1 and doc[at].pos_ == "ADV" and doc[at].lower_ not in QUESTION:
        at += 1
    return (
        _persons(passage, cue, at, limit)
        or _prepositions(passage, cue, at, limit)
        or _objects(passage, cue, at, limit)
        or _clause(passage, cue, modifiers(passage, at, limit), limit)
        or _infinitive(passage, cue, at, limit)
        or _noun_object(passage, cue, at, limit)
        if doc[at].text not in STOPS
        else None
    ) if entry else None


def _persons(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """told Ruiz that ..., urged Ruiz to ..."""
    frames, doc = cue.entry.frames, passage.doc
    if not any(f.startswith("person") for f in frames):
        return None
    phrase = passage.phrase_at(at, limit)
    if phrase is None or phrase.end >= limit:
        return None
    phrase_end = phrase.end
    while doc[phrase_end].lower_ in {"of", "in", "from"} and (more := passage.phrase_at(phrase_end + 1, limit)) and phrase_end < limit:
        phrase_end = more.end
        if phrase_end >= limit:
            return None
    tail = modifiers(passage, phrase_end, limit)
    kind = channel_noun(doc[phrase.end - 1])
    to, told = (None, phrase) if kind == "occasion" else (phrase, None)
    at_to = next((i for i in dict.fromkeys((phrase_end, tail.at)) if _to_verb(passage, i, limit)), -1)
    if "person-to" in frames and at_to >= 0:
        return Content(at_to, "person-to", True, to, told or tail.channel)
    preps = cue.entry.prepositions("person-prep") | ({"of", "about"} if cue.entry.lemma == "tell" else set())
    if doc[phrase.end].lower_ in preps:
        return Content(phrase.end + 1, "person-prep", False, to, told)
    if "person" in frames:
        found = _clause(passage, cue, tail, limit)
        if found:
            return found._replace(frame="person", addressee=to, channel=told or tail.channel)
    return None


def _to_verb(passage: Passage, i: int, limit: int) -> bool:
    """An infinitive begins at ``i``, perhaps behind an opening mark."""
    doc = passage.doc
    if i < limit and doc[i].text in MARKS:
        i += 1
    if i + 1 >= limit:
        return False
    if doc[i].lower_ == "not":
        i += 1
    return doc[i].lower_ == "to" and doc[i + 1].pos_ in {"VERB", "AUX", "ADV"}


def _prepositions(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """warned of ..., called for ..., insisted on ..."""
    doc = passage.doc
    preps = cue.entry.prepositions("prep")
    tail = modifiers(passage, at, limit)
    for i in dict.fromkeys((at, at if tail.at == at else -1)):
        if i >= 0 and doc[i].lower_ in preps and i + 1 < limit and not _has_that(passage, i, limit):
            return Content(i + 1, "prep", False, None, tail.channel)
    return None


def _has_that(passage: Passage, at: int, limit: int) -> bool:
    tail = modifiers(passage, at, limit)
    return tail.at < limit and passage.doc[tail.at].lower_ == "that"


def _objects(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """accused Ruiz of ..., described it as ..., called it ..."""
    doc, entry = passage.doc, cue.entry
    wanted = entry.prepositions("object-prep") | ({"as"} if "object-as" in entry.frames else set())
    if "object-as" in entry.frames and doc[at].lower_ == "as" and at + 1 < limit:
        return Content(at + 1, "as", False, None, None)
    if wanted:
        for i in range(at + 1, min(limit - 1, at + 24)):
            if doc[i].lower_ in wanted and passage.phrase_at(at, limit) is not None:
                return Content(at, "object-prep", False, None, None)
            if (doc[i].pos_ in {"VERB", "AUX"} and "Fin" in doc[i].morph.get("VerbForm")) or doc[i].text in {";", ","}:
                break
    if "object-is" in entry.frames:
        phrase = passage.phrase_at(at, limit)
        if phrase and phrase.end < limit and _predicate(passage, phrase.end, limit):
            start = phrase.end if doc[at].pos_ == "PRON" and doc[at].lower_ not in {"this"} and phrase.end == at + 1 else at
            return Content(start, "object-is", False, None, None)
        if doc[at].text in MARKS:
            return Content(at, "object-is", False, None, None)
    return None


def _predicate(passage: Passage, i: int, limit: int) -> bool:
    """What a thing is called follows: an article, an adjective, a quotation mark, an infinitive."""
    token = passage.doc[i]
    if token.lower_ in PARTICLES or token.lower_ == "that":
        return False
    return token.pos_ in {"DET", "ADJ", "PROPN", "NOUN"} or token.text in MARKS or _to_verb(passage, i, limit)


def _clause(passage: Passage, cue: Cue, tail: Tail, limit: int) -> Content | None:
    """said [on Sunday] that ..., said ..., said: “...”, asked whether ..."""
    doc, frames = passage.doc, cue.entry.frames
    i = tail.at
    if i >= limit:
        return None
    if doc[i].text in {",", ":"} and i + 1 < limit:
        nxt = i + 1
        if doc[nxt].text in MARKS and ("quote" in frames or "clause" in frames):
            return Content(nxt, "quote", True, tail.addressee, tail.channel)
        if doc[i].text == ":" and "quote" in frames:
            return Content(nxt, "colon", True, tail.addressee, tail.channel)
        second = modifiers(passage, nxt, limit).at
        if doc[i].text == "," and second < limit - 1 and doc[second].text == "," and doc[second + 1].lower_ == "that":
            return Content(second + 2, "that", True, tail.addressee, tail.channel)
        if doc[nxt].lower_ == "that" and {"that", "clause"} & frames:
            return Content(nxt + 1, "that", True, tail.addressee, tail.channel)
        return None
    if not {"that", "clause"} & frames:
        return Content(i, "quote", True, tail.addressee, tail.channel) if "quote" in frames and doc[i].text in MARKS and _opens(passage, i) else None
    if doc[i].lower_ == "that" and not (doc[i].pos_ == "PRON" and i + 1 < limit and doc[i + 1].pos_ in {"AUX", "VERB"}):
        if doc[i].pos_ == "DET" and "object" in frames and i + 1 < limit and passage.finite(i, limit) < 0:
            return None
        return Content(i + 1, "that", True, tail.addressee, tail.channel)
    if doc[i].lower_ in QUESTION:
        return Content(i, "question", True, tail.addressee, tail.channel)
    if doc[i].text in MARKS and _opens(passage, i) and ("quote" in frames or "clause" in frames):
        return Content(i, "quote", True, tail.addressee, tail.channel)
    if "clause" in frames and _has_subject(passage, i, limit):
        return Content(i, "clause", True, tail.addressee, tail.channel)
    return None


def _opens(passage: Passage, i: int) -> bool:
    quote = passage.quote_of[i + 1] if i + 1 < len(passage.doc) else None
    return quote is not None and quote.start == i + 1


def _has_subject(passage: Passage, i: int, limit: int) -> bool:
    """A finite verb follows with something nominal in front of it and no full break between."""
    doc = passage.doc
    verb = passage.finite(i, limit)
    if verb <= i:
        return False
    if doc[i].pos_ in {"CCONJ"} or doc[i].text in {",", ";", ")"}:
        return False
    return any(doc[j].pos_ in {"NOUN", "PROPN", "PRON", "NUM", "DET"} for j in range(i, verb)) and doc[i].lower_ not in {"as", "after", "while", "when", "before"}


def _infinitive(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    if "to" in cue.entry.frames:
        tail = modifiers(passage, at, limit)
        for i in dict.fromkeys((at, tail.at)):
            if _to_verb(passage, i, limit):
                return Content(i, "to", True, None, tail.channel)
    doc = passage.doc
    if "gerund" in cue.entry.frames and doc[at].pos_ in {"VERB", "AUX"} and doc[at].lower_.endswith("ing"):
        return Content(at, "gerund", True, None, None)
    return None


def _noun_object(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """stressed the importance of ..., rejected calls for ..."""
    doc, frames = passage.doc, cue.entry.frames
    first = at + 1 if doc[at].text in MARKS else at
    phrase = passage.phrase_at(first, limit)
    if phrase is None or doc[phrase.start].lower_ in {"himself", "herself", "itself", "themselves", "him", "her", "them", "it", "he", "she", "they"}:
        return None
    if "discuss" in frames and channel_noun(doc[phrase.end - 1]) != "stance":
        return None
    if "object" in frames or "discuss" in frames:
        return Content(at, "object", False, None, None)
    return None


def end(passage: Passage, cue: Cue, content: Content, limit: int) -> int:
    """Where the content ends: at the limit, or before a coordinated or participial cue or a contrasted clause with its own cue."""
    doc = passage.doc
    if doc[content.start].text in MARKS:
        quote = passage.quote_of[content.start + 1]
        if quote is not None and quote.start == content.start + 1 and quote.closed and _full(passage, quote.end, limit):
            return quote.end + 1
    i = content.start + 1
    while i < limit:
        if passage.quote_of[i] is passage.quote_of[content.start] or not passage.quote_of[i]:
            stop = _break(passage, cue, content, i, limit)
            if stop:
                return i
        i += 1
    return limit


def _full(passage: Passage, close: int, limit: int) -> bool:
    """The quotation that closes here was a whole sentence: a stop or comma stands before its mark, or nothing follows."""
    doc = passage.doc
    return doc[close - 1].text in STOPS | {","} or close + 1 >= limit or doc[close + 1].text == ","


def _break(passage: Passage, cue: Cue, content: Content, i: int, limit: int) -> bool:
    doc = passage.doc
    token = doc[i]
    if token.text == ";":
        return True
    if token.text not in {",", "—", "–"} and token.lower_ not in {"and", "but"}:
        return False
    j = i + 1
    if token.text == "," and j < limit and doc[j].lower_ in CONTRAST:
        j += 1
    while j < limit and doc[j].pos_ == "ADV":
        j += 1
    if j >= limit:
        return False
    found = _cues.find(doc, j)
    if found and found[0].form == "ing" and (token.text in {",", "—", "–"}):
        return True
    if found and j > i and token.lower_ in {"and", "but"} or (found and doc[j - 1].lower_ in CONTRAST):
        return _coordinated(passage, cue, content, found[0])
    if not content.clausal and doc[j].lower_ in NOMINATIVE and doc[j].lower_ != "it":
        return doc[j - 1].lower_ in CONTRAST
    if token.text == "," and doc[i + 1].lower_ in CONTRAST:
        return _own_cue(passage, i + 2, limit)
    return False


def _coordinated(passage: Passage, cue: Cue, content: Content, other: Cue) -> bool:
    """Whether the second cue has the first one's subject: same form, and the tree or the kind of content says so."""
    if other.form != cue.form and not ({other.form, cue.form} <= {"past", "participle"}):
        return False
    if other.form in {"base", "third"} and cue.form != other.form:
        return False
    head = passage.doc[other.start]
    if not content.clausal:
        return True
    for _ in range(4):
        if head.dep_ != "conj":
            return False
        head = head.head
        if head.i == cue.start:
            return True
    return False


def _own_cue(passage: Passage, i: int, limit: int) -> bool:
    """A clause with a speaker and a cue of its own follows: ", but Beck said"."""
    doc = passage.doc
    for j in range(i, min(limit, i + 9)):
        if doc[j].text in {",", ";"}:
            return False
        if doc[j].pos_ in {"VERB", "AUX"}:
            found = _cues.find(doc, j)
            if found and j > i:
                return bool(found[0].entry.speaks)
            if doc[j].pos_ == "VERB" and "Fin" in doc[j].morph.get("VerbForm"):
                return False
    return False


def trim(passage: Passage, start: int, stop: int) -> Tokens | None:
    """Take marks that enclose the whole, commas and final stops off a stretch; None if nothing is left."""
    doc = passage.doc
    changed = True
    while changed and start < stop:
        changed = False
        while start < stop and (doc[start].text in {",", ":", ";", "—", "–"} or doc[start].is_space):
            start, changed = start + 1, True
        while start < stop and (doc[stop - 1].text in {",", ":", ";", "—", "–", "."} or doc[stop - 1].is_space):
            stop, changed = stop - 1, True
        if start < stop and doc[start].text in MARKS and _opens(passage, start):
            quote = passage.quote_of[start + 1]
            if quote is not None and (quote.end >= stop - 1 or not quote.closed):
                start, changed = start + 1, True
                if stop - 1 == quote.end and quote.closed:
                    stop -= 1
        if start < stop and doc[stop - 1].text in MARKS and not any(q is not None for q in (passage.quote_of[stop - 2],)):
            stop, changed = stop - 1, True
    return Tokens(start, stop) if start < stop else None
