"""Who is meant in whole short articles of our own: ages, unnamed officials, who goes on speaking, former holders, who comes next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.facts import ArticleFacts
from kg.model import Article, Block
from kg.pipeline import facts_of

Speakers = Callable[[str], list[tuple[str, str]]]


def read(nlp: Language, text: str, published: str = "2024-05-06") -> ArticleFacts:
    """The facts of a text whose paragraphs are its lines."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), "paragraph"))
        at += len(line) + 1
    article = Article("a", text, published=published, date_basis="fromMetadata", blocks=tuple(blocks))
    return facts_of(next(iter(annotate([article], nlp))))


@pytest.fixture(scope="module")
def speakers(nlp: Language) -> Speakers:
    """Speaker and first words of each statement of a text."""

    def of(text: str) -> list[tuple[str, str]]:
        facts = read(nlp, text)
        names = {e.key: e.name for e in facts.entities}
        return [(" + ".join(names[k] for k in s.speakers), text[s.content[0].start :].split()[0]) for s in facts.statements]

    return of


def roles(nlp: Language, text: str, published: str = "2024-05-06") -> set[tuple[str, str, str, str]]:
    """Person, office, organisation and status of each role of a text."""
    facts = read(nlp, text, published)
    names = {e.key: e.name for e in facts.entities}
    return {(names[r.person], names[r.office], names.get(r.org, ""), r.status) for r in facts.roles}


def test_an_age_stands_for_who_was_named(speakers: Speakers) -> None:
    text = "Jordan Bardet, a party leader in Lyon, left the hall.\nThe 28-year-old said that nobody had asked him."
    assert speakers(text) == [("Jordan Bardet", "nobody")]


def test_an_age_that_nobody_named_has_is_nobody_known(speakers: Speakers) -> None:
    text = "Ana Sol left the hall. A 19-year-old was hurt.\nThe 19-year-old said that the door was shut."
    assert all(speaker != "Ana Sol" for speaker, _ in speakers(text))


def test_a_diplomat_without_a_name_is_not_the_one_with_a_name(speakers: Speakers) -> None:
    text = 'Ana Sol, a veteran Peruvian diplomat, spoke.\nA Western diplomat said Sol was tired. "I doubt her plan," the diplomat said.'
    assert speakers(text)[-1] == ("Western diplomat", "I")


def test_who_adds_something_is_the_last_speaker(speakers: Speakers) -> None:
    text = (
        "Chancellor Peter Maas met Premier Ana Sol. Maas was in good form.\n"
        "Government spokesman Pedro Alt said Maas had raised several concerns.\n"
        '"The chancellor invited the premier and she agreed," he added.'
    )
    assert ("Pedro Alt", "The") in speakers(text)


def test_he_behind_an_unnamed_official_is_the_official(speakers: Speakers) -> None:
    text = "Peter Maas met Ana Sol. A senior official said Maas would go to Lima. He said the visit had been planned for months."
    assert speakers(text)[-1] == ("senior official", "the")


def test_nobody_calls_himself_by_name(speakers: Speakers) -> None:
    text = 'Pedro Alt spoke for an hour.\n"Peter Maas will come to Lima on Sunday with his wife," he said.'
    assert speakers(text) == [("Pedro Alt", "Peter")]


def test_two_diplomats_are_two_new_ones(speakers: Speakers) -> None:
    text = "Foreign Minister Ana Sol met Foreign Minister Peter Maas. The talks were cut short, two diplomats said."
    assert speakers(text) == [("diplomats", "The")]


def test_whose_sister_it_is_does_not_speak(speakers: Speakers) -> None:
    assert speakers("An aide to Ana Sol said the talks were over.") == [("aide", "the")]


def test_a_former_president_is_not_the_president(nlp: Language) -> None:
    text = "French President Jean Maas met Pedro Lund, who is the former president's son-in-law."
    facts = read(nlp, text)
    assert not [r for r in facts.references if r.key == "person.jean-maas" and "former" in text[r.span.start : r.span.end]]


def test_who_thanks_the_minister_is_another(nlp: Language) -> None:
    text = "Prime Minister Harry Sol met Prime Minister Ola Trud. Prime Minister Sol thanked the Prime Minister for the trucks."
    (said,) = [s for s in read(nlp, text).statements if s.cue is not None]
    assert said.speakers == ("person.harry-sol",)
    assert said.addressees != said.speakers


