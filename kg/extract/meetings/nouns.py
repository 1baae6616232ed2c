"""Where the participants of an encounter noun stand: owner, modifiers, complements, and the subject of the verb above."""

from __future__ import annotations

from kg.extract._phrases import POSSESSIVE, Actor, Phrase, is_demonym, noun_sort
from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.company import attends, present
from kg.extract.meetings.complements import attendance, complements, which
from kg.extract.meetings.found import Found, homes_of, people
from kg.extract.meetings.governed import OCCASIONS, OTHER_SIDE, RANKS, governed, named, paid_to, sidelined
from kg.extract.meetings.home import at_home
from kg.extract.meetings.lexicon import Trigger, triggers
from kg.extract.meetings.members import JOINERS
from kg.extract.meetings.scene import Chain, Right, Scene
from kg.extract.meetings.series import countries_in, joint_body
from kg.extract.meetings.subject import antecedent, left_chain
from kg.extract.meetings.unsaid import is_unsaid
from kg.extract.meetings.words import listed
from kg.model import Tokens

PARTNERS = ("with", "between", "among", "involving", "including")
DEFINITE = {"the", "this", "that", "these", "those", "both", "its"}


def noun_arguments(scene: Scene, tokens: Tokens, trigger: Trigger, heads: set[int]) -> Found | None:
    """The arguments of a noun trigger, or None when it tells of no encounter."""
    trigger = _paid(scene, tokens, trigger)
    phrase = _phrase(scene, tokens)
    if phrase.head >= tokens.end and scene.doc[phrase.head].pos_ == "NOUN" and scene.doc[tokens.end].lower_ != "set":
        return None
    if at_home(scene, tokens) or (trigger.kind in {"Summit", "Conference"} and _is_host_body(scene, phrase)):
        return None
    words = {t.lower_ for t in scene.doc[phrase.start : tokens.end]}
    right = complements(scene, tokens, heads)
    found = Found(kind=_kind(scene, tokens, trigger), places=list(right.places), end=max(right.end, tokens.end))
    found.phrase = Tokens(phrase.start, tokens.end)
    found.further = bool(words & listed("further"))
    _owner(scene, phrase, tokens, found)
    _modifiers(scene, phrase, tokens, found)
    if _own_body(scene, tokens):
        right.chains.pop("of", None)  # "a session of its council": whoever holds it
    _right(scene, tokens, found, trigger, right)
    body = joint_body(scene, tokens, phrase) if trigger.kind == "Talks" else None
    found.series = trigger.frame == "series" or body is not None
    found.parties += countries_in(scene, body) if body else []
    alone = not found.actors and len(found.parties) < 2
    governed(scene, tokens, trigger, found, right, phrase)
    if found.series and found.head is not None and lemma_in(scene.doc[found.head], listed("announcing")):
        found.parties += homes_of(scene, found.actors)  # who agrees on a round need not go there
        found.actors = []
    if _own_body(scene, tokens):
        found.parties += [a.tokens for a in found.actors if a.sort == "organization"]
    sited = any(p.start < right.end for p in found.places)  # "the summit, to be held in Lima" was told of before
    event = trigger.kind in {"Summit", "Conference"} and bool(found.parties or sited or (found.actors and named(scene, phrase)))
    both = len(found.parties) > 1  # "Norway and Chile held the first session" tells all there is
    found.definite = bool(alone and (words & DEFINITE or found.definite)) and not event and not both and not found.series
    found.known = "the" in words and not both
    if found.definite and found.head is not None and found.head < phrase.start and attends(scene.doc[found.head]):
        there = present(scene, found.head)
        found.actors = [a for a in found.actors if not there or a.sort != "person"] + there
        found.joined = True
    found.add(attendance(scene, right, heads))
    which(scene, found, right, heads)
    if sidelined(scene, phrase) and found.kind != "Visit" and not (found.kind == "Talks" and right.of("with")):
        # who meets there need not be at the summit itself, nor is it their meeting's name
        found.definite, found.aside = False, True
        return found if event else None
    if phrase.start > scene.start and scene.doc[phrase.start - 1].lower_ == "with" and right.of("with") and len(found.actors) == 1:
        found.add([people(left_chain(scene, phrase.start))])
    if words & listed("remote") and found.kind == "Talks":
        found.kind = "Call"
    dated = tokens.end + 1 < scene.end and bool(time_sort(scene.doc[tokens.end + 1]))  # "in a call on Friday" calls for nothing
    follows = scene.doc[tokens.end].lower_ if tokens.end < scene.end and not dated else ""
    found.unsaid = is_unsaid(scene, phrase, found, right)
    return found if found.unsaid or _complete(found, trigger, right, words, follows) else None


