"""Stances, states of mind and coordinated cues, on sentences of our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.extract.statement import extract


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ana Ruiz said she was sure that the truce would hold.", ["she was sure that the truce would hold"]),
        ("The minister called both rounds of talks “frank”.", ["both rounds of talks “frank”"]),
        ("Ana Ruiz signalled that the port would open.", ["the port would open"]),
        ("The rebels attacked the town.", []),
    ],
)
def test_contents(nlp: Language, text: str, wanted: list[str]) -> None:
    doc = nlp(text)
    assert [" // ".join(doc[t.start : t.end].text for t in m.content) for m in extract(doc)] == wanted


def test_what_prices_cannot_do_is_not_said_of_them(nlp: Language) -> None:
    doc = nlp("Ana Ruiz said prices had doubled and blamed the old government.")
    assert "prices had doubled" in [doc[t.start : t.end].text for m in extract(doc) for t in m.content]


def test_who_is_thanked_is_spoken_to(nlp: Language) -> None:
    doc = nlp("Ana Ruiz thanked Tom Beck for his help.")
    (mention,) = extract(doc)
    assert mention.addressee is not None
    assert doc[mention.addressee.start : mention.addressee.end].text == "Tom Beck"
