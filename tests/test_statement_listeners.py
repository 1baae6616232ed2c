"""Who is told and through what, by the many wordings of news: short passages of our own, each with one statement to look at."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from kg import annotate
from kg.facts import ArticleFacts
from kg.model import Article, Block
from kg.pipeline import facts_of
from tests.test_statement_circumstances import read, told

PEOPLE = "\nTom Beck is an envoy of Chile. President Ana Ruiz leads Peru."
# text, start of the content, listener, channel
CASES = [
    ("Ana Ruiz told a regular press briefing Wednesday that the port was safe.", "the port was safe", "", "regular press briefing"),
    (
        "In a written interview with the Asahi Shimbun, Ana Ruiz said that the port was safe.",
        "the port was safe",
        "Asahi Shimbun",
        "written interview",
    ),
    ("Ana Ruiz told her Chilean counterpart, Tom Beck, that the port was safe.", "the port was safe", "Tom Beck", ""),
    ("Ana Ruiz told visiting Chilean envoy Tom Beck that the port was safe.", "the port was safe", "Tom Beck", ""),
    ("Tom Beck met Ana Ruiz on Monday and urged her to open the port.", "to open the port", "Ana Ruiz", ""),
    ("Ana Ruiz told members of the council that the port was safe.", "the port was safe", "members of the council", ""),
    ("Two officials told Reuters Chile would open the port.", "Chile would open", "Reuters", "Reuters"),
    ("Lawmakers were told by the minister that the port was safe.", "the port was safe", "Lawmakers", ""),
    ("Ana Ruiz complained to Tom Beck about the delays at the port.", "the delays at the port", "Tom Beck", ""),
    ("Ana Ruiz pressed Tom Beck on the closing of the port.", "the closing of the port", "Tom Beck", ""),
    ("Ana Ruiz raised the case of the sailors with Tom Beck.", "the case of the sailors", "Tom Beck", ""),
    ("Welcoming Tom Beck to Lima, Ana Ruiz said the port was safe.", "the port was safe", "Tom Beck", ""),
    ("Replying to a question from a student, Ana Ruiz said the port was safe.", "the port was safe", "student", ""),
    ("Ana Ruiz phoned Tom Beck to express concern over the port.", "concern over the port", "Tom Beck", ""),
    ("Ana Ruiz sent a letter to Tom Beck demanding that the port open.", "the port open", "Tom Beck", "letter"),
    ("Ana Ruiz condemned the attack in a statement on Friday.", "the attack", "", "statement"),
    ("Ana Ruiz welcomed the ruling on X.", "the ruling", "", "X"),
    ("In an op-ed for the weekly, Ana Ruiz called for open borders.", "open borders", "", "op-ed"),
    ("In a series of posts on X, Ana Ruiz said the port was safe.", "the port was safe", "", "series of posts"),
    ("Taking to social media, Ana Ruiz said the port was safe.", "the port was safe", "", "social media"),
    ("Ana Ruiz used a speech in Lima to call for open borders.", "open borders", "", "speech"),
    ("Ana Ruiz held a press conference in Lima. “The port is safe,” she said.", "The port is safe", "", "press conference"),
    ("Speaking in the House of Lords, Ana Ruiz said the port was safe.", "the port was safe", "", "House of Lords"),
    ("Ana Ruiz, standing beside Tom Beck at a news conference, said the port was safe.", "the port was safe", "", "news conference"),
    ("Officials quoted by the Interfax news agency said the port had burned.", "the port had burned", "", "Interfax"),
    ("A statement issued by the Kremlin said that Tom Beck had stressed the need for calm.", "the need for calm", "", "statement"),
    ("“The port is safe,” Ana Ruiz said to applause.", "The port is safe", "", ""),
    ("In a post on X, Ana Ruiz said that the port was safe.", "the port was safe", "", "X"),
    ("Ana Ruiz told the Danish broadcaster NRB that the port was safe.", "the port was safe", "NRB", "NRB"),
    ("Ana Ruiz told BBC Radio 4 that the port was safe.", "the port was safe", "BBC Radio", "BBC Radio"),
    ("Ana Ruiz told a meeting of her party that the port was safe.", "the port was safe", "meeting of her party", ""),
    ("Ana Ruiz told a rally in Lima that the port was safe.", "the port was safe", "rally", "rally"),
    ("Ana Ruiz, whose party leads in the polls, said that the port was safe.", "the port was safe", "", ""),
    ("Ana Ruiz, who spoke by phone with Tom Beck on Monday, said that the port was safe.", "the port was safe", "", ""),
    ("“The port is safe,” Ana Ruiz said at a news conference with Tom Beck.", "The port is safe", "", "news conference"),
    ("As reported by the Interfax agency, Ana Ruiz said that the port was safe.", "the port was safe", "", "Interfax"),
    ("Ana Ruiz said that ports would be chosen according to local needs.", "ports would be chosen according to local needs", "", ""),
    ("Ana Ruiz, asked about the port by reporters on Monday, replied: “The port is safe.”", "The port is safe", "reporters", ""),
    ("Ana Ruiz put her name to a declaration on Monday, saying that the port was safe.", "the port was safe", "", "declaration"),
    ("A Peruvian official said that Ana Ruiz had warned of floods at the port.", "floods at the port", "", "Peruvian official"),
    ("The minister said that Ana Ruiz had warned of floods at the port.", "floods at the port", "", ""),
    ("Ana Ruiz spoke to Tom Beck by phone and expressed concern over the port.", "concern over the port", "Tom Beck", "phone"),
    ("Ana Ruiz held talks with Tom Beck in Lima. She told her counterpart that the port was safe.", "the port was safe", "Tom Beck", ""),
    (
        "Ana Ruiz spoke to reporters.\n\nAna Ruiz told journalists it rained.\n\n“The port is safe,” she said.",
        "The port",
        "journalists",
        "",
    ),
    ("Ana Ruiz said, according to the Interfax agency, that the port was safe.", "the port was safe", "", "Interfax"),
    ("Ana Ruiz told Tom Beck, according to a readout, that the port was safe.", "the port was safe", "Tom Beck", "readout"),
    ("Ana Ruiz told reporters before flying home that the port was safe.", "the port was safe", "reporters", ""),
    ("Ana Ruiz said after meeting Tom Beck in Lima that the port was safe.", "the port was safe", "", ""),
    ("Ana Ruiz told lawmakers the night before that the port was safe.", "the port was safe", "lawmakers", ""),
    ("Asked about the port at a briefing on Monday, Ana Ruiz said it was safe.", "it was safe", "", "briefing"),
    ("Asked about the port in the report on Monday, Ana Ruiz said it was safe.", "it was safe", "", ""),
    ("Ana Ruiz addressed the nation on television. “The port is safe,” she said.", "The port is safe", "", "television"),
    ("Ana Ruiz told reporters the port was safe. Tom Beck retorted that ships had sunk there.", "ships had sunk", "Ana Ruiz", ""),
    ("Ana Ruiz told reporters the port was safe. Tom Beck said that ships had sunk there.", "ships had sunk", "", ""),
    ("Ana Ruiz demanded that Tom Beck be freed.", "Tom Beck be freed", "", ""),
    ("Ana Ruiz demanded that Tom Beck open the port.", "Tom Beck open the port", "Tom Beck", ""),
    ("Wikinews talked to Tom Beck about the port. Ana Ruiz said it was safe.", "it was safe", "", ""),
]


@pytest.mark.parametrize(("text", "content", "listener", "channel"), CASES)
def test_listener_and_channel(nlp: Language, text: str, content: str, listener: str, channel: str) -> None:
    found = [(a, c) for _, a, c, what in told(read(nlp, text + PEOPLE)) if what.startswith(content)]
    assert len(found) == 1
    assert listener in found[0][0]
    assert channel in found[0][1]
    assert bool(listener) == bool(found[0][0])
    assert bool(channel) == bool(found[0][1])


def of(facts: ArticleFacts, content: str) -> tuple[str, str]:
    """The listener and the channel of the one statement whose content begins so."""
    return next((a, c) for _, a, c, what in told(facts) if what.startswith(content))


def test_who_has_just_been_told_answers(nlp: Language) -> None:
    text = "Ana Ruiz told Tom Beck that the port was safe. Beck replied that it was not.\nAna Ruiz and Tom Beck met in Lima."
    assert of(read(nlp, text), "it was not")[0] == "Ana Ruiz"


def test_what_is_read_out_after_talks_was_said_in_them(nlp: Language) -> None:
    text = "President Ana Ruiz was received by Premier Tom Beck on Sunday. Beck said Chile was neutral, the agency reported."
    assert of(read(nlp, text), "Chile was")[0] == "Ana Ruiz"


def test_what_is_said_after_talks_was_not_said_in_them(nlp: Language) -> None:
    text = "President Ana Ruiz held talks with Premier Tom Beck on Sunday. Ruiz said after the talks that the port was safe."
    assert of(read(nlp, text), "the port")[0] == ""


def test_a_letter_told_of_earlier_in_the_story(nlp: Language) -> None:
    text = "President Ana Ruiz wrote to Premier Tom Beck last week. He is on leave.\nIn the letter, Ruiz offered to pay for the dam."
    assert of(read(nlp, text), "to pay") == ("Tom Beck", "letter")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Peru has proposed a vote in October, a plan that the North has rejected.", "a vote in October"),
        ("Ana Ruiz said the port would stay shut, after hours of talks in Lima.", "the port would stay shut"),
        ("Last week Lima complained of two landings at the port.", "two landings at the port"),
        ("Ana Ruiz - who on Friday had called the plan “wonderful” - said the port was safe.", "the port was safe"),
        ("Ana Ruiz did not rule out that the port would close.", "the port would close"),
        ("Ana Ruiz committed to open the port.", "to open the port"),
    ],
)
def test_content_without_the_words_of_the_narrator(nlp: Language, text: str, content: str) -> None:
    assert content in [what for *_, what in told(read(nlp, text + PEOPLE))]


def test_a_heading_says_who_sits_opposite(nlp: Language) -> None:
    text = (
        "President Ana Ruiz of Peru met Chancellor Tom Beck of Norway in Oslo on Monday.\n\n"
        "Meeting with Prime Minister Eva Lund of Denmark\n\n"
        "Ruiz stressed the need for open ports. Lund voiced concern over the delays."
    )
    blocks = [Block(*m.span(), "paragraph" if i != 1 else "subheading") for i, m in enumerate(re.finditer(r"[^\n]+", text))]
    article = Article("a", text, published="2024-05-06", date_basis="fromMetadata", blocks=tuple(blocks))
    found = told(facts_of(next(iter(annotate.annotate([article], nlp)))))
    assert found == [("Ana Ruiz", "Eva Lund", "", "the need for open ports"), ("Eva Lund", "Ana Ruiz", "", "concern over the delays")]
