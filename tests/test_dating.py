"""What shared events tell of the day on which an undated article was published: bounds with a proof, never a date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg import annotate
from kg.facts import ArticleFacts
from kg.model import Article, Tokens
from kg.pipeline import facts_of
from kg.query.explain import explain
from kg.query.named import find_query
from kg.query.node import Graph
from kg.query.params import bind
from kg.query.run import run
from kg.resolve._yearless import yearless
from kg.resolve.questions import across
from tests.archives import FISHERY, from_scratch, story

PRESIDENT = "president@country.ke"
TALKS = "meeting.talks.2024-03-11.ana-sol.eva-beck"


def dated(ident: str = "a", **more: str) -> ArticleFacts:
    return story(ident, "Ana Sol", PRESIDENT, "Eva Beck", **more)


def undated(ident: str = "u", **more: str) -> ArticleFacts:
    return story(ident, "Ana Sol", PRESIDENT, "Eva Beck", **{"day": "--03-11", "published": "", **more})


def graph_of(*articles: ArticleFacts) -> Graph:
    store = Store()
    store.load(from_scratch(articles), RdfFormat.N_QUADS)
    return Graph(store)


def rows(graph: Graph, name: str, **params: str) -> list[dict[str, str]]:
    query = find_query(name)
    found = run(graph.store, bind(query, params, graph.base), base=graph.base, origin=query.origin)
    assert isinstance(found, QuerySolutions)
    columns = [v.value for v in found.variables]
    return [{c: getattr(row[c], "value", "").removeprefix(graph.base) for c in columns} for row in found]


def bounds(*articles: ArticleFacts, article: str = "u") -> list[tuple[str, str, str]]:
    """First and last day and the event of each bound."""
    found = rows(graph_of(*articles), "undated", article=article)
    return [(row["not_before"], row["not_after"], row["event"]) for row in found]


NOTHING = [("", "", "")]


def test_who_tells_of_talks_as_past_wrote_on_their_day_or_later():
    assert bounds(dated(), undated()) == [("2024-03-11", "", TALKS)]


def test_who_tells_of_talks_as_to_come_wrote_on_their_day_or_before():
    assert bounds(dated(), undated(status="Planned")) == [("", "2024-03-11", TALKS)]


def test_what_may_take_place_or_was_put_off_tells_nothing():
    assert bounds(dated(), undated(status="Possible")) == NOTHING
    assert bounds(dated(status="Cancelled"), undated(status="Cancelled")) == NOTHING


def test_a_day_that_two_years_have_is_no_proof():
    assert bounds(dated(), dated("b", day="2025-03-11"), undated()) == NOTHING


def test_without_the_day_or_the_company_it_is_another_meeting():
    assert bounds(dated(), undated(day="--03-12")) == NOTHING
    assert bounds(dated(), undated(day="")) == NOTHING
    assert bounds(dated(), story("u", "Ana Sol", PRESIDENT, "Joe Lund", day="--03-11", published="")) == NOTHING


def test_a_month_binds_by_its_first_and_last_day():
    held, planned = undated(day="2024-02"), undated("v", day="2024-02", status="Planned")
    key = "meeting.talks.2024-02.ana-sol.eva-beck"
    assert bounds(held, planned) == [("2024-02-01", "", key)]
    assert bounds(held, planned, article="v") == [("", "2024-02-29", key)]


def test_another_wording_of_what_was_said_on_a_day():
    """The statement of the dated article was made on a day that it tells; the undated one has the same words."""
    words = f"{FISHERY} cod trawler"
    told = dated(gist=words)
    said = told.statements[0]
    on_a_day = ArticleFacts(told.article, told.entities, told.references, told.roles, statements=(replace(said, said="2024-03-10"),))
    again = story("u", "Ana Sol", PRESIDENT, gist=words, published="")
    assert bounds(on_a_day, again) == [("2024-03-10", "", "utterance.a.statement.31-46")]
    assert bounds(ArticleFacts(told.article, told.entities, told.references, told.roles, statements=(said,)), again) == NOTHING


def test_dated_articles_have_no_bounds():
    assert rows(graph_of(dated(), dated("b")), "undated") == []


def test_the_proof_is_explained():
    graph = graph_of(dated(), undated())
    lines = list(explain(graph, graph.find("u")))
    at = lines.index("Published not before 2024-03-11 (inferred)")
    assert lines[at + 1 : at + 5] == [
        f"  1. not before 2024-03-11: {TALKS}",
        "     since u tells of it as past; a dates it 2024-03-11",
        "     by a.meeting.1 (kg:Held)",
        "     by u.meeting.1 (kg:Held)",
    ]


def test_no_date_is_made_of_a_bound():
    graph = graph_of(dated(), undated())
    assert [r["published"] for r in rows(graph, "articles")] == ["", "2024-03-12"]


@pytest.mark.parametrize(
    ("day", "known"), [("2024-03-10", set()), ("2024-03-11", {"u"}), ("2024-03-12", {"a", "u"}), ("2024-03-13", {"a", "u", "b"})]
)
def test_what_was_known_on_a_day_counts_who_surely_wrote_by_then(day, known):
    """``v`` tells of the talks as past: it may have been published years later, so it tells of no day what was known."""
    later = dated("b")
    later = ArticleFacts(Article("b", later.article.text, published="2024-03-13"), later.entities, meetings=later.meetings)
    graph = graph_of(dated(), undated(status="Planned"), undated("v"), later)
    assert {row["article"] for row in rows(graph, "known-on", date=day)} == known


# The day without a year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sol met Beck in Oslo on 18 June.", "--06-18"),
        ("Sol met Beck in Oslo on Sunday, June 18th.", "--06-18"),
        ("Sol met Beck in Oslo on 18 June 2031.", ""),
        ("Sol met Beck in Oslo before 18 June.", ""),
        ("Sol met Beck on 18 June and 2 July.", ""),
        ("Sol met Beck in Oslo on Sunday.", ""),
    ],
)
def test_the_day_without_a_year(nlp, text, day):
    doc = nlp(text)
    assert yearless(doc, [Tokens(0, len(doc))]) == day


def test_whole_articles(nlp):
    def read(ident: str, text: str, published: str) -> ArticleFacts:
        article = Article(ident, text, published=published, date_basis="fromMetadata" if published else "")
        return facts_of(next(iter(annotate.annotate([article], nlp))))

    told = read("a", "Norwegian Foreign Minister Ola Lund met Kenyan Foreign Minister Ana Sol in Oslo on Tuesday.", "2031-06-18")
    again = read("u", "Norwegian Foreign Minister Ola Lund met Kenyan Foreign Minister Ana Sol in Oslo on 17 June.", "")
    elsewhere = read("v", "Norwegian Foreign Minister Ola Lund met Kenyan Foreign Minister Ana Sol in Oslo.", "")
    assert again.meetings[0].start == ""
    first, second, third = across([told, again, elsewhere])
    assert first.meetings[0].key == second.meetings[0].key != ""
    assert third.meetings[0].key == ""
    assert [b[0] for b in bounds(told, again, elsewhere)] == ["2031-06-17"]
    assert bounds(told, again, elsewhere, article="v") == NOTHING
