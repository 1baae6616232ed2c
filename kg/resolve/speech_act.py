"""Whether two statements are one speech act in two wordings: quoted and paraphrased, in a headline and below it, in two translations.

Words alone never tell: the same must speak, at a time and to somebody that go together. What contradicts is never joined: something
is denied in one, numbers or opposite words differ.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from kg import resources
from kg.facts import DENIED
from kg.resolve.wordings import RARE, Wording, weight

ALIKE = 80  # letters in common, in hundredths, of forms of one word ("interfere", "interference")
STEM = 4
FEW = 4  # words in common
FEW_QUOTED = 3  # for a headline and the text below it that both quote
LEAST = 4 * RARE  # what the words in common must count, for statements of one day
LEAST_MET = 15  # for those made at one meeting
LEAST_QUOTED = 3 * RARE  # for those of one day that both quote
LEAST_OWN = 3 * RARE  # for a headline and the text below it
LEAST_OWN_QUOTED = 15  # if both quote
COVER = 0.6  # of the shorter one's words
OWN_COVER = 0.75
RUN = 6  # words in a row, for those of which no day is known to be the same
ORDER = 0.5  # of the words in common follow one another alike
SHOWN = 8
Common = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """``same`` for one speech act in two wordings, else two acts with like words; ``score`` from 0 to 1, rule and proof in words."""

    same: bool
    score: float
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The words of a statement made fit for comparing: ``bare`` in order without marks of denial, ``plain`` each once.

    ``said`` are those that stand in it undenied, ``weight`` is what all count together.
    """

    wording: Wording
    bare: tuple[str, ...]
    plain: frozenset[str]
    said: frozenset[str]
    weight: int

    @property
    def numbers(self) -> frozenset[str]:
        """Its numbers in figures."""
        return frozenset(w for w in self.plain if w[0].isdigit())


def content(wording: Wording) -> Content:
    """What ``compare`` needs to know of a statement."""
    bare = tuple(w.removeprefix(DENIED) for w in wording.words)
    plain = frozenset(bare)
    return Content(wording, bare, plain, frozenset(w for w in wording.words if not w.startswith(DENIED)), sum(map(weight, plain)))


def compare(one: Content, two: Content) -> Likeness | None:
    """What two statements of one speaker have in common, either way round; None when they are about different things or cannot be one."""
    if circumstances_differ(one.wording, two.wording):
        return None
    one, two = sorted((one, two), key=lambda c: c.wording.handle)
    pairs = _common_words(one, two)
    cover = _cover(one, two, pairs)
    if not cover or not _in_order(one, two, pairs):
        return None
    words = sorted((a for a, _ in pairs), key=lambda w: (-weight(w), one.bare.index(w)))
    told = f"{cover:.0%} of the shorter one's words are in both ({', '.join(words[:SHOWN])}{', ...' if len(words) > SHOWN else ''})"
    against = _against(one, two, pairs)
    if against:
        return Likeness(False, round(cover, 2), "utterance.contradicted", f"{told}, but {against}")
    return Likeness(True, round(cover, 2), "utterance.reworded", f"{told}; {_circumstances(one.wording, two.wording)}")


def _cover(one: Content, two: Content, pairs: Sequence[Common]) -> float:
    """How much of the shorter one's words both have, or 0 if that is too little to go by."""
    own = one.wording.article == two.wording.article
    met = one.wording.meeting == two.wording.meeting != "" and not own
    least = _least(one.wording, two.wording)
    counted = sum(min(weight(a), weight(b)) for a, b in pairs)
    few = FEW_QUOTED if own and least == LEAST_OWN_QUOTED else FEW
    if len(pairs) < few or counted < (least or LEAST) or not (least or _run(one, two, pairs) >= RUN):
        return 0.0
    cover = len(pairs) / min(len(one.plain), len(two.plain)) if met else counted / min(one.weight, two.weight)
    return min(cover, 1.0) if cover >= (OWN_COVER if own else COVER) else 0.0


def _least(one: Wording, two: Wording) -> int:
    """What their words in common must count at least, or 0 if nothing but words in a row can tell."""
    if one.article == two.article:
        return (LEAST_OWN_QUOTED if one.quoted and two.quoted else LEAST_OWN) if one.heading != two.heading else 0
    if one.meeting == two.meeting != "":
        return LEAST_MET
    if one.last == two.last != "":
        return LEAST_QUOTED if one.quoted and two.quoted else LEAST
    return 0


