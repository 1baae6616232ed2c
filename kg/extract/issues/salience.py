"""Salience: of all matters that a story touches, those that it is about.

The score of a matter adds up the best place that the text gives it (``Evidence.place``, the weight of an issue pattern), whether the
scheme knows it, how often it comes up, and whether it stands at the beginning, where news puts what matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc

from kg.extract.issues.scheme import concepts, fold, words
from kg.model import IssueMention

KNOWN = 1.0
SPECIFIC = 0.4
POLICY = 0.6
AGAIN = 0.4
MOST_AGAIN = 4
LEAD = 0.6
LEAD_TOKENS = 60
IN_NAME = -0.8
LEAST = 1.4
STRONG = 2.2
FEW = 8
TOKENS_PER_MORE = 30
MOST = 24
ARTICLES = {"the", "a", "an", "its", "their", "his", "her", "our", "'s"}
FUNCTION = ARTICLES | {"of", "in", "on", "for", "to", "and", "with", "by", "from", "over", "against", "between"}


class Evidence(NamedTuple):
    """A mention and what speaks for it: ``place`` its pattern's weight (0 outside any), ``in_name`` inside a longer name or title;
    ``specific`` a label of several words, or a candidate whose noun is one of policy."""

    mention: IssueMention
    place: float
    in_name: bool = False
    specific: bool = False


def select(found: Iterable[Evidence], doc: Doc) -> list[IssueMention]:
    """The mentions of the matters that the story is about, in text order, synonyms merged into one concept."""
    groups = _merge(list(found))
    scored = sorted(((score(group), name) for name, group in groups.items()), key=lambda pair: (-pair[0], pair[1]))
    room = min(MOST, FEW + len(doc) // TOKENS_PER_MORE)
    names = {name for n, (value, name) in enumerate(scored[:MOST]) if value >= (LEAST if n < room else STRONG)}
    mentions = [e.mention for name, group in groups.items() if name in names for e in group]
    return sorted(mentions, key=lambda m: (m.tokens, m.concept))


def score(group: list[Evidence]) -> float:
    """How much a story is about the matter of these mentions; 0 is not at all, 3 and more certainly."""
    plain = [e for e in group if not e.in_name]
    value = max((e.place for e in plain), default=0.0) + AGAIN * min(len(plain or group) - 1, MOST_AGAIN)
    known = not group[0].mention.candidate
    value += KNOWN * known + (SPECIFIC if known else POLICY) * any(e.specific for e in group)
    value += LEAD if group[0].mention.tokens.start < LEAD_TOKENS else 0.0
    return value + (0.0 if plain else IN_NAME)


def _merge(found: list[Evidence]) -> dict[str, list[Evidence]]:
    """Concept -> its evidence. A known matter takes the bare mentions of the one above it; a candidate those that say less."""
    groups: dict[str, list[Evidence]] = {}
    for evidence in found:
        groups.setdefault(evidence.mention.concept, []).append(evidence)
    targets = _targets(groups)
    for name in sorted(targets):
        target = targets[name]
        while target in targets:
            target = targets[target]
        owner = groups[target][0].mention
        moved = [e._replace(mention=_renamed(e.mention, owner)) for e in groups.pop(name)]
        groups[target] = sorted(groups[target] + moved, key=lambda e: e.mention.tokens)
    return groups


def _renamed(mention: IssueMention, owner: IssueMention) -> IssueMention:
    return IssueMention(mention.tokens, owner.concept, owner.label, owner.candidate, mention.rule)


def _targets(groups: dict[str, list[Evidence]]) -> dict[str, str]:
    """Group -> the group that it is merged into."""
    known = concepts()
    out: dict[str, str] = {}
    for name in groups:
        if name in known:
            children = [n for n in groups if n in known and name in known[n].broader]
            told = {n for n in children if any(e.specific for e in groups[n])}
            below = [n for n in children if _says_more(n, name) or (n in told and _names_one(n, name)) or _around(groups[name], groups[n])]
            if len(below) == 1:
                out[name] = below[0]
    candidates = {n: _words(groups[n][0].mention.label) for n in groups if n not in known}
    for name, own in sorted(candidates.items()):
        wider = [n for n, w in candidates.items() if own and n != name and (own < w or (own == w and n < name))]
        if wider:
            out[name] = min(wider, key=lambda n: (len(candidates[n]), n))
    return out


def _around(broad: list[Evidence], narrow: list[Evidence]) -> bool:
    """Whether the general matter is told only of the special one ("the disputed region of Abyei"), or only by verbs ("seized power")."""
    if all(b.mention.rule == "worded" for b in broad):
        return True
    return all(any(b.mention.tokens.start <= n.mention.tokens.start < b.mention.tokens.end for n in narrow) for b in broad)


def _says_more(narrow: str, broad: str) -> bool:
    """Whether a concept's name is the broader one's with a complement or modifier: sanctions-on-russia, sanctions."""
    before, after = narrow.removesuffix(f"-{broad}"), narrow.removeprefix(f"{broad}-")
    modified = before != narrow and before.split("-")[-1] not in FUNCTION
    return modified or (after != narrow and after.split("-")[0] in FUNCTION)


def _names_one(narrow: str, broad: str) -> bool:
    """Whether a concept is a named case of a general one of the same noun: US-China relations, bilateral relations."""
    general, named = concepts()[broad].label, concepts()[narrow].label
    return general.split()[-1] == named.split()[-1] and general.islower() and not named.islower()


def _words(label: str) -> frozenset[str]:
    return frozenset(fold(w) for w in words(label) if fold(w) not in FUNCTION and w[0].isalnum())
