"""The user's decisions on identity: read, checked, obeyed, and undone by taking a line out."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.facts import ArticleFacts, Entity
from kg.model import Article
from kg.resolve.judgements import Judgements, consistent, parse, read_judgements, ruling
from kg.resolve.names import slug
from kg.resolve.questions import unify

HEADER = "left,right,verdict,why\n"
SIGHTED = {
    "a.person.ana-sol": "person.ana-sol",
    "b.person.ana-sol": "person.ana-sol",
    "b.person.eva-sol": "person.eva-sol",
    "c.person.sol": "c.person.sol",
}


def judged(*lines: str) -> Judgements:
    return consistent(parse(HEADER + "\n".join(lines), "j.csv"))


def article(ident: str, *names: str) -> ArticleFacts:
    return ArticleFacts(Article(ident, "Text"), entities=tuple(Entity(f"person.{slug(n)}", "person", n) for n in names))


def keys(judgements: Judgements | None, *articles: ArticleFacts) -> dict[str, list[str]]:
    return {f.article.id: [e.key for e in f.entities] for f in unify(articles, judgements)}


ARTICLES = (article("a", "Ana Sol", "Eva Sol"), article("b", "Ana Sol"), article("c", "Sol"))


def test_two_entities_become_one_under_the_name_on_the_right():
    assert keys(judged("person.eva-sol,person.ana-sol,same,twins"), *ARTICLES)["a"] == ["person.ana-sol"]
    assert keys(judged("person.ana-sol,person.eva-sol,same,twins"), *ARTICLES)["b"] == ["person.eva-sol"]


def test_a_sighting_joins_an_entity():
    assert keys(judged("c.person.sol,person.eva-sol,same,the mayor"), *ARTICLES)["c"] == ["person.eva-sol"]


def test_a_sighting_leaves_an_entity():
    found = keys(judged("b.person.ana-sol,person.ana-sol,different,the dentist"), *ARTICLES)
    assert found == {"a": ["person.ana-sol", "person.eva-sol"], "b": ["b.person.ana-sol"], "c": ["c.person.sol"]}


def test_of_two_sightings_the_left_one_leaves():
    found = keys(judged("b.person.ana-sol,a.person.ana-sol,different,the dentist"), *ARTICLES)
    assert (found["a"][0], found["b"]) == ("person.ana-sol", ["b.person.ana-sol"])


def test_sameness_is_carried_on():
    found = keys(judged("c.person.sol,b.person.ana-sol,same,x", "person.ana-sol,person.eva-sol,same,y"), *ARTICLES)
    assert {k for ks in found.values() for k in ks} == {"person.eva-sol"}


def test_without_a_line_all_is_as_before():
    before = unify(ARTICLES)
    assert unify(ARTICLES, judged("person.eva-sol,person.ana-sol,same,twins")) != before
    assert unify(ARTICLES, judged()) == before


def test_any_way_of_writing_an_iri_is_understood():
    one = judged("https://w3id.org/kg-news/id/person.eva-sol,res:person.ana-sol,same,twins")
    assert keys(one, *ARTICLES) == keys(judged("person.eva-sol,person.ana-sol,same,twins"), *ARTICLES)


def test_a_contradiction_is_named_with_its_lines():
    with pytest.raises(KgError, match=r"j.csv:4: person.a is judged different from person.c, but j.csv:2 .*; j.csv:3 "):
        judged("person.a,person.b,same,x", "person.b,person.c,same,x", "person.a,person.c,different,x")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["person.nobody,person.ana-sol,same,x"], "j.csv:2: person.nobody is not in the graph"),
        (["person.ana-sol,z.person.ana-sol,different,x"], "j.csv:2: z.person.ana-sol is not in the graph"),
        (
            ["b.person.ana-sol,person.ana-sol,different,x", "b.person.ana-sol,a.person.ana-sol,same,x"],
            "j.csv:2: .* other lines make them one",
        ),
    ],
)
def test_what_cannot_be_obeyed_is_refused(lines, message):
    with pytest.raises(KgError, match=message):
        ruling(judged(*lines), SIGHTED)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("left,right\nperson.a,person.b\n", "j.csv:1: the header must be left,right,verdict,why"),
        (HEADER + "person.a,person.b,same\n", "j.csv:2: 3 cells, not 4"),
        (HEADER + "person.a,person.b,maybe,x\n", "j.csv:2: verdict 'maybe' is none of same, different"),
        (HEADER + "# a note\n\nperson.a,person.a,same,x\n", "j.csv:4: person.a is judged against itself"),
        (HEADER + 'person.a,person.b,same,"x\n', "j.csv:2: no CSV"),
        (HEADER + "Ana Sol,person.b,same,x\n", "j.csv:2: 'Ana Sol' is no IRI of a person"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text, message):
    with pytest.raises(KgError, match=message):
        parse(text, "j.csv")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(KgError, match=r"no\.csv: cannot be read"):
        read_judgements(tmp_path / "no.csv")


def test_an_empty_file_says_nothing(tmp_path):
    (tmp_path / "j.csv").write_text("", "utf-8")
    assert read_judgements(tmp_path / "j.csv") == Judgements()
