"""The graph made from parts on the disk is the one that is made in memory, whatever format it is written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg.archive import stored
from kg.errors import KgError
from kg.export import serialized
from kg.export.formats import STREAMED, to_stream
from kg.facts import ArticleFacts
from kg.graph.build import build
from kg.graph.imports import current
from kg.graph.iri import Names, local
from kg.resolve.judgements import Judgements, consistent, parse
from kg.resolve.questions import across
from kg.shards import joining
from kg.shards.joining import ALONE, Joined, join
from kg.shards.part import save_part
from kg.shards.pool import Workers, employed
from kg.validate import validate
from kg.validate.parts import quads_of
from kg.validate.repeated import repeated
from kg.validate.stored import validate_stored
from tests.archives import FISHERY, story, violating

STORIES = (
    story("b", "Joe Lund", "president@country.ke", "Eva Beck", gist=FISHERY),
    story("a", "Joseph Lund", "president@country.ke", "Eva Beck", day="2024-03-11", gist=FISHERY),
    story("c", "Lund", "president@country.ke", "Ana Sol", status="Planned"),
    story("d", "Ana Sol", "mayor@country.no", "Eva Beck", status="Cancelled"),
    story("e", "Ana Sol", "president@country.ke"),
)
HEAD = "left,right,verdict,why\n"
THINGS = HEAD + "a.meeting.1,b.meeting.1,different,two\na.statement.31-46,utterance.a.statement.31-46,different,two\n"
LINES = HEAD + "person.eva-beck,person.ana-sol,same,one\nd.person.ana-sol,person.ana-sol,different,two\n"


def joined(folder: Path, stories: tuple[ArticleFacts, ...], judged: Judgements, workers: Workers = ALONE) -> Joined:
    parts = [folder / f"{n}.part.gz" for n in range(0, len(stories), 2)]
    for n, path in zip(range(0, len(stories), 2), parts, strict=True):
        save_part(path, stories[n : n + 2])
    join(parts, folder, Names(), current("m"), judged, number_of_roles, workers=workers)
    return Joined(folder)


def number_of_roles(facts: ArticleFacts) -> tuple[int]:
    return (len(facts.roles),)


@pytest.mark.parametrize("lines", ["", HEAD + "c.person.lund,person.joe-lund,different,other\n", LINES, THINGS])
@pytest.mark.parametrize("batch", [2, 500])
def test_the_graph_is_that_of_a_build_in_memory(tmp_path, monkeypatch, lines, batch):
    monkeypatch.setattr(joining, "BATCH", batch)
    judged = consistent(parse(lines, "test"))
    made = joined(tmp_path, STORIES, judged)
    expected = build(across(STORIES, judged), Names(), model="m", judgements=judged.lines)
    for name in STREAMED:
        with (tmp_path / name).open("wb") as out:
            to_stream(made.source, name, out, base=Names().base)
        assert (tmp_path / name).read_bytes() == serialized(expected, name, base=Names().base), name
    assert made.size() == len({str(q) for q in expected})
    made.close()


@pytest.mark.parametrize("lines", ["", THINGS])
def test_several_processes_join_what_one_does(tmp_path, lines):
    judged = consistent(parse(lines, "test"))
    with employed(2) as pool:
        made = joined(tmp_path, STORIES, judged, pool)
    expected = build(across(STORIES, judged), Names(), model="m", judgements=judged.lines)
    assert serialized((q for some in made.parts() for q in quads_of(some)), "nq") == serialized(expected, "nq")
    made.close()


def test_articles_whose_ids_have_one_iri_share_a_graph(tmp_path):
    long = "a" * 300
    stories = (story(long, "Ana Sol"), story(local(long), "Joe Lund", "president@country.ke"))
    made = joined(tmp_path, stories, Judgements())
    expected = build(across(stories), Names(), model="m")
    assert str(Names().article(long)) == str(Names().article(local(long)))
    assert serialized((q for some in made.parts() for q in quads_of(some)), "nq") == serialized(expected, "nq")
    assert b"".join(made.source.lines(Names().article(long))) in serialized(expected, "nq")
    made.close()


def test_texts_and_counts_are_kept(tmp_path):
    made = joined(tmp_path, STORIES, Judgements())
    assert list(made.counts()) == [("a", (1,)), ("b", (1,)), ("c", (1,)), ("d", (1,)), ("e", (1,))]
    assert dict(made.texts()) == {Names().article(f.article.id).value: f.article.text for f in STORIES}
    made.close()


def test_a_judgement_of_nobody_is_refused(tmp_path):
    judged = consistent(parse(HEAD + "person.nobody,person.ana-sol,same,x\n", "test"))
    with pytest.raises(KgError, match=r"person\.nobody is not in the graph"):
        joined(tmp_path, STORIES, judged)


@pytest.mark.parametrize("small", [0, 10**6])
@pytest.mark.parametrize("size", [10, 5000])
def test_the_report_is_that_of_the_whole_graph_in_memory(tmp_path, monkeypatch, small, size):
    monkeypatch.setattr(stored, "SMALL", small)
    stories = (*STORIES, violating("f"), violating("g"))
    made = joined(tmp_path, stories, Judgements())
    expected = validate(build(across(stories), Names(), model="m"), texts={f.article.id: f.article.text for f in stories})
    assert not expected.conforms
    assert {r.severity for r in expected.results} > {"violation"}
    assert validate_stored(lambda: made.parts(size), made.store(tmp_path / "index"), texts=made.texts()) == expected
    made.close()


def test_nodes_of_several_parts_are_told_from_the_others():
    parts = [("<urn:g>", b"<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:c> <urn:p> <urn:b> <urn:g> .\n")]
    assert repeated(parts) == set()
    assert repeated([*parts, ("<urn:h>", b"<urn:a> <urn:p> <urn:c> <urn:h> .\n")]) == {"<urn:a>"}


def test_what_stands_in_two_graphs_is_found(tmp_path):
    made = joined(tmp_path, STORIES, Judgements())
    parts = list(made.parts())
    quads = [q for some in parts for q in quads_of(some)]
    names = Names()
    doubled = [Quad(*q.triple, names.node("imports")) for q in quads if q.subject == names.node("person.eva-beck")]
    store = made.store(tmp_path / "index")
    store.extend(doubled)
    texts = {f.article.id: f.article.text for f in STORIES}
    expected = validate([*quads, *doubled], texts=texts)
    assert any(r.shape.endswith("two-graphs") for r in expected.results)
    again = [(str(names.node("imports")), serialized(doubled, "nq"))]
    assert validate_stored(lambda: [*parts, again], store, texts=made.texts()) == expected
    at_once = [part for some in [*parts, again] for part in some]
    assert validate_stored(lambda: [at_once], store, texts=made.texts()) == expected
    made.close()
