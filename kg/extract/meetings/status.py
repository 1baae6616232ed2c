"""The status of an encounter, from the form of its verb and from the words around it (``kg/data/status_cues.csv``).

A status is strong when words or tense say it, weak when it is only the default; resolution lets a strong one win.
"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract._syntax import lemma_in
from kg.extract.meetings.cues import OFF, Status, after, before, inside, meant, negate, of_main_verb
from kg.extract.meetings.form import MODALS, Verb, governor, superlative, verb_form
from kg.extract.meetings.lexicon import light_verbs
from kg.extract.meetings.words import listed
from kg.model import Tokens

FORETOLD = {"will", "would", "'ll", "’ll"}
VENUES = {"in", "during", "at"}
SUBORDINATE = {"when", "once", "until", "where", "before"}


def of_verb(doc: Doc, i: int, depth: int = 3) -> Status:
    """The status that a verb's form and the words before it give to the encounter that it tells."""
    verb = verb_form(doc, i)
    told = before(doc, verb.start, i, "verb", "past" if verb.form == "passive" and verb.past else verb.form)
    if told and told.cue and verb.form == "gerund" and doc[told.cue.start].lower_ == "before" and told.cue.end == verb.start:
        above = governor(doc, i)
        if above is not None and depth and of_verb(doc, above, depth - 1).value == "Held":
            return Status("Held")  # "met Beck before flying to Oslo"
    if told:
        return negate(told) if verb.negated and told.value != "Unrealised" else told
    if verb.negated:
        return Status("")
    if verb.form in {"past", "perfect"} or (verb.form == "passive" and verb.past):
        return Status("Held", True, now=verb.form == "perfect" and not verb.past)
    if verb.form == "progressive":
        going = bool(lemma_in(doc[i], listed("moving")))
        return Status("Planned" if going else "Held" if verb.past else "Ongoing", going and not verb.past, now=not going and not verb.past)
    if verb.form in {"present", "passive"}:
        return Status("Planned", True) if _subordinate(doc, verb.start) else Status("Held", now=True)
    return _inherited(doc, i, verb, depth)


def _subordinate(doc: Doc, i: int) -> bool:
    return any(doc[j].lower_ in SUBORDINATE for j in range(max(doc[i].sent.start, i - 5), i))


def _inherited(doc: Doc, i: int, verb: Verb, depth: int) -> Status:
    """An infinitive or gerund without words of its own has the status of the verb that governs it."""
    token = doc[i]
    if verb.form == "infinitive" and doc[verb.start].lower_ == "to" and superlative(doc, verb.start):
        return Status("Held")
    if i and doc[verb.start - 1].lower_ in {"after", "following", "since", "upon", "on"} and verb.form == "gerund":
        return Status("Held", True)
    head = governor(doc, i)
    if head is not None and depth:
        return (meant(doc, head, verb.start) if verb.form == "infinitive" else None) or of_verb(doc, head, depth - 1)
    if verb.form == "infinitive" and doc[verb.start].lower_ == "to" and not any(t.pos_ == "VERB" for t in doc[token.sent.start : i]):
        return Status("Planned", True)
    return Status("Held")


def of_noun(doc: Doc, phrase: Tokens, end: int, head: int | None) -> Status:
    """The status of an encounter noun: ``phrase`` its noun phrase, ``end`` where its complements end, ``head`` its verb."""
    if doc[phrase.start].lower_ == "no":
        return Status("")
    main = of_main_verb(doc, phrase)
    behind = main if main and main.value in OFF else after(doc, end) or main
    if behind and behind.cue and doc[behind.cue.start].lower_ in MODALS and _of_another(doc, phrase, behind.cue.start):
        behind = None
    around = _nearer(_own_cue(doc, phrase), behind)
    off = around is not None and around.value in OFF
    told = around if off else inside(doc, phrase) or around
    light = lemma_in(doc[head], light_verbs()) if head is not None else ""
    verb = of_verb(doc, head) if head is not None and light else None
    if verb and off and told and _had_been(doc, told) and verb.value == "Planned":
        return verb  # "is to pay a visit to Oslo, which had been put off"
    if told and not (verb and verb.value == ""):
        return told if told.value != "Planned" or not verb or verb.cue is None else verb
    if verb is None or head is None:
        return Status("Held")
    added = "Ongoing" if light == "be" and verb.now else light_verbs()[light]
    return Status(added, True, verb.cue, verb.now) if added and verb.value == "Held" else verb


def _had_been(doc: Doc, told: Status) -> bool:
    """True for "had been put off", which tells of an earlier date."""
    return told.cue is not None and doc[max(told.cue.start - 2, 0) : told.cue.start].text.lower() == "had been"


def _of_another(doc: Doc, phrase: Tokens, modal: int) -> bool:
    """True for a modal that tells of something else: "breaking off the talks would be wrong", "told the session his country would go"."""
    start = phrase.start
    at = start - 1 - (start > 1 and doc[start - 1].pos_ == "ADP")
    gerund = at >= 0 and doc[at].pos_ == "VERB" and doc[at].lower_.endswith("ing") and not lemma_in(doc[at], light_verbs())
    return gerund or any(c.dep_.startswith("nsubj") and phrase.end <= c.i < modal for c in doc[modal].head.children)


def _own_cue(doc: Doc, phrase: Tokens) -> Status | None:
    """The cue before a noun or its copula ("it will be the first meeting").

    None where it tells of something else said there: "proposed in a call", "the chance of a deal at the talks".
    """
    told = before(doc, phrase.start, phrase.end, "noun")
    if told is None and phrase.start > 1 and doc[phrase.start - 1].lower_ == "be" and doc[phrase.start - 2].lower_ in FORETOLD:
        return Status("Planned", True, Tokens(phrase.start - 2, phrase.start))
    venue = phrase.start > 0 and doc[phrase.start - 1].lower_ in VENUES
    if told is None or told.cue is None or not venue or told.cue.end >= phrase.start:
        return told
    kinds = {t.pos_ for t in doc[told.cue.end : phrase.start]}
    if told.cue.end == phrase.start - 1 and doc[told.cue.start].pos_ == "NOUN":
        return None  # "handed Beck a list of demands at a meeting"
    apart = doc[told.cue.start].pos_ == "VERB" or "NOUN" in kinds
    return None if apart and "VERB" not in kinds else told


def _nearer(left: Status | None, right: Status | None) -> Status | None:
    """Words of postponing and cancelling win; otherwise the words before the noun."""
    if left and right and right.value in {"Cancelled", "Postponed"}:
        return right
    return left or right