def _run(one: Content, two: Content, pairs: Sequence[Common]) -> int:
    """The most words in a row that both have."""
    left = dict(pairs)
    a, b = [left.get(w, "") for w in one.bare], two.bare
    longest, before = 0, [0] * (len(b) + 1)
    for word in a:
        now = [0] * (len(b) + 1)
        for i, other in enumerate(b):
            if word and word == other:
                now[i + 1] = before[i] + 1
        longest, before = max(longest, *now), now
    return longest


def circumstances_differ(one: Wording, two: Wording) -> bool:
    """True if the circumstances cannot be those of one speech act."""
    if not one.speakers or one.speakers != two.speakers:
        return True
    if one.article == two.article and one.place[0] < two.place[1] and two.place[0] < one.place[1]:
        return True  # one passage read twice
    if one.last and two.last and (one.last < two.first or two.last < one.first):
        return True
    if one.addressees and two.addressees and not set(one.addressees) & set(two.addressees):
        return True
    return bool(one.meeting and two.meeting and one.meeting != two.meeting and not any(map(_is_visit, (one.meeting, two.meeting))))


def _is_visit(meeting: str) -> bool:
    return meeting.startswith("meeting.visit.")


def _common_words(one: Content, two: Content) -> list[Common]:
    """The words that both have, then other words for one thing and other forms of one word; each is in one pair only."""
    pairs = [(w, w) for w in sorted(one.plain & two.plain)]
    rest = sorted(two.plain - one.plain)
    for word in sorted(one.plain - two.plain):
        near = [other for other in rest if _means(word) == _means(other) or _one_form(word, other)]
        if near:
            rest.remove(near[0])
            pairs.append((word, near[0]))
    return pairs


def _one_form(word: str, other: str) -> bool:
    return len(word) > STEM and word[:STEM] == other[:STEM] and fuzz.ratio(word, other) >= ALIKE


def _means(word: str) -> str:
    return _same_words().get(word, word)


@lru_cache(maxsize=1)
def _same_words() -> Mapping[str, str]:
    """Lemma -> the lemma that can stand for it in another wording, from kg/data/same_words.csv."""
    with resources.data("same_words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: row["means"] for row in csv.DictReader(lines)}


def _in_order(one: Content, two: Content, pairs: Sequence[Common]) -> bool:
    """True if half of the words in common follow one another alike."""
    left = dict(pairs)
    right = set(left.values())
    a, b = [left[w] for w in one.bare if w in left], [w for w in two.bare if w in right]
    return LCSseq.similarity(a, b) >= ORDER * min(len(a), len(b))


def _against(one: Content, two: Content, pairs: Sequence[Common]) -> str:
    """What one denies of the other, or ""."""
    for a, b in pairs:
        if (a in one.said) != (b in two.said):
            return f'one denies "{a}"'
    if one.numbers and two.numbers and not one.numbers & two.numbers:
        return f"one has {', '.join(sorted(one.numbers))}, the other {', '.join(sorted(two.numbers))}"
    for word, other in opposites():
        for left, right in ((one, two), (two, one)):
            if word in left.said and other in right.said and word not in right.said and other not in left.said:
                return f'one has "{word}", the other "{other}"'
    for stance in one.wording.stances:
        issue, _, position = stance.partition(" ")
        if {"For", "Against"} == {position, *(s.partition(" ")[2] for s in two.wording.stances if s.partition(" ")[0] == issue)}:
            return f"they take opposite sides on {issue.removeprefix('issue.')}"
    return ""


@lru_cache(maxsize=1)
def opposites() -> tuple[tuple[str, str], ...]:
    """Lemmas of which one denies the other, from kg/data/opposites.csv."""
    with resources.data("opposites.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((row["word"], row["opposite"]) for row in csv.DictReader(lines))


def _circumstances(one: Wording, two: Wording) -> str:
    """What else goes together, in words."""
    told = ["one speaker"]
    if set(one.addressees) & set(two.addressees):
        told.append("one addressee")
    if one.meeting and one.meeting == two.meeting:
        told.append("at one meeting")
    if one.article == two.article:
        told.append("in one article")
    elif one.exact and two.exact:
        told.append(f"both on {one.last}")
    elif one.last and two.last:
        told.append(f"both from {max(one.first, two.first)} to {min(one.last, two.last)}")
    return ", ".join(told)
