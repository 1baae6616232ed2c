"""Reading on from a trigger: whom and what the words behind it name, each under its preposition."""

from __future__ import annotations

from kg.extract._meeting_scene import Chain, Right, Scene
from kg.extract._phrases import POSSESSIVE, Phrase, is_demonym, noun_sort
from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

WITHS = {"with", "alongside", "including", "involving"}
SETTLEMENTS = {"city", "town", "capital", "island", "port", "resort", "region", "province", "village", "republic", "kingdom"}
RELATIVES = {"who", "which", "that", "whom", "where"}
ASIDE = 10  # tokens of a participle clause between commas
OPENERS = {"on", "during", "in", "while", "at"}
TRIPS = {"visit", "trip", "tour", "stay", "stopover", "stop"}
APART = {"for", "after", "before", "since", "about"}
OPENED = {"NOUN", "PROPN", "VERB", "PRON"}
BARRIERS = RELATIVES | {"when", "while", "because", "although", "but", "as", "after", "before", "following", "amid", "what", "how", "why"}
SITED = {"", "in", "at", "to", "near", "outside", "aboard", "inside", "into", "for", "on", "across", "of"}


def read_right(scene: Scene, at: int, triggers: set[int]) -> Right:
    """Chains and places behind ``at``, until a verb, a relative word or another trigger ends the clause."""
    out, prep, j = Right(end=at), "", at
    while j < scene.end:
        token = scene.doc[j]
        chain = scene.chain_at.get(j)
        if chain and chain.start == j and (_opens_clause(scene, chain) or _next_of_two(scene, out, chain)):
            return out
        if chain and chain.start == j:
            _take(scene, out, "" if _behind_place(scene, out, prep, chain) else prep, chain)
            j = out.end = chain.end
        elif j in scene.at and scene.phrases[scene.at[j]].start == j:
            phrase = scene.phrases[scene.at[j]]
            if triggers & set(range(phrase.start, phrase.end)):
                return out
            _pass(scene, out, prep, phrase)
            j = phrase.end
        elif token.lower_ not in WITHS and _ends(scene, j):
            behind = _behind_participle(scene, j)
            if behind < 0:
                return out
            prep, j = "", behind
        else:
            if time_sort(token) in {"day", "year"}:
                prep = ""  # "received on Monday President Beck"
            elif token.pos_ in {"ADP", "PART", "SCONJ"} or token.lower_ in WITHS:
                prep = token.lower_
            j += 1
    return out


def _behind_participle(scene: Scene, j: int) -> int:
    """Where the clause goes on behind "talks, mediated by Norway, in Lima": at the preposition behind the closing comma, or -1."""
    token = scene.doc[j]
    if token.pos_ != "VERB" or "Past" not in token.morph.get("Tense", []) or scene.doc[j - 1].text != ",":
        return -1
    close = next((i for i in range(j + 1, min(scene.end, j + ASIDE)) if scene.doc[i].text in {",", ";", ":"}), -1)
    sited = close > 0 and close + 1 < scene.end and scene.doc[close + 1].lower_ in {"in", "at"}
    return close + 1 if sited and scene.doc[close].text == "," else -1


def beyond(scene: Scene, trigger: Tokens, at: int, triggers: set[int]) -> list[Tokens]:
    """The places of what the encounter took place at or was for ("met at the summit in Lima", "hosted Beck for dinner in Lima").

    They follow the next trigger or stand in its name: "on the margins of the Lima Security Forum".
    """
    read = [scene.phrases[scene.at[i]] for i in sorted(triggers) if trigger.end <= i < at and i in scene.at]
    if any(p.head in triggers for p in read):
        return _named_for(scene, next(p for p in read if p.head in triggers))
    ahead = [i for i in sorted(triggers) if at <= i < at + 10]
    phrase = scene.phrases[scene.at[ahead[0]]] if ahead and ahead[0] in scene.at else None
    first = phrase.start if phrase else ahead[0] if ahead else at
    purpose = first > at and scene.doc[first - 1].lower_ == "for"
    between = scene.doc[at : first - purpose] if ahead else None
    if between is None or any(t.pos_ in {"VERB", "AUX"} or t.text in {",", ";"} or t.lower_ in APART for t in between):
        return []
    return read_right(scene, ahead[0] + 1, triggers).places or (_named_for(scene, phrase) if phrase else [])


