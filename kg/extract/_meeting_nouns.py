"""Where the participants of an encounter noun stand: owner, modifiers, complements, and the subject of the verb above."""

from __future__ import annotations

from kg.extract._meeting_company import ATTENDING, present
from kg.extract._meeting_found import Found, homes_of, people
from kg.extract._meeting_lexicon import Trigger, arranging_verbs, light_verbs
from kg.extract._meeting_reach import read_right
from kg.extract._meeting_scene import JOINERS, Chain, Right, Scene
from kg.extract._meeting_status import governor
from kg.extract._meeting_subject import left_chain, subject
from kg.extract._meeting_when import SPEECH
from kg.extract._phrases import POSSESSIVE, Actor, Phrase, is_demonym, noun_sort
from kg.extract._syntax import lemma_in
from kg.model import Tokens

PARTNERS = ("with", "between", "among", "involving", "including")
DEFINITE = {"the", "this", "that", "these", "those", "both", "its"}
FURTHER = {"another", "further", "more", "additional", "second", "third", "other", "new", "separate"}
BE = {"is", "was", "are", "were", "be", "been"}
FAR = 14
GREETING = {"welcome", "receive"}
RECEIVING = {"host", "welcome", "receive", "invite"}
SERIES = {"round", "rounds", "series"}
REMOTE = {"phone", "telephone", "video", "videolink", "telephonic"}
DURING = {"in", "during", "after", "at", "following", "before"}
SIDELINES = {"sidelines", "sideline", "fringes", "fringe", "margins"}
ARRANGED = {"due", "place", "planned", "scheduled"}
ARRANGERS = {"agree", "arrange", "organise", "organize", "schedule"}
PASSIVES = {"hold", "schedule", "plan", "set", "arrange", "take", "organise", "organize", "conduct", "convene", "slate"}
PASSIVES |= {"resume", "begin", "start", "open", "continue", "conclude", "end"}


def noun_arguments(scene: Scene, tokens: Tokens, trigger: Trigger, heads: set[int]) -> Found | None:
    """The arguments of a noun trigger, or None when it tells of no encounter."""
    phrase = _phrase(scene, tokens)
    if phrase.head >= tokens.end and scene.doc[phrase.head].pos_ == "NOUN" and scene.doc[tokens.end].lower_ != "set":
        return None
    words = {t.lower_ for t in scene.doc[phrase.start : tokens.end]}
    right = _complements(scene, tokens, heads)
    found = Found(kind=trigger.kind, places=list(right.places), end=max(right.end, tokens.end))
    found.phrase = Tokens(phrase.start, tokens.end)
    found.further = bool(words & FURTHER)
    _owner(scene, phrase, tokens, found)
    _modifiers(scene, phrase, tokens, found)
    _right(scene, tokens, found, trigger, right)
    alone = not found.actors and len(found.parties) < 2
    _governed(scene, tokens, trigger, found, right, phrase)
    sited = any(p.start < right.end for p in found.places)  # "the summit, to be held in Lima" was told of before
    event = trigger.kind in {"Summit", "Conference"} and bool(found.parties or sited or (found.actors and _named(scene, phrase)))
    found.definite = bool(alone and (words & DEFINITE or found.definite)) and not event
    if found.definite and found.head is not None and found.head < phrase.start and lemma_in(scene.doc[found.head], ATTENDING):
        found.actors = [a for a in found.actors if a.sort != "person"] + present(scene, found.head)
    found.add(_attendance(scene, right, heads))
    if _sidelined(scene, phrase):  # who meets there need not be at the summit itself, nor is it their meeting's name
        found.definite = False
        return found if event else None
    if phrase.start > scene.start and scene.doc[phrase.start - 1].lower_ == "with" and right.of("with") and len(found.actors) == 1:
        found.add([people(left_chain(scene, phrase.start))])
    if words & REMOTE and found.kind == "Talks":
        found.kind = "Call"
    follows = scene.doc[tokens.end].lower_ if tokens.end < scene.end else ""
    return found if _complete(found, trigger, right, words, follows) else None


def _phrase(scene: Scene, tokens: Tokens) -> Phrase:
    """The noun's phrase, with the "a second round of" in front of it."""
    if tokens.start not in scene.at:
        return Phrase(tokens.start, tokens.end, tokens.end - 1)
    phrase = scene.phrases[scene.at[tokens.start]]
    k = scene.at.get(phrase.start - 2, -1)
    if k < 0 or scene.doc[phrase.start - 1].lower_ != "of" or scene.doc[scene.phrases[k].head].lower_ not in SERIES:
        return phrase
    return Phrase(scene.phrases[k].start, phrase.end, phrase.head, scene.phrases[k].owner_end)


