"""The words that tell an encounter's status: cues before, inside and behind its phrase (``kg/data/status_cues.csv``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.form import MODALS, NEGATIONS
from kg.extract.meetings.lexicon import Cue, cue_at, cues
from kg.extract.meetings.words import listed
from kg.model import MeetingStatus, Tokens

OFF = {"Cancelled", "Postponed"}
REAL = {"will", "would", "'ll", "’ll", "to", "not"}
AHEAD = 12
REASONS = {"because", "since", "over", "after"}


class Status(NamedTuple):
    """``value`` is "" when the words say that there was no encounter; ``cue`` the telling words, if any.

    ``now``: the tense is that of news, present or present perfect ("has met", a headline's "meets").
    """

    value: MeetingStatus | str
    strong: bool = False
    cue: Tokens | None = None
    now: bool = False


def negate(status: Status) -> Status:
    """ "will not meet" is an encounter called off; "could not meet" none at all."""
    return Status("Cancelled", True, status.cue) if status.value == "Planned" else Status("")


def before(doc: Doc, start: int, end: int, on: str, form: str = "") -> Status | None:
    """The best cue whose words end shortly before ``start`` (or lie between it and ``end``, for auxiliaries)."""
    if form in {"past", "present"}:
        doubts = {"if", "whether"} | (listed("proposal") if form == "present" and _in_that_clause(doc, start) else frozenset())
        return _pick(doc, [c for c in cues() if c.words[0] in doubts and len(c.words) == 1], start, start, on)
    if form == "perfect":
        return _pick(doc, [c for c in cues() if c.status in {"Unrealised", "None"} or c.words[0] in MODALS], start, end, on)
    told = _pick(doc, cues(), start, end if on == "verb" else start, on)
    return told._replace(value="Planned") if told and _looked_forward_to(doc, told, end) else told


def _looked_forward_to(doc: Doc, told: Status, end: int) -> bool:
    """True for "looked forward to meeting in Lima in May": what has a day or a month is arranged."""
    if told.value != "Possible" or told.cue is None or doc[told.cue.start].lower_ != "forward":
        return False
    return any(time_sort(t) in {"day", "month"} for t in doc[end : min(doc[told.cue.start].sent.end, end + AHEAD)])


def _in_that_clause(doc: Doc, verb: int) -> bool:
    """True for "that they meet": behind "proposed" the plain form tells of no fact."""
    return any(t.lower_ == "that" for t in doc[max(doc[verb].sent.start, verb - 6) : verb])


def _pick(doc: Doc, choice: list[Cue] | tuple[Cue, ...], start: int, stop: int, on: str) -> Status | None:
    floor = doc[start].sent.start
    best: tuple[int, int, Status] | None = None
    for cue in choice:
        if cue.side != "before" or cue.on not in {on, "any"}:
            continue
        size = len(cue.words)
        for at in range(stop - size, max(floor, start - cue.gap - size) - 1, -1):
            if cue_at(doc, at, cue.words) and not _is_reason(doc, cue, on, at + size, start) and not _misleads(doc, cue, at):
                rank = at + size + (0 if cue.status in {"Planned", "Upcoming", "Past"} else _weight(doc, cue, at))
                if best is None or (rank, size) > best[:2]:
                    told = _status(cue, Tokens(at, at + size))
                    best = (rank, size, negate(told) if doc[at + size].lower_ in NEGATIONS and at + size < start else told)
                break
    return best[2] if best else None


def _is_reason(doc: Doc, cue: Cue, on: str, after: int, start: int) -> bool:
    return cue.status in OFF and on == "noun" and any(t.lower_ in REASONS for t in doc[after:start])


def _misleads(doc: Doc, cue: Cue, at: int) -> bool:
    """True for "the day before", and where "invitation" leaves nothing open: "at the invitation of Beck", "declined an invitation"."""
    if cue.words == ("before",):
        return bool(at) and time_sort(doc[at - 1]) == "unit"
    if cue.words != ("invitation",):
        return False
    before = doc[max(doc[at].sent.start, at - 6) : at]
    return any(t.lower_ == "at" for t in before[-3:]) or any(lemma_in(t, listed("answering")) for t in before)


def _weight(doc: Doc, cue: Cue, at: int) -> int:
    """How far a cue of doubt outweighs nearer ones: a hope reaches over its whole clause ("hopes that they will meet")."""
    clause = (cue.words == ("hope",) and at + 1 < len(doc) and doc[at + 1].lower_ != "to") or cue.words == ("whether",)
    return cue.gap if clause else 4


def _status(cue: Cue, tokens: Tokens) -> Status:
    if cue.status == "None":
        return Status("", True, tokens)
    weak = {"Upcoming": "Planned", "Unrealised": "Cancelled", "Past": "Held"}
    return Status(weak.get(cue.status, cue.status), cue.status not in weak, tokens)


def meant(doc: Doc, head: int, to: int) -> Status | None:
    """What "agreed" says of the meeting in "agreed in Lima on Friday to meet": the same as "agreed to" with time or place between."""
    between = doc[head + 1 : to]
    if doc[to].lower_ != "to" or not len(between) or any(t.pos_ not in {"ADP", "PROPN", "NUM", "DET", "NOUN"} for t in between):
        return None
    if between[0].pos_ != "ADP" and not time_sort(between[0]):
        return None  # "agreed a date to meet"
    cue = next((c for c in cues() if len(c.words) == 2 and c.words[1] == "to" and lemma_in(doc[head], {c.words[0]})), None)
    return _status(cue, Tokens(head, head + 1)) if cue is not None else None


def inside(doc: Doc, phrase: Tokens) -> Status | None:
    """A cue among the modifiers of the noun ("the postponed talks")."""
    for cue in cues():
        if cue.side == "inside":
            for at in range(*phrase):
                if cue_at(doc, at, cue.words):
                    return _status(cue, Tokens(at, at + len(cue.words)))
    return None


def after(doc: Doc, end: int) -> Status | None:
    """The first cue that follows the noun and its complements ("the trip was postponed"), strongest of one place."""
    beyond = _parenthesis(doc, end)
    found = [*_following(doc, end), *(_following(doc, beyond) if beyond > end else ())]
    return min(found, key=_rank)[2] if found else None


def _rank(found: tuple[int, int, Status]) -> tuple[int, int, int]:
    """By strength, then by place, the longer cue before the shorter: "expected to end" before "expected"."""
    order, at, status = found
    return order, at, at - status.cue.end if status.cue else 0


def of_main_verb(doc: Doc, phrase: Tokens) -> Status | None:
    """The cue at the verb whose subject the noun is by the tree, however far: "a visit that had been due in May was put off"."""
    noun = doc[phrase.end - 1]
    if noun.dep_ == "nmod" and phrase.start <= noun.head.i < noun.i:
        noun = noun.head  # "a round of talks"
    verb = noun.head
    if not noun.dep_.startswith("nsubj") or verb.i < phrase.end or (verb.pos_ not in {"VERB", "AUX", "ADJ"} and verb.lower_ != "off"):
        return None
    found = [s for v in (verb, *_joined(verb)) for s in _at_verb(doc, phrase, v) if v is verb or s[2].value in OFF]
    return min(found, key=_rank)[2] if found else None


def _at_verb(doc: Doc, phrase: Tokens, verb: Token) -> list[tuple[int, int, Status]]:
    """The cues at a verb, its auxiliaries and its negation ("is not going to", "never took")."""
    helpers = (c.i for c in verb.children if c.dep_.startswith("aux") or c.lower_ in NEGATIONS)
    start = max(phrase.end, min(helpers, default=verb.i))
    return [s for s in _following(doc, start) if s[1] <= verb.i + 1]


def _joined(verb: Token) -> list[Token]:
    """The "put off" of "had been set for May, but was put off", which has no subject of its own."""
    joined = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    return [c for c in joined if not any(g.dep_.startswith("nsubj") and g.i > verb.i for g in c.children)]


def _following(doc: Doc, end: int) -> Iterator[tuple[int, int, Status]]:
    """The cues that stand behind a token, with how strongly they tell and where they are."""
    stop = doc[end - 1].sent.end
    for cue in cues():
        if cue.side != "after":
            continue
        for at in range(end, min(stop, end + cue.gap + 1)):
            if cue_at(doc, at, cue.words):
                if not _broken(doc, end, at) and not _measures(doc, at + len(cue.words)) and not _unreal(doc, cue, at):
                    order = 0 if cue.status in {"Cancelled", "Postponed"} else 2 if cue.status == "Held" else 1
                    yield order, at, _status(cue, Tokens(at, at + len(cue.words)))
                break


def _measures(doc: Doc, at: int) -> bool:
    """True behind a cue that tells a length: "a meeting scheduled for 35 minutes" may be over."""
    words = [t.lower_ for t in doc[at : at + 5]]
    return words[:1] in (["for"], ["to"]) and any(w in {"minutes", "minute", "hour", "hours"} for w in words)


def _unreal(doc: Doc, cue: Cue, at: int) -> bool:
    """True for the "would" of "the meeting would have been shorter", which tells nothing of whether it took place.

    Nor does "demanded that the visit be cancelled".
    """
    if cue.status in OFF and doc[at - 1].lower_ == "be" and doc[at - 2].lower_ not in REAL:
        return True
    return cue.words == ("would",) and at + 1 < len(doc) and doc[at + 1].lower_ == "have"


def _parenthesis(doc: Doc, end: int) -> int:
    """Where ", due to take place in Oslo next week," behind a noun ends, or ``end``."""
    if end >= len(doc) or doc[end].text != ",":
        return end
    stop = min(doc[end].sent.end, end + 16)
    close = next((i for i in range(end + 2, stop) if doc[i].text in {",", ";", "“", "”", '"'}), end)
    if close == end or doc[close].text != "," or close + 1 >= stop:
        return end
    return close + 1 if doc[close + 1].pos_ in {"AUX", "VERB"} else end


def _broken(doc: Doc, end: int, at: int) -> bool:
    """True if a new clause begins between the noun and the cue; "the trip, which was put off" is none."""
    between = doc[end:at]
    if any(t.lower_ in {"since", "because"} for t in between):
        return True  # "their first meeting since Norway scrapped a deal"
    beside = at == end + 1 and doc[at].lower_ not in MODALS  # "Ruiz, in Oslo for talks with Beck, will host a summit"
    if any(t.text == "," for t in between) and not (beside or doc[end + 1].lower_ in {"which", "that", "originally", "initially"}):
        return True
    return any(t.text in {";", ":", "”", '"'} or (t.pos_ == "PRON" and t.lower_ in {"he", "she", "they", "it", "we"}) for t in between)
