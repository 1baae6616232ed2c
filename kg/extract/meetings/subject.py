"""Whose verb it is: the chain of actors that is a verb's subject, by the tree and, where that fails, by order."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract._phrases import Actor, noun_sort
from kg.extract._syntax import lemma_in
from kg.extract._time_words import time_sort
from kg.extract.meetings.form import NEGATIONS, governor, verb_form
from kg.extract.meetings.scene import Chain, Scene
from kg.extract.meetings.words import listed
from kg.model import Tokens

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj"}
RELATIVES = {"who", "which", "that", "whom"}
PREPOSITIONS = {"with", "between", "by", "of", "in", "at", "to", "from", "for", "on", "about", "against", "under", "among", "during"}
PREPOSITIONS |= {"over", "amid", "despite", "near", "toward", "towards", "into", "without", "alongside"}
SUBORDINATORS = {"since", "when", "because", "after", "before", "while", "although", "until", "as", "if"}
NEAR = 6
COORDINATORS = {"and", "but", "or", "then"}
CLIMBED = {"xcomp", "advcl", "conj", "acl", "ccomp", "parataxis", "dep"}


def subject(scene: Scene, i: int, depth: int = 3) -> Chain | None:
    """The chain that does what verb ``i`` says, or None when the subject is no actor."""
    verb = verb_form(scene.doc, i)
    if verb.form == "infinitive" and scene.doc[verb.start].lower_ == "to":
        if verb.start > scene.start and lemma_in(scene.doc[verb.start - 1], listed("invitation")):
            return _invited(scene, verb.start - 1, depth)
        other = _owner_of_plan(scene, verb.start) or _asked(scene, verb.start) or _raised(scene, i, verb.start)
        return (
            other or _coordinated(scene, i, verb.start, depth) or _of_purpose(scene, i, verb.start, depth) or left_chain(scene, verb.start)
        )
    beside = next((c for c in scene.chains if c.end == verb.start and not _governed(scene, c)), None)
    if beside and any(a.sort != "place" for a in beside.actors):
        return beside
    own = next((c for c in scene.doc[i].children if c.dep_ in SUBJECTS and scene.start <= c.i < scene.end), None)
    if own is not None and own.i < i:
        return _of_token(scene, own)
    if verb.form == "gerund":
        return _of_gerund(scene, i, verb.start, depth)
    return _coordinated(scene, i, verb.start, depth) or left_chain(scene, verb.start) or _climb(scene, i, depth)


def _coordinated(scene: Scene, i: int, start: int, depth: int) -> Chain | None:
    """ "Ruiz met Beck and later flew to Oslo": with nobody between "and" and the verb, its subject is that of the verb before."""
    at = start
    while at > scene.start and (scene.doc[at - 1].pos_ in {"AUX", "ADV"} or scene.doc[at - 1].lower_ in NEGATIONS):
        at -= 1
    verb, above = scene.doc[i], scene.doc[i].head
    joined = at > scene.start and scene.doc[at - 1].lower_ in COORDINATORS | ({","} if verb.dep_ == "conj" else set())
    if not joined or not depth:
        return None
    if verb.dep_ == "conj" and scene.start <= above.i < at and above.pos_ not in {"VERB", "AUX"}:  # "is in Lima and met Beck"
        own = next((c for c in above.children if c.dep_ in SUBJECTS and c.i >= scene.start), None)
        return _of_token(scene, own) if own is not None else None
    known = verb.dep_ == "conj" and scene.start <= above.i < at
    head = above.i if known else next((j for j in range(at - 2, scene.start - 1, -1) if _finite(scene.doc[j])), -1)
    return subject(scene, head, depth - 1) if head >= 0 else None


def _of_purpose(scene: Scene, i: int, to: int, depth: int) -> Chain | None:
    """ "Ruiz and aides, including Cole, flew to Lima to meet Beck": the subject of flying, unless that verb has a person as object."""
    verb, above = scene.doc[i], scene.doc[i].head
    if not depth or verb.dep_ not in {"advcl", "xcomp"} or above.pos_ != "VERB" or not scene.start <= above.i < to:
        return None
    asked = any(c.dep_ in {"obj", "iobj"} and c.i in scene.chain_at for c in above.children)
    return None if asked else subject(scene, above.i, depth - 1)


def _finite(token: Token) -> bool:
    """A verb that has a subject of its own: a finite one, or one behind auxiliaries."""
    finite = "Fin" in token.morph.get("VerbForm", []) or any(c.dep_.startswith("aux") for c in token.children)
    return token.pos_ == "VERB" and finite


def _of_token(scene: Scene, token: Token) -> Chain | None:
    if token.lower_ in RELATIVES:
        return antecedent(scene, token.i) or left_chain(scene, token.i)
    found = scene.chain_at.get(token.i)
    if found and scene.at.get(token.i) is not None and _is_possessor(scene, found, token):
        return None
    return found


def antecedent(scene: Scene, relative: int) -> Chain | None:
    """The chain right in front of a "who", whatever governs it ("invited Beck, who left"); of a list its last, before a singular."""
    end = relative - (scene.doc[relative - 1].text == ",")
    found = next((c for c in scene.chains if c.end in (end, relative)), None)
    if found is None or all(a.sort == "place" for a in found.actors):
        return None
    singular = relative + 1 < scene.end and scene.doc[relative + 1].lower_ in {"was", "is", "has"}
    return replace(found, actors=found.actors[-1:]) if singular else found


def _is_possessor(scene: Scene, chain: Chain, token: Token) -> bool:
    return all(token.i < a.tokens.start for a in chain.actors) and scene.doc[token.i].pos_ == "VERB"


def _climb(scene: Scene, i: int, depth: int) -> Chain | None:
    token = scene.doc[i]
    if not depth or token.head is token or token.dep_ not in CLIMBED or not scene.start <= token.head.i < scene.end:
        return None
    return subject(scene, token.head.i, depth - 1) if token.head.pos_ in {"VERB", "AUX"} else scene.chain_at.get(token.head.i)


def _of_gerund(scene: Scene, i: int, start: int, depth: int) -> Chain | None:
    """ "After meeting Beck, Ruiz left": the subject of the clause above, which may follow."""
    if verb_form(scene.doc, i).start < i:
        return left_chain(scene, start)
    if start - scene.start > 1 and scene.doc[start - 1].lower_ in {"after", "before", "while"} and scene.doc[start - 2].pos_ == "VERB":
        return subject(scene, start - 2, depth - 1) if depth else None  # "an envoy said after visiting Oslo"
    climbed = _climb(scene, i, depth)
    if climbed and climbed.start >= start and climbed.start <= i + 3:
        climbed = None
    if climbed:
        return climbed
    if start - scene.start <= 2:
        return next((c for c in scene.chains if c.start > i + 1 and scene.doc[c.start - 1].text == ","), None)
    return left_chain(scene, start)


def _owner_of_plan(scene: Scene, i: int) -> Chain | None:
    """ "Norway's refusal to hold talks": the owner of the noun that the infinitive explains."""
    k = scene.at.get(i - 1)
    phrase = scene.phrases[k] if k is not None else None
    if phrase is not None and scene.doc[phrase.start].lower_ in {"his", "her"} and lemma_in(scene.doc[phrase.head], listed("plan")):
        owner = Tokens(phrase.start, phrase.start + 1)  # "informed the minister of his plan to visit Norway"
        return Chain(*owner, (Actor(owner, "pronoun", False, phrase),))
    if phrase is None or phrase.owner_end <= phrase.start or noun_sort(scene.doc[phrase.head]):
        return None
    named = scene.names.span.get(phrase.owner_end - 1)
    if named:
        return Chain(phrase.start, phrase.owner_end, (Actor(named[0], named[1], False, phrase),))
    sort = noun_sort(scene.doc[phrase.owner_end - 1])
    return Chain(phrase.start, phrase.owner_end, (Actor(Tokens(phrase.start, phrase.owner_end), sort, False, phrase),)) if sort else None


def _raised(scene: Scene, i: int, start: int) -> Chain | None:
    """ "Ruiz, who leads the team, is expected to meet Beck": the subject of the verb above, which a closed clause parts from it."""
    above = scene.doc[i].head
    own = next((c for c in above.children if c.dep_ in SUBJECTS and scene.start <= c.i), None) if above.i < start else None
    if own is None or scene.doc[i].dep_ not in {"xcomp", "ccomp"} or own.lower_ in RELATIVES:
        return None
    closed = any(t.lower_ in RELATIVES for t in scene.doc[own.i : above.i]) and any(
        t.text == "," and t.i + 1 <= above.i and scene.doc[t.i + 1].pos_ in {"AUX", "VERB"} for t in scene.doc[own.i : above.i]
    )
    return _of_token(scene, own) if closed else None


def _invited(scene: Scene, i: int, depth: int) -> Chain | None:
    """ "Ruiz accepted Beck's invitation to visit Norway": who takes it up is to travel, and not its owner."""
    verb = governor(scene.doc, i)
    if verb is None or not depth or verb < scene.start:
        return None
    known = lemma_in(scene.doc[verb], listed("taking up"))
    return subject(scene, verb, depth - 1) if known else None


def _asked(scene: Scene, i: int) -> Chain | None:
    """ "Called for Ruiz to cancel", "called on Ruiz to meet Beck": the infinitive's subject stands behind a preposition."""
    beside = next((c for c in scene.chains if c.end == i), None)
    return beside if beside and scene.doc[max(scene.start, beside.start - 1)].lower_ in {"for", "on", "upon"} else None


