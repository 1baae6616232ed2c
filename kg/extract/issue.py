"""Issues: matters of policy that a story says parties discuss, dispute, agree on or care about.

Two sources: the labels of the issue scheme, and noun phrases in the place of an issue ("discussed X", "a row over X", "issues such
as X"), which become candidates of their own when the scheme does not know them. ``select`` keeps what the story is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract._phrases import POSSESSIVE, noun_sort
from kg.extract.issues import salience as salience
from kg.extract.issues.candidate import is_candidate, label, slug
from kg.extract.issues.patterns import worded
from kg.extract.issues.places import Place, places
from kg.extract.issues.salience import Evidence
from kg.extract.issues.scheme import Match, concepts, find
from kg.extract.issues.topic import Reading, Topic, is_noun
from kg.model import IssueMention, Tokens

VAGUE = 1.4
WORDED = 0.4
NEAR = 0.6


def extract(doc: Doc) -> Iterator[IssueMention]:
    """Yield the mentions of the matters that the story is about, in text order; see ``evidence`` for all that it touches."""
    yield from salience.select(evidence(doc), doc)


def evidence(doc: Doc) -> list[Evidence]:
    """Every mention of a matter of policy, salient or not, in text order; concepts first where both begin together."""
    reading = Reading(doc)
    placed = list(places(reading))
    matches = find(doc)
    covered = {i for m in matches if not m.weak for i in range(m.start, m.end)}
    known = [e for m in matches if (e := _known(reading, m, placed))]
    known += _worded(reading, {i: e.mention.concept for e in known for i in range(*e.mention.tokens)})
    covered |= {i for e in known for i in range(*e.mention.tokens)}
    return sorted([*known, *_candidates(reading, placed, covered)], key=lambda e: (e.mention.tokens, e.mention.candidate))


def _known(reading: Reading, match: Match, placed: list[Place]) -> Evidence | None:
    """The evidence that a label is; None for a vague label outside the place of an issue."""
    if any(reading.sort(i) == "person" for i in range(match.start, match.end)):
        return None
    best = max((_worth(reading, match, p) for p in placed), key=lambda pair: pair[0], default=(0.0, ""))
    if match.weak and (best[0] < VAGUE or _narrowed(reading, match.start)):
        return None
    if _owns(reading, match):
        return None
    concept = concepts()[match.concept]
    mention = IssueMention(_extent(reading, match), concept.name, concept.label, rule=best[1] or "scheme")
    words = sum(t.is_alpha for t in reading.doc[match.start : match.end])
    named = match.end - match.start == 1 and not match.weak and reading.doc[match.start].pos_ == "PROPN"
    return Evidence(mention, best[0], _in_name(reading, match), specific=words > 1 or named)


def _worded(reading: Reading, labelled: dict[int, str]) -> Iterator[Evidence]:
    """The matters that verbs tell where no label tells another: "hand over suspects" is extradition."""
    for token in reading.doc:
        found = worded(reading, token.i)
        if found and {labelled[i] for i in range(token.i, found[1]) if i in labelled} <= {found[0]}:
            concept = concepts()[found[0]]
            mention = IssueMention(Tokens(token.i, found[1]), concept.name, concept.label, rule="worded")
            yield Evidence(mention, WORDED, specific=True)


def _narrowed(reading: Reading, start: int) -> bool:
    """Whether another noun before it makes something else of a vague word: "the security environment", "race relations"."""
    phrase = reading.phrase.get(start)
    before = reading.doc[start - 1] if start else None
    return bool(phrase and before and phrase.start < start and before.pos_ == "NOUN")


def _owns(reading: Reading, match: Match) -> bool:
    """Whether a vague or long label ends as an owner: in "Russia's reply" Russia is no matter, in "aid to Peru's miners" no aid to Peru."""
    followed = match.end < len(reading.doc) and reading.doc[match.end].text in POSSESSIVE
    return followed and (match.weak or match.end - match.start > 1)


def _worth(reading: Reading, match: Match, place: Place) -> tuple[float, str]:
    """What a place is worth for a label: all of it at its head, less in its complement, nothing elsewhere."""
    topic = place.topic
    if match.start < topic.core and match.end > topic.start:
        whole = match.start <= topic.head < match.end or is_noun(reading.doc[topic.head], "empty")
        return (place.weight if whole or not match.weak else 0.0, place.rule)
    if match.start < topic.end and match.end > topic.core and not match.weak:
        return (place.weight * NEAR, place.rule)
    return (0.0, "")


def _extent(reading: Reading, match: Match) -> Tokens:
    """The label with the words that narrow it: "severe sanctions on the junta"."""
    phrase = reading.phrase.get(match.end - 1)
    if phrase is None or phrase.head != match.end - 1:
        return Tokens(match.start, match.end)
    topic = reading.topic(min(match.start, phrase.start))
    if topic is None or topic.core != match.end:
        return Tokens(match.start, match.end)
    end = match.end if topic.head in reading.name else topic.end
    return Tokens(min(topic.start, match.start), end)


def _in_name(reading: Reading, match: Match) -> bool:
    """Whether the label is only part of a longer name or of a title ("the Trade Ministry", "climate envoy")."""
    name = reading.name.get(match.start) or reading.name.get(match.end - 1)
    if name and name[1] == "organization" and (name[0].start < match.start or name[0].end > match.end):
        return True
    if match.start > 1 and reading.doc[match.start].text[:1].isupper() and _named_of(reading, match.start - 1):
        return True
    phrase = reading.phrase.get(match.end - 1)
    if phrase is None or phrase.head < match.end:
        return False
    rest = reading.doc[match.start : phrase.head + 1]
    return bool(noun_sort(rest[-1])) or all(t.text[:1].isupper() or t.is_punct for t in rest)


def _named_of(reading: Reading, i: int) -> bool:
    """Whether ``i`` joins a capitalised word to a longer name ("School of", "Department for")."""
    return reading.doc[i].lower_ in {"of", "for", "on", "and"} and reading.doc[i - 1].pos_ == "PROPN" and i - 1 not in reading.name


def _candidates(reading: Reading, placed: list[Place], covered: set[int]) -> Iterator[Evidence]:
    """Topics outside the scheme: those in places, then those that a policy noun heads; each phrase once, at its best place."""
    best: dict[Tokens, tuple[float, str, int]] = {}
    for topic, rule, weight in [*placed, *_policies(reading)]:
        if covered.intersection(range(topic.start, topic.end)) or not is_candidate(reading, topic, weight):
            continue
        tokens = Tokens(topic.start, topic.end)
        if weight > best.get(tokens, (-1.0, "", 0))[0]:
            best[tokens] = (weight, rule, topic.head)
    for tokens, (weight, rule, head) in sorted(best.items()):
        name = slug(reading.doc, tokens)
        if name:
            mention = IssueMention(tokens, name, label(reading.doc, tokens), candidate=True, rule=rule)
            yield Evidence(mention, weight, specific=is_noun(reading.doc[head], "policy"))


def _policies(reading: Reading) -> Iterator[Place]:
    for phrase in dict.fromkeys(reading.phrase.values()):
        if is_noun(reading.doc[phrase.head], "policy"):
            topic: Topic | None = reading.topic(phrase.start)
            if topic:
                yield Place(topic, "policy-noun", 0.0)
