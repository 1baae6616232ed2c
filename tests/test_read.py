"""Reading what is right: formats, metadata, ids, folders, standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.model import Article, Problem
from kg.read import read

STORY = (
    "Ministers meet in the harbour town\n\n"
    "The trade ministers of Norland and Sudland met for three hours on Monday, both delegations said.\n\n"
    "“We have a text,” Ada Moreno told reporters."
)


def run(*paths: Path | str, **options: int) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read([str(p) for p in paths], problems=problems, **options)), problems


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def test_a_text_file_comes_through_unchanged(tmp_path):
    text = "Headline here\r\n\r\nA story, told by “one”.\rAnd\x07 a bell, \u202eright to left\u202c, 𝔘𝔫𝔦, \u2028 end.\n"
    (article,), problems = run(write(tmp_path / "a.txt", text))
    assert (article.id, article.text, problems) == ("a", text, [])
    assert article.origin.endswith("a.txt")


def test_the_title_is_the_first_headline_like_line(tmp_path):
    (article,), _ = run(write(tmp_path / "a.txt", STORY))
    assert article.title == "Ministers meet in the harbour town"
    assert article.blocks[0].kind == "headline"


def test_a_sidecar_gives_the_metadata(tmp_path):
    fields = {
        "id": "n-1",
        "title": "Talks",
        "published": "2021-05-12T23:30:00-05:00",
        "publisher": "Wire",
        "url": "https://x.org",
        "language": "en",
    }
    write(tmp_path / "a.json", json.dumps(fields))
    (article,), problems = run(write(tmp_path / "a.txt", STORY))
    assert problems == []
    assert (article.id, article.title, article.published, article.date_basis) == ("n-1", "Talks", "2021-05-12", "fromMetadata")
    assert (article.publisher, article.url, article.language) == ("Wire", "https://x.org", "en")


def test_an_annotation_beside_a_text_is_no_sidecar(tmp_path):
    write(tmp_path / "a.json", json.dumps({"article": "a", "published": "2020-01-01", "persons": [], "statements": []}))
    (article,), problems = run(write(tmp_path / "a.txt", STORY))
    assert (article.published, problems) == ("", [])


@pytest.mark.parametrize("content", ["{", "[1]", "[" * 200_000])
def test_a_broken_sidecar_is_a_warning(tmp_path, content):
    write(tmp_path / "a.json", content)
    (article,), (problem,) = run(write(tmp_path / "a.txt", STORY))
    assert article.id == "a"
    assert problem.place.endswith("a.json")
    assert not problem.fatal


def test_records_keep_their_text_and_fields(tmp_path):
    records = [
        {"id": "x", "text": " a\tb\r\n", "title": "T", "published": "2020-02-29", "publisher": "P", "url": "u", "language": "de"},
        {"id": 7, "text": STORY, "title": None, "other": [1]},
    ]
    path = write(tmp_path / "r.jsonl", "\n".join(json.dumps(r) for r in records) + "\n\n")
    (first, second), problems = run(path)
    assert problems == []
    assert (first.id, first.text, first.title, first.published, first.language) == ("x", " a\tb\r\n", "T", "2020-02-29", "de")
    assert (second.id, second.title, second.origin) == ("7", "Ministers meet in the harbour town", f"{path}:2")


def test_a_record_without_id_is_named_by_its_text(tmp_path):
    one = write(tmp_path / "1.jsonl", json.dumps({"text": "one"}) + "\n" + json.dumps({"text": "two"}))
    other = write(tmp_path / "2.jsonl", json.dumps({"text": "two"}))
    (a, b), _ = run(one)
    (again,), _ = run(other)
    assert a.id != b.id == again.id


def test_fields_of_a_wrong_type_are_ignored_with_a_warning(tmp_path):
    path = write(tmp_path / "r.jsonl", '{"text": "one", "title": ["x"], "url": 5, "publisher": "\\ud800", "published": 20200101}')
    (article,), problems = run(path)
    assert (article.title, article.url, article.publisher, article.published) == ("one", "", "", "")
    assert [p.fatal for p in problems] == [False] * 4
    assert {p.place for p in problems} == {f"{path}:1"}


@pytest.mark.parametrize("value", ["yesterday", "2023-02-30", "2023-13-01", "2023", "2023-06", "03/04/2021", "2023-06-1"])
def test_a_malformed_date_is_ignored_with_a_warning(tmp_path, value):
    path = write(tmp_path / "r.jsonl", json.dumps({"text": "Published 12 May 2021\n\nA story of some length.", "published": value}))
    (article,), (problem,) = run(path)
    assert (article.published, article.date_basis) == ("2021-05-12", "fromText")
    assert not problem.fatal
    assert value in problem.message


@pytest.mark.parametrize(
    "value", ["2023-06-18", "2023-06-18T10:00:00Z", "2023-06-18 10:00", "Sun, 18 Jun 2023 10:00:00 GMT", "June 18, 2023"]
)
def test_dates_of_metadata_in_their_usual_forms(tmp_path, value):
    path = write(tmp_path / "r.jsonl", json.dumps({"text": "one", "published": value}))
    (article,), problems = run(path)
    assert (article.published, article.date_basis, problems) == ("2023-06-18", "fromMetadata", [])


def test_a_folder_is_read_in_order_records_first(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.HTM", ".hidden.txt", ".git/x.txt", "README.txt", "readme.md"):
        write(tmp_path / name, f"<p>Text of {name} with some words in it.</p>" if name.endswith("HTM") else f"Text of {name}.")
    write(tmp_path / "a.json", "{}")
    write(tmp_path / "gold.json", "{}")
    write(tmp_path / "z.jsonl", json.dumps({"id": "z", "text": "record"}))
    articles, problems = run(tmp_path)
    assert [a.id for a in articles] == ["z", "a", "b", "c"]
    assert [p for p in problems if p.fatal] == []


def test_other_files_in_a_folder_are_named_once(tmp_path):
    for name in ("a.txt", "p.pdf", "q.csv"):
        write(tmp_path / name, "text")
    articles, (problem,) = run(tmp_path)
    assert len(articles) == 1
    assert "p.pdf, q.csv (2 in all)" in problem.message
    assert not problem.fatal


def test_one_article_twice_is_noted_once(tmp_path):
    a = write(tmp_path / "a.txt", STORY)
    b = write(tmp_path / "sub" / "a.txt", STORY)
    articles, (problem,) = run(a, b, a)
    assert len(articles) == 1
    assert not problem.fatal
    assert str(a) in problem.message


def test_one_id_with_two_texts_names_both_places(tmp_path):
    path = write(tmp_path / "r.jsonl", '{"id": "x", "text": "one"}\n{"id": "x", "text": "two"}\n{"id": "y", "text": "two"}\n')
    articles, (problem,) = run(path)
    assert [(a.id, a.text) for a in articles] == [("x", "one"), ("y", "two")]
    assert problem.fatal
    assert problem.place == f"{path}:2"
    assert f"{path}:1" in problem.message


PAGE = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html lang="en-GB"><head><title>Ministers meet - Example Wire</title><meta property="og:site_name" content="Example Wire">
<meta property="og:title" content="Ministers meet in the harbour town"><link rel="canonical" href="https://news.example.org/a/1">
<meta property="article:published_time" content="2021-05-12T23:30:00-05:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ministers meet in the harbour town</h1><p>{STORY.split(chr(10))[2]}</p>
<p>“We have a text,” Ada Moreno told reporters after the tea. A second round is planned for June in the capital.</p></article>
<footer>© 2021 Example Wire</footer></body></html>"""