def left_chain(scene: Scene, i: int) -> Chain | None:
    """The nearest chain to the left of ``i`` that no preposition governs and no closed clause holds; people before places."""
    who = next((j for j in range(i - 1, max(scene.start, i - NEAR) - 1, -1) if scene.doc[j].lower_ == "who"), -1)
    if who >= 0 and not any(who < c.start and c.end <= i for c in scene.chains):
        told = antecedent(scene, who)
        if told:
            return told
    free = [c for c in reversed(scene.chains) if c.end <= i and not _governed(scene, c) and not _closed(scene, c, i)]
    found = next((c for c in free if any(a.sort != "place" for a in c.actors)), None)
    return found or next(iter(free), None)


def _governed(scene: Scene, chain: Chain) -> bool:
    """True behind a preposition or before a possessive mark."""
    if chain.end < scene.end and scene.doc[chain.end].text in {"'s", "’s"}:
        return True
    if time_sort(scene.doc[chain.start]) and all(a.tokens.start > chain.start for a in chain.actors):
        return False  # "on Monday Ruiz left": the preposition governs the day
    return chain.start > scene.start and scene.doc[chain.start - 1].lower_ in PREPOSITIONS


def _closed(scene: Scene, chain: Chain, i: int) -> bool:
    """True for the subject of a subordinate clause that a comma closed: "since Beck took office, Ruiz ..."."""
    opened = any(scene.doc[j].lower_ in SUBORDINATORS for j in range(max(scene.start, chain.start - 2), chain.start))
    return opened and any(scene.doc[j].text == "," for j in range(chain.end, i))
