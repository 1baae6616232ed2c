"""One speech act, one key across articles: statements that are wordings of one utterance.

Statements meet by a rare word of one speaker in some days, or by words in a row whatever the days; what they are is told by
``speech_act.compare``. Joining goes by falling likeness, never over two that were found to be different, and every statement of an
utterance is like its fullest wording.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from kg.facts import DENIED, ArticleFacts, Judgement, Verdict
from kg.resolve.components import Decision
from kg.resolve.judgements import Ruling, is_handle
from kg.resolve.speech_act import Content, Likeness, circumstances_differ, compare, content
from kg.resolve.wordings import Wording, is_rare, wordings

DAYS = 16  # of a window
RUN = 4  # words in a row
KEPT = 3  # of so many runs side by side one is a block
NEIGHBOURS = 24  # with whom a statement is compared in a block
LONGEST = 31  # days
LATEST = "9999-12-31"
ALONE = Decision()
Pair = tuple["_Print", "_Print"]


def blocks(wording: Wording) -> tuple[str, ...]:
    """Statements that may be one: of one speaker, at one meeting, or with a rare word in some days or words in a row in common."""
    if not wording.speakers:
        return ()
    who = "+".join(wording.speakers)
    bare = [w.removeprefix(DENIED) for w in wording.words]
    rare = [w for w in dict.fromkeys(bare) if is_rare(w)]
    near = [f"{who} {window} {word}" for window in _windows(wording) for word in rare]
    met = (f"{who} {wording.meeting}",) if wording.meeting else ()
    return (*near, *met, *(f"{who} {run}" for run in _runs(bare)))


def _windows(wording: Wording) -> Sequence[int]:
    """The windows of days in which it may have been said: two that may be of one day have one in common."""
    if not wording.last:
        return ()
    first, last = (date.fromisoformat(day).toordinal() for day in (wording.first, wording.last))
    return range(first // DAYS, last // DAYS + 1) if last - first <= LONGEST else ()


def _runs(words: Sequence[str]) -> list[str]:
    """Hashes of some of the runs of words: the least among each few (winnowing: Schleimer, Wilkerson and Aiken 2003).

    A run of ``RUN + KEPT - 1`` words that two statements share is sure to give them one hash in common.
    """
    runs = [words[i : i + RUN] for i in range(len(words) - RUN + 1)]
    hashed = [blake2b(" ".join(run).encode(), digest_size=6).hexdigest() for run in runs]
    return sorted({min(hashed[i : i + KEPT]) for i in range(max(1, len(hashed) - KEPT + 1))} if hashed else ())


def decide(component: Mapping[Wording, int]) -> dict[Wording, Decision]:
    """Which utterance each statement of one component is a wording of."""
    if len(component) == 1:
        return dict.fromkeys(component, ALONE)
    prints = _prints(component)
    found = {pair: likeness for pair in _pairs(prints) if (likeness := compare(pair[0].content, pair[1].content))}
    apart = {pair for pair, likeness in found.items() if not likeness.same}
    groups = {one: [one] for one in prints}
    for (one, two), likeness in sorted(found.items(), key=lambda f: -f[1].score):
        left, right = groups[one], groups[two]
        if likeness.same and left is not right and _go_together(left, right, apart):
            joined = [*left, *right]
            groups |= dict.fromkeys(joined, joined)
    told = defaultdict(list)
    for one, two in sorted(apart, key=_handles):
        told[two.content].append(_judgement(one.content, two.content, found[one, two]))
    return {
        copy.wording: decision
        for group in {id(g): g for g in groups.values()}.values()
        for copy, decision in _decisions([c for one in group for c in one.copies.values()], told)
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Print:
    """A statement and its reprints word for word, the first of each article (by name); they are compared once for all."""

    copies: dict[str, Content]

    @property
    def content(self) -> Content:
        """The first of them."""
        return next(iter(self.copies.values()))


def _prints(component: Iterable[Wording]) -> list[_Print]:
    """The statements by name, those that are equal in all but their articles together if words so few can tell."""
    prints: list[_Print] = []
    by_words: dict[Wording, _Print] = {}
    for wording in sorted(component, key=lambda w: w.handle):
        one = content(wording)
        known = by_words.get(replace(wording, handle=""))
        if known and wording.article not in known.copies and _alike(known.content, one):
            known.copies[wording.article] = one
        else:
            prints.append(_Print({wording.article: one}))
            by_words.setdefault(replace(wording, handle=""), prints[-1])
    return prints


def _pairs(prints: Iterable[_Print]) -> Iterator[Pair]:
    """The pairs that share a block, each once, by name; in a large block those that are near in time and words."""
    by_block: dict[str, list[_Print]] = defaultdict(list)
    for one in sorted(prints, key=lambda p: (p.content.wording.last, p.content.bare, p.content.wording.handle)):
        for block in blocks(one.content.wording):
            by_block[block].append(one)
    seen = {_pair(one, two) for met in by_block.values() for i, one in enumerate(met) for two in met[i + 1 : i + 1 + NEIGHBOURS]}
    yield from sorted(seen, key=_handles)


def _pair(one: _Print, two: _Print) -> Pair:
    return (one, two) if one.content.wording.handle < two.content.wording.handle else (two, one)


def _handles(pair: Pair) -> tuple[str, str]:
    return pair[0].content.wording.handle, pair[1].content.wording.handle


def _go_together(left: Sequence[_Print], right: Sequence[_Print], apart: Set[Pair]) -> bool:
    """True if nothing keeps any two of them apart, and all are like the fullest wording of both sides."""
    lead = min((*left, *right), key=lambda p: _fullness(p.content))
    others = right if lead in left else left
    alike = all(_alike(lead.content, other.content) for other in others)
    return alike and not any(_pair(a, b) in apart or _differ(a, b) for a in left for b in right)


def _differ(one: _Print, two: _Print) -> bool:
    """True if two cannot be one: for what they are said to be, or since one article has both as two statements."""
    articles = one.copies.keys() & two.copies.keys()
    if articles:
        return not all(_alike(one.copies[article], two.copies[article]) for article in articles)
    return circumstances_differ(one.content.wording, two.content.wording)


def _alike(one: Content, two: Content) -> bool:
    likeness = compare(one, two)
    return likeness is not None and likeness.same


def _fullness(one: Content) -> tuple[int, str]:
    return -len(one.bare), one.wording.handle


def _decisions(group: Sequence[Content], told: Mapping[Content, Sequence[Judgement]]) -> Iterator[tuple[Content, Decision]]:
    """The key of the utterance for each wording, and why it is one of it: its likeness with the fullest."""
    if len(group) == 1:
        yield group[0], Decision(judgements=tuple(told.get(group[0], ()))) if group[0] in told else ALONE
        return
    lead = min(group, key=_fullness)
    first = min((c.wording for c in group), key=lambda w: (w.last or LATEST, w.handle))
    for one in group:
        likeness = compare(lead, one) if one is not lead else None
        why = (_judgement(lead, one, likeness),) if likeness else ()
        yield one, Decision(f"utterance.{first.handle}", judgements=(*why, *told.get(one, ())))


def _judgement(right: Content, left: Content, likeness: Likeness) -> Judgement:
    verdict: Verdict = "same" if likeness.same else "different"
    return Judgement("", left.wording.handle, right.wording.handle, verdict, likeness.score, likeness.reason, likeness.rule)


def sightings(facts: ArticleFacts, decided: Mapping[Wording, Decision]) -> Iterator[tuple[str, str]]:
    """Each statement of an article as judgements may call it, with the key of its utterance, or its own name."""
    yield from ((w.handle, decided[w].key or w.handle) for w in wordings(facts))


def recognised(facts: ArticleFacts, decided: Mapping[Wording, Decision], ruled: Ruling) -> ArticleFacts:
    """One article's facts with the utterances decided on, and why; ``ruled`` has the last word."""
    found = wordings(facts)
    keys = (_ruled(w.handle, decided[w].key, ruled) for w in found)
    statements = tuple(replace(s, key=key) for s, key in zip(facts.statements, keys, strict=True))
    made = (j for w in found for j in decided[w].judgements if (j.left, j.right) not in ruled.apart)
    return replace(facts, statements=statements, judgements=(*facts.judgements, *made))


def _ruled(handle: str, decided: str, ruled: Ruling) -> str:
    """The key of a statement's utterance, "" for one that has no other wording."""
    key = ruled.key(handle, decided or handle)
    if not is_handle(key):
        return key
    return f"utterance.{key}.judged" if key in ruled.shared else ""
