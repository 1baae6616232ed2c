"""What the encoder sees of a word: its word pieces and its case shape. Training and run time share this module."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

CLS, SEP, UNK = 101, 102, 100
MAX_PIECES = 8  # pieces kept of one word: a name needs three or four, a hash or a URL must not fill the window
MAX_CHARS = 64  # characters looked at
LOWER, TITLE, UPPER, INITIAL, MIXED, DIGIT, ALNUM, PUNCT, UNCASED = range(1, 10)
SHAPES = 2 * 10  # each shape with and without a space before; 0 and 1 are the frame tokens
CACHE = 100_000


def shape(word: str) -> int:
    """The case class of a word (1 to 9)."""
    head = word[:MAX_CHARS]
    if head.isalpha():
        if head.islower():
            return LOWER
        if head.isupper():
            return UPPER if len(head) > 1 else INITIAL
        if head[0].isupper() and head[1:].islower():
            return TITLE
        return MIXED if head.lower() != head.upper() else UNCASED
    if any(c.isdigit() for c in head):
        return DIGIT if not any(c.isalpha() for c in head) else ALNUM
    if not any(c.isalnum() for c in head):
        return PUNCT
    return UPPER if head.isupper() else TITLE if head[0].isupper() else LOWER if head.islower() else MIXED


def normal(word: str) -> str:
    """Lower case without accents and control characters, as the encoder's vocabulary was made."""
    text = unicodedata.normalize("NFD", word[:MAX_CHARS].lower())
    if text.isascii():
        return "".join(c for c in text if " " < c <= "~") if not text.isalnum() else text
    return "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cc", "Cf", "Co", "Cn") and not c.isspace())


class WordPieces:
    """Greedy longest-match word pieces of single words, with a bounded cache.

    ``vocab`` is a list of pieces, the identifier of each being its place.
    """

    def __init__(self, vocab: Sequence[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(vocab)}
        self.cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> WordPieces:
        """From a file with one piece a line."""
        return cls(path.read_text("utf-8").split("\n"))

    def __call__(self, word: str) -> tuple[int, ...]:
        """One to MAX_PIECES identifiers; what the vocabulary cannot spell becomes UNK."""
        found = self.cache.get(word)
        if found is None:
            if len(self.cache) >= CACHE:
                self.cache.clear()
            found = self.cache[word] = self._spell(word)
        return found

    def _spell(self, word: str) -> tuple[int, ...]:
        out: list[int] = []
        for part in _parts(normal(word)):
            out += self._greedy(part)
            if len(out) >= MAX_PIECES:
                break
        return tuple(out[:MAX_PIECES]) or (UNK,)

    def _greedy(self, part: str) -> list[int]:
        out: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            while end > start:
                found = self.ids.get(("##" if start else "") + part[start:end])
                if found is not None:
                    break
                end -= 1
            else:
                return [UNK]
            out.append(found)
            start = end
        return out


def _parts(text: str) -> list[str]:
    """Split at punctuation and ideographs, as the vocabulary was made."""
    if text.isalnum() and text.isascii():
        return [text]
    parts: list[str] = []
    joined = False
    for char in text:
        single = (not char.isalnum() and _is_punct(char)) or "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"
        if single or not joined:
            parts.append(char)
        else:
            parts[-1] += char
        joined = not single
    return parts


def _is_punct(char: str) -> bool:
    return "!" <= char <= "~" if char.isascii() else unicodedata.category(char).startswith("P")


def features(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    """The shape identifiers of consecutive words; ``spaces`` tells for each whether a space follows it."""
    before = True
    out = []
    for word, space in zip(words, spaces, strict=True):
        out.append(2 * shape(word) + before)
        before = space
    return out
