"""From a trigger to its mention: participants, parties, places, times and status, by the trigger's frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Doc

from kg.extract._phrases import Actor, is_demonym
from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings import again as _again
from kg.extract.meetings import status as _status
from kg.extract.meetings import when as _when
from kg.extract.meetings.clause import clause
from kg.extract.meetings.company import COMPANY, company, leaders, presence_arguments
from kg.extract.meetings.cues import Status
from kg.extract.meetings.each import apart, each
from kg.extract.meetings.form import superlative
from kg.extract.meetings.found import Found, homes_of
from kg.extract.meetings.head import BE, EXPECTED
from kg.extract.meetings.hours import hours_arguments
from kg.extract.meetings.kind import kind
from kg.extract.meetings.lexicon import Trigger, light_verbs
from kg.extract.meetings.margins import ASIDE, margins_arguments
from kg.extract.meetings.nouns import noun_arguments
from kg.extract.meetings.pair import is_pair, spelled_out, whose
from kg.extract.meetings.phone import phone_arguments
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.series import SERIES, spelled_list
from kg.extract.meetings.sides import are_teams
from kg.extract.meetings.site import (
    ahead_of,
    before_when,
    beyond,
    by_name,
    left_behind,
    of_last_time,
    on_trip,
    relative_site,
    told_after,
    was_of_time,
)
from kg.extract.meetings.times import times
from kg.extract.meetings.unsaid import UNSAID
from kg.extract.meetings.verbs import verb_arguments
from kg.extract.meetings.words import listed
from kg.model import MeetingKind, MeetingMention, MeetingStatus, Tokens

NEAR = 6
AHEAD = 12
BYGONE = {"last", "previously"}
# Frames of nouns whose encounter another verb tells, the verb that lends its status.
ACTING = {"phone": phone_arguments, "hours": hours_arguments, "margins": margins_arguments}


def build(scene: Scene, tokens: Tokens, trigger: Trigger, heads: set[int]) -> Iterator[MeetingMention]:
    """Yield the mention of a trigger, and a second one for participants behind "possibly"."""
    noun = trigger.pos != "VERB"
    if trigger.frame == "stay" and tokens.start == was_of_time(scene):
        return  # "the last time the two met was in Lima"
    if trigger.frame == "presence":
        found = presence_arguments(scene, tokens)
    elif trigger.frame in ACTING:
        found = ACTING[trigger.frame](scene, tokens, heads)
    else:
        found = (noun_arguments if noun else verb_arguments)(scene, tokens, trigger, heads)
    if found is None:
        return
    beside = company(scene, tokens, heads)
    found.joined |= trigger.frame == "presence" or (found.definite and not found.actors and bool(beside))
    found.add([*leaders(scene, found.actors), *beside])
    if trigger.frame in ACTING and found.head is not None:
        status = _status.of_verb(scene.doc, found.head)
    else:
        status = _noun_status(scene, tokens, found) if noun else _status.of_verb(scene.doc, tokens.start)
    status = _asked(scene, status)
    if trigger.frame == "due" and status.value:
        had = scene.doc[max(scene.start, tokens.start - 1)].lower_ == "had"  # "had been due in Oslo" tells of a plan given up
        status = Status("Cancelled", False, Tokens(tokens.start - 1, tokens.end)) if had else Status("Planned", True)
    if trigger.frame == "invite" and status.value:
        status = Status("Possible", True)
    if trigger.frame == "plan" and status.value in {"Held", "Ongoing"} and not _ranked(scene, tokens):
        return
    found.actors = spelled_out(scene, found.actors)
    found.add(spelled_list(scene, max(a.tokens.end, a.phrase.end)) for a in tuple(found.actors) if a.plural)
    if not status.value:  # "have not met since March" tells of March
        met = _again.earlier(scene, _mention(scene, tokens, trigger, found, found.actors, Status("Held", True), heads))
        yield from [met] if met else []
        return
    if not found.places and found.kind != "Visit":
        others = heads - {tokens.end - 1}
        end = max(found.end, tokens.end)
        found.places = relative_site(scene, end, others) if noun else []
        found.places = found.places or beyond(scene, tokens, end, others) or ahead_of(scene, tokens.start)
        found.places = found.places or on_trip(scene, tokens.start, others) or of_last_time(scene, tokens.start)
        found.places = found.places or left_behind(scene, tokens.start) or told_after(scene, tokens.start)
        found.places = [p for p in found.places if not _compound(scene, p)] or _where(scene, tokens.start)
    found.kind = kind(scene, trigger, found, *clause(scene, tokens, found))
    found.places = found.places or before_when(scene, tokens.start)
    if noun and not found.places and found.kind in {"Summit", "Conference"}:
        found.places = by_name(scene, tokens.end - 1)
    if found.kind != "Visit":  # "spoke to Beck of the Partnership for Norway"
        found.places = [p for p in found.places if scene.doc[p.start - 1].lower_ != "for" or p.end < tokens.start]
    if found.kind == "Call":
        found.places = []  # "in Lima, Ruiz telephoned Beck" tells where one of the two was
    for actors in each(scene, tokens, trigger, found):
        yield from _again.told(scene, _mention(scene, tokens, trigger, found, actors, status, heads))
    if found.hedged and found.actors:
        yield _mention(scene, tokens, trigger, found, [found.actors[0], *found.hedged], Status("Possible", True), heads)


def _ranked(scene: Scene, tokens: Tokens) -> bool:
    """ "The last minister to come to Norway" did come."""
    return scene.doc[tokens.start - 1].lower_ == "to" and superlative(scene.doc, tokens.start - 1)


def _noun_status(scene: Scene, tokens: Tokens, found: Found) -> Status:
    phrase = found.phrase or tokens
    head = found.head if found.head is not None and _hangs(scene, phrase, found) else None
    if head is not None and scene.doc[head].lower_ in BE and scene.doc[head + 1].lower_ in EXPECTED and head < phrase.start:
        had = scene.doc[head - 1].lower_ == "had"  # "had been due in Oslo for talks"
        return Status("Cancelled", False, Tokens(head - 1, head + 2)) if had else Status("Planned", True, Tokens(head, head + 2))
    status = _status.of_noun(scene.doc, phrase, found.end, head)
    called = found.head is not None and lemma_in(scene.doc[found.head], listed("calling"))
    if status.value == "Held" and called and _for_a_day(scene, tokens.end):
        return Status("Planned", True)
    return status


def _for_a_day(scene: Scene, at: int) -> bool:
    """ "Convened a summit of the leaders for Friday", "called a meeting for next week": the day is still to come."""
    ahead = scene.doc[at : min(scene.end, at + AHEAD)]
    stop = next((n for n, t in enumerate(ahead) if t.pos_ in {"VERB", "AUX"} or t.text in {",", ";"}), len(ahead))
    days = {"day", "month"}
    return any(
        t.lower_ == "for" and any(time_sort(w) in days or w.lower_ == "next" for w in ahead[n + 1 : n + 3])
        for n, t in enumerate(ahead[:stop])
    )


def _asked(scene: Scene, status: Status) -> Status:
    """ "Will Ruiz receive Beck?" is a possibility; "Did Ruiz meet Beck?" tells of no encounter."""
    words = [t for t in scene.doc[scene.start : scene.end] if t.text not in "“”\"'‘’"]
    if not words or words[-1].text != "?" or words[0].pos_ != "AUX":
        return status
    return status._replace(value="Possible" if status.value in {"Planned", "Possible"} else "", strong=True)


def _hangs(scene: Scene, phrase: Tokens, found: Found) -> bool:
    """True if the governing verb is near enough to lend its tense."""
    assert found.head is not None
    if not lemma_in(scene.doc[found.head], light_verbs()):
        return False
    if found.head > phrase.start:
        return found.head - found.end <= 3 and scene.doc[found.end].text != ","
    purpose = phrase.start > scene.start and scene.doc[phrase.start - 1].lower_ in {"for", "on"}
    return phrase.start - found.head <= (15 if purpose else 6)


def _mention(
    scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, actors: list[Actor], status: Status, heads: set[int]
) -> MeetingMention:
    when = [t for t in times(scene, tokens, found, status, heads) if not found.joined or t.start >= tokens.end]
    rule = f"{trigger.pos.lower()}.{'presence' if found.joined else trigger.frame}" + (".definite" if found.definite else "")
    rule += COMPANY if trigger.words[0] == "accompany" else ""
    sides = found.kind == "Talks" and not found.series and are_teams(scene, tokens, found, status, when)
    rule += SERIES if (found.series and trigger.frame != "series") or sides else ""
    rule += UNSAID if found.unsaid else ASIDE if found.aside else ""
    actors = [] if sides else actors
    return MeetingMention(
        trigger=tokens,
        kind=cast("MeetingKind", found.kind),
        status=cast("MeetingStatus", status.value),
        participants=tuple(a.tokens for a in actors),
        evidence=Tokens(scene.start, scene.end),
        rule=rule,
        parties=_parties(scene, trigger, found, actors),
        places=_places(scene, found),
        when=tuple(when),
        confidence=0.9 if status.strong else 0.6,
        definite=found.definite,
        further=found.further or "back" in trigger.words or _bygone(scene, tokens),
        cue=status.cue,
        firm=status.strong or (status.value == "Held" and _past(scene, when)),
        pair=is_pair(scene, actors),
        apart=apart(scene, tokens, trigger, found),
        now=status.now,
        known=found.known,
    )


def _past(scene: Scene, when: list[Tokens]) -> bool:
    """True for "his conversation last week", which did take place."""
    return bool(when) and any(t.lower_ in {"last", "ago", "yesterday"} for t in scene.doc[when[0].start : when[0].end])


def _bygone(scene: Scene, tokens: Tokens) -> bool:
    """ "The two last met in May": not the meeting that the article is about."""
    at = tokens.start
    if scene.doc[at].pos_ != "VERB":  # "last held talks"
        at = next((i for i in range(at - 1, max(scene.start, at - 4), -1) if lemma_in(scene.doc[i], {"hold", "have"})), scene.start)
    before = scene.doc[max(scene.start, at - 2) : at]
    if not len(before):
        return False
    return before[-1].lower_ in BYGONE or (before[0].lower_ in BYGONE and before[-1].pos_ == "ADV")


def _places(scene: Scene, found: Found) -> tuple[Tokens, ...]:
    return tuple(dict.fromkeys(p for p in found.places if not _when.find(scene.doc, p.start, p.end) and not _compound(scene, p)))


def _parties(scene: Scene, trigger: Trigger, found: Found, actors: list[Actor]) -> tuple[Tokens, ...]:
    own = () if trigger.frame == "presence" else (*homes_of(scene, actors), *whose(scene, actors))
    return tuple(dict.fromkeys(p for p in (*found.parties, *own) if not _compound(scene, p)))


def _where(scene: Scene, start: int) -> list[Tokens]:
    """ "Spoke in Oslo on Friday, where he was attending talks": the place in front of the "where" of the clause."""
    where = next((i for i in range(start - 1, max(scene.start, start - NEAR) - 1, -1) if scene.doc[i].lower_ == "where"), -1)
    named = {scene.names.span[i][0] for i in range(max(scene.start, where - NEAR), where) if scene.names.label(i) == "place"}
    last = max(named, default=None)
    verb = last is not None and any(t.pos_ == "VERB" for t in scene.doc[last.end : where])
    return [last] if where > 0 and last is not None and not verb else []


def _mediates(doc: Doc, i: int) -> bool:
    """True for the second half of "Norwegian-mediated talks" and "US-led peace talks", but not of "the US-led coalition"."""
    led = doc[i].lower_ == "led" and i + 1 < len(doc) and doc[i + 1].lower_ in listed("led")
    return led or doc[i].lower_ in listed("mediating")


def _compound(scene: Scene, place: Tokens) -> bool:
    """True for the first half of "Asia-Pacific ministers", but not in "Norway-Chile talks" and "the Norwegian-Chilean council"."""
    doc, at = scene.doc, place.end
    return (
        at + 1 < scene.end
        and scene.names.label(at + 1) != "place"
        and not is_demonym(doc[at + 1])
        and doc[at].text in {"-", "–"}
        and not _mediates(doc, at + 1)  # "Norwegian-mediated talks"
        and not doc[at - 1].whitespace_
        and not doc[at].whitespace_
    )
