"""Reading what is wrong: each fault gives correct output or one message with its place, and the rest goes through."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from kg.model import Article, Problem
from kg.read import read

STORY = "Ministers meet\n\nThe café in Málaga was “full” – the ministers of Norland met there for three hours on Monday, both said.\n"


def run(*paths: Path | str, **options: int) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read([str(p) for p in paths], problems=problems, **options)), problems


def one_problem(path: Path, content: bytes, **options: int) -> Problem:
    """The only problem that a file gives, and no article comes of it."""
    path.write_bytes(content)
    articles, (problem,) = run(path, **options)
    assert articles == []
    assert problem.fatal
    assert problem.place.startswith(str(path))
    return problem


@pytest.mark.parametrize("path", ["nowhere.txt", "no/where", "nul\0byte", ""])
def test_a_missing_path(path):
    articles, (problem,) = run(path)
    assert articles == []
    assert problem.fatal
    assert "no such file or folder" in problem.message


def test_a_missing_path_does_not_stop_the_others(tmp_path):
    good = tmp_path / "a.txt"
    good.write_text(STORY, encoding="utf-8")
    articles, problems = run(tmp_path / "gone.txt", good)
    assert len(articles) == len(problems) == 1


def test_an_empty_folder(tmp_path):
    assert "no articles" in run(tmp_path)[1][0].message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    assert "cannot be read" in run(path)[1][0].message


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_an_empty_file(tmp_path, name, content):
    assert "empty" in one_problem(tmp_path / name, content).message


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"ab\ncd\0", bytes(range(1, 256)) * 20, STORY.encode("utf-16-le"), b"\xff\xfea\0\0\xd8"]
)
def test_a_binary_file(tmp_path, content):
    problem = one_problem(tmp_path / "a.txt", content)
    assert "UTF-8" in problem.message
    assert problem.place.rpartition(":")[2].isdigit()


def test_the_line_of_a_fault_is_named(tmp_path):
    assert one_problem(tmp_path / "a.txt", b"one\ntwo\nthr\0ee").place.endswith("a.txt:3")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_bytes_are_read_with_a_warning(tmp_path, encoding):
    path = tmp_path / "a.txt"
    text = STORY if encoding == "cp1252" else STORY.replace("“", '"').replace("”", '"').replace("–", "-")
    path.write_bytes(text.encode(encoding))
    (article,), (problem,) = run(path)
    assert article.text == text
    assert problem.place == f"{path}:3"
    assert not problem.fatal


def test_other_encodings_are_guessed(tmp_path):
    text = "Министры встретились в понедельник в столице и обсудили договор о торговле. " * 20
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("cp1251"))
    (article,), (problem,) = run(path)
    assert article.text == text
    assert not problem.fatal


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_goes(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode(encoding))
    (article,), problems = run(path)
    assert (article.text, problems) == (STORY, [])


def test_line_ends_are_kept_and_count(tmp_path):
    text = STORY.replace("\n", "\r\n")
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    (article,), _ = run(path)
    assert article.text == text
    assert [text[b.start : b.end] for b in article.blocks] == ["Ministers meet", STORY.split("\n")[2]]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no JSON"),
        ("not json", "no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5000, "JSON"),
        ("[]", "no object"),
        ('"text"', "no object"),
        ('{"title": "x"}', 'no "text"'),
        ('{"text": null}', 'no "text"'),
        ('{"text": 5}', "of type int"),
        ('{"text": ["a"]}', "of type list"),
        ('{"text": ""}', "is empty"),
        ('{"text": " \\n"}', "is empty"),
        ('{"text": "half \\ud83d of it"}', "surrogate"),
        ('{"text": "a\0b"}', "NUL"),
    ],
)
def test_a_faulty_line_is_named_and_the_others_go_through(tmp_path, line, message):
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join([json.dumps({"text": "first"}), line, json.dumps({"text": "third"})]), encoding="utf-8")
    articles, (problem,) = run(path)
    assert [a.text for a in articles] == ["first", "third"]
    assert problem.place == f"{path}:2"
    assert message in problem.message
    assert problem.fatal


def test_escaped_characters_of_every_kind_are_kept(tmp_path):
    text = "bell \x07, nul \x00, delete \x7f, astral 😀, right to left \u202eabc\u202c, עברית, mark \ufeff."
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps({"text": text}), encoding="ascii")
    (article,), problems = run(path)
    assert (article.text, problems) == (text, [])


def test_a_latin_line_among_records(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_bytes(b'{"id": "a", "text": "one"}\n{"id": "b", "text": "the caf\xe9 was closed on Monday"}\n')
    articles, (problem,) = run(path)
    assert articles[1].text == "the café was closed on Monday"
    assert (problem.place, problem.fatal) == (f"{path}:2", False)


def test_a_page_that_is_none_is_read_as_text(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(STORY, encoding="utf-8")
    (article,), (problem,) = run(path)
    assert article.text == STORY
    assert not problem.fatal


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html><script>var a = 1</script></html>", "<div>" * 20_000 + "x" + "</div>" * 20_000]
)
def test_a_page_without_an_article(tmp_path, page):
    assert "no article found" in one_problem(tmp_path / "a.html", page.encode()).message


def test_a_fragment_of_a_page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>The ministers <b>met on Monday & talked.", encoding="utf-8")
    (article,), _ = run(path)
    assert article.text.strip() == "The ministers met on Monday & talked."


def test_files_and_lines_above_the_limit(tmp_path):
    assert "larger than 100 bytes" in one_problem(tmp_path / "a.txt", b"x" * 101, max_bytes=100).message
    path = tmp_path / "r.jsonl"
    path.write_text(
        "\n".join([json.dumps({"text": "a"}), json.dumps({"text": "b" * 5_000_000}), json.dumps({"text": "c"})]), encoding="utf-8"
    )
    articles, (problem,) = run(path, max_bytes=100)
    assert [a.text for a in articles] == ["a", "c"]
    assert problem.place == f"{path}:2"
    assert run(path, max_bytes=6_000_000)[1] == []


def test_a_json_file_is_no_article(tmp_path):
    assert ".jsonl" in one_problem(tmp_path / "a.json", b'{"text": "one"}').message


@pytest.mark.parametrize("unit", ["The ministers met for three hours. ", "word ", "x", "“", "(", "12-", "WASHINGTON "])
def test_ten_megabytes_are_read_in_linear_time(tmp_path, unit):
    text = unit * (10_000_000 // len(unit.encode()))
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    begin = time.perf_counter()
    (article,), problems = run(path)
    assert time.perf_counter() - begin < 30
    assert (article.text, problems) == (text, [])
    assert max(b.end - b.start for b in article.blocks) <= 20_000
