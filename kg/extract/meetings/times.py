"""Which of the times in a sentence are those of an encounter, and which belong to other events told beside it."""

from __future__ import annotations

from itertools import pairwise

from kg.extract._phrases import POSSESSIVE
from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings import when as _when
from kg.extract.meetings.clause import clause, with_antecedent
from kg.extract.meetings.cues import Status
from kg.extract.meetings.found import Found
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Scene, behind_aside
from kg.extract.meetings.words import listed
from kg.model import Tokens

FORETOLD = {"will", "would", "shall", "'ll", "’ll"}
ANTERIOR = {"after", "since", "following", "before"}
OFF = {"Cancelled", "Postponed"}
APART = {"day", "days", "week", "weeks", "month", "months", "year", "years"}


def times(scene: Scene, tokens: Tokens, found: Found, status: Status, heads: set[int]) -> list[Tokens]:
    """The times of a mention's clause, likeliest first, without those that belong to something else.

    A "when" clause lends its time, and its host as the place, to an encounter that has none: "last met when Lima hosted the summit".
    """
    start, end = clause(scene, tokens, found)
    own = [t for t in _when.near(scene.doc, tokens, start, end) if not _of_other(scene, tokens, found, t, heads)]
    if own and not found.places and found.kind == "Talks" and end < scene.end and scene.doc[end].lower_ == "when":
        found.places = _stop_of(scene, end, heads)
    if not own and end < scene.end and scene.doc[end].lower_ == "when":
        found.places = found.places or _host_town(scene, end + 1)
        own = list(_when.near(scene.doc, tokens, end, scene.end))
    where = max((t.i for t in scene.doc[scene.start : tokens.start] if t.lower_ == "where"), default=-1)
    if not own and start <= where + 1:
        own = _of_stay(scene, where)
    return [t for t in own if not _misleads(scene, tokens, found, status, t)]


def _of_stay(scene: Scene, where: int) -> list[Tokens]:
    """The day of "the next day she was in Oslo, where she held talks": of the clause that tells where somebody stayed, if it tells one."""
    verbs = [t for t in scene.doc[scene.start : where] if t.pos_ in {"VERB", "AUX"}]
    told = _when.find(scene.doc, scene.start, where)
    return told if len(verbs) == 1 and len(told) == 1 and lemma_in(verbs[0], listed("staying")) else []


def _misleads(scene: Scene, tokens: Tokens, found: Found, status: Status, time: Tokens) -> bool:
    """True for a time that the status shows to be another's."""
    cue = status.cue
    if status.value in OFF:  # "postponed after the attack in May" says at least when it was to be
        start = found.phrase.start if found.phrase else tokens.start
        before = cue is not None and cue.end <= start and time.end <= start  # "on Friday called off a visit"
        return cue is not None and status.strong and (before or _of_calling_off(scene, tokens, cue, time))
    if _counted_from(scene, tokens, time) or _of_end(scene, tokens, time):
        return True
    if status.value in {"Planned", "Possible"} and _of_intent(scene, tokens, time):
        return True
    if status.value in {"Planned", "Possible"}:
        return cue is not None and _told_before(scene, tokens, time, cue)
    foretold = scene.doc[tokens.end : time.start]  # "at the talks it was agreed that aid would flow on Friday": the aid is dated
    return any(word.lower_ in FORETOLD for word in foretold)


def _of_intent(scene: Scene, tokens: Tokens, time: Tokens) -> bool:
    """ "Agreed on Friday to meet Beck", "invited Beck on Friday to visit Oslo": the day of the word, not of the deed."""
    doc, after = scene.doc, time.end
    purpose = after + 1 < tokens.end and time.end <= tokens.start and doc[after].lower_ == "to" and doc[after + 1].pos_ in {"VERB", "AUX"}
    return purpose and any(t.pos_ == "VERB" and not lemma_in(t, listed("bound")) for t in doc[scene.start : time.start])


def _of_calling_off(scene: Scene, tokens: Tokens, cue: Tokens, time: Tokens) -> bool:
    """True for the day of the news: "the talks were called off on Friday", "cancelled the summit last Thursday"."""
    sorts = [time_sort(word) for word in scene.doc[time.start : time.end]]
    behind = cue.start >= tokens.end and time.start >= cue.end and "day" in sorts
    if scene.doc[time.start - 1].lower_ == "for":
        return False  # "planned for last Sunday"
    return behind or (scene.doc[time.start].lower_ == "last" and sorts[-1] == "day")