def _complete(found: Found, trigger: Trigger, right: Right, words: set[str], follows: str) -> bool:
    """True if enough is told: anyone for common words, two sides for words like "dialogue", or a mere "the talks"."""
    if trigger.frame == "call" and not words & REMOTE:
        anaphor = found.definite and not words & {"calls"}
        if follows in {"for", "on", "to"} or not (right.of("with", "between") or anaphor):
            return False
    needed = 2 if trigger.frame == "strict" else 1
    return found.definite or found.sides() >= needed or (found.further and trigger.frame == "noun")


def _complements(scene: Scene, tokens: Tokens, heads: set[int]) -> Right:
    """What follows the noun, also behind "was held" and "set for Friday"."""
    right = read_right(scene, tokens.end, heads)
    at = _arranged(scene, right.end)
    if at >= 0:
        more = read_right(scene, at, heads)
        for preposition in ("with", "between", "among"):
            right.chains.setdefault(preposition, []).extend(more.chains.get(preposition, []))
        right.places += more.places
    elif not right.chains:
        _distant_pair(scene, right)
    return right


def _arranged(scene: Scene, at: int) -> int:
    """Where the words of arranging behind a noun end ("were held", ", originally due to take place"), or -1 if none follow."""
    end = -1
    for i in range(at, min(scene.end, at + 9)):
        token = scene.doc[i]
        if (token.pos_ == "VERB" and lemma_in(token, PASSIVES)) or token.lower_ in ARRANGED:
            end = i + 1
        elif token.text in {".", ";", ":", "”"} or (
            token.pos_ not in {"AUX", "PART", "ADV", "PUNCT"} and token.lower_ not in {"to", "which"}
        ):
            break
    return end


def _attendance(scene: Scene, right: Right, heads: set[int]) -> list[Chain]:
    """ "The meeting included Ruiz, Beck and Cole"."""
    at = right.end
    if at >= scene.end or not lemma_in(scene.doc[at], {"include", "gather", "involve", "bring"}):
        return []
    return [c for c in read_right(scene, at + 1, heads).of("")[:1] if people(c)]


def _distant_pair(scene: Scene, right: Right) -> None:
    """ "The meeting is only the second between Ruiz and Beck"."""
    if right.end >= scene.end or scene.doc[right.end].lower_ not in BE:
        return
    for at in range(right.end, min(scene.end, right.end + 8)):
        if scene.doc[at].lower_ == "between" and at + 1 in scene.chain_at:
            right.chains["between"] = [scene.chain_at[at + 1]]


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
    direct = [c for p in ("by", "of") for c in right.chains.get(p, []) if c.start < right.clean]
    if trigger.kind == "Visit":
        found.add(people(c) for c in direct if c in right.chains.get("by", []))
        found.places += [a.tokens for c in right.of("of", "") for a in c.actors if a.sort == "place" and not found.places]
        return
    found.add(right.of(*PARTNERS))
    of = tokens.end < scene.end and scene.doc[tokens.end].lower_ in {"of", "by"}
    if of and trigger.frame in {"noun", "event"}:
        found.add(c for c in direct if c.actors[0].plural or len(c.actors) > 1 or c.actors[0].sort in {"organization", "body"})


def _governed(scene: Scene, tokens: Tokens, trigger: Trigger, found: Found, right: Right, phrase: Phrase) -> None:
    """The subject of the verb above: of "held talks" always, of "said after talks with Beck" when one side is missing."""
    copula = _copula(scene, phrase)
    head = copula if copula is not None else governor(scene.doc, tokens.end - 1)
    found.head = head
    if not _one_sided(found, right) or _sidelined(scene, phrase):
        return
    if right.of("with") and len(found.actors) + len(found.parties) == 1 and all(a.sort == "side" for a in found.actors):
        found.parties += _tellers_home(scene, phrase)
    if head is None or head > phrase.start:
        found.add([people(_beside(scene, trigger, phrase, right))])
        return
    light, arranging = lemma_in(scene.doc[head], light_verbs()), lemma_in(scene.doc[head], arranging_verbs())
    between = scene.doc[head + 1 : phrase.start]
    prepositions = [t.lower_ for t in between if t.pos_ in {"ADP", "SCONJ"}]
    if scene.doc[max(phrase.start - 2, 0) : phrase.start].text.lower() == "ahead of":
        prepositions.append("before")
    event = trigger.kind in {"Summit", "Conference"}
    if event and lemma_in(scene.doc[head], {"meet", "speak", "talk", "hold"}) and prepositions:
        return
    arranged = bool(arranging) and len(between) <= 4
    purpose = len(between) <= FAR and between[-1:].text == "for"
    if light in GREETING and not (trigger.kind == "Visit" and between[-1:].text in {"for", "on"}):
        return  # "welcomed the talks": who does so need not take part
    if (light and (len(between) <= 6 or purpose)) or arranged or copula is not None:
        doer = subject(scene, head)
        if trigger.kind == "Visit" and lemma_in(scene.doc[head], {"meet"}):
            found.definite = not found.actors  # "to meet on his visit": one of them travels, and another sentence tells who
            return
        if trigger.kind == "Visit" and lemma_in(scene.doc[head], RECEIVING):
            found.add([people(next((c for c in scene.chains if head < c.start < phrase.start), None))])
            return
        if trigger.kind == "Visit" and (light or arranging) in ARRANGERS and doer and (len(doer.actors) > 1 or doer.actors[0].plural):
            found.definite = not found.actors  # two who agree on a return visit do not both travel
            return
        bodies = lemma_in(scene.doc[head], RECEIVING | ARRANGERS | {"postpone", "cancel", "convene"}) if event else not arranged
        found.add([doer if bodies and trigger.kind != "Visit" else people(doer)])  # "Norway hosted a conference": a country does that
    elif event and prepositions and prepositions[-1] in {"during", "at"} and _named(scene, phrase):
        found.add([people(subject(scene, head))])  # "joined leaders during the Lima Summit", "said at the Lima Summit"
    elif prepositions and prepositions[-1] in _during(trigger) and len(between) <= 12 and (right.of("with") or _indefinite(scene, phrase)):
        _of_speech(scene, tokens, found, right, head)


