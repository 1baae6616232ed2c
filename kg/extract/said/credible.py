"""Whether a cue asserts something, and whether its source is one that can say or think it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract._phrases import noun_sort
from kg.extract.said.channel import channel_noun
from kg.extract.said.cues import Cue
from kg.extract.said.passage import Passage
from kg.extract.said.people import person_noun
from kg.extract.said.scene import EMPTY, Scene
from kg.extract.said.words import words
from kg.model import Tokens

FIRST_SECOND = {"i", "we", "you", "me", "us", "itself", "ourselves"}
MODAL = {"will", "would", "can", "could", "may", "might", "should", "must", "shall", "'ll", "’ll", "wo", "ca", "'d", "’d"}
WINDOW = 4
DENYING = {"rule", "deny", "dispute", "exclude"}
NOT = {"not", "n't", "n’t", "never"}


def asserted(scene: Scene, cue: Cue) -> bool:
    """Not a question, a denied saying ("did not say that"), or what somebody could or will say."""
    doc = scene.passage.doc
    last = doc[scene.bounds.end - 1]
    outside = scene.passage.quote_of[cue.start] is None or quoted_from(scene, cue)
    if outside and last.text == "?" and doc[scene.bounds.start].pos_ in {"PRON", "AUX", "ADV", "SCONJ", "DET"}:
        return False
    if not outside and cue.entry.sort == "think":
        return False
    before = {t.lower_ for t in doc[_clause_start(scene, cue) : cue.start] if t.pos_ in {"AUX", "PART", "ADV", "VERB"}}
    if cue.entry.lemma in DENYING:
        return not before & MODAL or cue.form != "base"  # did not rule out: it can be
    if before & NOT and cue.entry.sort in {"say", "tell", "write", "express"}:
        return False
    if before & NOT and cue.entry.lemma == "know":
        return False
    return not (before & MODAL and (cue.form == "base" or cue.entry.sort == "state"))


def quoted_from(scene: Scene, cue: Cue) -> bool:
    """A quotation that begins with the cue or its adverb takes its subject from outside: Ruiz “strongly condemned the attack”."""
    doc, i = scene.passage.doc, cue.start - 1
    while i > scene.bounds.start and doc[i].pos_ == "ADV":
        i -= 1
    return i > scene.bounds.start and scene.passage.opener(i)


def _clause_start(scene: Scene, cue: Cue) -> int:
    """A few words back, but not into the clause that "and" closes ("had not failed and said"); "could not confirm or say" is one."""
    doc, start = scene.passage.doc, cue.start
    while start > max(scene.bounds.start, cue.start - WINDOW) and (doc[start - 1].pos_ != "CCONJ" or cue.form == "base"):
        start -= 1
    return start


def may_speak(scene: Scene, cue: Cue, source: Tokens, *, own: bool) -> bool:
    doc = scene.passage.doc
    first = doc[source.start]
    if first.lower_ in EMPTY or (first.lower_ in FIRST_SECOND and first.text != "US"):
        return False
    if cue.entry.sort == "state" and first.lower_ == "it":
        return False  # "it is clear that": nobody's mind
    if own or cue.form != "base":
        return True
    return not any(start <= cue.start < stop for a in scene.found for start, stop in a.content)


def credible(passage: Passage, cue: Cue, source: Tokens, frame: str) -> bool:
    """Whether the source can say or think: people, bodies, places that stand for them, documents; not "the move suggests that"."""
    doc = passage.doc
    if any(actor(doc[i]) for i in range(*source)):
        return True
    if person_noun(doc[source.end - 1]):
        return True
    if cue.entry.sort == "state":
        return False
    return "object" not in cue.entry.frames and frame in {"that", "quote", "clause", "colon", "person"}


def actor(token: Token) -> bool:
    """A word for somebody: a name, a pronoun, a noun of people, bodies or documents."""
    if token.lower_ in EMPTY:
        return False
    return (
        bool(token.ent_type_)
        or token.pos_ in {"PROPN", "PRON"}
        or bool(noun_sort(token))
        or token.lower_.rstrip("s") in words("people")
        or channel_noun(token) == "document"
    )