def test_a_story_may_name_its_minister_in_the_second_sentence(nlp: Language) -> None:
    text = "Peru called off a visit by Sweden's defence minister on Monday. Pal Lund had been due in Lima as the guest of Ana Sol."
    assert ("Pal Lund", "defence minister", "Sweden", "current") in roles(nlp, text)


def test_whose_an_office_is_gives_its_country(nlp: Language) -> None:
    told = roles(
        nlp, "Chilean President Ana Sol spoke. President Sol's spokesman, Pedro Lund, left. Peru kept silent. Its envoy, Ola Maas, left."
    )
    assert {("Pedro Lund", "spokesperson", "Chile", "current"), ("Ola Maas", "envoy", "Peru", "current")} <= told
    kin = roles(nlp, "Chilean President Ana Sol spoke of her father President Pedro Sol.")
    assert ("Pedro Sol", "president", "Chile", "current") not in kin


def test_counterparts_and_colleagues_abroad(nlp: Language) -> None:
    text = "Chilean Foreign Minister Ana Sol will meet with her Peruvian and Spanish counterparts, Pedro Lund and Ola Maas."
    assert {("Pedro Lund", "foreign minister", "Peru", "current"), ("Ola Maas", "foreign minister", "Spain", "current")} <= roles(nlp, text)
    assert ("Pedro Lund", "foreign minister", "Peru", "current") in roles(
        nlp, "Chilean Foreign Minister Ana Sol spoke by phone with Peruvian colleague Pedro Lund."
    )
    assert roles(nlp, "Ana Sol spoke with her colleague Pedro Lund.") == set()


def test_a_counterpart_is_not_the_leader(nlp: Language) -> None:
    text = "Chilean Foreign Minister Ana Sol met her Peruvian counterpart, Pedro Lund. The Peruvian leader was in Spain."
    assert not any(office in ("leader", "president") for _, office, _, _ in roles(nlp, text))


def test_what_is_told_to_a_newspaper_is_known_through_it(nlp: Language) -> None:
    facts = read(nlp, '"Talks are needed," Ana Sol told the Gulf Courier.')
    (said,) = facts.statements
    assert said.channels == said.addressees == ("org.gulf-courier",)
    (said,) = read(nlp, '"Talks are needed," Ana Sol told her brother.').statements
    assert said.channels == ()


def test_what_official_media_said_is_not_the_countrys(speakers: Speakers) -> None:
    text = (
        "According to official media, Pedro Lund told Ana Sol that Yemen wanted a truce. He also voiced concern about its ports, it said."
    )
    assert ("official media", "He") in speakers(text)


@pytest.mark.parametrize(
    ("lead", "then", "expected"),
    [
        ("His Majesty King Arvo received Eva Beck in Oslo on Monday.", "His Majesty said the truce would hold.", "Arvo"),
        ("His Highness Sheikh Omar met Eva Beck on Sunday.", "His Highness said the truce would hold.", "Omar"),
        ("Sultan Omar received Eva Beck on Sunday.", "His Majesty said the truce would hold.", "Omar"),
        ("HRH Crown Prince Haakon met Eva Beck on Sunday.", "His Royal Highness said the truce would hold.", "Haakon"),
        ("His Majesty King Arvo met Ana Sol on Sunday.", "His Majesty's Government said the truce would hold.", "Government"),
        ("UN envoy Tom Beck met Ana Ruiz in Lima on Friday.", "The envoy said the truce would hold.", "Tom Beck"),
        ("Libyan commander Omar Saleh met Ana Ruiz on Friday.", "The commander said the truce would hold.", "Omar Saleh"),
        ("General Ole Dahl met Ana Ruiz on Friday.", "The general said the truce would hold.", "Ole Dahl"),
        ("General Ole Dahl met Ana Ruiz on Friday.", "A general said the truce would hold.", "general"),
        ("General Ole Dahl met Ana Ruiz on Friday.", "The rebel general said the truce would hold.", "rebel general"),
        ("Vice President Ana Ruiz left Lima on Friday.", "The president said the truce would hold.", "president"),
    ],
)
def test_styles_and_titles_mean_those_whom_the_text_calls_so(speakers: Speakers, lead: str, then: str, expected: str) -> None:
    ((speaker, _),) = speakers(f"{lead}\n{then}")
    assert speaker == expected