def _paid(scene: Scene, tokens: Tokens, trigger: Trigger) -> Trigger:
    """The courtesy call that "a call on President Beck" is, unless it asks something of him."""
    at = tokens.end + 1
    named = scene.chain_at.get(at) if trigger.words == ("call",) and at < scene.end and scene.doc[at - 1].lower_ == "on" else None
    if named is None or named.start != at or any(a.sort not in {"person", "one"} for a in named.actors):
        return trigger
    asked = named.end < scene.end and scene.doc[named.end].lower_ in {"to", "for"}
    return trigger if asked else next(t for t in triggers() if t.words == ("courtesy", "call"))


def _is_host_body(scene: Scene, phrase: Phrase) -> bool:
    """True for the conference in "a meeting of the Lima Conference": one encounter, not two."""
    return scene.doc[phrase.start - 1].lower_ == "of" and scene.doc[max(phrase.start - 2, scene.start)].lower_ in listed("sitting")


def _kind(scene: Scene, tokens: Tokens, trigger: Trigger) -> str:
    """The kind of the encounter: "a meeting of the Lima Conference" is a conference, one of heads of government a summit."""
    of = tokens.end + 1
    if trigger.kind != "Talks" or of not in scene.at or scene.doc[tokens.end].lower_ != "of":
        return trigger.kind
    words = {t.lower_ for t in scene.doc[of : min(scene.end, of + 6)]}
    if "heads" in words:
        return "Summit"
    if _own_body(scene, tokens):
        return "Conference"
    head = scene.doc[scene.phrases[scene.at[of]].head]
    return "Conference" if head.lower_ in listed("assembly") else trigger.kind


def _own_body(scene: Scene, tokens: Tokens) -> bool:
    """True for "an emergency session of its council": those who hold it meet among themselves."""
    of = tokens.end + 1
    if of not in scene.at or scene.doc[of].lower_ != "its":
        return False
    head = scene.doc[scene.phrases[scene.at[of]].head]
    return noun_sort(head) == "body" or head.lower_ in listed("organ")


def _phrase(scene: Scene, tokens: Tokens) -> Phrase:
    """The noun's phrase, with the "a second round of" and "two hours of" in front of it."""
    if tokens.start not in scene.at:
        return Phrase(tokens.start, tokens.end, tokens.end - 1)
    phrase = scene.phrases[scene.at[tokens.start]]
    k = scene.at.get(phrase.start - 2, -1)
    if k < 0 or scene.doc[phrase.start - 1].lower_ != "of":
        return phrase
    head = scene.doc[scene.phrases[k].head]
    if head.lower_ not in listed("several") and time_sort(head) != "unit":
        return phrase
    return Phrase(scene.phrases[k].start, phrase.end, phrase.head, scene.phrases[k].owner_end)


def _complete(found: Found, trigger: Trigger, right: Right, words: set[str], follows: str) -> bool:
    """True if enough is told: anyone for common words, two sides for words like "dialogue", or a mere "the talks"."""
    if trigger.frame == "call" and not words & listed("remote"):
        anaphor = found.definite and not words & {"calls"}
        sided = right.of("with", "between", *OTHER_SIDE["Call"]) or found.sides() > 1
        if follows in {"for", "on"} or not (sided or anaphor):
            return False
    needed = 2 if trigger.frame == "strict" and found.kind != "Conference" else 1
    return found.definite or found.series or found.sides() >= needed or (found.further and trigger.frame == "noun")


