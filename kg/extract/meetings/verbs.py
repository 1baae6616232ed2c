"""Where the participants of each verb stand."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.contact import brief, pay, reach, ring, see
from kg.extract.meetings.form import governor, is_passive
from kg.extract.meetings.found import PEOPLE, Found, of_bloc, people
from kg.extract.meetings.lexicon import Trigger, triggers_at
from kg.extract.meetings.members import JOINERS
from kg.extract.meetings.object import direct_object, object_chain
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Chain, Right, Scene
from kg.extract.meetings.subject import antecedent, subject
from kg.extract.meetings.travel import go, invite, lead, purposeful, send
from kg.extract.meetings.words import listed
from kg.model import Tokens

FAR = 14
AT_ONCE = 3
TOGETHER = {"together", "separately", "privately", "alone", "again", "face", "for", "to", "one"}


def verb_arguments(scene: Scene, tokens: Tokens, trigger: Trigger, heads: set[int]) -> Found | None:
    """The arguments of a verb trigger, or None when it tells of no encounter."""
    if _is_subject(scene.doc[tokens.start]):
        return None
    passive = is_passive(scene.doc, tokens.start)
    dined = {h for h in heads if scene.doc[h].lower_ in listed("meal")} if passive and trigger.frame == "host" else set[int]()
    right = read_right(scene, tokens.end, heads - dined)  # "was hosted to dinner by President Beck"
    found = Found(kind=trigger.kind, places=list(right.places), end=max(right.end, tokens.end))
    doer = subject(scene, tokens.start)
    if passive and trigger.frame in {"host", "visit", "object", "reach"}:
        doer, right.chains[""] = next(iter(right.of("by")), None), [doer] if doer else []
    if trigger.frame == "stay" and not purposeful(scene, tokens, heads):
        return None
    frame = FRAMES.get(trigger.frame, go)
    return found if frame(scene, tokens, trigger, found, doer, right) else None


def _is_subject(verb: Token) -> bool:
    """True for "while meeting with Beck stays open" in a headline: what looks like a verb is the subject of the finite one behind it.

    The parser may have given that one another subject, from before the conjunction.
    """
    head = verb.head
    if head.i < verb.i or "Ind" not in head.morph.get("Mood", []) or not verb.lower_.endswith("ing"):
        return False
    alone = not any(c.dep_.startswith(("nsubj", "expl")) for c in head.children)
    return alone or (verb.right_edge.i + 1 == head.i and any(c.dep_ == "mark" for c in verb.children))


def _meet(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    other = object_chain(scene, tokens, right) or next(iter(right.of("with")), None) or _whom(scene, tokens.start)
    further = [c for c in right.of("with")[1:] if scene.doc[c.start - 2].lower_ in JOINERS]  # "met with Beck and with Cole"
    found.add([doer, other, *further, None if other else _inviter(scene, tokens.start)])
    if other:
        return bool(people(other) or people(doer)) and bool(found.actors)
    if doer is None or direct_object(scene, tokens.end):
        return False
    if len(doer.actors) == 1 and of_bloc(scene, doer.actors[0]):
        found.kind = "Conference"
        return True
    return found.sides() > 1


def _whom(scene: Scene, verb: int) -> Chain | None:
    """The other side of "Beck, with whom Ruiz met"."""
    at = next((i for i in range(verb - 1, max(scene.start, verb - FAR) - 1, -1) if scene.doc[i].lower_ == "whom"), -1)
    return antecedent(scene, at - (scene.doc[at - 1].lower_ == "with")) if at > scene.start else None


def _inviter(scene: Scene, verb: int) -> Chain | None:
    """Who invited in "Ruiz invited Beck to meet in Lima": one of the two who are to meet."""
    above = governor(scene.doc, verb) if scene.doc[verb - 1].lower_ == "to" else None
    if above is None or above <= scene.start or not lemma_in(scene.doc[above], {"invite"}):
        return None
    return people(subject(scene, above))


def _with(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    found.add([doer, *right.of("with")[:1]])
    return (bool(right.of("with")) or _among(scene, tokens, doer, right)) and found.sides() > 1


def _among(scene: Scene, tokens: Tokens, doer: Chain | None, right: Right) -> bool:
    """ "Ruiz and Beck will sit down separately", "they sat down in Lima", "Norway and Chile have been negotiating a treaty"."""
    if doer is None or (len(doer.actors) < 2 and doer.actors[0].sort != "pair"):
        return False
    follows = scene.doc[tokens.end].lower_ if tokens.end < scene.end else ""
    sat = scene.doc[tokens.end - 1].lower_ == "down"
    return follows in TOGETHER or (bool(right.places) and follows in {"in", "at"}) if sat else tokens.end - tokens.start == 1


def _discuss(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Ruiz discussed trade with Beck", "Ruiz and Beck discussed trade"."""
    purpose = scene.doc[tokens.start - 1].lower_ == "to"  # "met Beck and Cole to discuss trade"
    together = doer is not None and not purpose and sum(a.sort == "person" for a in doer.actors) > 1
    found.add([people(doer), *right.of("with")[:1]])
    return bool(right.of("with") or together) and found.sides() > 1