def _of_other(scene: Scene, tokens: Tokens, found: Found, time: Tokens, heads: set[int]) -> bool:
    """True for the time of another encounter: "met Beck to prepare the talks next week", "Cole met Beck in May, and Ruiz visited Lima"."""
    doc = scene.doc
    who = next((i for i in range(time.start - 1, scene.start, -1) if doc[i].lower_ in {"who", "which"}), -1)
    closed = time.end <= tokens.start and any(t.text == "," for t in doc[time.end : tokens.start])
    if who >= 0 and closed and any(t.pos_ == "VERB" for t in doc[who : time.start]):
        return True  # "Ruiz, who flew to Oslo on Friday, has met Beck"
    inside = [scene.phrases[scene.at[h]].start for h in heads if h in scene.at and not tokens.start <= h < tokens.end and time.end <= h]
    if any(start <= time.start for start in inside):
        return True  # "met Beck to review their August meeting"
    if any(told(scene, tokens, time) for told in (_of_aside, _of_condition, _of_past, _counted_to)):
        return True
    if _before_speech(scene, tokens, time, heads) or (found.kind == "Visit" and _of_earlier(scene, tokens, found, time, heads)):
        return True
    if time.start >= tokens.end:
        if any(tokens.end <= h < time.start and _begins_clause(scene, h) for h in heads):
            return True  # "met Beck in Lima and flew to Oslo on Friday"
        others = [h for h in heads if tokens.end <= h < time.start and doc[h].pos_ == "NOUN"]
        return any(t.pos_ == "VERB" and t.i < min(others) for t in doc[tokens.end : time.start]) if others else False
    named = [c for c in scene.chains if time.end <= c.start and c.end <= tokens.start and all(a.sort == "person" for a in c.actors)]
    joined = any(t.lower_ == "and" for t in doc[time.end : named[0].start]) if named else False
    return joined and any(h < time.start and doc[h].pos_ == "VERB" for h in heads)


def _of_aside(scene: Scene, tokens: Tokens, time: Tokens) -> bool:
    """ "Met Beck, who won in May, on Friday": May is told of something else."""
    return any(i < time.start < behind_aside(scene, i) for i in range(tokens.end, time.start))


def _of_past(scene: Scene, tokens: Tokens, time: Tokens) -> bool:
    """ "Elected in May 2020, Ruiz has met Beck", "born on 3 May, she met Beck at school": the day of what the opening tells."""
    opening, closed = scene.doc[scene.start], any(t.text == "," for t in scene.doc[time.end : tokens.start])
    told = opening.pos_ == "VERB" and "Past" in opening.morph.get("Tense", []) and "Part" in opening.morph.get("VerbForm", [])
    return told and time.end <= tokens.start and closed


def _counted_to(scene: Scene, tokens: Tokens, time: Tokens) -> bool:
    """ "Left on Tuesday, a day after he met Beck": the encounter is so far from the day that is told."""
    between = scene.doc[time.end : tokens.start]
    return any(one.lower_ in APART and two.lower_ in {"after", "before"} for one, two in pairwise(between))


def _of_condition(scene: Scene, tokens: Tokens, time: Tokens) -> bool:
    """ "If the vote passes this week, talks could follow": the day of the condition."""
    closed = time.end <= tokens.start and any(t.text == "," for t in scene.doc[time.end : tokens.start])
    return closed and any(t.lower_ in {"if", "unless", "once"} for t in scene.doc[scene.start : time.start])


def _of_earlier(scene: Scene, tokens: Tokens, found: Found, time: Tokens, heads: set[int]) -> bool:
    """ "Attend a summit on Friday and visit Norway", "arrived on Friday after a visit to Norway": elsewhere, so at another time."""
    if time.end > tokens.start:
        return False
    start = found.phrase.start if found.phrase else tokens.start
    between = {t.lower_ for t in scene.doc[time.end : start]}
    return bool(between & {"and", "after", "following"}) and any(h < time.start for h in heads)


