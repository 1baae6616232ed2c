"""Whom a phrase means: persons, countries, bodies, places, and unnamed groups of the article."""

from __future__ import annotations

import pytest

from kg.facts import Entity
from kg.model import Tokens
from kg.resolve.agents import Agents, person_key
from kg.resolve.coreference import Links
from tests.parsed import tagged
from tests.stories import agents_of, mention, story_of, tokens


def agents(text: str, *mentions: tuple[str, ...], links: dict[str, tuple[int, ...]] | None = None) -> Agents:
    doc = tagged(text)
    found = [mention(doc, words, *kind) for words, *kind in mentions]
    linked = Links({tokens(doc, words): people for words, people in (links or {}).items()})
    return agents_of(story_of(doc), *found, links=linked)


def who(known: Agents, words: str) -> tuple[str, ...]:
    return known.who(tokens(known.story.doc, words))


def test_a_name_is_its_person():
    known = agents("President/p Ana/per Sol/per thanked/v Lind/per ./", ("Ana Sol",), ("Lind",))
    assert who(known, "Ana Sol") == ("person.ana-sol",)
    assert who(known, "President Ana Sol") == ("person.ana-sol",)


def test_a_pronoun_is_whom_it_was_linked_to():
    known = agents("Ana/per Sol/per said/v she/pr left/v ./", ("Ana Sol",), links={"she": (0,)})
    assert who(known, "she") == ("person.ana-sol",)
    assert who(known, "Ana Sol") == ("person.ana-sol",)


def test_an_unlinked_pronoun_a_number_or_a_day_is_nobody():
    known = agents("They/pr told/v two/m on/i Monday/p ./")
    assert [who(known, w) for w in ("They", "two", "Monday")] == [(), (), ()]


def test_an_unnamed_group_is_the_articles_own():
    known = agents("The/d tired/a delegates/n left/v ./")
    (key,) = known.who(Tokens(2, 3))
    assert key == "a.group.delegates"
    assert known.entities[key] == Entity(key, "group", "delegates")


def test_a_group_knows_its_country():
    known = agents("Kenyan/a officials/n left/v ./")
    (key,) = known.who(Tokens(0, 2))
    assert (known.entities[key].name, known.entities[key].within) == ("Kenyan officials", "country.ke")
    assert "country.ke" in known.entities


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Mercosur/org warned/v Peru/loc ./ The/d bloc/n met/v ./", "The bloc"),
        ("Mercosur/org warned/v Peru/loc ./ The/d regional/a bloc/n met/v ./", "The regional bloc"),
    ],
)
def test_the_bloc_is_the_one_told_of_before(text, phrase):
    assert who(agents(text, ("Mercosur", "organization"), ("Peru", "country")), phrase) == ("org.mercosur",)


def test_an_alliance_is_no_bloc_told_of_before():
    known = agents("Mercosur/org warned/v Peru/loc ./ The/d alliance/n met/v ./", ("Mercosur", "organization"), ("Peru", "country"))
    assert who(known, "The alliance") == ("a.group.alliance",)


def test_a_group_knows_its_bloc():
    known = agents("Mercosur/org met/v ./ The/d bloc/n 's/t envoys/n left/v ./", ("Mercosur", "organization"))
    (key,) = who(known, "The bloc 's envoys")
    assert known.entities[key].within == "org.mercosur"


def test_a_government_is_its_country():
    known = agents("government/n Kenyan/a left/v ./")  # the head comes first in a flat tree
    assert known.who(Tokens(0, 2)) == ("country.ke",)


def test_a_capital_speaks_for_its_country_and_is_a_place_otherwise():
    known = agents("Oslo/loc said/v no/d ./", ("Oslo", "place"))
    assert who(known, "Oslo") == ("country.no",)
    assert known.named(known.mentions[0]) == "place.oslo"
    assert known.entities["place.oslo"].within == "country.no"


def test_a_countrys_body_has_its_country():
    known = agents("Kenya/loc ’s/t Foreign/org Ministry/org spoke/v ./", ("Kenya", "country"), ("Foreign Ministry", "organization"))
    assert who(known, "Foreign Ministry") == ("org.kenya-foreign-ministry",)
    body = known.entities["org.kenya-foreign-ministry"]
    assert (body.name, body.alt, body.within) == ("Kenyan Foreign Ministry", ("Foreign Ministry",), "country.ke")


def test_the_same_body_later_without_its_country():
    known = agents(
        "Kenyan/a Foreign/org Ministry/org spoke/v ./ The/d Foreign/org Ministry/org left/v ./",
        ("Foreign Ministry", "organization"),
        ("Foreign Ministry", "organization", 1),
    )
    assert {known.named(m) for m in known.mentions} == {"org.kenya-foreign-ministry"}


def test_a_body_that_no_country_owns_stays_the_articles_own():
    known = agents("The/d Foreign/org Ministry/org left/v ./", ("Foreign Ministry", "organization"))
    assert known.named(known.mentions[0]) not in {"org.foreign-ministry", "org.kenya-foreign-ministry"}


def test_a_known_body_has_its_own_name():
    known = agents("The/d UN/org spoke/v ./", ("UN", "organization"))
    key = known.named(known.mentions[0])
    assert (known.entities[key].name, known.entities[key].wikidata) == ("United Nations", "Q1065")
    assert "UN" in known.entities[key].alt


def test_an_entity_is_registered_once_with_all_its_names():
    known = agents("Nobody/pr left/v ./")
    for name in ("Harbour Board", "Board", "Harbour Board"):
        known.add(Entity("org.harbour-board", "organization", name))
    known.add(Entity("org.harbour-board", "organization", "Board", wikidata="Q1", within="country.no"))
    assert known.entities["org.harbour-board"] == Entity(
        "org.harbour-board", "organization", "Harbour Board", ("Board",), "Q1", "country.no"
    )


@pytest.mark.parametrize(("left", "right", "same"), [("José Sol", "Jose Sol", True), ("Ana Sol", "Ana Vega", False)])
def test_names_alike_after_folding_have_one_key(left, right, same):
    assert (person_key(left) == person_key(right)) is same
