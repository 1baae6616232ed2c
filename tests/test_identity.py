"""One person, one key across articles."""

from __future__ import annotations

import random

from kg.facts import ArticleFacts, Entity, MeetingFact, Reference, RoleFact, StatementFact
from kg.model import Article, Span
from kg.resolve.identity import rename
from kg.resolve.names import slug
from kg.resolve.questions import unify

HERE = (Span(0, 4),)


def article(ident, **posts):
    """An article with one person a keyword (underscores are blanks), each with "office@org" posts."""
    people = {name.replace("_", " "): value for name, value in posts.items()}
    entities = [Entity(f"person.{slug(n)}", "person", n) for n in people]
    entities.append(Entity("org.foreign-ministry-kenya", "organization", "Kenyan Foreign Ministry", within="country.ke"))
    roles = [
        RoleFact(f"person.{slug(n)}", f"office.{office}", org, "current", HERE, "r")
        for n, values in people.items()
        for office, _, org in (v.partition("@") for v in values.split())
    ]
    return ArticleFacts(Article(ident, "Text"), tuple(entities), roles=tuple(roles))


def keys(*articles):
    """Person keys by article."""
    return {f.article.id: sorted(e.key for e in f.entities if e.kind == "person") for f in unify(articles)}


def test_one_full_name_is_one_person():
    assert keys(article("a", Ana_Sol=""), article("b", Ana_Sol="president@country.ke")) == {
        "a": ["person.ana-sol"],
        "b": ["person.ana-sol"],
    }


def test_forms_of_a_name_join_over_a_shared_post():
    found = keys(
        article("a", Joe_Lund="president@country.no"),
        article("b", Joseph_R_Lund="president@country.no"),
        article("c", Joe_Lund="president@country.no"),
        article("d", Joseph_Lund="mayor@org.oslo"),
    )
    assert found == {"a": ["person.joe-lund"], "b": ["person.joe-lund"], "c": ["person.joe-lund"], "d": ["person.joseph-lund"]}


def test_a_name_with_the_family_name_first_is_the_same_over_a_shared_post():
    one, two = (
        article("a", **{"Fumio Kishida": "prime-minister@country.jp"}),
        article("b", **{"Kishida Fumio": "prime-minister@country.jp"}),
    )
    assert keys(one, two) == {"a": ["person.fumio-kishida"], "b": ["person.fumio-kishida"]}
    other = article("b", **{"Kishida Fumio": "mayor@org.osaka"})
    assert keys(one, other) == {"a": ["person.fumio-kishida"], "b": ["person.kishida-fumio"]}


def test_namesakes_of_two_countries_are_two():
    found = keys(article("a", Ana_Sol="president@country.ke"), article("b", Ana_Sol="mayor@country.no"), article("c", Ana_Sol=""))
    assert found == {"a": ["person.ana-sol.ke"], "b": ["person.ana-sol.no"], "c": ["person.ana-sol"]}


def test_a_body_stands_for_its_country():
    found = keys(article("a", Ana_Sol="spokeswoman@org.foreign-ministry-kenya"), article("b", Ana_Sol="minister@country.ke"))
    assert found == {"a": ["person.ana-sol"], "b": ["person.ana-sol"]}


def test_an_article_that_knows_both_countries_joins_them():
    found = keys(
        article("a", Ana_Sol="envoy@country.ke"),
        article("b", Ana_Sol="envoy@country.no"),
        article("c", Ana_Sol="envoy@country.ke envoy@country.no"),
    )
    assert {k for ks in found.values() for k in ks} == {"person.ana-sol"}


def test_a_surname_alone_joins_the_one_holder_of_its_post():
    found = keys(
        article("a", Ana_Sol="president@country.ke"), article("b", Sol="president@country.ke"), article("c", Sol="mayor@country.no")
    )
    assert found == {"a": ["person.ana-sol"], "b": ["person.ana-sol"], "c": ["c.person.sol"]}


def test_a_surname_that_fits_two_stays_its_own_article():
    found = keys(
        article("a", Ana_Sol="spokeswoman@country.ke"),
        article("b", Eva_Sol="spokeswoman@country.ke"),
        article("c", Sol="spokeswoman@country.ke"),
    )
    assert found["c"] == ["c.person.sol"]


def test_the_order_of_articles_changes_nothing():
    articles = [
        article("a", Joe_Lund="president@country.no", Ana_Sol="mayor@country.ke"),
        article("b", Joseph_Lund="president@country.no", Sol="mayor@country.ke"),
        article("c", Lund="president@country.no", Ana_Sol="mayor@country.no"),
    ]
    expected = keys(*articles)
    for seed in range(6):
        shuffled = random.Random(seed).sample(articles, 3)
        assert keys(*shuffled) == expected
        assert [f.article.id for f in unify(shuffled)] == [f.article.id for f in shuffled]


def test_renaming_reaches_every_fact():
    old, new = "person.sol", "person.ana-sol"
    facts = ArticleFacts(
        Article("a", "Text"),
        entities=(Entity(new, "person", "Ana Sol"), Entity(old, "person", "Sol")),
        references=(Reference(Span(0, 3), old),),
        roles=(RoleFact(old, "office.mayor", "", "current", HERE, "r"),),
        meetings=(MeetingFact("Talks", "Held", (new, old), (), (), "", "", "", (), HERE, "r"),),
        statements=(StatementFact(HERE, (old,), (old, "org.x"), (old,), "Direct", None, None, (), HERE, "r"),),
    )
    renamed = rename(facts, {old: new})
    assert old not in repr(renamed)
    assert renamed.entities == (Entity(new, "person", "Ana Sol", ("Sol",)),)
    assert renamed.meetings[0].participants == (new,)