def _begins_clause(scene: Scene, verb: int) -> bool:
    """True for the verb of another trigger that "and" joins on ("and later flew")."""
    if scene.doc[verb].pos_ != "VERB":
        return False
    at = verb
    while at > scene.start and (scene.doc[at - 1].pos_ in {"AUX", "ADV"} or scene.doc[at - 1].lower_ in {"to", "not"}):
        at -= 1
    return at > scene.start and scene.doc[at - 1].lower_ in {"and", "but"}


def _before_speech(scene: Scene, tokens: Tokens, time: Tokens, heads: set[int]) -> bool:
    """ "After calling off the summit on Friday, Ruiz said that talks had been held": the day of what the other trigger tells."""
    between = scene.doc[time.end : tokens.start]
    return any(h < time.start for h in heads) and any(t.pos_ == "VERB" and lemma_in(t, listed("speech")) for t in between)


def _counted_from(scene: Scene, tokens: Tokens, time: Tokens) -> bool:
    """The day of what came before: "her first visit since the war began in May", "a visit after the election on Friday".

    Also "since taking office last year, Ruiz has met Beck".
    """
    if time.end <= tokens.start:
        since = max((i for i in range(scene.start, time.start) if scene.doc[i].lower_ == "since"), default=-1)
        ahead = scene.doc[since + 1 : time.start]
        return since >= 0 and any(t.pos_ == "VERB" for t in ahead) and all(t.text not in {",", ";"} for t in ahead)
    doc, bound = scene.doc, max((i for i in range(tokens.end, time.start) if scene.doc[i].lower_ in ANTERIOR), default=-1)
    if bound == time.start - 1 and time.end < scene.end and doc[time.end].text in POSSESSIVE:
        return True  # "after Thursday's attack"
    if bound >= 0 and doc[bound : bound + 4].text.lower() == "before the end of":
        return False
    verb = max((i for i in range(bound + 1, time.start) if doc[i].pos_ == "VERB"), default=bound)
    if bound < 0 or any(t.text in {",", ";"} for t in doc[verb : time.start]):
        return False
    between = [t for t in doc[bound + 1 : time.start] if t.pos_ in {"NOUN", "PROPN", "VERB", "PRON"}]
    return bool(between) and between[0].pos_ != "NUM"


def _of_end(scene: Scene, tokens: Tokens, time: Tokens) -> bool:
    """ "The talks are to end on Friday": when they began is not told."""
    return any(one.lower_ == "to" and lemma_in(two, listed("ending")) for one, two in pairwise(scene.doc[tokens.end : time.start]))


def _told_before(scene: Scene, tokens: Tokens, time: Tokens, cue: Tokens) -> bool:
    """True for the time of an earlier verb: "left on Sunday for Oslo, where he will meet Beck"."""
    if time.end > cue.start or any(t.lower_ == "which" for t in scene.doc[tokens.end : time.start]):
        return False  # "the visit, which begins on Sunday, will end in Oslo"
    where = next((i for i in range(time.end, cue.start) if scene.doc[i].lower_ in {"where", "when"}), -1)
    if where >= 0 and time.start >= with_antecedent(scene, where + 1):
        return False  # "on Friday in Oslo, where he will meet Beck", "in May, when he hopes to meet Beck"
    opened = max((t.i for t in scene.doc[scene.start : time.start] if t.lower_ in {"where", "when"}), default=scene.start)
    return any(t.pos_ == "VERB" for t in scene.doc[opened : time.start])  # "flies to Oslo, where on Monday he will meet Beck"


def _stop_of(scene: Scene, when: int, heads: set[int]) -> list[Tokens]:
    """Lima of "met in May, when Ruiz made a stopover in Lima": who came there met there."""
    trip = next((h for h in sorted(heads) if h > when), -1)
    if trip < 0 or not lemma_in(scene.doc[trip], listed("trip")):
        return []
    return read_right(scene, trip + 1, heads).places[:1]


def _host_town(scene: Scene, at: int) -> list[Tokens]:
    """The place of "when Lima hosted the summit"."""
    named = scene.names.span.get(at)
    hosted = named and named[1] == "place" and named[0].end < scene.end and lemma_in(scene.doc[named[0].end], {"host"})
    return [named[0]] if named and hosted else []
