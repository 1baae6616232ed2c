"""A clause behind a cue: "said that", "said: “...”", "asked whether", and one without "that": "said the port would close"."""

from __future__ import annotations

from kg.extract.said.cues import Cue
from kg.extract.said.frame import Content, able, opens
from kg.extract.said.modifiers import QUESTION, Tail, modifiers
from kg.extract.said.passage import MARKS, Passage
from kg.model import Tokens

NO_CLAUSE = {"as", "after", "while", "when", "before"}
ASIDE = 12
LATER = {"until", "since", "because", "if", "though", "although", *NO_CLAUSE}
WHETHER = {"whether", "if", "how", "why", "what"}


def clause(passage: Passage, cue: Cue, tail: Tail, limit: int) -> Content | None:
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
            if "quote" in frames and doc[i].text in MARKS and opens(passage, i)
            else None
        )
    if doc[i].lower_ == "that" and not (doc[i].pos_ == "PRON" and i + 1 < limit and doc[i + 1].pos_ in {"AUX", "VERB"}):
        if doc[i].pos_ == "DET" and frames & {"object", "thing"} and i + 1 < limit and passage.finite(i, limit) < 0:
            return None
        return Content(i + 1, "that", True, tail.addressee or _asked(passage, cue, i + 1, limit), tail.channel)
    if doc[i].lower_ == "that" and i == cue.end and "clause" in frames and doc[i + 1].pos_ in {"AUX", "VERB"}:
        return Content(i, "clause", True, tail.addressee, tail.channel)  # officials say that is not enough
    if doc[i].lower_ in (WHETHER if cue.entry.sort == "state" else QUESTION):
        return Content(i, "question", True, tail.addressee, tail.channel)
    if doc[i].text in MARKS and opens(passage, i) and ("quote" in frames or "clause" in frames):
        return Content(i, "quote", True, tail.addressee, tail.channel)
    if "clause" in frames and has_subject(passage, i, limit, plain="object" in frames):
        return Content(i, "clause", True, tail.addressee, tail.channel)
    return None


def _asked(passage: Passage, cue: Cue, at: int, limit: int) -> Tokens | None:
    """Who is to act: demanded that Peru open the border; nobody in "demanded that Ruiz be freed"."""
    phrase = passage.phrase_at(at, limit) if cue.entry.sort == "urge" else None
    if phrase is None or passage.doc[phrase.end : phrase.end + 1].text.lower() == "be":
        return None
    return able(passage, phrase)


def behind_aside(passage: Passage, i: int, limit: int) -> int:
    """Where a clause begins behind an aside between commas: claimed, as of Thursday, it was; reported, citing data, there were; or 0."""
    doc = passage.doc
    stop = next((j for j in range(i + 2, min(limit, i + ASIDE)) if doc[j].text == ","), -1)
    if stop < 0 or passage.finite(i + 1, stop) >= 0 or not (doc[i + 1].pos_ in {"ADP", "SCONJ"} or doc[i + 1].lower_.endswith("ing")):
        return 0
    stop += stop + 1 < limit and doc[stop + 1].lower_ == "that" and doc[stop + 1].pos_ == "SCONJ"
    return stop + 1 if stop + 2 < limit and has_subject(passage, stop + 1, limit, plain=False) else 0


def has_subject(passage: Passage, i: int, limit: int, *, plain: bool) -> bool:
    """A finite verb follows with its subject in front of it; ``plain`` if an object could stand there instead of a clause."""
    doc = passage.doc
    verb = passage.finite(i, limit)
    if verb <= i or doc[i].pos_ == "CCONJ" or doc[i].text in {",", ";", ")"} or doc[i].lower_ in NO_CLAUSE:
        return False
    before = verb - 1
    while before > i and doc[before].pos_ == "ADV":
        before -= 1
    if doc[i].lower_ == "that" and verb == i + 1:
        return False  # a relative clause: "in a statement that ended weeks of guessing"
    if any(doc[j].pos_ == "SCONJ" and doc[j].lower_ in LATER for j in range(i, verb)):
        return False  # reported more cases before the shutdown began
    commas = sum(doc[j].text == "," and passage.quote_of[j] is passage.quote_of[i] for j in range(i, verb))
    if doc[before].text == "," and commas % 2 and passage.phrase_at(i, verb) is not None:
        return False  # declared an emergency on Monday, shut the schools
    between = {doc[j].lower_ for j in range(i, verb)}
    if plain and (doc[before].pos_ == "CCONJ" or between & ({"that", "which", "who"} | NO_CLAUSE)):
        return False
    if _new_sentence(passage, i, verb):
        return False
    return any(doc[j].pos_ in {"NOUN", "PROPN", "PRON", "NUM", "DET"} for j in range(i, verb))


def _new_sentence(passage: Passage, i: int, verb: int) -> bool:
    """A lone comma parts an object from a clause of its own: said his piece, he is ready to leave."""
    doc = passage.doc
    commas = [j for j in range(i, verb) if doc[j].text == "," and passage.quote_of[j] is passage.quote_of[i]]
    if len(commas) != 1 or doc[i].pos_ not in {"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"} or passage.phrase_at(i, commas[0]) is None:
        return False
    rest = range(commas[0] + 1, verb)
    if not rest or any(doc[j].pos_ == "CCONJ" for j in rest):
        return False
    subject = passage.phrase_at(rest[0], verb)
    return subject is not None and all(doc[j].pos_ == "ADV" for j in range(subject.end, verb))
