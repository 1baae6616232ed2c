"""Whose verb governs an encounter noun: the subject of "held talks", "was in Oslo for talks", "said after talks with Beck"."""

from __future__ import annotations

from kg.extract._phrases import Phrase
from kg.extract._syntax import lemma_in
from kg.extract.meetings.form import governor
from kg.extract.meetings.found import Found, people
from kg.extract.meetings.head import DURING, FAR, copula_of, due_at, outside_quote, prepositions_between, readiness, verb_beside
from kg.extract.meetings.lexicon import Trigger, arranging_verbs, light_verbs
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import STOPS, Chain, Right, Scene
from kg.extract.meetings.speakers import indefinite, of_speech, speaker_beside, tellers_home, told_by
from kg.extract.meetings.subject import subject
from kg.extract.meetings.words import listed
from kg.model import Tokens

# Behind what else the other side stands, by kind: "a call from Ruiz", "a banquet for Ruiz".
OTHER_SIDE = {"Call": ("from", "to"), "OtherMeeting": ("for",)}
RANKS = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "latest", "only"}
OCCASIONS = {"on", "in", "during"}  # "on the first visit by a minister"


def governed(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, right: Right, phrase: Phrase) -> None:
    """Add the subject of the verb above: of "held talks" always, of "said after talks with Beck" when one side is missing."""
    due = due_at(scene, phrase)
    if due is not None:
        found.add([people(subject(scene, due))])
        return
    copula = readiness(scene, phrase) if trigger.kind == "Talks" else None
    copula = copula_of(scene, phrase) if copula is None else copula
    adjoining = verb_beside(scene, phrase)
    above = outside_quote(scene, governor(scene.doc, tokens.end - 1), phrase)
    found.head = head = copula if copula is not None else adjoining if adjoining is not None else above
    _at_host(scene, trigger, found, head, phrase)
    if not found.actors and not found.parties and trigger.kind == "Talks":
        found.add([_of_headline(scene, phrase)])
    if head is not None and head < phrase.start and not sidelined(scene, phrase) and _at_body(scene, head, phrase, found, right):
        found.add([people(subject(scene, head))])  # "could see both at a summit of the African Union", "raise it at a council's meeting"
        return
    apart = sidelined(scene, phrase) and not (trigger.kind == "Talks" and right.of("with"))
    if not _one_sided(scene, trigger, found, right) or apart:
        return
    if right.of("with") and len(found.actors) + len(found.parties) == 1 and all(a.sort == "side" for a in found.actors):
        found.parties += tellers_home(scene, phrase)
    if head is not None and head < phrase.start and _ranked(scene, trigger, phrase) and not found.actors:
        found.add([_visitor(scene, head, phrase)])
        found.head = None  # whose tense is another's
        return
    if head is None or head > phrase.start:
        speaker = people(speaker_beside(scene, trigger, phrase, right))
        found.add([speaker, *(told_by(scene, speaker) if speaker and trigger.kind in {"Call", "Talks"} else ())])
        return
    prepositions = prepositions_between(scene, head, phrase)
    event = trigger.kind in {"Summit", "Conference"}
    alone = lemma_in(scene.doc[head], {"speak", "talk"}) and not {"with", "to"} & {*prepositions}  # "speaking at the Lima Summit, Ruiz"
    if event and prepositions and not alone and lemma_in(scene.doc[head], {"meet", "speak", "talk", "hold"}):
        return
    if sidelined(scene, phrase):  # "met on the sidelines of three-way talks with Beck": the two were at those too
        found.add([people(subject(scene, head))])
        found.further = True  # not the meeting that it was beside
        return
    reached = copula is not None or lemma_in(scene.doc[head], listed("going"))
    if reached and not found.places and scene.doc[phrase.start - 1].lower_ == "for":
        found.places = read_right(scene, head + 1, {tokens.end - 1}).places  # "is in Lima for talks", "flew to Lima for talks"
    if copula is not None or _lends(scene, trigger, head, phrase):
        _take_subject(scene, trigger, found, head, phrase)
    elif event and prepositions and prepositions[-1] in {"during", "at"} and named(scene, phrase):
        found.add([people(subject(scene, head))])  # "joined leaders during the Lima Summit", "said at the Lima Summit"
    elif trigger.kind == "Visit" and prepositions[-1:] in (["after"], ["following"]) and lemma_in(scene.doc[head], {"leave", "depart"}):
        left = [c for c in scene.chains if c.start == head + 1 and all(a.sort == "place" for a in c.actors)]
        found.add([people(subject(scene, head))])
        found.places = found.places or [a.tokens for c in left for a in c.actors]  # "left Oslo after a visit of two days"
    elif event and prepositions[-1:] == ["before"] and not lemma_in(scene.doc[head], listed("speech") | listed("addressing")):
        return  # "suggested talks before a summit" tells of no place there
    elif _ranked(scene, trigger, phrase):
        found.add([_visitor(scene, head, phrase)])
    elif prepositions and prepositions[-1] in _during(trigger) and _near(scene, head, phrase, right):
        of_speech(scene, tokens, found, right, head)


