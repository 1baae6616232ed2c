"""The place of an encounter that its own words leave to others of its sentence: the event, the trip, "where", "there"."""

from __future__ import annotations

from kg.extract._phrases import POSSESSIVE, Phrase
from kg.extract._syntax import lemma_in
from kg.extract.meetings.clause import own_relative, with_antecedent
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.words import listed
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

EVENT = 14  # tokens within which the event follows: "on the margins of the annual summit of ..."
NEAR = 8  # tokens within which "after" stands in front of talks
TIMES = 6  # tokens in which "The last time" opens a sentence
MEALS = {"over", "during", "at"}
OPENERS = {"on", "during", "in", "while", "at"}
APART = {"for", "after", "before", "since", "about"}
OPENED = {"NOUN", "PROPN", "VERB", "PRON"}


def beyond(scene: Scene, trigger: Tokens, at: int, triggers: set[int]) -> list[Tokens]:
    """The places of what the encounter took place at or was for ("met at the summit in Lima", "hosted Beck for dinner in Lima").

    They follow the next trigger or stand in its name: "on the margins of the Lima Security Forum".
    """
    read = [scene.phrases[scene.at[i]] for i in sorted(triggers) if trigger.end <= i < at and i in scene.at]
    if any(p.head in triggers for p in read):
        return _named_for(scene, next(p for p in read if p.head in triggers))
    ahead = [i for i in sorted(triggers) if at <= i < at + EVENT]
    phrase = scene.phrases[scene.at[ahead[0]]] if ahead and ahead[0] in scene.at else None
    first = phrase.start if phrase else ahead[0] if ahead else at
    purpose = first > at and scene.doc[first - 1].lower_ == "for"
    between = scene.doc[at : first - purpose] if ahead else None
    topical = bool(ahead) and scene.doc[ahead[0]].pos_ == "VERB" and bool(lemma_in(scene.doc[ahead[0]], listed("topical")))
    if between is None or topical or any(t.pos_ in {"VERB", "AUX"} or t.text in {",", ";"} or t.lower_ in APART for t in between):
        return []
    return read_right(scene, ahead[0] + 1, triggers).places or (_named_for(scene, phrase) if phrase else [])


def _named_for(scene: Scene, phrase: Phrase) -> list[Tokens]:
    """The town that an event is called by: Lima of "the Lima Security Forum", New York of "the New York summit"."""
    doc, inner = scene.doc, range(phrase.start, phrase.head)
    spans = (Tokens(i, i + size) for i in inner for size in (3, 2, 1) if i + size <= phrase.head)
    names = (s for s in spans if all(t.pos_ == "PROPN" for t in doc[s.start : s.end]))
    town = next((s for s in names if gazetteer().city(doc[s.start : s.end].text) is not None), None)
    return [town] if town is not None and gazetteer().country(doc[town.start : town.end].text) is None else []


def by_name(scene: Scene, at: int) -> list[Tokens]:
    """The town by which the event at a token is called: "addressed the Lima Security Forum"."""
    return _named_for(scene, scene.phrases[scene.at[at]]) if at in scene.at else []


def of_last_time(scene: Scene, at: int) -> list[Tokens]:
    """The place of "the last time the two met was in Lima in May", which stands behind "was"."""
    was = was_of_time(scene)
    return read_right(scene, was + 1, set()).places[:1] if at < was else []


def was_of_time(scene: Scene) -> int:
    """The "was" of "the last time the two met was in Lima", whose subject is the time; -1 for none."""
    time = next((t.i for t in scene.doc[scene.start : scene.start + TIMES] if t.lower_ == "time"), -1)
    if time <= scene.start or scene.doc[time - 1].lower_ not in {"last", "first", "only", "previous", "next"}:
        return -1
    verb = next((t.i for t in scene.doc[time + 1 : scene.end] if t.pos_ == "VERB"), scene.end)
    return next(
        (t.i for t in scene.doc[verb : scene.end - 1] if t.lower_ in {"was", "is"} and scene.doc[t.i + 1].lower_ in {"in", "at"}), -1
    )


def on_trip(scene: Scene, at: int, triggers: set[int]) -> list[Tokens]:
    """The place of what opens the sentence: "During his visit to Norway last week, Ruiz met Beck", "Over dinner in Lima, they talked"."""
    comma = next((i for i in range(scene.start, at) if scene.doc[i].text == ","), -1)
    opener = scene.doc[scene.start].lower_
    event = next((i for i in sorted(triggers) if i < comma and scene.doc[i].pos_ == "NOUN"), -1)
    before = scene.doc[scene.start : max(event, scene.start)]
    told = opener in MEALS or (opener in OPENERS and bool(lemma_in(scene.doc[event], listed("trip"))))
    if event < 0 or not told or any(t.pos_ == "VERB" or t.lower_ in APART for t in before):
        return []
    return read_right(scene, event + 1, triggers).places[:1]


