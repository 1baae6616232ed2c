"""Visits: who goes, flies, is due or invited, and where to."""

from __future__ import annotations

from itertools import pairwise

from kg.extract._phrases import Actor, is_demonym
from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.form import is_passive, superlative, verb_form
from kg.extract.meetings.found import Found, people
from kg.extract.meetings.lexicon import Trigger
from kg.extract.meetings.object import direct_object, object_chain
from kg.extract.meetings.scene import Chain, Right, Scene
from kg.extract.meetings.subject import left_chain, subject
from kg.extract.meetings.words import listed
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

# The prepositions behind which the place of a visit stands, by frame; "" for none.
REACHES = {
    "visit": {"", "of"},
    "travel": {"to", "for", "into"},
    "leave": {"for"},
    "plan": {"to"},
    "arrive": {"in", "at", "to", "on", "into"},
    "stay": {""},
    "due": {""},
}
FAR = 14
SOON = 4


def go(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """Visits: somebody goes to a place; a visit to a person is talks."""
    found.add([_holder_of_rank(scene, tokens, right) or people(doer) or people(left_chain(scene, tokens.start))])
    if superlative(scene.doc, tokens.start - 1):
        found.actors = _ranked(scene, found.actors)
    found.add(people(c) for c in right.of("with") if scene.doc[c.start - 2].lower_ in {"together", "along"})
    left = _left(scene, tokens.end) if trigger.frame == "leave" else tokens.end
    if all(_are_citizens(scene, a) for a in found.actors) or (trigger.frame not in {"visit", "stay", "due"} and direct_object(scene, left)):
        return False
    if _homeward(scene, tokens, trigger):
        return False
    target = object_chain(scene, tokens, right) if trigger.frame == "visit" else None
    if trigger.frame in {"stay", "due"}:
        found.places = [a.tokens for c in right.of("")[:1] for a in c.actors if a.sort == "place" and c.start == tokens.end] + found.places
    if trigger.frame == "visit":
        sites = {"place", "organization"}
        named = [a.tokens for a in target.actors if a.sort in sites or _is_town(scene, a)] if target else _settlement(scene, tokens.end)
        if target and not named and people(target) and target.actors[0].sort != "side":
            found.kind = "Talks"
            found.add([target])
            return True
        found.places = named + found.places
    reached = [p for p in found.places if p in [*_direct(scene, left, found.places, REACHES[trigger.frame])]]
    if left > tokens.end:
        found.places = reached  # "left Lima on Friday for Oslo"
    elif not found.places and not target and trigger.frame in {"visit", "travel", "plan"}:
        found.places = reached = _told_before(scene, tokens)
    if trigger.words == ("arrive",) and not right.places and _comes(scene, tokens, doer):
        return True  # "is due to arrive on Friday": where, the article takes for granted
    return bool(reached or (trigger.frame == "visit" and target and (found.places or target.actors[0].sort == "side")))


def _are_citizens(scene: Scene, who: Actor) -> bool:
    """True for those of "Turks could travel to Norway without visas", who stand for nobody."""
    head = scene.doc[who.phrase.head]
    return who.plural and head.lower_.endswith("s") and is_demonym(head)


def _comes(scene: Scene, tokens: Tokens, doer: Chain | None) -> bool:
    """True if people arrive at a time that is told, and not what stands right before the verb: "Ruiz said that aid would arrive in May"."""
    start = verb_form(scene.doc, tokens.start).start
    beside = scene.at.get(start - 1)
    apart = beside is not None and (doer is None or not doer.start <= scene.phrases[beside].head < doer.end)
    return people(doer) is not None and not apart and any(time_sort(t) for t in scene.doc[tokens.end : tokens.end + SOON])


def _is_town(scene: Scene, who: Actor) -> bool:
    """True for a town that was taken for a person, for want of a title before it: "visited Santo Domingo"."""
    bare = who.sort == "person" and who.phrase.start == who.tokens.start
    return bare and gazetteer().city(scene.doc[who.tokens.start : who.tokens.end].text) is not None


def _told_before(scene: Scene, verb: Tokens) -> list[Tokens]:
    """ "The first visit to Norway since Ruiz went in 2014": where the clause above says that somebody else goes."""
    dated = any(time_sort(t) for t in scene.doc[verb.end : min(scene.end, verb.end + SOON)])
    since = next((i for i in range(verb.start - 1, scene.start, -1) if dated and scene.doc[i].lower_ == "since"), scene.start)
    for i in range(since - 1, scene.start, -1):
        named = scene.names.span.get(i)
        before = scene.doc[named[0].start - 1] if named and named[1] == "place" and named[0].start > scene.start else None
        if named and before is not None and (before.lower_ == "to" or lemma_in(before, {"visit"})):
            return [named[0]]
    return []


def _homeward(scene: Scene, tokens: Tokens, trigger: Trigger) -> bool:
    """True for "flew back to Oslo", where the traveller came from, unless it was for talks."""
    if trigger.frame not in {"travel", "plan"} or tokens.end >= scene.end or scene.doc[tokens.end].lower_ != "back":
        return False
    return all(t.lower_ != "for" for t in scene.doc[tokens.end : min(scene.end, tokens.end + FAR)])


def _left(scene: Scene, at: int) -> int:
    """Behind the place and the time of "left Lima on Friday evening for Oslo" and of "leaves on Monday for Oslo"."""
    named = scene.names.span.get(at)
    at = named[0].end if named is not None and named[1] == "place" else at
    while at < scene.end and (scene.doc[at].lower_ == "on" or time_sort(scene.doc[at])):
        at += 1
    return at


def _ranked(scene: Scene, actors: list[Actor]) -> list[Actor]:
    """ "Ruiz became the first minister to visit Norway": the visitor is Ruiz, whose rank the phrase tells."""
    if len(actors) != 1 or actors[0].sort == "person" or actors[0].phrase.start <= scene.start:
        return actors
    verb = actors[0].phrase.start - 1
    if not lemma_in(scene.doc[verb], {"become", "be"}):
        return actors
    doer = people(subject(scene, verb))
    return list(doer.actors) if doer else actors


def _settlement(scene: Scene, at: int) -> list[Tokens]:
    """The place behind "visited the French city of" and "visited the capital,", or inside "visited the Lima airport"."""
    k = scene.at.get(at)
    inner = (
        next((scene.names.span[i][0] for i in range(at, scene.phrases[k].end) if scene.names.label(i) == "place"), None)
        if k is not None
        else None
    )
    if inner:
        return [inner]
    if k is None or k + 1 >= len(scene.phrases) or scene.doc[scene.phrases[k].head].lower_ not in listed("settlement"):
        return []
    phrase, nxt = scene.phrases[k], scene.phrases[k + 1]
    named = scene.names.span.get(nxt.head)
    joined = scene.doc[phrase.end : nxt.start].text in {"of", ","}
    return [named[0]] if joined and named and named[1] == "place" else []


def purposeful(scene: Scene, tokens: Tokens, heads: set[int]) -> bool:
    """ "Was in Oslo for talks", "is in Oslo on a visit", "to discuss trade", "on Friday": who merely is in Oslo may live there."""
    if any(time_sort(t) in {"day", "month"} for t in scene.doc[tokens.end : min(scene.end, tokens.end + 6)]):
        return True
    opens = scene.doc[scene.start].lower_ in {"in", "on"} and tokens.start - scene.start <= FAR
    if opens and any(time_sort(t) in {"day", "month"} for t in scene.doc[scene.start : min(tokens.start, scene.start + 4)]):
        return True  # "In early May Ruiz was in Oslo"
    near = [scene.phrases[scene.at[h]] for h in heads if tokens.end < h <= tokens.end + FAR and h in scene.at]
    if any(scene.doc[phrase.start - 1].lower_ in {"for", "on"} for phrase in near):
        return True
    behind = scene.doc[tokens.end : min(scene.end - 1, tokens.end + SOON)]
    if any(t.lower_ in {"as", "when", "while"} and t.nbor().lower_ not in {"well", "part"} for t in behind):
        return True  # "was in Cuba when the two met"
    ahead = scene.doc[tokens.end : min(scene.end, tokens.end + 8)]
    return any(one.lower_ == "to" and two.pos_ == "VERB" for one, two in pairwise(ahead))


def _holder_of_rank(scene: Scene, tokens: Tokens, right: Right) -> Chain | None:
    """ "The last minister to visit Norway was Ruiz": the name behind the verb is the visitor."""
    at = right.end
    if at >= scene.end or scene.doc[at].lower_ not in {"was", "were", "is"} or scene.doc[tokens.start - 1].lower_ != "to":
        return None
    named = scene.chain_at.get(at + 1)
    known = named is not None and named.start == at + 1 and all(a.sort == "person" for a in named.actors)
    return named if known and superlative(scene.doc, tokens.start - 1) else None


def invite(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Invited Beck to Norway", "Beck was invited to Norway": the guest is the visitor."""
    passive = is_passive(scene.doc, tokens.start)
    guest = doer if passive else object_chain(scene, tokens, right)
    if not guest or any(a.sort not in {"person", "one", "pronoun"} for a in guest.actors):
        return False
    found.places = _direct(scene, tokens.end if passive else guest.end, found.places, {"to"})
    found.add([guest])
    return bool(found.places and doer)


def lead(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Ruiz led a delegation to Norway", "brought a dozen ministers to Oslo": who leads them goes there as well."""
    led = object_chain(scene, tokens, right)
    k = scene.at.get(tokens.end)
    head = scene.doc[scene.phrases[k].head] if k is not None else None
    end = led.end if led is not None else scene.phrases[k].end if k is not None else tokens.end
    if head is None or not people(doer) or is_passive(scene.doc, tokens.start) or head.lemma_.lower() not in listed("sent"):
        return False
    found.add([people(doer)])
    found.places = _direct(scene, end, found.places, {"to"})
    return bool(found.places)


def send(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """ "Norway will send a delegation to Chile", "a team of experts was sent to Chile": those who are sent are the visitors.

    Whoever sends them stays at home, and only the country is a party.
    """
    passive = is_passive(scene.doc, tokens.start)
    sent = doer if passive else object_chain(scene, tokens, right)
    if not sent or not all(scene.doc[a.phrase.head].lemma_.lower() in listed("sent") or a.sort == "person" for a in sent.actors):
        return False
    found.places = _direct(scene, tokens.end if passive else sent.end, found.places, {"to"}) or _posted(scene, sent)
    found.add([sent])
    senders = () if passive or doer is None else doer.actors
    found.parties += [a.tokens for a in senders if a.sort in {"place", "organization"}]
    return bool(found.places)


def _posted(scene: Scene, sent: Chain) -> list[Tokens]:
    """Norway of "an envoy to Norway", which else belongs to the office."""
    inside = range(sent.actors[-1].phrase.head + 1, sent.end)
    return [scene.names.span[i][0] for i in inside if scene.doc[i - 1].lower_ == "to" and scene.names.label(i) == "place"]


def _direct(scene: Scene, at: int, places: list[Tokens], prepositions: set[str]) -> list[Tokens]:
    """The places that stand right behind the verb, but for adverbs and one of the prepositions."""
    out = []
    for place in places:
        between = scene.doc[at : place.start]
        words = [t.lower_ for t in between if t.pos_ == "ADP" or t.lower_ == "to"]
        if len(words) > 1 and words[0] == "from":
            words = words[1:]  # "travels from Lima to Oslo"
        if len(between) <= 6 and (words[:1] or [""])[0] in prepositions:
            out.append(place)
    return out
