"""Where the participants of each kind of trigger stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract._lexicon import Trigger, light_verbs
from kg.extract._phrases import Actor, Phrase, is_demonym, noun_sort
from kg.extract._scene import Chain, Right, Scene
from kg.extract._status import governor, verb_form
from kg.extract._subject import subject
from kg.model import Tokens

PEOPLE = {"person", "one", "military", "pronoun", "pair", "many", "side"}
PARTNERS = ("with", "between", "among", "involving")
DEFINITE = {"the", "this", "that", "these", "those", "both", "its"}
FURTHER = {"another", "further", "more", "additional", "second", "third", "other", "new", "separate"}
REMOTE = {"phone", "telephone", "video", "videolink", "telephonic"}
HOLDS = {"hold", "have", "begin", "start", "open", "conclude", "end", "finish", "resume", "continue", "conduct", "engage", "attend", "join", "meet"}


@dataclass(slots=True)
class Found:
    """The arguments of one trigger; ``head`` the verb that governs a noun; ``phrase`` the noun's phrase."""

    actors: list[Actor] = field(default_factory=list)
    hedged: list[Actor] = field(default_factory=list)
    parties: list[Tokens] = field(default_factory=list)
    places: list[Tokens] = field(default_factory=list)
    head: int | None = None
    phrase: Tokens | None = None
    end: int = 0
    kind: str = ""
    definite: bool = False
    further: bool = False

    def add(self, chains: Iterable[Chain | None]) -> None:
        """Take the actors of chains, countries as parties."""
        for chain in chains:
            for who in chain.actors if chain else ():
                if who.sort == "place":
                    self.parties.append(who.tokens)
                elif who.tokens not in [a.tokens for a in self.actors]:
                    self.actors.append(who)
            self.hedged += chain.hedged if chain else ()

    def sides(self) -> int:
        """How many sides are told of; a plural phrase counts as two."""
        return sum(2 if a.plural or a.sort == "pair" else 1 for a in self.actors) + len(self.parties)


def people(chain: Chain | None) -> Chain | None:
    """The chain if it holds anyone who can meet in person."""
    return chain if chain and any(a.sort in PEOPLE | {"body"} for a in chain.actors) else None


def verb_arguments(scene: Scene, tokens: Tokens, trigger: Trigger, heads: set[int]) -> Found | None:
    """The arguments of a verb trigger, or None when it tells of no encounter."""
    right = scene.read_right(tokens.end, heads)
    found = Found(kind=trigger.kind, places=list(right.places), end=max(right.end, tokens.end))
    doer = subject(scene, tokens.start)
    if verb_form(scene.doc, tokens.start).form == "passive" and trigger.frame in {"host", "visit", "object"}:
        doer, right.chains[""] = next(iter(right.of("by")), None), [doer] if doer else []
    frame = {"meet": _meet, "with": _with, "speak": _speak, "object": _object, "host": _host, "gather": _gather}.get(trigger.frame, _go)
    return found if frame(scene, tokens, trigger, found, doer, right) else None


