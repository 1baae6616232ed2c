"""Where no sentence can begin, whatever the network's scores."""

from __future__ import annotations

import pytest

from kg.neural.windows import Words, goes_on


def words(text: str) -> Words:
    """Words parted by blanks; ``_`` joins a word to the next without a space."""
    parts = text.split()
    return Words([p.rstrip("_") for p in parts], [not p.endswith("_") for p in parts])


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('"_ We will pay_ ,_ " she said', 6),
        ("\u201c_ We will pay_ ,_ \u201d Ruiz said", 6),
        ("Commander_ -_ in_ -_ Chief", 4),
        ("the war_ - torn", 2),
    ],
)
def test_the_sentence_goes_on(text: str, at: int):
    assert goes_on(words(text), at)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('"_ We will pay_ ._ " She left', 6),
        ("Dear all_ , Thank you", 3),
        ("it ended_ ._ Nobody came", 3),
        ("( it ended_ )_ Nobody came", 4),
        ("one \u201c Two", 2),
    ],
)
def test_a_sentence_may_begin(text: str, at: int):
    assert not goes_on(words(text), at)
