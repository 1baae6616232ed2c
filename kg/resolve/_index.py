"""Finding things by the names that they have in a text: what counts in a name and what does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_ABBREVIATION = 6
# Letters that have no accent to lose, and marks that do not count in a name.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "e", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "ʻ": "'"}
)
MARKS = str.maketrans({"-": " ", "'": " ", "`": " ", ".": "", "(": " ", ")": " ", ",": " ", "&": " and ", "/": " "})


class Names(Generic[T]):
    """Things by their names, as written or folded; the first thing to claim a name keeps it."""

    def __init__(self, named: Iterable[tuple[str, T]], *, any_case: bool = False) -> None:
        self._exact: dict[str, T] = {}
        self._folded: dict[str, T] = {}
        self._any_case = any_case
        for name, thing in named:
            if abbreviation(name) or (name.islower() and not any_case):
                self._exact.setdefault(name.replace(".", ""), thing)
            else:
                self._folded.setdefault(key(name), thing)

    @cached_property
    def _starts(self) -> frozenset[str]:
        first = {name.split()[0] for name in (*self._exact, *self._folded) if name.split()}
        return frozenset(word[:n] for word in first for n in range(len(word) + 1))

    def may_begin(self, word: str) -> bool:
        """Whether a name may begin with ``word``, the first token of one; False only where none does."""
        exact, folded, _ = _asked(word)
        return exact in self._starts or folded.split(" ", 1)[0] in self._starts

    def get(self, text: str) -> T | None:
        """What ``text`` names, or None."""
        exact, folded, capital = _asked(text)
        found = self._exact.get(exact)
        return self._folded.get(folded) if found is None and (capital or self._any_case) else found


def abbreviation(name: str) -> bool:
    """Whether ``name`` is a short all-capital form ("US", "U.S."), which only counts when written in capitals."""
    short = name.replace(".", "")
    return len(short) <= MAX_ABBREVIATION and short.isalnum() and short.isupper()


def key(name: str) -> str:
    """The form under which names are compared: no accents, case, possessive, points, hyphens or leading "the"."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(LETTERS))
        plain = plain.encode("ascii", "ignore").decode() or name.casefold()
    if not plain.isalpha():
        plain = " ".join(plain.removesuffix("'s").translate(MARKS).split()).removeprefix("the ")
    return plain


@lru_cache(maxsize=65_536)
def _asked(text: str) -> tuple[str, str, bool]:
    """The exact form and the key of words of a story, and whether they have a capital; they are looked up in one table after another."""
    return text.replace(".", "").removesuffix("'s").removesuffix("’s"), key(text), text.lower() != text
