"""Where the content behind a cue begins, by the frames of the cue."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract import _said_through as through
from kg.extract._phrases import noun_sort
from kg.extract._said_channel import channel_noun
from kg.extract._said_clause import behind_aside, has_subject
from kg.extract._said_cues import Cue
from kg.extract._said_modifiers import QUESTION, Tail, modifiers, timely
from kg.extract._said_passage import MARKS, OWNERS, STOPS, Passage
from kg.model import Tokens

REFLEXIVE = {"himself", "herself", "itself", "themselves", "him", "her", "them", "it", "he", "she", "they"}
COMPLEMENTS = {"of", "between", "with", "in", "on", "for", "and"}
WHETHER = {"whether", "if", "how", "why", "what"}
PARTICLES = {"off", "out", "back", "in", "up"}


class Content(NamedTuple):
    """Where content begins, the frame that found it, whether it is a clause, and the cue's addressee and channel."""

    start: int
    frame: str
    clausal: bool
    addressee: Tokens | None
    channel: Tokens | None


def begin(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """Where the content behind the cue begins, trying the frames of the cue in order of how sure they are."""
    doc = passage.doc
    if at >= limit or doc[at].text in STOPS:
        return None
    while at < limit - 1 and doc[at].pos_ == "ADV" and doc[at].lower_ not in QUESTION and doc[at + 1].pos_ != "ADJ":
        at += 1
    return (
        _announced(passage, cue, at, limit)
        or _persons(passage, cue, at, limit)
        or _prepositions(passage, cue, at, limit)
        or _objects(passage, cue, at, limit)
        or _clause(passage, cue, modifiers(passage, at, limit), limit)
        or _infinitive(passage, cue, at, limit)
        or _noun_object(passage, cue, at, limit)
    )


def _announced(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """laid out her aims in a speech: ...; told Beck the same to his face: “...”"""
    doc, frames = passage.doc, cue.entry.frames
    home = passage.quote_of[at]
    colon = next((i for i in range(at, limit - 2) if doc[i].text == ":" and passage.quote_of[i] is home), -1)
    if (
        colon < 0
        or not {"quote", "object"} & frames
        or passage.finite(at, colon) >= 0
        or doc[at].pos_ not in {"DET", "PRON", "NOUN", "PROPN", "ADJ"}
    ):
        return None
    if not (_opens(passage, colon + 1) and doc[colon + 1].text in MARKS) and "object" not in frames:
        return None
    phrase = passage.phrase_at(at, colon)
    if phrase is None or (phrase.end == colon and any(f.startswith("person") for f in frames)):
        return None
    told = phrase if any(f.startswith("person") for f in frames) else None
    tail = modifiers(passage, phrase.end, colon)
    return Content(colon + 1, "colon", True, told or tail.addressee, tail.channel)


def _persons(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
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
    at_to = next((i for i in dict.fromkeys((phrase_end, tail.at)) if _to_verb(passage, i, limit)), -1)
    if "person-to" in frames and at_to >= 0:
        return Content(at_to, "person-to", True, to, told or tail.channel)
    if doc[phrase.end].lower_ in preps:
        return Content(phrase.end + 1, "person-prep", False, to, told)
    if "person" in frames:
        found = _clause(passage, cue, tail, limit)
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


def _to_verb(passage: Passage, i: int, limit: int) -> bool:
    """An infinitive begins at ``i``, perhaps behind an opening mark."""
    doc = passage.doc
    if i < limit and doc[i].text in MARKS:
        i += 1
    if i + 1 >= limit:
        return False
    if doc[i].lower_ == "not":
        i += 1
    verb = i + 1 + (i + 2 < limit and doc[i + 1].text in MARKS)
    return doc[i].lower_ == "to" and doc[verb].pos_ in {"VERB", "AUX", "ADV"}


def _prepositions(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """warned of ..., called for ..., insisted on ..."""
    doc = passage.doc
    preps = cue.entry.prepositions("prep")
    at = _past_time(passage, at, limit, preps)
    tail = modifiers(passage, at, limit)
    about = passage.phrase_at(at + 1, limit) if doc[at].lower_ in preps and "quote" in cue.entry.frames else None
    if about is not None and about.end + 2 < limit and doc[about.end].text == "," and _opens(passage, about.end + 1):
        return Content(about.end + 1, "quote", True, tail.addressee, tail.channel)  # said of Beck, “...”
    if doc[at].lower_ in preps and at + 1 < limit and not _has_that(passage, at, limit):
        return Content(at + 1, "prep", False, _asked(passage, at, limit), tail.channel)
    return None


def _past_time(passage: Passage, at: int, limit: int, preps: frozenset[str] | set[str]) -> int:
    """Where a preposition of the cue stands behind a time: called on Sunday for; warned Monday of."""
    doc = passage.doc
    dated = passage.phrase_at(at + (doc[at].lower_ == "on"), limit)
    behind = dated is not None and dated.end < limit and timely(doc[dated.end - 1]) and doc[dated.end].lower_ in preps
    return dated.end if dated is not None and behind else at


def _asked(passage: Passage, at: int, limit: int) -> Tokens | None:
    """Who is to act, if one who can listen: called for Peru to open the border."""
    phrase = passage.phrase_at(at + 1, limit) if passage.doc[at].lower_ in {"for", "on", "upon"} else None
    return _able(passage, phrase) if phrase and _to_verb(passage, phrase.end, limit) else None


def _able(passage: Passage, phrase: Tokens | None) -> Tokens | None:
    """The phrase if it is somebody, who can be asked to act: a name or a noun for people or a body."""
    head = passage.doc[phrase.end - 1] if phrase else None
    return phrase if head and (head.ent_type_ in {"PERSON", "ORG", "LOC", "GPE"} or noun_sort(head)) else None


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
        beyond = at
        for i in range(at + 1, min(limit - 1, at + 24)):
            if i < beyond:
                continue
            if doc[i].text == "," and doc[i + 1].lower_ in {"which", "who"}:
                beyond = next((k + 1 for k in range(i + 2, limit) if doc[k].text == ","), i)
                if beyond > i:
                    continue
            if doc[i].lower_ in wanted and (phrase := passage.phrase_at(at, limit)) is not None:
                return Content(at, "object-prep", False, phrase if "listener" in entry.frames else None, None)
            if (doc[i].pos_ in {"VERB", "AUX"} and "Fin" in doc[i].morph.get("VerbForm", [])) or doc[i].text in {";", ","}:
                break
    if "object-is" in entry.frames:
        phrase = passage.phrase_at(at, limit)
        far = _complemented(passage, phrase.end, limit) if phrase else limit
        if phrase and far < limit and ((doc[far].text in MARKS and _opens(passage, far)) or doc[far].lower_ in {"a", "an"}):
            return Content(at, "object-is", False, None, None)  # called both rounds of talks “frank”
        if phrase and phrase.end < limit and _predicate(passage, phrase.end, limit):
            start = phrase.end if doc[at].pos_ == "PRON" and doc[at].lower_ not in {"this"} and phrase.end == at + 1 else at
            return Content(start, "object-is", False, None, None)
        owned = doc[at].lower_ in OWNERS or doc[at].pos_ == "DET"
        if doc[at].text in MARKS or (owned and at + 1 < limit and doc[at + 1].text in MARKS):
            return Content(at, "object-is", False, None, None)
    return None


def _complemented(passage: Passage, i: int, limit: int) -> int:
    """Where the phrases end that depend on the one before ``i`` through "of", "between" and the like; ``limit`` if there are none."""
    first = i
    while i < limit and passage.doc[i].lower_ in COMPLEMENTS and (more := passage.phrase_at(i + 1, limit)):
        i = more.end
    return i if i > first else limit


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
    if i + 1 >= limit:
        return None
    if doc[i].text in {",", ":"} and i + 1 < limit:
        nxt = i + 1
        if doc[nxt].text in MARKS and ("quote" in frames or "clause" in frames):
            return Content(nxt, "quote", True, tail.addressee, tail.channel)
        if doc[i].text == ":" and "quote" in frames:
            return Content(nxt, "colon", True, tail.addressee, tail.channel)
        aside = modifiers(passage, nxt, limit)
        second, told, via = aside.at, tail.addressee or aside.addressee, tail.channel or aside.channel
        if doc[i].text == "," and second < limit - 1 and doc[second].text == "," and doc[second + 1].lower_ == "that":
            return Content(second + 2, "that", True, told, via)
        if doc[i].text == "," and (behind := behind_aside(passage, i, limit)) > 0 and "clause" in frames:
            return Content(behind, "clause", True, told, via)
        if doc[nxt].lower_ == "that" and {"that", "clause"} & frames:
            return Content(nxt + 1, "that", True, tail.addressee, tail.channel)
        return None
    if "question" in frames and doc[i].lower_ in QUESTION:
        return Content(i, "question", True, tail.addressee, tail.channel)
    if not {"that", "clause"} & frames:
        return (
            Content(i, "quote", True, tail.addressee, tail.channel)
            if "quote" in frames and doc[i].text in MARKS and _opens(passage, i)
            else None
        )
    if doc[i].lower_ == "that" and not (doc[i].pos_ == "PRON" and i + 1 < limit and doc[i + 1].pos_ in {"AUX", "VERB"}):
        if doc[i].pos_ == "DET" and frames & {"object", "thing"} and i + 1 < limit and passage.finite(i, limit) < 0:
            return None
        to = tail.addressee or (_able(passage, passage.phrase_at(i + 1, limit)) if cue.entry.sort == "urge" else None)
        return Content(i + 1, "that", True, to, tail.channel)
    if doc[i].lower_ == "that" and i == cue.end and "clause" in frames and doc[i + 1].pos_ in {"AUX", "VERB"}:
        return Content(i, "clause", True, tail.addressee, tail.channel)  # officials say that is not enough
    if doc[i].lower_ in (WHETHER if cue.entry.sort == "state" else QUESTION):
        return Content(i, "question", True, tail.addressee, tail.channel)
    if doc[i].text in MARKS and _opens(passage, i) and ("quote" in frames or "clause" in frames):
        return Content(i, "quote", True, tail.addressee, tail.channel)
    if "clause" in frames and has_subject(passage, i, limit, plain="object" in frames):
        return Content(i, "clause", True, tail.addressee, tail.channel)
    return None


def _opens(passage: Passage, i: int) -> bool:
    quote = passage.quote_of[i + 1] if i + 1 < len(passage.doc) else None
    return quote is not None and quote.start == i + 1


def _infinitive(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    if "to" in cue.entry.frames:
        tail = modifiers(passage, at, limit)
        for i in dict.fromkeys((at, tail.at)):
            if _to_verb(passage, i, limit):
                return Content(i, "to", True, tail.addressee, tail.channel)
    doc = passage.doc
    if "gerund" in cue.entry.frames and doc[at].pos_ in {"VERB", "AUX"} and doc[at].lower_.endswith("ing"):
        return Content(at, "gerund", True, None, None)
    return None


def _received(passage: Passage, cue: Cue, i: int, limit: int) -> Tokens | None:
    """Who is meant by "to" right behind what is expressed: conveyed her condolences to Beck."""
    doc = passage.doc
    if cue.entry.sort != "express" or i + 1 >= limit or doc[i].lower_ != "to":
        return None
    phrase = passage.phrase_at(i + 1, limit)
    return phrase if phrase and doc[phrase.end - 1].ent_type_ == "PERSON" else None


def _noun_object(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """stressed the importance of ..., rejected calls for ..."""
    doc, frames = passage.doc, cue.entry.frames
    to = passage.phrase_at(at + 1, limit) if doc[at].lower_ == "to" and cue.entry.sort == "express" else None
    at = to.end if to else at
    if at >= limit:
        return None
    first = at + 1 if doc[at].text in MARKS else at
    if first >= limit:
        return None
    phrase = passage.phrase_at(first, limit)
    if (
        phrase is None
        and doc[first].pos_ in {"DET", "ADV"} | {"PRON"}
        and first + 2 < limit
        and doc[first].lower_ not in QUESTION
        and frames & {"object", "thing", "stand"}
    ):
        phrase = passage.phrase_at(first + 1 + (doc[first + 1].text in MARKS), limit)
    if phrase is None or (phrase.end - phrase.start == 1 and doc[phrase.start].lower_ in REFLEXIVE):
        return None
    if "discuss" in frames and channel_noun(doc[phrase.end - 1]) != "stance":
        return None
    if "stand" in frames and channel_noun(doc[phrase.end - 1]) in {"", "medium", "venue"}:
        return None
    if "thing" in frames and doc[phrase.end - 1].ent_type_ == "PERSON":
        return None
    if frames & {"object", "discuss", "thing", "stand"}:
        return Content(at, "object", False, to or _received(passage, cue, phrase.end, limit), None)
    return None
