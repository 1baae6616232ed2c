"""The archive: joining, replacing and leaving, the gate, the quarantine, and what is on record."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zlib
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.archive.archive import Archive, Refused
from kg.archive.database import connect, unpacked
from kg.archive.importing import import_articles
from kg.archive.parts import lines_of, part_lines
from kg.archive.records import dumps, loads
from kg.archive.view import View, open_store
from kg.errors import KgError
from kg.facts import ArticleFacts
from kg.graph.imports import Versions
from kg.graph.iri import local
from kg.model import Article, Block, Problem
from kg.query.explain import explain
from kg.query.node import Graph
from kg.vocab import RDF, XSD
from tests.archives import TEXT, VERSIONS, exported, filled, from_scratch, indexed, story, violating
from tests.builds import ROOT

PRESIDENT = "president@country.ke"
FULL, SHORT = story("a", "Ana Sol", PRESIDENT, "Eva Beck"), story("b", "Sol", PRESIDENT, "Eva Beck")
OTHER = story("c", "Joe Lund", "mayor@country.no")


def persons(archive: Archive) -> set[str]:
    return {key for key in ("person.ana-sol", "b.person.sol", "person.joe-lund") if f"/{key}>".encode() in exported(archive)}


def test_facts_survive_json():
    article = Article("a", "Text \ud800 \u202e “x”", blocks=(Block(0, 4, "headline"),), origin="a.txt:1")
    facts = replace(story("a", "Ana Sol", PRESIDENT, "Eva Beck"), article=article)
    assert loads(ArticleFacts, dumps(facts)) == facts
    assert dumps(loads(ArticleFacts, dumps(facts))) == dumps(facts)


def test_what_another_version_wrote_can_be_read():
    assert loads(Article, '{"id": "a", "text": "x", "mood": "merry"}') == Article("a", "x")


def test_an_archive_says_what_a_build_says(tmp_path):
    with filled(tmp_path, FULL, SHORT, OTHER) as archive:
        assert exported(archive) == indexed(archive) == from_scratch([FULL, SHORT, OTHER])
    assert b"".join(View(tmp_path).lines(imports=False)) == from_scratch([FULL, SHORT, OTHER])


def test_an_article_renames_what_others_say_and_leaves_no_trace():
    with filled(None, SHORT) as archive:
        alone = exported(archive)
        assert persons(archive) == {"b.person.sol"}
        archive.add(FULL, VERSIONS)
        assert persons(archive) == {"person.ana-sol"}
        archive.retract(f"{archive.names.base}a")
        assert exported(archive) == indexed(archive) == alone


def test_a_changed_article_replaces_its_graph_as_a_whole():
    with filled(None, FULL, OTHER) as archive:
        now = replace(story("a", "Joe Lund", "mayor@country.no"), article=replace(FULL.article, title="Another"))
        assert archive.add(now, VERSIONS).conforms
        assert exported(archive) == indexed(archive) == from_scratch([now, OTHER])


def test_only_a_new_text_or_version_is_read_again():
    read = []

    def reader(article: Article) -> ArticleFacts | Problem:
        read.append(article.id)
        return replace(story(article.id, "Ana Sol"), article=article)

    def run(archive: Archive, *articles: Article, versions: Versions = VERSIONS) -> list[str]:
        return [outcome.what for outcome in import_articles(archive, articles, reader, versions)]

    one, two = (Article(i, TEXT, title="About") for i in "ab")
    with Archive(None) as archive:
        assert run(archive, one, two) == ["new", "new"]
        assert run(archive, replace(one, origin="elsewhere.txt"), two) == ["unchanged", "unchanged"]
        assert run(archive, replace(one, title="About others"), two) == ["changed", "unchanged"]
        assert run(archive, two, versions=replace(VERSIONS, rules="others")) == ["changed"]
    assert read == ["a", "b", "a", "b"]


def test_what_cannot_be_read_is_left_out_and_the_rest_goes_on():
    def reader(article: Article) -> ArticleFacts | Problem:
        return Problem(article.id, "no") if article.id == "a" else replace(OTHER, article=article)

    with Archive(None) as archive:
        found = list(import_articles(archive, [Article("a", TEXT), Article("c", TEXT)], reader, VERSIONS))
        assert [o.what for o in found] == ["left out", "new"]
        assert "a" not in archive


def test_a_violation_puts_an_article_in_quarantine_and_the_earlier_version_stays(tmp_path):
    with filled(tmp_path, FULL, OTHER) as archive:
        before = exported(archive)
        report = archive.add(violating("a"), VERSIONS)
        assert not report.conforms
        assert exported(archive) == indexed(archive) == before
    status = View(tmp_path).status()
    assert [held.article for held in status.quarantine] == ["a"]
    assert "end" in status.quarantine[0].report.to_text()
    with Archive(tmp_path) as archive:
        assert archive.held_back(violating("a").article, VERSIONS) == violating("a")
        archive.add(FULL, VERSIONS)
    assert View(tmp_path).status().quarantine == ()


def test_who_is_only_in_quarantine_can_be_retracted():
    with Archive(None) as archive:
        archive.add(violating("a"), VERSIONS)
        assert exported(archive) == b""
        archive.retract("a")
        with pytest.raises(KgError, match="'a': no such article"):
            archive.retract("a")


def test_the_gate_sees_rivals_for_a_post_in_other_articles():
    rival = story("d", "Bo Falk", PRESIDENT)
    with filled(None, FULL, OTHER) as archive:
        assert "two-holders" in archive.add(rival, VERSIONS).to_text()
        assert "two-holders" not in archive.add(story("e", "Bo Falk", "mayor@country.ke"), VERSIONS).to_text()


def test_the_gate_speaks_of_what_the_article_touches_alone():
    with filled(None, FULL, SHORT) as archive:
        archive.add(story("d", "Bo Falk", PRESIDENT), VERSIONS)
        assert archive.add(OTHER, VERSIONS).results == ()


def test_users_shapes_decide(tmp_path):
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
        <urn:x:article> a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:property <urn:x:publisher> .
        <urn:x:publisher> a sh:PropertyShape ; sh:path schema:publisher ; sh:minCount 1 ; sh:message "no publisher" ."""
    (tmp_path / "own.ttl").write_text(shape)
    with Archive(None) as archive:
        assert "no publisher" in archive.add(FULL, VERSIONS, shapes=tmp_path).to_text()
        assert "a" not in archive


