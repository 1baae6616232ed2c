"""When two names, bodies or labels count as the same: the yardstick of the scores, lenient on purpose."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from kg import resources

Names = Iterable[str | None]
DICE = 0.66
SHARE = 0.34


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], dict[str, str]]:
    """Stop words, and the standard name of places by normalised name, from ``data/score_words.csv``."""
    with resources.data("score_words.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    stop = frozenset(e["word"] for e in entries if e["sort"] == "stop")
    return stop, {e["word"]: e["same_as"] for e in entries if e["sort"] == "place"}


@lru_cache(maxsize=65536)
def norm(name: str) -> str:
    """A name without accents, case, possessive, punctuation and surplus space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    bare = re.sub(r"[’'`]s\b", "", bare)
    return " ".join(re.sub(r"[^\w\s.]", " ", bare).replace(".", "").split())


def place(name: str) -> str:
    """The standard name of a country or body ("American", "Washington": "united states"), else the normalised name."""
    normal = norm(name)
    return _words()[1].get(normal, normal)


@lru_cache(maxsize=65536)
def stems(label: str) -> frozenset[str]:
    """The words of a label without stop words and plural endings."""
    return frozenset(_stem(w) for w in norm(label).split() if w not in _words()[0])


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s)$", lambda m: "y" if m[0] == "ies" else "", word)


def same_name(gold: Names, system: Names) -> bool:
    """True if a name is shared, or one of two or more words holds all words of another of two or more."""
    left = {norm(n) for n in gold if n}
    right = {norm(n) for n in system if n}
    if left & right:
        return True
    long_left, long_right = _word_sets(left), _word_sets(right)
    return any(a <= b or b <= a for a in long_left for b in long_right)


def _word_sets(names: Iterable[str]) -> list[frozenset[str]]:
    sets = (frozenset(n.split()) for n in names)
    return [s for s in sets if len(s) > 1]


def same_body(gold: Names, system: Names) -> bool:
    """True if two names of countries or organisations are the same, or one stands within the other."""
    left = {place(n) for n in gold if n}
    right = {place(n) for n in system if n}
    return bool(left & right) or any(a and b and (a in b or b in a) for a in left for b in right)


def same_label(gold: Iterable[str], system: Collection[str]) -> bool:
    """True if two labels of issues or offices share most of their words."""
    others = [stems(label) for label in system]
    return any(_alike(stems(label), other) for label in gold for other in others)


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    if not a or not b:
        return False
    common = len(a & b)
    if 2 * common / (len(a) + len(b)) >= DICE:
        return True
    return bool(common) and (a <= b or b <= a) and common / max(len(a), len(b)) >= SHARE


def shares_norm(gold: Names, system: Iterable[str]) -> bool:
    """True if a name is literally shared, after normalising."""
    return bool({norm(n) for n in gold if n} & {norm(n) for n in system})