def _at_host(scene: Scene, trigger: Trigger, found: Found, head: int | None, phrase: Phrase) -> None:
    """ "Lima hosted a conference on Norway", "Peru will host the summit": where it is; what is told of a country's town goes before.

    Talks are there if both sides have been told: "Lima is to host talks between Norway and Chile".
    """
    event = trigger.kind in {"Summit", "Conference"} or (trigger.kind == "Talks" and found.sides() > 1)
    if head is None or head > phrase.start or not event or not lemma_in(scene.doc[head], {"host"}):
        return
    doer = subject(scene, head)
    sites = [a.tokens for a in doer.actors if a.sort == "place"] if doer else []
    found.places = [s for s in sites if s not in scene.names.countries] or found.places or sites


def _of_headline(scene: Scene, phrase: Phrase) -> Chain | None:
    """The two of a headline that ends in their talks: "Norway, Chile find common ground in Lima talks"."""
    bare = scene.doc[scene.end - 1].text not in STOPS and scene.doc[phrase.start - 1].lower_ in DURING
    first = scene.chains[0] if scene.chains else None
    if first is None or first.start != scene.start or first.end >= phrase.start or phrase.end != scene.end or not bare:
        return None
    return first if len(first.actors) > 1 and all(a.tokens in scene.names.countries for a in first.actors) else None


def _ranked(scene: Scene, trigger: Trigger, phrase: Phrase) -> bool:
    """ "Held talks with Beck in Lima, on the first visit by a minister": such a visit is the subject's, however far the verb is."""
    words = {t.lower_ for t in scene.doc[phrase.start : phrase.head]}
    return trigger.kind == "Visit" and scene.doc[phrase.start - 1].lower_ in OCCASIONS and bool(words & RANKS)


def _visitor(scene: Scene, head: int, phrase: Phrase) -> Chain | None:
    """Ruiz of "Ruiz said that trade must resume, on the first visit by a minister": the first subject up the tree who can travel.

    Behind a comma, the last one.
    """
    apart, doer = scene.doc[phrase.start - 2].text == ",", None
    while True:
        doer = people(subject(scene, head)) or doer
        above = scene.doc[head].head.i
        if (doer is not None and not apart) or above == head or not scene.start <= above < scene.end:
            return doer
        head = above


def _near(scene: Scene, head: int, phrase: Phrase, right: Right) -> bool:
    """True if the verb is near, and the noun's partner or article ("said after a meeting") shows that it is the subject's own."""
    return phrase.start - head < FAR and (bool(right.of("with")) or indefinite(scene, phrase))


def _lends(scene: Scene, trigger: Trigger, head: int, phrase: Phrase) -> bool:
    """True if the verb is one whose subject takes part ("held talks", "called off talks", "flew to Oslo for talks")."""
    if trigger.kind in {"Summit", "Conference"} and lemma_in(scene.doc[head], {"prepare"}):
        return False  # a team that prepares for the summit
    light, between = lemma_in(scene.doc[head], light_verbs()), scene.doc[head + 1 : phrase.start]
    last = between[-1:].text
    if trigger.kind == "Call" and lemma_in(scene.doc[head], {"receive", "get", "take", "make"}):
        return True
    if trigger.kind in {"Summit", "Conference"} and named(scene, phrase) and lemma_in(scene.doc[head], {"tell"}):
        return len(between) <= 2  # "told the Lima Conference that"
    if light in listed("greeting") and not (trigger.kind == "Visit" and last in {"for", "on"}):
        return False  # "welcomed the talks": who does so need not take part
    if light and (len(between) <= 6 or (len(between) <= FAR and last == "for")):
        return True
    return _arranged(scene, head, phrase)