def _meet(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    other = _object_chain(scene, tokens, right) or next(iter(right.of("with")), None)
    found.add([doer, other])
    if other:
        return bool(people(other) or people(doer)) and bool(found.actors)
    return found.sides() > 1 and not _direct_object(scene, tokens.end) and doer is not None


def _with(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    found.add([doer, *right.of("with")[:1]])
    return bool(right.of("with")) and found.sides() > 1


def _speak(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    other = next((c for c in right.of("with", "to") if any(a.sort in PEOPLE - {"many", "side"} for a in c.actors)), None)
    if other is None:
        nxt = scene.doc[tokens.end].lower_ if tokens.end < scene.end else ""
        if not doer or len(doer.actors) < 2 or nxt in {"about", "of", "out", "to", "up", "at", "for", "against"}:
            return False
    found.add([people(doer), other])
    return found.sides() > 1


def _object(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    other = people(_object_chain(scene, tokens, right))
    found.add([doer, other])
    return bool(other and doer)


def _host(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    other = _object_chain(scene, tokens, right) or (right.chains.get("") or [None])[0]
    if not other or not doer or not any(a.sort in PEOPLE - {"many", "side"} or noun_sort(scene.doc[a.phrase.head]) == "many" for a in other.actors):
        return False
    found.add([doer, other])
    return True


def _gather(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    found.add([doer])
    return bool(people(doer)) and found.sides() > 1 and not _direct_object(scene, tokens.end)


def _go(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, doer: Chain | None, right: Right) -> bool:
    """Visits: somebody goes to a place; a visit to a person is talks."""
    found.add([people(doer)])
    if not found.actors:
        return False
    target = _object_chain(scene, tokens, right) if trigger.frame == "visit" else None
    if trigger.frame == "visit":
        named = [a.tokens for a in target.actors if a.sort == "place"] if target else []
        if target and not named and people(target):
            found.kind = "Talks"
            found.add([target])
            return True
        found.places = named + found.places
    prepositions = {"visit": {"", "of"}, "travel": {"to", "for"}, "arrive": {"in", "at", "to", "on"}}[trigger.frame]
    reached = [p for p in found.places if p in [*_direct(scene, tokens.end, found.places, prepositions)]]
    return bool(reached or (trigger.frame == "visit" and target and found.places))


def _direct(scene: Scene, at: int, places: list[Tokens], prepositions: set[str]) -> list[Tokens]:
    """The places that stand right behind the verb, but for adverbs and one of the prepositions."""
    out = []
    for place in places:
        between = scene.doc[at : place.start]
        words = [t.lower_ for t in between if t.pos_ == "ADP" or t.lower_ == "to"]
        if len(between) <= 6 and (words[:1] or [""])[0] in prepositions:
            out.append(place)
    return out


def _object_chain(scene: Scene, tokens: Tokens, right: Right) -> Chain | None:
    """The chain that follows the verb with nothing but adverbs and "with" or "up" between."""
    for chain in right.of("", "with"):
        gap = scene.doc[tokens.end : chain.start]
        if all(t.pos_ in {"ADV", "PUNCT"} or t.lower_ in {"with", "up", "virtually", "privately"} for t in gap):
            return chain
    return None


def _direct_object(scene: Scene, at: int) -> bool:
    """True if a noun phrase that is no time follows at once, as in "met the target"."""
    while at < scene.end and scene.doc[at].pos_ == "ADV":
        at += 1
    return at in scene.at and scene.phrases[scene.at[at]].start == at and scene.doc[at].pos_ != "ADP" and not _timely(scene, at)


def _timely(scene: Scene, at: int) -> bool:
    from kg.extract._when import find

    phrase = scene.phrases[scene.at[at]]
    return bool(find(scene.doc, phrase.start, phrase.end))


def noun_arguments(scene: Scene, tokens: Tokens, trigger: Trigger, heads: set[int]) -> Found | None:
    """The arguments of a noun trigger: owner and modifiers, what follows, and the subject of the verb that it hangs on."""
    phrase = scene.phrases[scene.at[tokens.start]] if tokens.start in scene.at else Phrase(tokens.start, tokens.end, tokens.end - 1)
    if phrase.head >= tokens.end and scene.doc[phrase.head].pos_ == "NOUN":
        return None
    words = {t.lower_ for t in scene.doc[phrase.start : tokens.end]}
    right = scene.read_right(tokens.end, heads)
    found = Found(kind=trigger.kind, places=list(right.places), end=max(right.end, tokens.end))
    found.phrase = Tokens(phrase.start, tokens.end)
    found.further = bool(words & FURTHER)
    _owner(scene, phrase, tokens, found)
    _modifiers(scene, phrase, tokens, found)
    _right(found, trigger, right)
    _governed(scene, tokens, trigger, found, right, phrase)
    found.definite = not found.actors and len(found.parties) < 2 and bool(words & DEFINITE)
    if words & REMOTE and found.kind == "Talks":
        found.kind = "Call"
    if trigger.frame == "call" and not (words & REMOTE or right.of("with", "between") or found.definite):
        return None
    if trigger.frame == "strict" and found.sides() < 2:
        return found if found.definite else None
    return found if found.sides() or found.definite else None


def _owner(scene: Scene, phrase: Phrase, tokens: Tokens, found: Found) -> None:
    """ "Ruiz's visit", "his trip"."""
    doc = scene.doc
    if phrase.start < phrase.owner_end < tokens.start:
        last = phrase.owner_end - 1
        named = scene.names.span.get(last)
        if named and named[1] == "place":
            found.parties.append(named[0])
        elif named:
            found.actors.append(Actor(named[0], named[1], False, phrase))
        elif noun_sort(doc[last]):
            found.actors.append(Actor(Tokens(phrase.start, phrase.owner_end), noun_sort(doc[last]), False, phrase))
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


def _right(found: Found, trigger: Trigger, right: Right) -> None:
    if trigger.kind == "Visit":
        found.add(people(c) for c in right.of("by"))
        found.places += [a.tokens for c in right.of("of", "") for a in c.actors if a.sort == "place" and not found.places]
        return
    found.add(right.of(*PARTNERS))
    if trigger.frame in {"noun", "event"}:
        found.add(c for c in right.of("of", "by") if c.actors[0].plural or len(c.actors) > 1 or c.actors[0].sort in {"organization", "body"})


def _governed(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, right: Right, phrase: Phrase) -> None:
    """The subject of the verb above: of "held talks" always, of "said after talks with Beck" when one side is missing."""
    head = governor(scene.doc, tokens.end - 1)
    found.head = head
    if head is None or head > phrase.start:
        return
    lemma = scene.doc[head].lemma_.lower()
    between = scene.doc[head + 1 : phrase.start]
    prepositions = [t.lower_ for t in between if t.pos_ == "ADP"]
    partner = bool(right.of("with"))
    alone = not found.actors or (partner and len(right.of("with")) and not right.of("between") and len(found.actors) <= len(right.of("with")[0].actors))
    if not alone or len(between) > 12:
        return
    if lemma in light_verbs() and len(between) <= 6:
        doer = subject(scene, head)
        if doer and (trigger.kind != "Visit" or people(doer)):
            found.add([doer])
    elif prepositions and prepositions[-1] in {"in", "during", "after", "at", "following"} and (partner or scene.doc[phrase.start].lower_ in {"a", "an"}):
        doer = subject(scene, head)
        if doer and not any(a.sort == "voice" for a in doer.actors):
            objects = scene.read_right(head + 1, {tokens.end - 1}) if lemma == "tell" else None
            found.add([people(doer), *(objects.of("")[:1] if objects and not partner else [])])
