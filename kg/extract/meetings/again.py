"""Further encounters that the words of one mention tell: "met on Monday and again on Tuesday", "have not met since March"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract._time_words import time_sort
from kg.extract.meetings import when as _when
from kg.extract.meetings.form import NEGATIONS
from kg.extract.meetings.found import homes_of
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Chain, Scene
from kg.model import MeetingMention, Tokens

SINCE = ".since"
FAR = 16  # tokens: where "since" may stand behind the trigger and its partners
AHEAD = 24
RANKS = {"first", "last", "only", "latest", "second"}
VENUES = {"in", "at", "on"}
DATES = {"day", "month", "year"}
CLOSING = {";", ":", "”", "“", '"', "(", "–", "—"}


def told(scene: Scene, mention: MeetingMention) -> Iterator[MeetingMention]:
    """The mention, and the further encounters that its words tell: earlier ones by "since", later ones by "again"."""
    before = earlier(scene, mention) or visitor(scene, mention)
    if before is not None:
        yield replace(mention, when=tuple(t for t in mention.when if t not in before.when))
        yield before
    else:
        first, *others = list(_others(scene, mention))
        yield from later(scene, first)
        yield from others


def _others(scene: Scene, mention: MeetingMention) -> Iterator[MeetingMention]:
    """The mention; and the encounter with somebody else that "on Monday and with Cole on Tuesday" goes on to tell.

    The mention keeps what stands in front of the "and".
    """
    doers = tuple(p for p in mention.participants if p.end <= mention.trigger.start)
    at, guest = _next_guest(scene, mention.trigger) if doers and mention.kind != "Visit" else (-1, None)
    if guest is None:
        yield mention
        return
    mine = tuple(p for p in mention.participants if p.end <= at)
    yield replace(
        mention,
        when=tuple(t for t in mention.when if t.end <= at),
        places=tuple(p for p in mention.places if p.end <= at),
        participants=mine,
    )
    told = tuple(_when.find(scene.doc, guest.end, _clause_end(scene, guest.end)))
    places = () if mention.kind == "Call" else tuple(read_right(scene, guest.end, set()).places[:1]) or _stays(scene, mention, told)
    homes = tuple(p for p in mention.parties if p.end <= mention.trigger.start) + tuple(homes_of(scene, guest.actors))
    people = doers + tuple(a.tokens for a in guest.actors)
    yield replace(
        mention,
        participants=people,
        parties=homes,
        when=told,
        places=places,
    )


def _stays(scene: Scene, mention: MeetingMention, when: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
    """Where "met Lie in Oslo on Monday and Beck on Tuesday" goes on: in the same place, on one of the days of a week.

    So does what "In Oslo, he met" opens.
    """
    opening = tuple(p for p in mention.places if p.end <= mention.trigger.start)
    days = all(time_sort(t) in {"day", "part", ""} for w in (*mention.when, *when) for t in scene.doc[w.start : w.end])
    return opening or (mention.places if when and mention.when and days else ())


def _next_guest(scene: Scene, trigger: Tokens) -> tuple[int, Chain | None]:
    """Where "and with Cole on Tuesday" begins, and its guest: behind a time or place, and in front of another one."""
    for at in range(trigger.end + 2, _clause_end(scene, trigger.end)):
        behind = at + 1 + (at + 1 < scene.end and scene.doc[at + 1].lower_ == "with")
        guest = scene.chain_at.get(behind) if scene.doc[at].lower_ == "and" else None
        if guest is None or guest.start != behind or any(a.sort not in {"person", "one"} for a in guest.actors) or guest.end >= scene.end:
            continue
        before = bool(time_sort(scene.doc[at - 1])) or scene.names.label(at - 1) == "place"
        if before and (scene.doc[guest.end].lower_ in VENUES or time_sort(scene.doc[guest.end])):
            return at, guest
    return -1, None


def _clause_end(scene: Scene, at: int) -> int:
    return next(
        (i for i in range(at, scene.end) if scene.doc[i].pos_ in {"VERB", "AUX"} or scene.doc[i].text in {",", *CLOSING}), scene.end
    )


def earlier(scene: Scene, mention: MeetingMention) -> MeetingMention | None:
    """The encounter that "since" dates: "their first meeting since March", "have not met since Oct. 1".

    The parties met then, if they have not met between: it is told of a first meeting, or of none.
    """
    at = _since(scene, mention.trigger)
    if at < 0 or mention.kind == "Visit" or not _first(scene, mention.trigger, at):
        return None
    when = _dates(scene, at + 1)
    if not when:
        return None
    places = _sites(scene, at + 1, when[0]) or _where(scene, when[0].end)
    return replace(_before(mention, when), places=places, further=False)


def later(scene: Scene, mention: MeetingMention) -> Iterator[MeetingMention]:
    """The encounters behind "and again" and "then": with the same people, at another time or place.

    The first of those yielded is the mention itself, without what belongs to the others.
    """
    links = list(_links(scene, mention.trigger))
    if not links or mention.status in ("Possible", "Cancelled", "Postponed"):
        yield mention
        return
    for n, (first, end) in enumerate([(mention.trigger.end, links[0][0]), *links]):
        told = _when.find(scene.doc, first, end)
        places = tuple(p for p in mention.places if p.end <= links[0][0]) if not n else tuple(read_right(scene, first, set()).places)
        when = tuple(t for t in (told if n else mention.when) if t.end <= end)
        places = places or (mention.places if mention.kind == "Visit" else _stays(scene, mention, when))
        yield replace(
            mention, when=when, places=places, further=mention.further or (n > 0 and not when), definite=mention.definite and not n
        )


def _before(mention: MeetingMention, when: tuple[Tokens, ...]) -> MeetingMention:
    """What took place at the time behind "since"; the rule says that this time is no mere bound."""
    return replace(mention, status="Held", firm=True, when=when, cue=None, now=False, definite=False, rule=f"{mention.rule}{SINCE}")


def _since(scene: Scene, trigger: Tokens) -> int:
    """The "since" behind a trigger, with no other verb between, or -1."""
    for i in range(trigger.end, min(scene.end, trigger.end + FAR)):
        token = scene.doc[i]
        if token.lower_ == "since":
            return i
        if token.pos_ in {"VERB", "AUX"} or token.text in CLOSING:
            return -1
    return -1


def _first(scene: Scene, trigger: Tokens, since: int) -> bool:
    """True if nobody met between: a negation or "first" stands before, or the clause "when" tells of that day."""
    words = [t.lower_ for t in scene.doc[max(scene.start, trigger.start - 9) : since]]
    return bool({*words} & (NEGATIONS | RANKS)) or any(t.lower_ == "when" for t in scene.doc[since : min(scene.end, since + 6)])


def _dates(scene: Scene, at: int) -> tuple[Tokens, ...]:
    """The dates behind "since", with no verb between: "since the war began in May" counts from something else."""
    verb = next((t.i for t in scene.doc[at : scene.end] if t.pos_ in {"VERB", "AUX"} or t.text in CLOSING or t.lower_ == "when"), scene.end)
    found = [t for t in _when.find(scene.doc, at, min(verb, at + 10)) if any(time_sort(w) in DATES for w in scene.doc[t.start : t.end])]
    between = scene.doc[at : found[0].start] if found else None
    named = between is not None and all(t.i in scene.names.span or t.pos_ in {"ADP", "DET", "PUNCT"} for t in between)
    return tuple(found[:1]) if named else ()


def _sites(scene: Scene, at: int, when: Tokens) -> tuple[Tokens, ...]:
    """New York of "since New York last September", or what follows the date: "since March in Oslo"."""
    named = scene.names.span.get(at)
    if named and named[1] == "place" and at < when.start:
        return (named[0],)
    return tuple(p for p in read_right(scene, when.end, set()).places[:1] if scene.doc[p.start - 1].lower_ in VENUES)


def _where(scene: Scene, at: int) -> tuple[Tokens, ...]:
    """The place of the "when" clause: "since March, when they signed a plan in Oslo"."""
    opening = next((i for i in range(at, min(scene.end, at + 2)) if scene.doc[i].lower_ == "when"), -1)
    if opening < 0:
        return ()
    for i in range(opening + 1, min(scene.end, opening + AHEAD)):
        if scene.doc[i].lower_ in {"in", "at"}:
            found = read_right(scene, i, set()).places
            if found:
                return (found[0],)
    return ()


def _links(scene: Scene, trigger: Tokens) -> Iterator[tuple[int, int]]:
    """Where the words of each further encounter stand: behind "and again" or ", then", up to the next clause."""
    doc, at = scene.doc, trigger.end
    while at < scene.end:
        token = doc[at]
        if token.text in {";", "”", "“", '"'} or (token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", [])):
            return
        if token.lower_ in {"again", "then"} and doc[at - 1].lower_ in {"and", ",", "–", "-"}:
            end = next((i for i in range(at + 1, scene.end) if _ends(scene, i)), scene.end)
            if _tells(scene, at + 1, end):
                yield at, end
            at = end
        else:
            at += 1


def _ends(scene: Scene, i: int) -> bool:
    token = scene.doc[i]
    return (
        token.pos_ in {"VERB", "AUX"}
        or token.text in {";", ".", "”", "“", '"'}
        or token.lower_ in {"before", "after", "while", "when", "to", "again", "then"}
    )


def _tells(scene: Scene, at: int, end: int) -> bool:
    """True if a time or a place follows at once: "again Tuesday morning", "then in Cairo on Friday"."""
    if at >= end:
        return False
    first = scene.doc[at]
    if first.pos_ == "ADP" and first.lower_ in VENUES and at + 1 < end:
        return scene.names.label(at + 1) == "place" or bool(_when.find(scene.doc, at + 1, min(end, at + 6)))
    return bool(time_sort(first)) or first.lower_ in {"last", "this", "earlier", "next"} or scene.names.label(at) == "place"


def visitor(scene: Scene, mention: MeetingMention) -> MeetingMention | None:
    """ "The first visit to Norway since May 2018, when Beck attended a fair": who went before, to the same place."""
    at = _since(scene, mention.trigger) if mention.kind == "Visit" else -1
    when = _dates(scene, at + 1) if at >= 0 else ()
    opening = next((i for i in range(when[0].end, min(scene.end, when[0].end + 2)) if scene.doc[i].lower_ == "when"), -1) if when else -1
    doer = _person(scene, opening + 1) if opening >= 0 else None
    if doer is None or doer.end >= scene.end or scene.doc[doer.end].pos_ not in {"VERB", "AUX"}:
        return None
    people = tuple(a.tokens for a in doer.actors)
    return replace(_before(mention, when), participants=people, pair=False)


def _person(scene: Scene, at: int) -> Chain | None:
    found = scene.chain_at.get(at)
    return found if found and found.start == at and all(a.sort == "person" for a in found.actors) else None
