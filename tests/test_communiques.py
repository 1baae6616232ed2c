"""Whom titles without a name mean in communiques, which write them in capitals: "the Secretary", "the Prime Minister"."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.model import Article
from kg.pipeline import facts_of


def speakers(text: str, nlp: Language) -> list[tuple[str, ...]]:
    """The speakers of each statement of an article, in text order."""
    (story,) = annotate([Article("a", text, published="2024-05-07")], nlp)
    return [s.speakers for s in facts_of(story).statements]


READOUTS = {
    "the first of two secretaries stays the Secretary": (
        "Secretary of State Ana Sol spoke today with Peruvian Cabinet Secretary Tomas Lind.\n\n"
        "The Secretary thanked Cabinet Secretary Lind for the visit. She said that trade would grow.\n\n"
        "The Secretary stressed that the border stays open.",
        {("person.ana-sol",)},
    ),
    "a prime minister without a name is not the one who is told of with a country": (
        "The Prime Minister spoke to the Prime Minister of Peru, Tomas Lind, this afternoon.\n\n"
        "The Prime Minister said that trade would grow. He added that talks would go on.",
        {("a.group.prime-minister",)},
    ),
    "whoever acts is the Minister, not the one acted on": (
        "Minister Ana Sol met Foreign Minister Tomas Lind in Lima. The Minister said that trade would grow.",
        {("person.ana-sol",)},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), READOUTS.values(), ids=READOUTS)
def test_a_title_in_capitals_stays_with_one_holder(text: str, wanted: set[tuple[str, ...]], nlp: Language) -> None:
    assert set(speakers(text, nlp)) == wanted


def test_the_one_who_is_named_with_the_title_is_meant_by_it(nlp: Language) -> None:
    text = "Prime Minister Tomas Lind met Ana Sol in Lima on Monday. The Prime Minister said that trade would grow."
    assert speakers(text, nlp) == [("person.tomas-lind",)]
