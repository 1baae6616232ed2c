"""What follows an encounter noun: who, where, and what a relative clause behind it tells."""

from __future__ import annotations

from kg.extract._phrases import POSSESSIVE
from kg.extract._syntax import lemma_in
from kg.extract.meetings.company import attends
from kg.extract.meetings.found import Found, people
from kg.extract.meetings.governed import RANKS
from kg.extract.meetings.head import BE
from kg.extract.meetings.reach import read_right
from kg.extract.meetings.scene import Chain, Right, Scene
from kg.extract.meetings.words import listed
from kg.model import Tokens

FAR = 12


def complements(scene: Scene, tokens: Tokens, heads: set[int]) -> Right:
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
        _distant_owner(scene, right)
    return right


def _arranged(scene: Scene, at: int) -> int:
    """Where the words of arranging behind a noun end ("were held", ", originally due to take place"), or -1 if none follow."""
    end = -1
    for i in range(at, min(scene.end, at + 9)):
        token = scene.doc[i]
        if (token.pos_ == "VERB" and lemma_in(token, listed("taking place"))) or token.lower_ in listed("arranged"):
            end = i + 1
        elif token.text in {".", ";", ":", "”"} or (
            token.pos_ not in {"AUX", "PART", "ADV", "PUNCT"} and token.lower_ not in {"to", "which"}
        ):
            break
    return end


def attendance(scene: Scene, right: Right, heads: set[int]) -> list[Chain]:
    """ "The meeting included Ruiz, Beck and Cole"."""
    at = right.end
    if at >= scene.end or not lemma_in(scene.doc[at], listed("bringing together")):
        return []
    return [c for c in read_right(scene, at + 1, heads).of("")[:1] if people(c)]


def which(scene: Scene, found: Found, right: Right, heads: set[int]) -> None:
    """ "The summit, which Ruiz will attend in Lima": who goes, where, and the verb that tells the status."""
    at = right.end
    while at < scene.end and (scene.doc[at].text in {",", "(", ")"} or scene.doc[at].text.isupper()):
        at += 1  # "the Organization of Ports (OP), which"
    if at + 1 < scene.end and scene.doc[at].lower_ in {"in", "at", "during"} and scene.doc[at + 1].lower_ == "which":
        within = people(_doer_within(scene, at + 2)) if found.sides() < 2 else None
        if within:
            found.actors, found.definite = [], False
            found.add([within])
        return
    had = _had(scene, found.phrase.end) if found.phrase else None
    if had is not None:
        more = read_right(scene, had + 1, heads)
        found.actors, found.definite = [], False
        found.add([scene.chain_at[had - 1], *more.of("with")])
        found.places, found.end = found.places or more.places, more.end
        return
    if at >= scene.end or scene.doc[at].lower_ not in {"which", "that"}:
        return
    verb = next((i for i in range(at + 1, min(scene.end, at + FAR)) if scene.doc[i].pos_ == "VERB"), -1)
    doer = next((c for c in scene.chains if at < c.start and c.end <= verb), None)
    hosts = verb > 0 and bool(found.actors) and lemma_in(scene.doc[verb], listed("hosting"))
    if verb < 0 or not (hosts or attends(scene.doc[verb])) or people(doer) is None:
        return
    more = read_right(scene, verb + 1, heads)
    found.add([doer])
    if hosts:
        return  # "will attend the summit that Ruiz is hosting"
    found.places += more.places
    found.head, found.end, found.definite = verb, more.end, False


def _had(scene: Scene, end: int) -> int | None:
    """The "had" of "the call he had with Beck" and of "the talks that they held in Lima"; the noun ends at ``end``."""
    at = end + (end < scene.end and scene.doc[end].lower_ in {"which", "that"})
    doer = scene.chain_at.get(at)
    if doer is None or doer.start != at or doer.end >= scene.end or people(doer) is None:
        return None
    return doer.end if lemma_in(scene.doc[doer.end], {"have", "hold"}) else None


def _doer_within(scene: Scene, at: int) -> Chain | None:
    """Who acts in "a meeting in which Ruiz and Beck discussed trade", where they are more than one."""
    doer = scene.chain_at.get(at)
    acts = doer is not None and doer.start == at and doer.end < scene.end and scene.doc[doer.end].pos_ in {"VERB", "AUX", "ADV"}
    several = doer is not None and (len(doer.actors) > 1 or any(a.plural or a.sort == "pair" for a in doer.actors))
    return doer if acts and several else None


def _distant_owner(scene: Scene, right: Right) -> None:
    """ "The trip is Ruiz's third to Norway": hers."""
    at = right.end + 1
    owner = scene.chain_at.get(at) if at < scene.end and scene.doc[right.end].lower_ in BE else None
    behind = [t.lower_ for t in scene.doc[owner.end : min(scene.end, owner.end + 2)]] if owner is not None and owner.start == at else []
    if owner is not None and behind[:1] and behind[0] in POSSESSIVE and RANKS & {*behind[1:]}:
        right.chains["of"] = [owner]


def _distant_pair(scene: Scene, right: Right) -> None:
    """ "The meeting is only the second between Ruiz and Beck"."""
    if right.end >= scene.end or scene.doc[right.end].lower_ not in BE:
        return
    for at in range(right.end, min(scene.end, right.end + 8)):
        if scene.doc[at].lower_ == "between" and at + 1 in scene.chain_at:
            right.chains["between"] = [scene.chain_at[at + 1]]
