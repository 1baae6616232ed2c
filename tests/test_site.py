"""The static site: the server's pages as files that lead to each other, the same bytes each time, and nothing of anybody else's deleted."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from kg.archive.archive import Archive
from kg.explore import searchfiles
from kg.explore.assets import STATIC
from kg.explore.links import file_of
from kg.explore.searchfiles import divided_by_size, shard
from kg.explore.source import Source
from tests.archives import VERSIONS, story
from tests.builds import kg
from tests.served import HOSTILE, SMALL, TEXTS, hostile_graph
from tests.test_explore_pages import Page


def written(out: Path, graph: Path = SMALL, *arguments: str) -> Path:
    done = kg("site", graph, "-o", out, "--texts", TEXTS, *arguments)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("site") / "out")


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_link_leads_to_a_file_and_stays_in_the_site(site: Path) -> None:
    found = files(site)
    pages = {name: Page(content.decode()) for name, content in found.items() if name.endswith(".html")}
    assert len(pages) > 30
    for name, page in pages.items():
        for link in page.links:
            assert not link.startswith("/"), (name, link)
            address = urljoin(f"file:///{name}", link)
            if urlsplit(address).scheme != "file":
                continue
            target, _, part = unquote(address.removeprefix("file:///").split("?")[0]).partition("#")
            assert target in found, (name, link)
            if part and target in pages:
                assert part in pages[target].ids, (name, link)


def test_the_same_graph_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert files(written(tmp_path / "again")) == files(site)


def test_search_files_know_every_word_of_a_name_and_its_document(site: Path) -> None:
    script = (site / "search" / "w" / "ru.js").read_text()
    posting = json.loads(script[script.index("{") : script.rindex(")")])["ruiz"][0]
    documents = (site / "search" / "d" / "0.js").read_text()
    rows = json.loads(documents[documents.index("[") : documents.rindex(")")])
    kind, name, href, *_ = rows[posting[0]]
    assert (kind, name) == ("person", "Ana Ruiz")
    assert (site / "search" / unquote(href)).resolve().is_file()


def test_markup_in_an_article_stays_text(tmp_path: Path) -> None:
    for name, content in files(written(tmp_path / "out", hostile_graph(tmp_path))).items():
        if name.endswith(".html"):
            assert HOSTILE.encode() not in content, name


def test_an_earlier_site_is_replaced_and_other_folders_are_not(site: Path, tmp_path: Path) -> None:
    out = written(tmp_path / "out")
    (out / "stray.html").write_text("from an earlier run")
    assert files(written(out)) == files(site)
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("keep me")
    done = kg("site", SMALL, "-o", other)
    assert done.returncode == 1
    assert "no earlier site" in done.stderr
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert (other / "letter.txt").read_text() == "keep me"


def test_no_file_of_the_server_is_in_it(site: Path) -> None:
    assert not [name for name in files(site) if "yasgui" in name or name.startswith("query")]


def test_bundled_files_are_those_of_their_makers() -> None:
    vendor = STATIC / "vendor"
    sums = dict(reversed(line.split()) for line in (vendor / "SHA256SUMS").read_text().splitlines())
    assert {p.name for p in vendor.iterdir()} == {*sums, "SHA256SUMS", "LICENSES.txt"}
    for name, digest in sums.items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("key", ["a", "A", "a b", "a%20b", "é", "..", "x" * 180, "con/../x", "a.p2"])
def test_a_page_lies_in_its_folder_whatever_its_key(key: str) -> None:
    name = file_of("article", key)
    assert re.fullmatch(r"article/[0-9a-f]{2}/[A-Za-z0-9%._~-]+\.html", name)
    assert name == name.lower() or "~" in name
    assert len(name.rpartition("/")[2]) < 200


def test_keys_that_differ_in_case_only_have_files_of_their_own() -> None:
    assert len({file_of("article", key).lower() for key in ("US", "us", "Us")}) == 3


def test_search_shards_have_plain_names() -> None:
    assert [shard(s) for s in ("ab", "é", "x/", "中文")] == ["ab", "-e9-", "x-2f-", "-4e2d--6587-"]


def test_a_search_file_that_would_be_too_large_is_divided_and_every_word_has_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchfiles, "SHARD", 40)
    words = dict.fromkeys(("un", "una", "under", "union", "unions", "unit", "unity"), "[[1,2,3]]")
    found = list(divided_by_size("un", words))
    assert sorted(word for _, kept, _ in found for word in kept) == sorted(words)
    divided = {start for start, _, parted in found if parted}
    assert divided == {"un", "uni"}
    for start, kept, _ in found:
        assert all(word.startswith(start) and (word == start or start not in divided) for word in kept)
    assert [start for start, kept, parted in divided_by_size("un", {"un": "9" * 99}) if kept and not parted] == ["un"]


@pytest.mark.parametrize("in_memory", [4_000_000, 0])
def test_several_processes_write_the_same_bytes(tmp_path: Path, in_memory: int) -> None:
    """They share a graph in memory, and each open one on the disk."""
    with Archive(tmp_path / "archive") as archive:
        for ident in ("a1", "a2", "a3"):
            archive.add(story(ident, "Ana Sol", whom="Eva Beck"), VERSIONS)
    (tmp_path / "scratch").mkdir()
    opened = Source(tmp_path / "archive", scratch=tmp_path / "scratch", in_memory=in_memory).open()
    made = [opened.write_site(tmp_path / f"site{workers}", workers=workers) for workers in (1, 3)]
    assert made[0] == made[1]
    assert files(tmp_path / "site1") == files(tmp_path / "site3")
    assert len(files(tmp_path / "site1")) > 20