def _owner(scene: Scene, phrase: Phrase, tokens: Tokens, found: Found) -> None:
    """ "Ruiz's visit", "his trip"."""
    doc = scene.doc
    if phrase.start < phrase.owner_end < tokens.start:
        last = phrase.owner_end - 1
        named = scene.names.span.get(last)
        if named and named[1] == "place":
            found.parties.append(named[0])
        elif named:
            joined = next((c for c in scene.chains if c.end == phrase.start - 1), None) if doc[phrase.start - 1].lower_ in JOINERS else None
            found.add([people(joined)])  # "Ruiz and Beck's visit"
            found.actors.append(Actor(named[0], named[1], False, phrase))
        elif noun_sort(doc[last]) and not (found.kind in {"Summit", "Conference"} and doc[last].lower_.endswith("s")):
            plural = doc[phrase.owner_end].text in POSSESSIVE - {"'s", "’s"} or doc[last].lower_.endswith("s")
            found.actors.append(Actor(Tokens(phrase.start, phrase.owner_end), noun_sort(doc[last]), plural, phrase))
    elif "whose" in {doc[phrase.start].lower_, doc[max(phrase.start - 1, scene.start)].lower_}:
        at = phrase.start if doc[phrase.start].lower_ == "whose" else phrase.start - 1
        found.add([people(antecedent(scene, at)) or people(left_chain(scene, at))])
    elif doc[phrase.start].lower_ in {"his", "her", "their"}:
        plural = doc[phrase.start].lower_ == "their"
        found.actors.append(Actor(Tokens(phrase.start, phrase.start + 1), "pronoun", plural, phrase))


def _modifiers(scene: Scene, phrase: Phrase, tokens: Tokens, found: Found) -> None:
    """ "Kim-Moon meeting", "US-China talks", "Geneva talks"."""
    doc, names = scene.doc, scene.names
    first = phrase.owner_end + 1 if phrase.start < phrase.owner_end < tokens.start else phrase.start
    seen: set[Tokens] = set()
    for i in range(first, tokens.start):
        span, label = names.span.get(i, (Tokens(i, i + 1), ""))
        if span in seen or span.end > tokens.start:
            continue
        seen.add(span)
        paired = "-" in {doc[i - 1].text if i else "", doc[span.end].text if span.end < len(doc) else ""}
        if label == "person":
            found.actors.append(Actor(span, label, False, phrase))
        elif label == "place" and not paired and span not in names.countries:
            found.places.append(span)
        elif label in {"place", "organization"} or is_demonym(doc[i]):
            found.parties.append(span)


def _right(scene: Scene, tokens: Tokens, found: Found, trigger: Trigger, right: Right) -> None:
    direct = [c for p in ("by", "of") for c in right.chains.get(p, []) if c.start < right.clean and not _of_rank(scene, c)]
    if trigger.kind == "Visit":
        by = [c for c in direct if c in right.chains.get("by", [])]
        by += [c for c in direct if trigger.words == ("arrival",) and c not in by]  # "the arrival of President Ruiz in Lima"
        found.add(people(c) for c in by if not _tells_rank(scene, found, c))
        found.places += [a.tokens for c in right.of("of", "") for a in c.actors if a.sort == "place" and not found.places]
        return
    found.add(right.of(*PARTNERS, *OTHER_SIDE.get(trigger.kind, ()), *paid_to(trigger)))
    if trigger.kind in {"Summit", "Conference"}:  # "a summit in Lima of the African Union"
        found.add(c for c in right.of("of") if all(a.sort in {"organization", "body"} for a in c.actors))
    of = tokens.end < scene.end and scene.doc[tokens.end].lower_ in {"of", "by"}
    if of and trigger.frame in {"noun", "event"}:
        found.add(c for c in direct if c.actors[0].plural or len(c.actors) > 1 or c.actors[0].sort in {"organization", "body"})


def _tells_rank(scene: Scene, found: Found, chain: Chain) -> bool:
    """True for the minister of "on the first visit by a minister of Norway", which tells the rank of a visitor named before."""
    words = {t.lower_ for t in scene.doc[found.phrase.start : found.phrase.end]} if found.phrase else set()
    on = found.phrase is not None and scene.doc[found.phrase.start - 1].lower_ in OCCASIONS
    return on and bool(words & RANKS) and scene.doc[chain.start].lower_ in {"a", "an"}


def _of_rank(scene: Scene, chain: Chain) -> bool:
    """True for the president of "a visit to Norway, the first by a president of Chile": who visits is told elsewhere."""
    return any(t.lower_ in RANKS for t in scene.doc[max(scene.start, chain.start - 2) : chain.start])
