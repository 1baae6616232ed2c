"""The index of an archive: it may lag behind, it is never seen half, and much at once is loaded as little is."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from kg.archive import index, view
from kg.archive.archive import Archive
from kg.archive.database import set_value
from kg.archive.view import View, open_store
from kg.errors import KgError
from kg.facts import ArticleFacts
from tests.archives import VERSIONS, exported, from_scratch, indexed, story
from tests.builds import ROOT

PRESIDENT = "president@country.ke"
STORIES = [story(f"article-{n}", ("Ana Sol", "Sol", "Joe Lund")[n % 3], PRESIDENT, "Eva Beck") for n in range(8)]


@pytest.fixture
def eager(monkeypatch):
    """An index that takes over some articles at a time, and loads them past transactions."""
    monkeypatch.setattr(index, "GATHERED", 120)
    monkeypatch.setattr(index, "MANY", 1)


def renamed(facts: ArticleFacts) -> ArticleFacts:
    return replace(facts, article=replace(facts.article, title="Another title"))


def add_all(archive: Archive, stories: list[ArticleFacts]) -> None:
    for facts in stories:
        archive.add(facts, VERSIONS)


def test_a_lagging_index_is_whole_when_it_is_asked(tmp_path):
    with Archive(tmp_path) as archive:
        add_all(archive, STORIES)
        assert View(tmp_path).status().pending > 0
        assert indexed(archive) == exported(archive)
        assert View(tmp_path).status().pending == 0
        archive.retract("article-0")
    assert len(open_store(tmp_path)) == View(tmp_path).status().quads


def test_much_at_once_reads_as_one_by_one(tmp_path, eager):
    with Archive(tmp_path) as archive:
        add_all(archive, [*STORIES, *map(renamed, STORIES[:4])])
        archive.retract("article-7")
        assert indexed(archive) == exported(archive) == from_scratch([*map(renamed, STORIES[:4]), *STORIES[4:7]])
        assert index.state(archive.db)[0] == index.WHOLE
        assert int(index.state(archive.db)[1]) > 1


def test_what_was_loaded_in_part_is_taken_over_anew(tmp_path, eager, monkeypatch):
    def half(store: object, parts: object) -> None:
        real(store, list(parts)[::2])  # type: ignore[call-overload]
        raise OSError("no room")

    real = index.fill
    archive = Archive(tmp_path)
    archive.add(STORIES[0], VERSIONS)
    archive.index.catch_up()
    monkeypatch.setattr(index, "fill", half)
    with pytest.raises(KgError, match="no room"):
        add_all(archive, STORIES[1:])
    archive.close(calm=False)
    monkeypatch.setattr(index, "fill", real)
    with Archive(tmp_path) as archive:
        count = View(tmp_path).status().articles
        assert count > 1
        assert indexed(archive) == exported(archive) == from_scratch(STORIES[:count])


def test_a_reader_waits_while_the_index_is_loaded_into(tmp_path, monkeypatch):
    with Archive(tmp_path) as archive:
        archive.add(STORIES[0], VERSIONS)
        archive.index.catch_up()
        set_value(archive.db, index.READY, index.LOADING)
        waits: list[float] = []
        monkeypatch.setattr(view, "PATIENCE", 3)
        monkeypatch.setattr("time.sleep", waits.append)
        with pytest.raises(KgError, match="it is being written"):
            open_store(tmp_path)
        assert len(waits) == 3
        monkeypatch.setattr("time.sleep", lambda seconds: set_value(archive.db, index.READY, index.WHOLE))
        assert len(open_store(tmp_path)) == View(tmp_path).status().quads


def test_what_was_opened_in_the_middle_of_a_load_is_not_used(tmp_path, monkeypatch):
    with Archive(tmp_path) as archive:
        archive.add(STORIES[0], VERSIONS)
    known, counts = View(tmp_path), iter("1123")
    monkeypatch.setattr(index, "state", lambda db: (index.WHOLE, next(counts)))
    assert view._store_at_rest(tmp_path, known) is not None
    assert view._store_at_rest(tmp_path, known) is None


READING = """
import json, sys
from pathlib import Path
from kg.archive.view import open_store
from kg.vocab import RDF, SCHEMA
sizes = []
while not sizes or sizes[-1][0] < 8:
    store = open_store(Path(sys.argv[1]))
    articles = {q.subject for q in store.quads_for_pattern(None, RDF.type, SCHEMA.NewsArticle)}
    sizes.append((len(articles), len(store)))
print(json.dumps(sorted(set(sizes))))
"""


def test_readers_see_whole_articles_while_an_import_goes_on(tmp_path, eager):
    sizes = {}
    with Archive(tmp_path) as archive:
        reading = subprocess.Popen([sys.executable, "-c", READING, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for count, facts in enumerate(STORIES, 1):
            archive.add(facts, VERSIONS)
            sizes[count] = View(tmp_path).status().quads
    found, _ = reading.communicate(timeout=120)
    seen = json.loads(found)
    assert seen[-1] == [8, sizes[8]]
    assert all(sizes.get(articles, size) == size for articles, size in seen)
