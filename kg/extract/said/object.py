"""Content that is a noun phrase: stressed the importance of ..., accused Ruiz of ..., described it as ..., called it ..."""

from __future__ import annotations

from kg.extract._phrases import POSSESSIVE, noun_sort
from kg.extract.said.channel import channel_noun
from kg.extract.said.cues import Cue
from kg.extract.said.frame import Content, able, opens, to_verb
from kg.extract.said.hearer import whole
from kg.extract.said.modifiers import QUESTION
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.people import person_noun
from kg.extract.said.phrases import OWNERS
from kg.model import Tokens

REFLEXIVE = {"himself", "herself", "itself", "themselves", "him", "her", "them", "it", "he", "she", "they"}
COMPLEMENTS = {"of", "between", "with", "in", "on", "for", "and"}
TELLING = {"express", "say", "urge", "promise"}
PARTICLES = {"off", "out", "back", "in", "up"}


def objects(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
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
        if phrase and far < limit and ((doc[far].text in MARKS and opens(passage, far)) or doc[far].lower_ in {"a", "an"}):
            return Content(at, "object-is", False, None, None)  # called both rounds of talks “frank”
        if phrase and phrase.end < limit and _predicate(passage, phrase.end, limit):
            start = phrase.end if doc[at].pos_ == "PRON" and doc[at].lower_ not in {"this"} and phrase.end == at + 1 else at
            asked = able(passage, phrase) if "listener" in entry.frames and to_verb(passage, phrase.end, limit) else None
            return Content(start, "object-is", False, asked, None)
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
    return token.pos_ in {"DET", "ADJ", "PROPN", "NOUN"} or token.text in MARKS or to_verb(passage, i, limit)


def _received(passage: Passage, cue: Cue, phrase: Tokens, limit: int) -> Tokens | None:
    """Who is meant by "to" right behind what is expressed: conveyed her concern to Beck; offered her condolences to the families."""
    doc, i = passage.doc, phrase.end
    if cue.entry.sort not in TELLING or i + 1 >= limit or doc[i].lower_ != "to":
        return None
    to = passage.phrase_at(i + 1, limit)
    if to is None or not (doc[to.end - 1].ent_type_ == "PERSON" or (channel_noun(doc[i - 1]) == "stance" and person_noun(doc[to.end - 1]))):
        return None
    return whole(passage, to, limit)


def _told_first(passage: Passage, cue: Cue, at: int, limit: int) -> Tokens | None:
    """Who is told, in front of the object: conveyed to Beck her concern; raised with Beck the case of the sailors."""
    word, entry = passage.doc[at].lower_, cue.entry
    if (word == "to" and entry.sort in TELLING) or (word == "with" and "with" in entry.frames):
        return passage.phrase_at(at + 1, limit)
    return None


def _person(passage: Passage, phrase: Tokens, limit: int) -> bool:
    """The phrase means somebody, and not what is theirs: recalled its ambassador; not "welcomed the minister's plan"."""
    head = passage.doc[phrase.end - 1]
    owner = phrase.end < limit and passage.doc[phrase.end].text in POSSESSIVE
    return head.ent_type_ == "PERSON" or (noun_sort(head) in {"one", "many"} and not owner)


def noun_object(passage: Passage, cue: Cue, at: int, limit: int) -> Content | None:
    """stressed the importance of ..., rejected calls for ..."""
    doc, frames = passage.doc, cue.entry.frames
    to = _told_first(passage, cue, at, limit)
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
    if "thing" in frames and _person(passage, phrase, limit):
        return None
    if frames & {"object", "discuss", "thing", "stand"}:
        thanked = able(passage, phrase) if "listener" in frames else None
        return Content(at, "object", False, to or thanked or _received(passage, cue, phrase, limit), None)
    return None