def _copula(scene: Scene, phrase: Phrase) -> int | None:
    """The "was" of "was in Oslo on Friday for talks" and of "was on a visit", if no other verb stands between."""
    preposition = scene.doc[phrase.start - 1].lower_ if phrase.start > scene.start else ""
    if preposition not in {"for", "on"}:
        return None
    for i in range(phrase.start - 2, max(scene.start, phrase.start - FAR) - 1, -1):
        token = scene.doc[i]
        if token.lower_ in BE:
            follows = [t.lower_ for t in scene.doc[i + 1 : phrase.start] if t.pos_ != "ADV"]
            return i if follows[0] == ("in" if preposition == "for" else "on") else None
        if token.pos_ == "VERB" or token.text in {",", ";"}:
            return None
    return None


def _beside(scene: Scene, trigger: Trigger, phrase: Phrase, right: Right) -> Chain | None:
    """ "On a visit to Oslo, Ruiz said", "Ruiz, on a visit to Oslo, said", "after talks with Beck, Ruiz said"."""
    doc, before = scene.doc, phrase.start - 1
    if not (trigger.kind == "Visit" or right.of("with")) or before < scene.start or doc[before].lower_ not in DURING | {"on"}:
        return None
    if before > scene.start and doc[before - 1].text == ",":
        return next((c for c in scene.chains if c.end == before - 1), None)
    if before - scene.start > 1:
        return None
    behind = [c for c in scene.chains if c.start >= max(right.end, phrase.end) and doc[c.start - 1].text in {",", '"', "“"}]
    return behind[0] if behind else None


def _tellers_home(scene: Scene, phrase: Phrase) -> list[Tokens]:
    """ "Norway's president said that talks with Chile would go on": Norway is the other side."""
    verb = next((i for i in range(phrase.start - 1, scene.start - 1, -1) if scene.doc[i].pos_ in {"VERB", "AUX"}), -1)
    doer = subject(scene, verb) if verb >= 0 and lemma_in(scene.doc[verb], SPEECH) else None
    return list(homes_of(scene, doer.actors)) if doer else []


def _named(scene: Scene, phrase: Phrase) -> bool:
    """True for "the Lima Summit", which a name tells from any other."""
    return any(scene.doc[i].pos_ == "PROPN" for i in range(phrase.start, phrase.head))


def _during(trigger: Trigger) -> set[str]:
    return DURING | {"on"} if trigger.kind == "Visit" else DURING


def _sidelined(scene: Scene, phrase: Phrase) -> bool:
    """ "On the sidelines of the summit": who meets there need not be at the summit itself."""
    return any(scene.doc[i].lower_ in SIDELINES for i in range(max(scene.start, phrase.start - 4), phrase.start))


def _indefinite(scene: Scene, phrase: Phrase) -> bool:
    return scene.doc[phrase.start].lower_ in {"a", "an"}


def _one_sided(found: Found, right: Right) -> bool:
    partners = right.of("with")
    return not found.actors or bool(partners and not right.of("between") and len(found.actors) <= len(partners[0].actors))


def _of_speech(scene: Scene, tokens: Tokens, found: Found, right: Right, head: int) -> None:
    """ "Ruiz told Beck in a call", "they said after a meeting"."""
    doer = subject(scene, head)
    if doer and not any(a.sort == "voice" for a in doer.actors):
        told: list[Chain] = []
        if scene.doc[head].lemma_.lower() == "tell" and not right.of("with"):
            told = read_right(scene, head + 1, {tokens.end - 1}).of("")[:1]
        found.add([people(doer), *(c for c in told if any(a.sort in {"person", "one", "pronoun"} for a in c.actors))])