def test_a_page_gives_text_and_metadata(tmp_path):
    (article,), problems = run(write(tmp_path / "a.html", PAGE))
    assert problems == []
    assert (article.title, article.published, article.publisher) == ("Ministers meet in the harbour town", "2021-05-12", "Example Wire")
    assert (article.url, article.language, article.id) == ("https://news.example.org/a/1", "en-GB", "a")
    assert "“We have a text,” Ada Moreno" in article.text
    assert "<p>" not in article.text
    assert "© 2021" not in article.text


def test_a_page_in_its_declared_encoding(tmp_path):
    page = PAGE.replace('<?xml version="1.0" encoding="utf-8"?>', "").replace("<title>", '<meta charset="iso-8859-2"><title>')
    (article,), problems = run(
        write(tmp_path / "a.html", page.replace("Moreno", "Łęcki").replace("“", "").replace("”", "").replace("©", "").encode("iso-8859-2"))
    )
    assert "Łęcki" in article.text
    assert problems == []


def test_a_page_laid_out_in_a_table_keeps_its_paragraphs(tmp_path):
    cells = "<p>The ministers of Norland met on Monday for talks on fish.</p><p>They meet again on Friday for talks on timber.</p>"
    (article,), _ = run(write(tmp_path / "a.html", f"<html><body><table><tr><td>{cells}</td></tr></table></body></html>"))
    assert "|" not in article.text
    assert len([b for b in article.blocks if b.kind == "paragraph"]) == 2


def stdin(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b'\n{"id": "a", "text": "one"}\n{"id": "b", "text": "two"}', ["a", "b"]),
        (b'\xef\xbb\xbf{"id": "a", "text": "one"}', ["a"]),
        ('{"id": "a", "text": "one"}\n{"id": "b", "text": "two"}'.encode("utf-16"), ["a", "b"]),
    ],
)
def test_records_from_standard_input(monkeypatch, data, ids):
    stdin(monkeypatch, data)
    articles, problems = run("-")
    assert [a.id for a in articles] == ids
    assert problems == []


def test_text_and_pages_from_standard_input(monkeypatch):
    stdin(monkeypatch, STORY.encode())
    (article,), problems = run("-")
    assert (article.text, article.origin, problems) == (STORY, "<stdin>", [])
    stdin(monkeypatch, PAGE.encode())
    (article,), problems = run("-")
    assert (article.publisher, problems) == ("Example Wire", [])


def test_a_file_of_unknown_ending_is_read_by_its_looks(tmp_path):
    (article,), _ = run(write(tmp_path / "notes", STORY))
    assert article.text == STORY
    (article,), _ = run(write(tmp_path / "dump.log", '{"id": "q", "text": "one"}\n'))
    assert article.id == "q"


def test_shared_articles_come_through_byte_for_byte():
    folder = Path(__file__).resolve().parents[2] / "shared" / "articles"
    files = sorted(folder.glob("*/*.txt"))
    if not files:
        pytest.skip("the shared articles are not beside this clone")
    articles, problems = run(*files)
    assert problems == []
    assert [a.text.encode("utf-8") for a in articles] == [f.read_bytes() for f in files]
