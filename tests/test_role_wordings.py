"""Roles read from whole sentences: verbs of office with their examples, plurals, titles inside titles, names beside names."""

from __future__ import annotations

import csv

import pytest
from spacy.language import Language

from kg import resources
from kg.annotate import annotate
from kg.model import Article
from kg.pipeline import facts_of


@pytest.fixture(scope="module")
def told(nlp: Language):
    """(person, office, organisation, status) of each role in a text."""

    def read(text: str) -> set[tuple[str, str, str, str]]:
        facts = facts_of(next(iter(annotate([Article("a", text, published="2024-03-15")], nlp))))
        names = {e.key: e.name for e in facts.entities}
        return {(names[r.person], names[r.office], names.get(r.org, ""), r.status) for r in facts.roles}

    return read


def verbs() -> list[dict[str, str]]:
    with resources.data("office_verbs.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", verbs(), ids=lambda r: f"{r['lemma']} {r['words']} {r['holder']}")
def test_each_verb_of_office_reads_its_example(told, row):
    holder = "Pedro Lund" if row["holder"] == "object" else "Ana Sol"
    found = {(person, status) for person, _, _, status in told(row["example"])}
    assert holder in {person for person, _ in found}
    assert not row["status"] or (holder, row["status"]) in found


SENTENCES = [
    (
        "Two envoys, Ana Sol and Pedro Lund, left.",
        {("Ana Sol", "envoy", "", "current"), ("Pedro Lund", "envoy", "", "current")},
    ),
    ("One of Chile's vice presidents, Ana Sol, also spoke.", {("Ana Sol", "vice-president", "Chile", "current")}),
    (
        "Pedro Lund, spokesman for President Ana Sol, said so.",
        {("Pedro Lund", "spokesperson", "", "current"), ("Ana Sol", "president", "", "current")},
    ),
    ("Several senators, Ana Sol said, opposed it.", set()),
    ("He met the incumbent President of the United States Ana Sol.", {("Ana Sol", "president", "United States", "current")}),
    ("The mayor of London, Ana Sol, spoke.", {("Ana Sol", "mayor", "London", "current")}),
    ("Prime Minister-designate Ana Sol spoke.", {("Ana Sol", "prime minister", "", "future")}),
    ("They met IMF Managing Director Ana Sol.", {("Ana Sol", "managing director", "International Monetary Fund", "current")}),
    ("Ana Sol, the commissioner responsible for defence, said so.", {("Ana Sol", "commissioner", "", "current")}),
    ("Deputy tourism minister Ana Sol spoke.", {("Ana Sol", "deputy tourism minister", "", "current")}),
    ("They met Knesset Speaker Amir Lund.", {("Amir Lund", "speaker", "Knesset", "current")}),
    ("The nominee, James (Jim) Lund, lost.", {("James (Jim) Lund", "candidate", "", "current")}),
    (
        "Ana Sol was elected president of Chile in 2010. President of Chile Ola Lund said so.",
        {("Ana Sol", "president", "Chile", "former"), ("Ola Lund", "president", "Chile", "current")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[t[:45] for t, _ in SENTENCES])
def test_sentences(told, text, expected):
    assert told(text) == expected


def leading() -> list[dict[str, str]]:
    with resources.data("leading_verbs.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", leading(), ids=lambda r: r["lemma"])
def test_each_leading_verb_reads_its_example_and_leaves_the_other(told, row):
    assert {(person, office) for person, office, _, _ in told(row["example"])} == {("Ana Sol", row["office"])}
    assert told(row["counter_example"]) == set()


def test_a_national_office_is_of_the_country_that_the_story_is_about(told):
    text = "Chilean farmers left. Chile grows. Chileans vote. Chile waits. Finance Minister Ana Sol said so."
    assert told(text) == {("Ana Sol", "finance minister", "Chile", "current")}
    assert told("Chile grows. Peru grows. Chile waits. Peru waits. Finance Minister Ana Sol left.") == {
        ("Ana Sol", "finance minister", "", "current")
    }


def test_who_meets_a_prime_minister_is_not_of_the_same_state_but_who_joins_one_is(told):
    sol = ("Ana Sol", "prime minister", "Jamaica", "current")
    met = "Vice President Ola Lund met Prime Minister Ana Sol of Jamaica on Monday. Lund thanked the prime minister."
    assert told(met) == {("Ola Lund", "vice-president", "", "current"), sol}
    joined = "Prime Minister Ana Sol of Jamaica and Vice President Ola Lund met envoys from Peru. The prime minister spoke."
    assert told(joined) == {("Ola Lund", "vice-president", "Jamaica", "current"), sol}


def test_lists_of_offices_are_one_persons(told):
    assert told("They chose Ana Sol, former trade minister, mayor of Lima and member of parliament.") == {
        ("Ana Sol", "trade minister", "", "former"),
        ("Ana Sol", "mayor", "Lima", "former"),
        ("Ana Sol", "member of parliament", "", "former"),
    }


def test_in_a_long_story_a_word_that_nothing_shows_to_be_a_person_is_none(nlp: Language):
    filler = "The council talked about the harbour and its old walls for a long time. " * 12
    text = f"{filler}Ana Sol met Varnelo in Lima. Vornelius said so. Minister Brandulo agreed."
    facts = facts_of(next(iter(annotate([Article("a", text)], nlp))))
    assert {"Ana Sol", "Vornelius", "Brandulo"} <= {e.name for e in facts.entities if e.kind == "person"}
    assert "Varnelo" not in {e.name for e in facts.entities if e.kind == "person"}


def terms() -> list[dict[str, str]]:
    with resources.data("office_terms.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", terms(), ids=lambda r: r["noun"])
def test_each_term_of_office_reads_its_example_and_leaves_the_other(told, row):
    assert {(office, status) for _, office, _, status in told(row["example"])} == {(row["office"], "former")}
    assert told(row["counter_example"]) == set()


def test_one_minister_of_foreign_affairs_is_not_several(told):
    assert told("The Minister of Foreign Affairs, Ana Sol, will speak.") == {("Ana Sol", "foreign minister", "", "current")}
    assert told("He met the Ambassador of Canada to Haiti, Ana Sol, in Lima.") == {("Ana Sol", "ambassador", "Canada", "current")}


def test_an_office_ends_with_its_sentence(told):
    assert told("She works at the Lund Council. President Ana Sol is here.") == {("Ana Sol", "president", "", "current")}


def test_a_rank_alone_is_no_office(told):
    assert told("Gen. Ana Sol left the hall.") == set()
    assert told("It went to the army commander, Gen. Ana Sol, on Monday.") == {("Ana Sol", "military chief", "", "current")}
    assert told("Sheikh Omar bin Lund met Prince Hamad bin Sol and Ayatollah Reza Lund on Monday.") == set()
    assert told("Foreign Minister Shah Ola Lund left.") == {("Shah Ola Lund", "foreign minister", "", "current")}


def test_who_leads_a_party_is_told_by_whom_it_is_led(told):
    assert told("The Progressive Party, headed since May by Ana Sol, lost.") == {("Ana Sol", "head", "Progressive Party", "current")}


def test_a_predecessor_may_hold_another_office_by_now(told):
    text = "Chilean President Ana Sol spoke. Her predecessor, Pedro Lund, is now the secretary-general of the Lund Council."
    assert ("Pedro Lund", "president", "Chile", "former") in told(text)


def test_a_king_is_of_a_kingdom(told):
    text = "Chilean farmers left. Chile grows. Chileans vote. Chile waits. King Arvo left."
    assert told(text) == {("Arvo", "king", "", "current")}
    text = "Norwegian farmers left. Norway grows. Norwegians vote. Norway waits. King Arvo left."
    assert told(text) == {("Arvo", "king", "Norway", "current")}


def test_where_something_happens_and_whose_a_guest_is_do_not_tell_whose_an_office_is(told):
    venue = "Talks went on in Havana and Cuba waited. Finance Minister Ana Sol left."
    assert ("Ana Sol", "finance minister", "Cuba", "current") in told(venue)
    assert ("Ana Sol", "finance minister", "", "current") in told("Talks went on in Havana. Finance Minister Ana Sol left.")
    guest = "Greek Prime Minister Ola Lund sat beside Finance Minister Ana Sol."
    assert ("Ana Sol", "finance minister", "", "current") in told(guest)


def test_what_a_nominee_will_be(told):
    assert told("Trade minister nominee Ana Sol left.") == {("Ana Sol", "trade minister", "", "future")}


def test_the_source_of_a_sentence_is_not_its_subject(told):
    assert told("According to three diplomats, Ana Sol and Pedro Lund met in Lima.") == set()
    assert len(told("Three diplomats, Ana Sol and Pedro Lund among them, met. Two diplomats, Ida Roos and Ola Berg, left.")) >= 2


def test_who_sits_on_a_side(told):
    text = "The talks were attended on the Danish side by Finance Minister Ana Sol and Trade Minister Pedro Lund."
    assert told(text) == {("Ana Sol", "finance minister", "Denmark", "current"), ("Pedro Lund", "trade minister", "Denmark", "current")}
    assert told("On the other side, Finance Minister Ana Sol waited.") == {("Ana Sol", "finance minister", "", "current")}


def test_who_accompanies_somebody_serves_the_same_country(told):
    text = (
        "The president of Peru, Ana Sol, came to Oslo. Sol was accompanied by the first lady, Ola Lund, and by Finance Minister Pedro Beck."
    )
    assert {("Ola Lund", "first lady", "Peru", "current"), ("Pedro Beck", "finance minister", "Peru", "current")} <= told(text)


def test_in_a_story_of_two_countries_the_titles_of_home_are_bare(told):
    text = (
        "Norwegian Prime Minister Ola Lund flew to Lima on Monday. Peru and Norway trade in fish. Finance Minister Ana Sol received him. "
        "Peru sells Norway grain. Peruvians like Norwegian cod."
    )
    assert ("Ana Sol", "finance minister", "Peru", "current") in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru, whose foreign minister Ola Lund was in Lima, did not vote.", ("Ola Lund", "foreign minister", "Peru")),
        ("The Lund Institute said so. Ana Sol, the institute's director, agreed.", ("Ana Sol", "director", "Lund Institute")),
        ("The World Bank met on Monday. The bank's president, Ana Sol, said so.", ("Ana Sol", "president", "World Bank")),
        ("The European Commission met. The Commission's spokesman Ola Lund said so.", ("Ola Lund", "spokesperson", "European Commission")),
        ("The Labour Party met on Monday. Party chairman Ola Lund said so.", ("Ola Lund", "party leader", "Labour Party")),
        ("Peru's foreign minister Ana Sol met her Chilean opposite number, Pedro Beck.", ("Pedro Beck", "foreign minister", "Chile")),
        ("Peru's foreign minister and her Chilean counterpart, Pedro Beck, met.", ("Pedro Beck", "foreign minister", "Chile")),
        ("President Ana Sol of Peru was received by her Argentine pair, Pedro Beck.", ("Pedro Beck", "president", "Argentina")),
    ],
)
def test_whose_an_office_is_stands_before_it_or_is_told_of_before(told, text, expected):
    assert (*expected, "current") in told(text)


def test_a_word_for_a_body_that_nobody_named_tells_nothing(told):
    assert told("Prices rose. The institute's director, Ana Sol, agreed.") == {("Ana Sol", "director", "", "current")}
    assert told("She drew a pair, Pedro Beck said, and a high number, Ana Sol said.") == set()
