"""Whose verb it is: the chain of actors that is a verb's subject, by the tree and, where that fails, by order."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import _status
from kg.extract._scene import Chain, Scene

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj"}
RELATIVES = {"who", "which", "that", "whom"}
CLIMBED = {"xcomp", "advcl", "conj", "acl", "ccomp", "parataxis", "dep"}


def subject(scene: Scene, i: int, depth: int = 3) -> Chain | None:
    """The chain that does what verb ``i`` says, or None when the subject is no actor."""
    verb = _status.verb_form(scene.doc, i)
    if verb.form == "infinitive" and scene.doc[verb.start].lower_ == "to":
        return left_chain(scene, verb.start)
    own = next((c for c in scene.doc[i].children if c.dep_ in SUBJECTS and scene.start <= c.i < scene.end), None)
    if own is not None and own.i < i:
        return _of_token(scene, own)
    if verb.form == "gerund":
        return _of_gerund(scene, i, verb.start, depth)
    return left_chain(scene, verb.start) or _climb(scene, i, depth)


def _of_token(scene: Scene, token: Token) -> Chain | None:
    if token.lower_ in RELATIVES:
        return left_chain(scene, token.i)
    found = scene.chain_at.get(token.i)
    if found and scene.at.get(token.i) is not None and _is_possessor(scene, found, token):
        return None
    return found


def _is_possessor(scene: Scene, chain: Chain, token: Token) -> bool:
    return all(token.i < a.tokens.start for a in chain.actors) and scene.doc[token.i].pos_ == "VERB"


def _climb(scene: Scene, i: int, depth: int) -> Chain | None:
    token = scene.doc[i]
    if not depth or token.head is token or token.dep_ not in CLIMBED or not scene.start <= token.head.i < scene.end:
        return None
    return subject(scene, token.head.i, depth - 1) if token.head.pos_ in {"VERB", "AUX"} else scene.chain_at.get(token.head.i)


def _of_gerund(scene: Scene, i: int, start: int, depth: int) -> Chain | None:
    """ "After meeting Beck, Ruiz left": the subject of the clause above, which may follow."""
    if _status.verb_form(scene.doc, i).start < i:
        return left_chain(scene, start)
    climbed = _climb(scene, i, depth)
    if climbed and climbed.start >= start and climbed.start <= i + 3:
        climbed = None
    if climbed:
        return climbed
    if start - scene.start <= 2:
        return next((c for c in scene.chains if c.start > i + 1 and scene.doc[c.start - 1].text == ","), None)
    return left_chain(scene, start)


def left_chain(scene: Scene, i: int) -> Chain | None:
    """The nearest chain to the left of ``i`` that no preposition governs."""
    for chain in reversed([c for c in scene.chains if c.end <= i]):
        before = scene.doc[chain.start - 1] if chain.start > scene.start else None
        if before is None or before.pos_ != "ADP" or before.lower_ in {"after", "before", "until", "since"}:
            owned = chain.end < scene.end and scene.doc[chain.end].text in {"'s", "’s"}
            return None if owned else chain
    return None