def ahead_of(scene: Scene, at: int) -> list[Tokens]:
    """The place that "where" points back to, or that opens the sentence ("In Lima, Ruiz met Beck")."""
    opening = next((t.i for t in scene.doc[scene.start : at] if t.pos_ in OPENED and not t.lower_.endswith("ing")), at)
    for i in range(at - 1, scene.start - 1, -1):
        sited = scene.doc[i].lower_ in {"in", "at"} and i < opening
        relative = scene.doc[i].lower_ == "where" and i > scene.start
        named = scene.names.span.get(i + 1 if sited else i - 1 - (scene.doc[i - 1].text == ",")) if sited or relative else None
        if named and named[1] == "place":
            return [named[0]]
    return _there(scene, at)


def before_when(scene: Scene, at: int) -> list[Tokens]:
    """The place of "it was agreed in Lima in May, when Ruiz met Beck", in front of the "when" of the clause."""
    when = next((i for i in range(at - 1, max(scene.start, at - EVENT), -1) if scene.doc[i].lower_ == "when"), -1)
    if when < 0 or any(t.pos_ == "PUNCT" for t in scene.doc[when + 1 : at]):
        return []
    for i in range(with_antecedent(scene, when + 1), when):
        named = scene.names.span.get(i + 1) if scene.doc[i].lower_ in {"in", "at"} else None
        if named and named[1] == "place" and named[0].end < when:
            return [named[0]]
    return []


def left_behind(scene: Scene, at: int) -> list[Tokens]:
    """The place of "left Lima for Oslo on Friday after talks with Beck": where those who left had been."""
    after = next((i for i in range(at - 1, max(scene.start, at - NEAR), -1) if scene.doc[i].lower_ in {"after", "following"}), -1)
    left = next((t.i for t in scene.doc[scene.start : max(after, scene.start)] if lemma_in(t, {"leave", "depart"})), -1)
    named = scene.names.span.get(left + 1) if left >= 0 else None
    between = any(t.pos_ == "VERB" or t.text in {",", ";"} for t in scene.doc[left + 1 : at]) if left >= 0 else True
    return [named[0]] if named and named[1] == "place" and not between else []


def told_after(scene: Scene, at: int) -> list[Tokens]:
    """The place of "told reporters in Lima on Monday after meeting Beck", where both were."""
    after = next((i for i in range(at - 1, max(scene.start, at - NEAR), -1) if scene.doc[i].lower_ in {"after", "following"}), -1)
    press = next((t.i for t in scene.doc[scene.start : max(after, scene.start)] if lemma_in(t, listed("press"))), -1)
    if press < 0 or any(t.pos_ == "VERB" or t.text in {",", ";", "”"} for t in scene.doc[press:at]):
        return []
    named = (scene.names.span.get(i + 1) for i in range(press, after) if scene.doc[i].lower_ in {"in", "at"})
    return [n[0] for n in named if n and n[1] == "place"][:1]


def _there(scene: Scene, trigger: int) -> list[Tokens]:
    """ "Ruiz flew to Lima. There, she met Beck", "met Beck there": the place named last before, in this sentence or the one before."""
    at = next((t.i for t in scene.doc[scene.start : min(scene.end, trigger + 12)] if _points_back(scene, t.i)), -1)
    cleft = scene.doc[scene.start : scene.start + 4].text.lower() in {"it was there that", "it is there that", "it was here that"}
    if at < 0 or (abs(at - trigger) > 12 and not cleft):
        return []
    first = scene.doc[scene.start - 1].sent.start if scene.start else 0
    named = (scene.names.span[i] for i in range(at - 1, first - 1, -1) if i in scene.names.span)
    return next(([span] for span, sort in named if sort == "place" and _is_site(scene, span)), [])


def _is_site(scene: Scene, place: Tokens) -> bool:
    """True for Lima of "flew to Lima", "in downtown Lima"; "Norway's minister" says nothing of where he is."""
    owner = place.end < len(scene.doc) and scene.doc[place.end].text in POSSESSIVE
    before = scene.doc[max(0, place.start - 3) : place.start]
    return not owner and any(t.lower_ in {"in", "at", "to", "for", "near", "into"} for t in before)


def _points_back(scene: Scene, i: int) -> bool:
    """True for "there" that is an adverb, and for "in the same city"."""
    token = scene.doc[i]
    if token.lower_ == "there":
        return token.pos_ == "ADV" and token.dep_ != "expl" and (i + 1 == scene.end or scene.doc[i + 1].pos_ not in {"AUX"})
    if token.lower_ != "in":
        return False
    while_there = scene.doc[i : i + 3].text.lower() == "in the city" and i and scene.doc[i - 1].lower_ == "while"
    return bool(while_there) or scene.doc[i : i + 4].text.lower() in {"in the same city", "in the same town"}


def relative_site(scene: Scene, end: int, triggers: set[int]) -> list[Tokens]:
    """The place of "the summit, which opens in Lima on Monday" and "a summit that Norway hopes to host in Lima", behind the noun."""
    verbs = list(own_relative(scene, end))
    return read_right(scene, verbs[-1] + 1, triggers).places if verbs else []