def test_imports_and_retractions_stay_on_record(tmp_path):
    with filled(tmp_path, FULL, OTHER) as archive:
        archive.retract("a")
        archive.add(FULL, VERSIONS)
    view = View(tmp_path)
    record = b"".join(view.lines()).decode().split("/imports>")
    for name in ("import.a", "a.retraction.2", "a.import.3", "import.c"):
        assert any(f"/{name}> <http://www.w3.org/ns/prov#" in line for line in record), name
    assert (view.status().imports, view.status().retractions) == (3, 1)
    assert [ident for ident, _ in view.articles()] == ["a", "c"]


def test_two_ids_of_one_iri_are_refused():
    long = "a" * 300
    with filled(None, story(long, "Ana Sol")) as archive:
        before = exported(archive)
        with pytest.raises(Refused, match="give it another id"):
            archive.add(story(local(long), "Ana Sol"), VERSIONS)
        assert exported(archive) == before


def test_an_archive_keeps_its_base(tmp_path):
    with Archive(tmp_path, base="https://example.org/n/") as archive:
        archive.add(FULL, VERSIONS)
        assert exported(archive) == from_scratch([FULL], "https://example.org/n/")
    with pytest.raises(KgError, match="its IRIs begin with https"):
        Archive(tmp_path, base="https://example.org/m/")
    with Archive(tmp_path) as archive:
        assert archive.names.base == "https://example.org/n/"


