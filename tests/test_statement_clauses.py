"""Where words begin behind what else is told of the moment, and where they end: short sentences of our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.test_statement_circumstances import read, told

# text, (speaker, content) of each statement
CASES = [
    (
        "Ana Ruiz, who told Beck that it had rained, said the port was safe.",
        [("Ana Ruiz", "it had rained"), ("Ana Ruiz", "the port was safe")],
    ),
    ("Asked when it would open, Ana Ruiz answered: “On Monday, with luck.”", [("Ana Ruiz", "On Monday, with luck")]),
    ("Asked whether the port was open, Ana Ruiz said only that ships had left.", [("Ana Ruiz", "ships had left")]),
    ("The port will open next week, Ana Ruiz said, without giving a date.", [("Ana Ruiz", "The port will open next week")]),
    (
        "The port will open next week, Ana Ruiz said, although the army has not confirmed it.",
        [("Ana Ruiz", "The port will open next week")],
    ),
    (
        "The port is safe, Ana Ruiz said, although the old road is not good.",
        [("Ana Ruiz", "The port is safe // although the old road is not good")],
    ),
    ("On 3 May 2024 Peru's president, Ana Ruiz, said that the port was safe.", [("Ana Ruiz", "the port was safe")]),
    ("Ana Ruiz said in a call with Tom Beck and Eva Lund in May that the port was safe.", [("Ana Ruiz", "the port was safe")]),
    ("Ana Ruiz assured him of Peru's “full support” for the port.", [("Ana Ruiz", "Peru's “full support” for the port")]),
    ("Ana Ruiz informed ministers of her contacts with the army.", [("Ana Ruiz", "her contacts with the army")]),
    ("Ana Ruiz asked Tom Beck for a loan.", [("Ana Ruiz", "a loan")]),
    ("Ana Ruiz told reporters hours after the storm ended that the port was safe.", [("Ana Ruiz", "the port was safe")]),
    ("Ana Ruiz said after it emerged that the port was shut.", []),
    ("Ana Ruiz left for Oslo in what she called a “new start” for Peru.", [("Ana Ruiz", "a “new start” for Peru")]),
    ("The port fell silent after what officials said was a small fire.", [("officials", "a small fire")]),
    ("What Ana Ruiz said was a lie.", []),
    ("In the words of Ana Ruiz, the port is a trap.", [("Ana Ruiz", "the port is a trap")]),
    ("Ana Ruiz welcomed the outcome through her spokesman, Tom Beck.", [("Ana Ruiz", "the outcome")]),
    ("Ana Ruiz raised the detention of two sailors.", [("Ana Ruiz", "the detention of two sailors")]),
    ("Ana Ruiz raised the price of bread.", []),
    ("Ana Ruiz posted the news on X. The minister said that the port was safe.", [("minister", "the port was safe")]),
    (
        "The port will open, Ana Ruiz said, although Tom Beck said it would not.",
        [("Ana Ruiz", "The port will open"), ("Tom Beck", "it would not")],
    ),
    ("Peru's envoy to the United Nations, Ana Ruiz, said that the port was safe.", [("Ana Ruiz", "the port was safe")]),
    ("Peru and Chile, both hit by storms, said that the port was safe.", [("Peru + Chile", "the port was safe")]),
    ("Ana Ruiz called for an end to the war, an apparent reference to Peru.", [("Ana Ruiz", "an end to the war")]),
    ("Ana Ruiz told reporters travelling with her that the port was safe.", [("Ana Ruiz", "the port was safe")]),
    ("Ana Ruiz confirmed her trip to Lima and that she had signed.", [("Ana Ruiz", "her trip to Lima and that she had signed")]),
    ("Ana Ruiz asked for it again.", []),
    ("Ana Ruiz asked the agency for comment.", []),
    ("Peru recalled its ambassador from Oslo on Monday.", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:50] for text, _ in CASES])
def test_where_words_begin_and_end(nlp: Language, text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(who, what) for who, _, _, what in told(read(nlp, text))] == wanted
