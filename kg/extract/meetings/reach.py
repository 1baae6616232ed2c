"""Reading on from a trigger: whom and what the words behind it name, each under its preposition."""

from __future__ import annotations

from functools import cache

from kg.extract._phrases import POSSESSIVE, Phrase, is_demonym, noun_sort
from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.lexicon import rows
from kg.extract.meetings.scene import Chain, Right, Scene, behind_aside
from kg.extract.meetings.words import listed
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

WITHS = {"with", "alongside", "including", "involving"}
RELATIVES = {"who", "which", "that", "whom", "where"}
BARRIERS = RELATIVES | {"when", "while", "because", "although", "but", "as", "after", "before", "following", "amid", "what", "how", "why"}
SITED = {"", "in", "at", "to", "near", "outside", "aboard", "inside", "into", "for", "on", "across", "of"}


def read_right(scene: Scene, at: int, triggers: set[int]) -> Right:
    """Chains and places behind ``at``, until a verb, a relative word or another trigger ends the clause."""
    out, prep, j = Right(end=at), "", at
    while j < scene.end and not _joins_clause(scene, j):
        token = scene.doc[j]
        chain = scene.chain_at.get(j)
        if chain and chain.start == j and (_opens_clause(scene, chain) or _next_of_two(scene, out, chain)):
            return out
        if chain and chain.start == j:
            _take(scene, out, "" if _behind_place(scene, out, prep, chain) else prep, chain)
            j = out.end = chain.end
        elif j in scene.at and scene.phrases[scene.at[j]].start == j:
            phrase = scene.phrases[scene.at[j]]
            if triggers & set(range(phrase.start, phrase.end)) or scene.doc[phrase.head].lower_ in listed("journey"):
                return out  # "on her flight to Lima": where somebody was going
            _pass(scene, out, prep, phrase)
            j = phrase.end
        elif token.lower_ not in WITHS and _ends(scene, j):
            behind = behind_aside(scene, j)
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


def _joins_clause(scene: Scene, j: int) -> bool:
    """True at the comma of "to see Beck about a loan, and commentators in Lima say", which begins another clause."""
    if scene.doc[j].text != "," or j + 2 >= scene.end or scene.doc[j + 1].lower_ not in {"and", "but"} or j + 2 not in scene.at:
        return False
    subject = scene.phrases[scene.at[j + 2]]
    at, sited = subject.end, scene.doc[subject.end : subject.end + 1].text in {"in", "at", "from", "of"}
    while at < scene.end and scene.doc[at].pos_ not in {"VERB", "AUX", "PUNCT", "CCONJ"}:
        at += 1
    return sited and at < scene.end and "Fin" in scene.doc[at].morph.get("VerbForm", [])


def _next_of_two(scene: Scene, out: Right, chain: Chain) -> bool:
    """True for Cole of "met Beck in Lima and Cole in Oslo", which is another encounter."""
    guest = all(a.sort == "person" for a in chain.actors) and chain.end < scene.end
    joined = guest and bool(out.places) and scene.doc[chain.start - 1].lower_ == "and"
    return joined and scene.doc[chain.end].lower_ in {"in", "at", "on"}


def _take(scene: Scene, out: Right, prep: str, chain: Chain) -> None:
    if prep == "of" and scene.doc[chain.start - 2].lower_ in listed("settlement"):
        prep = "in"  # "on the island of Crete"
    if all(a.sort == "place" for a in chain.actors) and prep not in {"with", "between", "by", "of", ""}:
        for who in chain.actors:
            _site(scene, out, prep, who.tokens)
        return
    out.chains.setdefault(prep, []).append(chain)
    if prep in {"in", "at", "inside"}:
        out.places += [a.tokens for a in chain.actors if a.sort == "organization" and not _is_bloc(scene, a.tokens)]


def _is_bloc(scene: Scene, tokens: Tokens) -> bool:
    """True for "at the G7", where a group of states is, which has no house."""
    body = gazetteer().organization(scene.doc[tokens.start : tokens.end].text)
    return body is not None and body.kind == "bloc" and any(c.isdigit() for c in scene.doc[tokens.start : tokens.end].text)


def _pass(scene: Scene, out: Right, prep: str, phrase: Phrase) -> None:
    sited = any(scene.names.label(i) == "place" for i in range(phrase.start, phrase.end))
    if not time_sort(scene.doc[phrase.head]) and not sited:
        out.clean = min(out.clean, phrase.start)
    out.end = phrase.end
    if prep == "of" and scene.doc[phrase.start - 2].lower_ in listed("settlement"):
        prep = "in"  # "in the Red Sea resort of Porto Sol"
    if scene.doc[phrase.head].lower_ in listed("settlement") and phrase.end < scene.end and scene.doc[phrase.end].lower_ == "of":
        return  # "the Black Sea resort of Lima": the name that follows is the place
    _site(scene, out, prep, Tokens(phrase.start, phrase.end))


def _site(scene: Scene, out: Right, prep: str, tokens: Tokens) -> None:
    """Take a phrase as a place if it holds a place name, or is a name behind "at" or "in"."""
    if prep not in SITED or _of_topic(scene, tokens.start):
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
    elif last.lower_ in listed("settlement") and not named and scene.doc[tokens.start].lower_ == "the":
        out.places += _proper(scene, tokens)
    elif named and (prep or last.i == named.end - 1):
        out.places.append(named)
    elif last.pos_ == "PROPN" and gazetteer().city(last.text) is not None:
        out.places.append(Tokens(tokens.end - 1, tokens.end))
    elif prep in {"at", "in", "inside"} and last.pos_ == "PROPN" and not last.text.isdigit():
        first = next(i for i in range(*tokens) if scene.doc[i].pos_ != "DET" or i == tokens.end - 1)
        out.places.append(Tokens(first, tokens.end))


def _proper(scene: Scene, tokens: Tokens) -> list[Tokens]:
    """Lima of "the Lima border village"."""
    first = next((i for i in range(*tokens) if scene.doc[i].pos_ == "PROPN"), -1)
    end = next((i for i in range(first, tokens.end) if scene.doc[i].pos_ != "PROPN"), tokens.end)
    return [Tokens(first, end)] if 0 <= first < end else []


def _of_topic(scene: Scene, at: int) -> bool:
    """True for Norway of "about the war in Norway": where what they speak of is (``kg/data/topic_nouns.csv``)."""
    before = [t for t in scene.doc[max(scene.start, at - 3) : at] if t.pos_ != "DET"][-2:]
    return len(before) == 2 and before[1].pos_ == "ADP" and before[0].pos_ == "NOUN" and bool(lemma_in(before[0], _topics()))


@cache
def _topics() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("topic_nouns.csv"))


def _is_capital(scene: Scene, tokens: Tokens) -> bool:
    """True for "the Turkish capital" and "Turkey's capital", which name a town by its country."""
    if scene.doc[tokens.end - 1].lower_ != "capital":
        return False
    owner = any(t.text in POSSESSIVE and scene.names.label(t.i - 1) == "place" for t in scene.doc[tokens.start + 1 : tokens.end])
    return owner or any(is_demonym(t) for t in scene.doc[tokens.start : tokens.end])
