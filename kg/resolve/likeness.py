"""How alike two stories are, told from short signatures: MinHash over runs of words.

Source: Broder 1997, On the resemblance and containment of documents; Li and König 2010, b-bit minwise hashing. A signature has 48
bytes; the share of equal bytes estimates the share of runs that two stories have in common (standard error below 0.07). Stories
that are alike nearly always have one of the signature's ``BANDS`` whole: with four fifths of their runs in common in 98 of 100 cases.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from kg.model import Article

HASHES = 48
BANDS = 6
ROWS = 3  # bytes of a band
RUN = 3  # words
FEWEST = 20  # runs below which a text is too short to be told from others
ALIKE = 0.7
WORD = re.compile(r"[^\W_]+")
Hashes = npt.NDArray[np.uint64]


def signature(article: Article) -> bytes:
    """The signature of an article's story, without boilerplate, case and punctuation; b"" when it is too short."""
    parts = [article.text[b.start : b.end] for b in article.blocks if b.kind != "boilerplate"] if article.blocks else [article.text]
    words = WORD.findall(" ".join(parts).lower())
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    if len(runs) < FEWEST:
        return b""
    digests = b"".join([_digest(run.encode("utf-8", "surrogatepass")) for run in runs])
    hashed = np.frombuffer(digests, dtype=">u8").astype(np.uint64)
    factors, terms = _permutations()
    return bytes((np.outer(hashed, factors) + terms).min(axis=0).astype(np.uint8))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()


def _hash(data: bytes) -> int:
    return int.from_bytes(_digest(data), "big")


@lru_cache(maxsize=1)
def _permutations() -> tuple[Hashes, Hashes]:
    """The numbers of ``x * factor + term`` modulo 2 ** 64, factors odd."""
    factors = [_hash(b"factor %d" % n) | 1 for n in range(HASHES)]
    return np.array(factors, dtype=np.uint64), np.array([_hash(b"term %d" % n) for n in range(HASHES)], dtype=np.uint64)


def bands(signed: bytes) -> list[str]:
    """The bands of a signature in hexadecimal, none of an empty one."""
    return [signed[n * ROWS : (n + 1) * ROWS].hex() for n in range(BANDS)] if signed else []


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of runs that two stories have in common, 0 to 1."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / HASHES


def first_band(one: bytes, other: bytes) -> int:
    """The first band that two signatures have in common, -1 if none."""
    return next((n for n, (a, b) in enumerate(zip(bands(one), bands(other), strict=True)) if a == b), -1)