def _speak(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    if scene.doc[tokens.start].text[0].isupper() and scene.doc[tokens.start].lower_.endswith("ing"):
        return False  # "Speaking to reporters, Ruiz said": no encounter
    other = next((c for c in right.of("with", "to") if any(a.sort in PEOPLE - {"many", "side"} for a in c.actors)), None)
    if other is None:
        nxt = scene.doc[tokens.end].lower_ if tokens.end < scene.end else ""
        timed = nxt == "for" and any(time_sort(t) == "unit" for t in scene.doc[tokens.end : tokens.end + 6])  # "spoke for an hour"
        several = doer is not None and (len(doer.actors) > 1 or doer.actors[0].sort == "pair")
        if not several or (nxt in {"about", "of", "out", "to", "up", "at", "for", "against"} and not timed):
            return False
    found.add([people(doer), other])
    return found.sides() > 1


def _object(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    other = people(object_chain(scene, tokens, right))
    found.add([doer, other])
    return bool(other and doer)


def _host(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    other = object_chain(scene, tokens, right) or next(iter(right.of("")), None)
    hosts = (
        right.places[:1] if doer is None and is_passive(scene.doc, tokens.start) and lemma_in(scene.doc[tokens.start], {"receive"}) else []
    )
    if other and hosts and all(a.sort == "person" for a in other.actors):
        found.add([other])
        found.parties += hosts  # "Ruiz was received in Oslo"
        return True
    if not other or not doer or not any(a.sort in PEOPLE - {"side"} for a in other.actors):
        return False
    found.add([doer, other])
    found.kind = _event(scene, other.end) or found.kind
    found.places += [a.tokens for c in right.of("to") for a in c.actors if a.sort == "organization"]
    return True


def _event(scene: Scene, at: int) -> str:
    """The kind of the event that guests are received at ("hosted the leaders at a summit"), or ""."""
    k = scene.at.get(at + 1)
    if k is None or scene.doc[at].lower_ not in {"at", "for"}:
        return ""
    named = triggers_at(scene.doc, scene.phrases[k].head)
    return next((t.kind for t in named if t.kind in {"Summit", "Conference"}), "")


def _bring(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Brought Beck and Cole together in Lima", "brought together the ministers": they meet with whoever does so."""
    guests = next(iter(right.of("")), None)
    host = people(doer)
    if not guests or not host or not all(a.sort in {"person", "one", "pronoun", "pair"} for a in (*guests.actors, *host.actors)):
        return False
    together = "together" in {t.lower_ for t in (*scene.doc[tokens.end : guests.start], *scene.doc[guests.end : guests.end + 1])}
    found.add([host, guests])
    return together and (len(guests.actors) > 1 or guests.actors[0].plural)


def _gather(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    found.add([doer])
    guests = people(object_chain(scene, tokens, right))
    if guests and doer and any(a.sort in PEOPLE - {"side"} for a in guests.actors):
        found.kind = "Talks"  # "the president convened the governors"
        found.add([guests])
        return found.sides() > 1
    return bool(people(doer)) and found.sides() > 1 and not direct_object(scene, tokens.end)


def _sign(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Ruiz and Beck signed a treaty in Oslo on Friday": two who put their names to it, where place or day is told, were together."""
    k = scene.at.get(tokens.end)
    text = scene.doc[scene.phrases[k].head].lemma_.lower() if k is not None else ""
    told = bool(right.places) or any(time_sort(t) == "day" for t in scene.doc[tokens.end : min(scene.end, tokens.end + FAR)])
    found.add([doer])
    return text in listed("treaty") and told and sum(a.sort == "person" for a in found.actors) > 1


def _agree(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Ruiz and Beck agreed in Oslo on Friday to end the war": two who do so at a place or on a day that are told talked there."""
    behind = [t for t in scene.doc[tokens.end : min(scene.end, tokens.end + AT_ONCE)] if t.lower_ not in {"here", "on"}]
    told = bool(behind) and time_sort(behind[0]) == "day"
    sited = any(p.start == tokens.end + 1 and scene.doc[tokens.end].lower_ in {"in", "at"} for p in right.places)
    found.add([doer])
    return (told or sited) and sum(a.sort == "person" for a in found.actors) > 1


FRAMES = {
    "agree": _agree,
    "meet": _meet,
    "with": _with,
    "discuss": _discuss,
    "speak": _speak,
    "object": _object,
    "ring": ring,
    "see": see,
    "invite": invite,
    "send": send,
    "brief": brief,
    "lead": lead,
    "sign": _sign,
    "bring": _bring,
    "reach": reach,
    "host": _host,
    "pay": pay,
    "gather": _gather,
}
