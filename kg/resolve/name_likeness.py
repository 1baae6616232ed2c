"""How alike two names of persons look or sound: letters (Indel distance) and consonant classes, word by word.

A garbled name keeps its shape: "Chen Gang" sounds like "Qin Gang", "Makron" looks like "Macron". Likeness alone proves nothing; what
is said of the person (office, country, date, company) decides, and ``kg.resolve.repair`` weighs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from kg.resolve.names import fold, parts

# Consonant classes of Soundex (Russell 1918), the first letter coded like the others, so that "Qin", "Chen" and "Kane" can meet.
CLASSES = {letter: str(n) for n, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters}
SAME_SOUND = 0.7
MIN_WORD = 0.7
MIN_NAME = 0.6
# Given and family name stand in either order (Hungarian, Chinese, Korean, Japanese), but only words nearly equal change places.
MIN_TURNED = 0.8
VARIANT = 0.94
SLIP_LENGTH = 4
SLIP_LETTERS = 2
LONG = 9


class Likeness(NamedTuple):
    """``value`` is 0 (nothing alike) to 1 (equal); ``why`` says it in words, for proofs."""

    value: float
    why: str


def skeleton(word: str) -> str:
    """The consonant classes of a word, repeats once: equal for words that sound much alike."""
    out = ""
    for letter in fold(word):
        code = CLASSES.get(letter, "")
        if code and not out.endswith(code):
            out += code
        elif not code and letter in "aeiouy":
            out += "." if out and not out.endswith(".") else ""
    return out.replace(".", "")


@lru_cache(maxsize=65_536)
def word_likeness(left: str, right: str) -> Likeness:
    """Likeness of two single words."""
    a, b = fold(left), fold(right)
    if a == b:
        return Likeness(1.0, f"{left!r} is {right!r}")
    letters = ratio(a, b) / 100
    if len(skeleton(a)) > 1 and skeleton(a) == skeleton(b) and letters < SAME_SOUND:
        return Likeness(SAME_SOUND, f"{left!r} sounds like {right!r}")
    return Likeness(letters, f"{left!r} is spelled like {right!r}")


def name_likeness(form: str, name: str) -> Likeness:
    """Likeness of a form to a full name: every word of the shorter must be like its counterpart in the longer.

    A form of one word is compared with the family and the given name. 0 for names that no garbling explains.
    """
    a, b = parts(form), parts(name)
    if not a or not b:
        return Likeness(0.0, "no word")
    if len(a) == 1 and len(b) > 1:
        return max(word_likeness(a[0], w) for w in (b[0], b[-1]))
    joined = ratio("".join(a), "".join(b)) / 100
    found = [_aligned(a, b), _turned(a, b)]
    if joined > SAME_SOUND and abs(len(a) - len(b)) == 1:  # "Wangyi", "Mac Ron"
        found.append(Likeness(joined, f"{form!r} is spelled like {name!r}"))
    return max(found)


def slip(form: str, name: str) -> bool:
    """True if a form is a name with one slip of the pen or the ear: one word other by a letter or two, or of the same sounds.

    Stricter than ``plausible``: enough where names, not days, must prove that one person is meant. Short words need the same sounds;
    names whose words differ by a syllable ("Li Qiang", "Li Keqiang") are two. A form of one word may be a slip for a family name, by the
    letters: "Putin" has the consonant classes of "Biden".
    """
    a, b = parts(form), parts(name)
    if len(a) == 1 and len(b) > 1:
        near = a[0] != b[-1] and OSA.distance(a[0], b[-1]) <= SLIP_LETTERS
        return near and len(a[0]) > SLIP_LENGTH and _one_slip(a[0], b[-1])
    if len(a) != len(b):
        a, b = ((a[0], a[-1]), (b[0], b[-1])) if min(len(a), len(b)) > 1 else (a, b)
    other = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) > 1 and len(other) == 1 and _one_slip(*other[0])


def _one_slip(left: str, right: str) -> bool:
    size = min(len(left), len(right))
    if len(skeleton(left)) > 1 and skeleton(left) == skeleton(right) and abs(len(left) - len(right)) < 2:
        return True
    ends = (left[0], left[-1]) == (right[0], right[-1])
    return (size >= SLIP_LENGTH or (size > 2 and ends)) and OSA.distance(left, right) <= (1 if size < LONG else 2)


def variant(form: str, name: str) -> bool:
    """True for two spellings of one name, neither of them wrong: nearly the same letters, the same sounds ("Zelensky", "Zelenskyy")."""
    a, b = "".join(parts(form)), "".join(parts(name))
    return ratio(a, b) / 100 >= VARIANT and skeleton(a) == skeleton(b)


def plausible(likeness: Likeness) -> bool:
    """True if one may be a garbled form of the other."""
    return likeness.value >= MIN_NAME


def _aligned(a: Sequence[str], b: Sequence[str]) -> Likeness:
    """First word with first word, last with last; words in between of the longer name are left out."""
    if len(a) != len(b):
        a, b = (a[0], a[-1]), (b[0], b[-1])
    pairs = [word_likeness(x, y) for x, y in zip(a, b, strict=True)]
    if min(p.value for p in pairs) < MIN_WORD:
        return Likeness(0.0, "unlike")
    size = sum(map(len, a))
    value = sum(p.value * len(x) for p, x in zip(pairs, a, strict=True)) / size
    return Likeness(value, "; ".join(p.why for p in pairs))


def _turned(a: Sequence[str], b: Sequence[str]) -> Likeness:
    found = _aligned(a, (*b[1:], b[0]))
    ok = len(a) == len(b) == 2 and found.value >= MIN_TURNED
    return Likeness(found.value, f"in the other order, {found.why}") if ok else Likeness(0.0, "unlike")
