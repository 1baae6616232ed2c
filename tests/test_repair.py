"""Garbled names: what one article says of their bearers puts them right, and nothing else does."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.facts import ArticleFacts
from kg.model import Article
from kg.pipeline import facts_of
from kg.read.blocks import blocks
from kg.resolve import holders
from kg.resolve.holders import Holder


@pytest.fixture
def cabinet():
    """A record of Kenyan office holders of our own."""
    holders.use(
        (
            Holder("Amina Otieno", "", "KE", "foreign-minister", "2031-02-01", "2032-05-01"),
            Holder("Amira Odhiambo", "", "KE", "foreign-minister", "2032-05-02", ""),
            Holder("Ruth Wanjiku", "", "KE", "defence-minister", "2031-02-01", ""),
        )
    )
    yield
    holders.use(())


def read(nlp, text: str, published: str = "2031-06-18", settled: frozenset[str] = frozenset()) -> ArticleFacts:
    article = Article("a", text, published=published, date_basis="fromMetadata", blocks=blocks(text))
    return facts_of(next(iter(annotate([article], nlp))), settled)


def people(facts: ArticleFacts) -> dict[str, tuple[str, ...]]:
    """The persons by name, with their garbled forms."""
    return {e.name: e.hidden for e in facts.entities if e.kind == "person"}


def test_the_record_knows_who_held_the_office_that_day(nlp, cabinet):
    text = "Kenyan Foreign Minister Amina Oteino arrived in Oslo on Monday. Oteino said that the talks would be hard."
    facts = read(nlp, text)
    assert people(facts) == {"Amina Otieno": ("Amina Oteino", "Oteino")}
    (made,) = facts.judgements
    assert (made.form, made.left, made.right) == ("Amina Oteino", "a.person.amina-oteino", "person.amina-otieno")
    assert (made.verdict, made.rule) == ("same", "repair.record")
    assert "on record from 2031-02-01 until 2032-05-01 as foreign minister of Kenya" in made.reason
    assert [text[s.start : s.end] for s in made.evidence] == ["Amina Oteino", "Oteino"]


def test_on_another_day_another_one_is_meant(nlp, cabinet):
    facts = read(nlp, "Kenyan Foreign Minister Amira Odhiamobo arrived in Oslo.", published="2032-06-18")
    assert people(facts) == {"Amira Odhiambo": ("Amira Odhiamobo",)}


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan Foreign Minister Peter Kamau arrived in Oslo.",  # a new minister: unlike any name on record
        "Kenyan Defence Minister Amina Oteino arrived in Oslo.",  # another office
        "Ugandan Foreign Minister Amina Oteino arrived in Oslo.",  # another country
        "Former Kenyan Foreign Minister Amina Oteino arrived in Oslo.",  # not in office
    ],
)
def test_what_the_record_does_not_prove_stays(nlp, cabinet, text):
    facts = read(nlp, text)
    assert facts.judgements == ()
    assert all(hidden == () for hidden in people(facts).values())


def test_an_article_corrects_itself_by_the_office(nlp):
    facts = read(
        nlp,
        "Ugandan President Moses Kato flew to Nairobi on Tuesday. The crowd at the airport was large.\n\n"
        "Late in the evening Ugandan President Moses Katto gave a speech.",
    )
    assert people(facts) == {"Moses Kato": ("Moses Katto",)}
    assert [j.rule for j in facts.judgements] == ["repair.office"]


def test_an_article_corrects_itself_by_the_meeting(nlp, cabinet):
    text = (
        "Kenyan Foreign Minister Amina Otieno met Norwegian Foreign Minister Ola Lund in Oslo on June 17.\n\n"
        "Reporters waited outside. Talks between Lund and Amira Otienno on June 17 lasted three hours."
    )
    facts = read(nlp, text)
    assert "Amina Otieno" in people(facts)
    assert "Amira Otienno" not in people(facts)
    assert len([m for m in facts.meetings if m.status == "Held"]) == 1


def test_two_names_in_one_sentence_are_two_people(nlp):
    facts = read(nlp, "Ola Lund and Ole Lunde, both of Bergen, met on Monday. Lunde laughed.")
    assert set(people(facts)) == {"Ola Lund", "Ole Lunde"}
    assert facts.judgements == ()


def test_whom_the_user_has_decided_on_is_left_alone(nlp, cabinet):
    facts = read(nlp, "Kenyan Foreign Minister Amina Oteino arrived in Oslo.", settled=frozenset({"a.person.amina-oteino"}))
    assert people(facts) == {"Amina Oteino": ()}
    assert facts.judgements == ()