def _arranged(scene: Scene, head: int, phrase: Phrase) -> bool:
    if lemma_in(scene.doc[head], {"call"}) and scene.doc[phrase.start].lower_ == "the" and phrase.start == head + 1:
        return any(t.lower_ == "off" for t in scene.doc[phrase.end : phrase.end + 2])  # "called the visit an insult"
    return bool(lemma_in(scene.doc[head], arranging_verbs())) and phrase.start - head <= 5


def _take_subject(scene: Scene, trigger: Trigger, found: Found, head: int, phrase: Phrase) -> None:
    """Add the subject of a verb that lends it, or who else is meant in the case of a visit."""
    verb, doer = scene.doc[head], subject(scene, head)
    if trigger.kind == "Visit":
        agreed = lemma_in(verb, listed("agreeing")) and doer and (len(doer.actors) > 1 or doer.actors[0].plural)
        if agreed or lemma_in(verb, {"meet"}):
            found.definite = not found.actors  # one of two who agree on a visit travels, and another sentence tells who
        elif lemma_in(verb, listed("receiving")):
            found.add([people(next((c for c in scene.chains if head < c.start < phrase.start), None))])
        else:
            found.add([people(doer)])
        return
    event = trigger.kind in {"Summit", "Conference"}
    invited = listed("receiving") if event else {"join"} if scene.doc[phrase.start - 1].lower_ == "for" else frozenset[str]()
    if lemma_in(verb, invited):  # "welcomed Beck at the summit", "joined Beck for talks"
        found.add([people(next((c for c in scene.chains if head < c.start < phrase.start), None))])
    bodies = lemma_in(verb, listed("receiving") | listed("agreeing") | listed("convening")) if event else not _arranged(scene, head, phrase)
    bodies = bodies or (event and bool(lemma_in(verb, {"hold"})) and doer is not None and len(doer.actors) > 1)
    partnered = len(found.parties) == 1 and not found.actors  # "Norway suspended talks with Chile"
    found.add([doer if bodies or partnered else people(doer)])  # "Norway hosted a conference": a country does that


def paid_to(trigger: Trigger) -> tuple[str, ...]:
    """The prepositions behind which the other side of "a courtesy call on Beck" and "an audience to Beck" stands."""
    return ("on", "to") if "courtesy" in trigger.words else ("to",) if trigger.words == ("audience",) else ()


def named(scene: Scene, phrase: Phrase) -> bool:
    """True for "the Lima Summit", which a name tells from any other."""
    return any(scene.doc[i].pos_ == "PROPN" for i in range(phrase.start, phrase.head))


def _at_body(scene: Scene, head: int, phrase: Phrase, found: Found, right: Right) -> bool:
    """True for "said at a summit of the African Union"."""
    if prepositions_between(scene, head, phrase)[-1:] not in (["at"], ["during"]) or phrase.start - head > 2 * FAR:
        return False
    return any(a.sort in {"organization", "body"} for c in right.of("of") for a in c.actors) and bool(found.actors or found.parties)


def _during(trigger: Trigger) -> set[str]:
    return DURING | {"on"} if trigger.kind == "Visit" else DURING


def sidelined(scene: Scene, phrase: Phrase) -> bool:
    """ "On the sidelines of the summit": who meets there need not be at the summit itself."""
    return any(scene.doc[i].lower_ in listed("sideline") for i in range(max(scene.start, phrase.start - 4), phrase.start))


def _one_sided(scene: Scene, trigger: Trigger, found: Found, right: Right) -> bool:
    paid = paid_to(trigger)
    partners = right.of("with", *paid, *OTHER_SIDE.get(trigger.kind, ()))
    if found.head is not None and right.of("of", "among", "including"):
        before = scene.doc[found.phrase.start - 1].lower_ if found.phrase else ""
        if lemma_in(scene.doc[found.head], listed("leading")) or (before == "for" and lemma_in(scene.doc[found.head], listed("going"))):
            return True  # "hosted a meeting of his counterparts", "flew to Lima for a meeting of ministers"
    return not found.actors or bool(partners and not right.of("between") and len(found.actors) <= len(partners[0].actors))