def _named_for(scene: Scene, phrase: Phrase) -> list[Tokens]:
    """The town that an event is called by: Lima of "the Lima Security Forum"."""
    named = (t for t in scene.doc[phrase.start : phrase.head] if t.pos_ == "PROPN" and gazetteer().city(t.text) is not None)
    town = next((t.i for t in named if gazetteer().country(scene.doc[t.i].text) is None), -1)
    return [Tokens(town, town + 1)] if town >= 0 else []


def on_trip(scene: Scene, at: int, triggers: set[int]) -> list[Tokens]:
    """The place of the trip that opens the sentence: "During his visit to Norway last week, Ruiz met Beck"."""
    comma = next((i for i in range(scene.start, at) if scene.doc[i].text == ","), -1)
    trip = next((i for i in sorted(triggers) if i < comma and lemma_in(scene.doc[i], TRIPS)), -1)
    before = scene.doc[scene.start : max(trip, scene.start)]
    if trip < 0 or before[:1].text.lower() not in OPENERS or any(t.pos_ == "VERB" or t.lower_ in APART for t in before):
        return []
    return read_right(scene, trip + 1, triggers).places[:1]


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


def _there(scene: Scene, trigger: int) -> list[Tokens]:
    """ "Ruiz flew to Lima. There, she met Beck", "met Beck there": the place named last before, in this sentence or the one before."""
    at = next((t.i for t in scene.doc[scene.start : min(scene.end, trigger + 12)] if _points_back(scene, t.i)), -1)
    if at < 0 or abs(at - trigger) > 12:
        return []
    first = scene.doc[scene.start - 1].sent.start if scene.start else 0
    named = (scene.names.span[i] for i in range(at - 1, first - 1, -1) if i in scene.names.span)
    return next(([span] for span, sort in named if sort == "place"), [])


def _points_back(scene: Scene, i: int) -> bool:
    """True for "there" that is an adverb, and for "in the same city"."""
    token = scene.doc[i]
    if token.lower_ == "there":
        return token.pos_ == "ADV" and token.dep_ != "expl" and (i + 1 == scene.end or scene.doc[i + 1].pos_ not in {"AUX"})
    return token.lower_ == "in" and scene.doc[i : i + 4].text.lower() in {"in the same city", "in the same town"}


def _ends(scene: Scene, j: int) -> bool:
    token = scene.doc[j]
    return token.pos_ in {"VERB", "AUX"} or token.lower_ in BARRIERS or token.text in {";", ":", ".", "–", "—"}


def _behind_place(scene: Scene, out: Right, prep: str, chain: Chain) -> bool:
    """True for the guest of "received in Lima the minister" and "received at Alto Palace Norwegian Minister Beck"; the palace is taken.

    Nothing but the place stands between the preposition and the guest.
    """
    if prep not in {"in", "at"} or all(a.sort == "place" for a in chain.actors):
        return False
    if out.places and out.places[-1].end == chain.start:
        return True
    phrase = chain.actors[0].phrase
    inner = range(phrase.start + 1, phrase.head)
    home = next((i for i in inner if is_demonym(scene.doc[i]) or noun_sort(scene.doc[i]) or scene.names.label(i) == "person"), -1)
    house = scene.doc[phrase.start : max(home, phrase.start)]
    if chain.actors[0].sort != "person" or not len(house) or not all(t.pos_ == "PROPN" or t.text == "-" for t in house):
        return False
    if scene.names.label(phrase.start) == "person":
        return False
    out.places.append(Tokens(phrase.start, home))
    return True


