"""How many encounters one mention tells: trips of two ministers are two, and "separate meetings" as many as those who are met."""

from __future__ import annotations

from itertools import pairwise

from kg.extract._phrases import Actor, Phrase, is_demonym
from kg.extract.meetings.found import Found
from kg.extract.meetings.lexicon import Trigger
from kg.extract.meetings.scene import Scene
from kg.model import Tokens


def each(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found) -> list[list[Actor]]:
    """One list of actors for each encounter: trips of two ministers are two, calls with two counterparts as well."""
    plural = scene.doc[tokens.end - 1].lower_.endswith("s")
    trips = plural and bool(found.phrase)
    if found.kind == "Visit" and (trips or trigger.frame == "invite") and len(found.actors) > 1:
        return [[who] for who in found.actors]
    guests = [a for a in found.actors if a.plural and (_demonyms(scene, a) == 2 or _homes(scene, a) == 2)]
    if found.kind == "Call" and len(guests) == 1 and len(found.actors) == 2:
        (guest,) = guests
        cut = next(i for i in range(*guest.tokens) if scene.doc[i].lower_ == "and")
        parts = Tokens(guest.tokens.start, cut), Tokens(cut + 1, guest.tokens.end)
        halves = [Actor(t, guest.sort, True, Phrase(t.start, t.end, t.end - 1)) for t in parts]
        host = next(a for a in found.actors if a is not guest)
        return [[host, half] for half in halves]
    return [found.actors]


def _demonyms(scene: Scene, who: Actor) -> int:
    ands = [i for i in range(*who.tokens) if scene.doc[i].lower_ == "and"]
    if len(ands) != 1 or not is_demonym(scene.doc[ands[0] - 1]):
        return 0
    return 1 + any(is_demonym(scene.doc[i]) for i in range(ands[0] + 1, who.tokens.end))


def _homes(scene: Scene, who: Actor) -> int:
    """How many countries "his counterparts from Norway and Chile" come from."""
    if not any(scene.doc[i].lower_ == "counterparts" for i in range(*who.tokens)):
        return 0
    ands = sum(scene.doc[i].lower_ == "and" for i in range(*who.tokens))
    return len({scene.names.span[i][0] for i in range(*who.tokens) if scene.names.label(i) == "place"}) if ands == 1 else 0


def apart(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found) -> bool:
    """ "Held separate meetings with Beck and Cole", "hosted both leaders separately", "telephoned both presidents": one with each."""
    if trigger.frame in {"object", "ring"} and found.kind == "Call":
        return True
    if "courtesy" in trigger.words and scene.doc[tokens.end - 1].lower_ == "calls":
        return True  # "paid courtesy calls on Beck and Cole"
    phrase = scene.doc[found.phrase.start : found.phrase.end] if found.phrase else ()
    plural = scene.doc[tokens.end - 1].lower_.endswith("s")
    separate = plural and any(t.lower_ in {"separate", "individual"} for t in phrase)
    return (
        separate
        or _one_later(scene, tokens.end, max(found.end, tokens.end))
        or any(t.lower_ in {"separately", "individually"} for t in scene.doc[tokens.start - 1 : max(found.end, tokens.end) + 1])
    )


def _one_later(scene: Scene, start: int, end: int) -> bool:
    """ "Met President Beck and later Minister Cole"."""
    words = [t.lower_ for t in scene.doc[start:end]]
    return any(one == "and" and two in {"later", "then"} for one, two in pairwise(words))
