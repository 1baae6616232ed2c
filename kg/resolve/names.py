"""Comparing and normalising names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
# The apostrophe of "O'Lund" and "d'Urso".
ELIDED = re.compile(r"(?<=\b[OoDdLl])[’'](?=[^\W\d_]{2})")
MAX_SLUG = 80
MIN_SPELLING = 12
# A story compares its few names with one another again and again.
MAX_KEPT = 65_536


@lru_cache(maxsize=MAX_KEPT)
def fold(name: str) -> str:
    """Lower case without diacritics, possessives and punctuation, single spaces: the form in which names are compared."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[’'`]s\b", "", plain)
    return " ".join(re.sub(r"[^\w]+", " ", plain.replace(".", "")).split())


@lru_cache(maxsize=MAX_KEPT)
def parts(name: str) -> tuple[str, ...]:
    """The folded words of a personal name without "Jr." and single initials in the middle; "O'Lund" and "d'Urso" are one word."""
    words = [w for w in fold(ELIDED.sub("", name)).split() if w not in SUFFIXES]
    return tuple(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1))


def slug(name: str) -> str:
    """A flat local name of ASCII letters, digits and "-"; letters that have no ASCII form are kept as their code points.

    A long one ends in a hash, so that names alike in their first words stay apart.
    """
    base = "-".join(fold(name).split()).replace("_", "-")
    ascii_only = "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"u{ord(c):x}" for c in base)
    if len(ascii_only) > MAX_SLUG:
        ascii_only = f"{ascii_only[: MAX_SLUG - 9]}-{hashlib.sha256(ascii_only.encode()).hexdigest()[:8]}"
    return ascii_only.strip("-") or "x"


def same_person(left: str, right: str) -> bool:
    """True if two names of several words can be one person's within one article: forms of one name, or spellings one letter apart."""
    a, b = parts(left), parts(right)
    return forms_of_one(left, right) or (len(a) > 1 and len(b) > 1 and a[0] == b[0] and _one_letter("".join(a), "".join(b)))


def forms_of_one(left: str, right: str) -> bool:
    """True if two names of several words are rightly written forms of one.

    One holds all words of the other, or family name and first letters of the given name agree ("Joe Biden", "Joseph R. Biden").
    """
    a, b = parts(left), parts(right)
    if len(a) < 2 or len(b) < 2:
        return False
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if a[-1] == b[-1] and len(a[-1]) > 3:
        return a[0][:2] == b[0][:2] or ((len(a[0]) == 1 or len(b[0]) == 1) and a[0][0] == b[0][0])
    return "".join(a) == "".join(b)


def _one_letter(left: str, right: str) -> bool:
    """True if long names differ in one letter: spellings of one name in another script ("bin Laden", "bin Ladin")."""
    return len(left) == len(right) >= MIN_SPELLING and sum(x != y for x, y in zip(left, right, strict=True)) == 1


def shares_word(single: str, full: str) -> bool:
    """True if a one-word name is the family name or the given name in ``full``."""
    word, words = parts(single), parts(full)
    return bool(words) and len(word) == 1 and word[0] in (words[0], words[-1])


def best_name(counts: Mapping[str, int]) -> str:
    """The name of several words most often used; of names used alike the one of most words, the longest, the first in the alphabet.

    "Joe Biden" is better known than "Joseph R. Biden, Jr.", and both are better than "Biden".
    """
    return min(counts, key=lambda n: (" " not in n, -counts[n], -len(n.split()), -len(n), n))