def _opens_clause(scene: Scene, chain: Chain) -> bool:
    """True if the chain is the subject of a new clause: a verb or auxiliary follows and a comma comes before."""
    before = scene.doc[chain.start - 1].text if chain.start > scene.start else ""
    after = scene.doc[chain.end] if chain.end < scene.end else None
    return before in {",", "and"} and after is not None and after.pos_ in {"VERB", "AUX"}


def _next_of_two(scene: Scene, out: Right, chain: Chain) -> bool:
    """True for Cole of "met Beck in Lima and Cole in Oslo", which is another encounter."""
    guest = all(a.sort == "person" for a in chain.actors) and chain.end < scene.end
    joined = guest and bool(out.places) and scene.doc[chain.start - 1].lower_ == "and"
    return joined and scene.doc[chain.end].lower_ in {"in", "at", "on"}


def _take(scene: Scene, out: Right, prep: str, chain: Chain) -> None:
    if prep == "of" and scene.doc[chain.start - 2].lower_ in SETTLEMENTS:
        prep = "in"  # "on the island of Crete"
    if all(a.sort == "place" for a in chain.actors) and prep not in {"with", "between", "by", "of", ""}:
        for who in chain.actors:
            _site(scene, out, prep, who.tokens)
        return
    out.chains.setdefault(prep, []).append(chain)
    if prep in {"in", "at", "inside"}:
        out.places += [a.tokens for a in chain.actors if a.sort == "organization"]


def _pass(scene: Scene, out: Right, prep: str, phrase: Phrase) -> None:
    sited = any(scene.names.label(i) == "place" for i in range(phrase.start, phrase.end))
    if not time_sort(scene.doc[phrase.head]) and not sited:
        out.clean = min(out.clean, phrase.start)
    out.end = phrase.end
    if scene.doc[phrase.head].lower_ in SETTLEMENTS and phrase.end < scene.end and scene.doc[phrase.end].lower_ == "of":
        return  # "the Black Sea resort of Lima": the name that follows is the place
    _site(scene, out, prep, Tokens(phrase.start, phrase.end))


def _site(scene: Scene, out: Right, prep: str, tokens: Tokens) -> None:
    """Take a phrase as a place if it holds a place name, or is a name behind "at" or "in"."""
    if prep not in SITED:
        return
    if prep == "of" and scene.doc[tokens.start - 2].i in scene.names.span:
        return  # "King Ola of Norway": the country belongs to the name before it
    named = next((scene.names.span[i][0] for i in range(*tokens) if scene.names.label(i) == "place"), None)
    last = scene.doc[tokens.end - 1]
    if named and prep == "of" and named.end < tokens.end and scene.doc[named.end].text in POSSESSIVE:
        return  # "a gathering of Norway's backers"
    if prep == "on" and named and (named.start == tokens.start or last.i >= named.end):
        return  # "a conference on Norway", "on the Norway-Chile treaty" have a topic, "on the island of Crete" a place
    if _is_capital(scene, tokens):
        out.places.append(tokens)
    elif named and (prep or last.i == named.end - 1):
        out.places.append(named)
    elif last.pos_ == "PROPN" and gazetteer().city(last.text) is not None:
        out.places.append(Tokens(tokens.end - 1, tokens.end))
    elif prep in {"at", "in", "inside"} and last.pos_ == "PROPN" and not last.text.isdigit():
        first = next(i for i in range(*tokens) if scene.doc[i].pos_ != "DET" or i == tokens.end - 1)
        out.places.append(Tokens(first, tokens.end))


def _is_capital(scene: Scene, tokens: Tokens) -> bool:
    """True for "the Turkish capital" and "Turkey's capital", which name a town by its country."""
    if scene.doc[tokens.end - 1].lower_ != "capital":
        return False
    owner = any(t.text in POSSESSIVE and scene.names.label(t.i - 1) == "place" for t in scene.doc[tokens.start + 1 : tokens.end])
    return owner or any(is_demonym(t) for t in scene.doc[tokens.start : tokens.end])
