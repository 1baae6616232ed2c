"""Wordings side by side: explained, asked for, on a page; and undone by the user's word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.facts import ArticleFacts
from kg.query.explain import explain
from kg.query.named import find_query
from kg.query.node import Graph
from kg.query.params import bind
from kg.query.run import run
from kg.resolve.judgements import consistent, parse
from kg.resolve.questions import across
from tests import builds
from tests.archives import FISHERY, from_scratch, story

UTTERANCE = "utterance.a.statement.31-46"
HEAD = "left,right,verdict,why\n"
QUOTE = "Foreign trawlers that break the salmon quota will be kept in the harbour of Bergen."
LUND = "Foreign Minister Ola Lund said"
TELLING = (
    f'OSLO, 6 May 2031 - Norwegian {LUND}: "{QUOTE}"',
    f"OSLO, 6 May 2031 - Norway will keep foreign trawlers in the harbour of Bergen if they break the salmon quota, {LUND}.",
)


def told(ident: str, words: str = FISHERY, who: str = "Ana Sol") -> ArticleFacts:
    return story(ident, who, "president@country.ke", gist=words)


STORIES = (told("a"), told("b", f"{FISHERY} trawler"), told("c", who="Eva Beck"))


@pytest.fixture(scope="module")
def graph() -> Graph:
    store = Store()
    store.load(from_scratch(STORIES), RdfFormat.N_QUADS)
    return Graph(store)


def test_an_utterance_is_explained_side_by_side(graph):
    lines = list(explain(graph, graph.find(UTTERANCE)))
    at = lines.index("Wordings (2)")
    assert lines[at + 1 : at + 5] == [
        "  1. a.statement.31-46  a, 2024-03-12, indirect",
        "     > said something.",
        "  2. b.statement.31-46  b, 2024-03-12, indirect",
        "     > said something.",
    ]


def test_a_statement_is_explained_with_the_proof(graph):
    lines = "\n".join(explain(graph, graph.find("a.statement.31-46")))
    assert "1. a.statement.31-46  a, 2024-03-12, indirect (this)" in lines
    assert "a.statement.31-46 is b.statement.31-46\n     rule utterance.reworded; likeness 1" in lines
    assert "since 100% of the shorter one's words are in both (" in lines


def test_no_wordings_are_shown_of_what_was_said_once(graph):
    assert not [line for line in explain(graph, graph.find("c.statement.31-46")) if "Wordings" in line]


@pytest.mark.parametrize(("speaker", "words", "rows"), [("", "", 2), ("sol", "SOMETHING", 2), ("beck", "", 0), ("", "salmon", 0)])
def test_the_named_query_has_a_row_a_wording(graph, speaker, words, rows):
    query = find_query("utterances")
    found = run(graph.store, bind(query, {"speaker": speaker, "words": words}, graph.base), base=graph.base, origin=query.origin)
    assert isinstance(found, QuerySolutions)
    assert len(list(found)) == rows


def keys(lines: str = "", *more: ArticleFacts) -> dict[str, str]:
    settled = across([*STORIES, *more], consistent(parse(HEAD + lines, "j.csv")))
    return {f.article.id: f.statements[0].key for f in settled}


def test_a_line_takes_a_statement_out_and_none_puts_it_back():
    assert keys() == {"a": UTTERANCE, "b": UTTERANCE, "c": ""}
    assert keys("a.statement.31-46,b.statement.31-46,different,twice\n") == {"a": "", "b": UTTERANCE, "c": ""}
    assert keys("b.statement.31-46,utterance.a.statement.31-46,different,twice\n") == {"a": UTTERANCE, "b": "", "c": ""}


def test_the_proof_of_what_the_user_denies_is_no_longer_told():
    lines = "a.statement.31-46,b.statement.31-46,different,twice\n"
    judged = across(STORIES, consistent(parse(HEAD + lines, "j.csv")))
    assert [j for f in across(STORIES) for j in f.judgements]
    assert not [j for f in judged for j in f.judgements]


def test_a_line_joins_statements_and_keeps_to_their_kind():
    joined = keys("c.statement.31-46,d.statement.31-46,same,read out for her\n", told("d", "", "Joe Lund"))
    assert joined["c"] == joined["d"] != ""
    assert joined["a"] == UTTERANCE
    assert keys("c.statement.31-46,utterance.a.statement.31-46,same,read out\n")["c"] == UTTERANCE


def test_three_wordings_and_one_leaves():
    third = replace(told("d"))
    found = keys("a.statement.31-46,d.statement.31-46,different,twice\n", third)
    assert (found["a"], found["b"]) == ("", found["d"])
    assert found["b"] == UTTERANCE


def test_a_build_links_obeys_and_forgets(tmp_path: Path):
    """Two articles of our own, by the shipped reader and the command line; the line taken out, the bytes are what they were."""
    for ident, text in zip("ab", TELLING, strict=True):
        (tmp_path / f"{ident}.txt").write_text(text, "utf-8")
    before = builds.build(tmp_path)
    assert before.status == 0, before.stderr
    wordings = sorted(str(q.object) for q in before.quads() if q.predicate.value.endswith("#wording"))
    assert len(wordings) == 2
    left, right = (w.rpartition("/")[2].rstrip(">") for w in wordings)
    judgements = tmp_path / "judgements.csv"
    assert builds.run("judge", left, right, "different", "--why", "said twice", "--file", str(judgements)).exit_code == 0
    articles = [tmp_path / f"{ident}.txt" for ident in "ab"]
    judged = builds.build(*articles, options=("--judgements", str(judgements)))
    assert f"{left}> <https://w3id.org/kg-news/ns#utterance>" not in judged.files["graph.nq"].decode()
    judgements.write_text(HEAD, "utf-8")
    again = builds.build(*articles, options=("--judgements", str(judgements)))
    assert again.files["graph.nq"] == before.files["graph.nq"]