def test_what_the_layout_before_packed_is_read_and_goes_on(tmp_path):
    with Archive(tmp_path) as archive:
        archive.add(FULL, VERSIONS)
    db = sqlite3.connect(tmp_path / "archive.db")
    for table, column in (("article", "facts"), ("article", "contributions"), ("article", "findings"), ("part", "lines")):
        for number, blob in db.execute(f"SELECT number, {column} FROM {table}").fetchall():
            db.execute(f"UPDATE {table} SET {column} = ? WHERE number = ?", (zlib.compress(unpacked(blob)), number))
    db.execute("UPDATE meta SET value = '2' WHERE name = 'layout'")
    db.commit()
    db.close()
    assert View(tmp_path).status().articles == 1
    with Archive(tmp_path) as archive:
        assert archive.add(SHORT, VERSIONS).conforms
        assert exported(archive) == from_scratch([FULL, SHORT])
    assert connect(tmp_path, write=False).execute("SELECT value FROM meta WHERE name = 'layout'").fetchone() == ("3",)


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=30), number=st.integers(0, 99))
def test_triples_are_written_as_their_quads_are(words, number):
    node, graph = NamedNode("urn:x:a%20b"), NamedNode("urn:x:ü")
    objects = [node, Literal(words), Literal(words, language="en"), Literal(str(number), datatype=XSD.integer)]
    triples = [(node, RDF.type, one) for one in (*objects, *objects)]
    assert lines_of(str(graph), triples) == part_lines(Quad(*triple, graph) for triple in triples)


def test_the_index_is_made_again_when_it_is_gone_or_damaged(tmp_path):
    filled(tmp_path, FULL, OTHER).close()
    current = tmp_path / "index" / "CURRENT"
    current.write_text("nonsense")
    with Archive(tmp_path) as archive:
        assert indexed(archive) == from_scratch([FULL, OTHER])
    for file in (tmp_path / "index").iterdir():
        file.unlink()
    (tmp_path / "index").rmdir()
    assert len(open_store(tmp_path)) == View(tmp_path).status().quads


def test_other_rules_settle_an_archive_anew_and_only_when_asked(tmp_path, monkeypatch):
    filled(tmp_path, SHORT, FULL, OTHER).close()
    monkeypatch.setattr("kg.resources.graph_rules", lambda: "other rules")
    with pytest.raises(KgError, match="kg upgrade --store"):
        Archive(tmp_path)
    with Archive(tmp_path, resettle=True) as archive:
        assert exported(archive) == indexed(archive) == from_scratch([FULL, SHORT, OTHER])
        archive.retract("a")
        assert exported(archive) == from_scratch([SHORT, OTHER])
    Archive(tmp_path).close()


def test_what_other_versions_read_is_outdated():
    with filled(None, FULL, OTHER) as archive:
        archive.add(replace(SHORT, article=replace(SHORT.article, origin="b.txt")), replace(VERSIONS, model="new"))
        assert [a.id for a in archive.outdated(replace(VERSIONS, model="new"))] == ["a", "c"]
        assert next(archive.outdated(VERSIONS)).text == TEXT


def test_an_explanation_comes_with_the_texts_of_the_archive(tmp_path):
    filled(tmp_path, FULL).close()
    graph = Graph(open_store(tmp_path))
    lines = "\n".join(explain(graph, graph.find("Ana Sol"), texts=View(tmp_path)))
    assert "Ana Sol" in lines
    assert "no text of" not in lines


def test_a_folder_that_is_no_archive_is_named(tmp_path):
    with pytest.raises(KgError, match="no archive here"):
        View(tmp_path)
    (tmp_path / "archive.db").write_text("these are only words, many of them, and no database at all")
    with pytest.raises(KgError, match="cannot be opened"):
        View(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError, match="cannot be written"):
        Archive(tmp_path / "file" / "below")


@settings(deadline=None, max_examples=40)
@example(title='"} } ; DROP ALL ; INSERT DATA { <a> <b> "\\u0022 . #')
@example(title="\x00\x01\x7f\x85\u2028\u202e\ud800 \\n \r\n\t' \U0010ffff")
@given(title=st.text(st.characters(codec=None), min_size=1))
def test_hostile_words_reach_the_index_as_they_are(title):
    ident = f"a {title}"[:60].encode("utf-8", "replace").decode()  # reading refuses ids with half a character
    facts = replace(FULL, article=replace(FULL.article, title=title, publisher=title[::-1], id=ident))
    with Archive(None) as archive:
        archive.add(facts, VERSIONS)
        assert exported(archive) == indexed(archive) == from_scratch([facts])
        archive.retract(facts.article.id)
        assert exported(archive) == indexed(archive) == b""


def test_an_archive_opens_without_a_language_model():
    code = "import sys, kg.archive.archive, kg.archive.importing, kg.archive.view, kg.read; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
