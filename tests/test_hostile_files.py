"""Files made to exhaust time or memory: refused within set limits by a message that names them, and the others go on.

Sizes are those of the real attack; the files are sparse or compressed, so that the tests need little room. Limits of time are generous:
they part seconds from hours, not one machine from another.
"""

from __future__ import annotations

import gzip
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard

from kg.model import Article, Problem
from kg.read import read
from kg.read.articles import MAX_BYTES, MAX_LINES
from kg.read.contents import MAX_PAGE
from kg.read.page import MAX_LISTS, MAX_TAGS
from kg.read.records import MAX_BLANK
from kg.read.unpack import MAX_FAULTS, RATIO

MEGA = 1_000_000
SECONDS = 30
STORY = "Ana Ruiz met Joao Beck in Oslo."
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


def sparse(path: Path, head: bytes = b"") -> None:
    """A file of a gigabyte that takes no room."""
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(1 << 30)


def packed(path: Path, unit: bytes, times: int) -> None:
    """``unit`` so many times, compressed by the path's ending."""
    if path.suffix == ".gz":
        with gzip.open(path, "wb", 6) as stream:
            for _ in range(times):
                stream.write(unit)
    else:
        compressor = zstandard.ZstdCompressor(level=3).compressobj()
        path.write_bytes(b"".join(compressor.compress(unit) for _ in range(times)) + compressor.flush())


CASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "giga.txt": (sparse, f"larger than {MAX_BYTES:,} bytes"),
    "giga.jsonl": (sparse, f"larger than {MAX_BYTES:,} bytes"),
    "giga.html": (lambda p: sparse(p, b"<html>"), f"larger than {MAX_BYTES:,} bytes"),
    "giga.xml": (lambda p: sparse(p, b'<?xml version="1.0"?><rss>'), f"larger than {MAX_BYTES:,} bytes"),
    "giga.warc": (lambda p: sparse(p, b"WARC/1.0\r\nWARC-Type: response\r\n"), "damaged"),
    "zeros.jsonl.gz": (lambda p: packed(p, b"\0" * MEGA, 200), f"more than {RATIO} times"),
    "letters.jsonl.zst": (lambda p: packed(p, b'{"text":"' + b"a" * MEGA, 200), f"more than {RATIO} times"),
    "text.txt.gz": (lambda p: packed(p, b"a" * MEGA, 200), f"more than {RATIO} times"),
    "headers.warc.gz": (lambda p: packed(p, b"WARC/1.0\r\n" * 100_000, 20), "headers of more than"),
    "tree.xml.gz": (lambda p: packed(p, b"<a>" * 400_000, 100), f"more than {RATIO} times"),
    "lines.jsonl.gz": (lambda p: packed(p, b"\n" * MEGA, 30), f"{MAX_BLANK:,} empty lines"),
    "faults.jsonl": (lambda p: p.write_bytes(b"{\n" * MEGA), f"{MAX_FAULTS:,} faulty lines"),
    "lines.txt": (lambda p: p.write_bytes(b"a\n" * 10 * MEGA), f"more than {MAX_LINES:,} lines"),
    "deep.jsonl": (lambda p: p.write_bytes(b"[" * MEGA + b"\n"), "nested too deeply"),
    "objects.jsonl": (lambda p: p.write_bytes(b'{"a":' * MEGA + b"\n"), "nested too deeply"),
    "digits.jsonl": (lambda p: p.write_bytes(b'{"text":"a","id":' + b"9" * MEGA + b"}\n"), "no JSON"),
    "deep.html": (lambda p: p.write_bytes(b"<html><body>" + b"<div>" * 90_000), "no article found"),
    "flat.html": (lambda p: p.write_bytes(b"<html><body>" + b"<p>x</p>" * 500_000), f"more than {MAX_TAGS:,} tags"),
    "lists.html": (lambda p: p.write_bytes(b"<html><body>" + b"<ul><li>x</li></ul>" * 20_000), f"more than {MAX_LISTS:,} lists"),
    "huge.html": (lambda p: p.write_bytes(b"<html><body><p>" + b"a " * 3 * MEGA), f"larger than {MAX_PAGE:,} bytes"),
    "deep.xml": (lambda p: p.write_bytes(b"<rss>" + b"<a>" * MEGA), "no entries"),
    "items.xml": (lambda p: p.write_bytes(b"<rss><channel>" + b"<item/>" * MEGA), f"{MAX_FAULTS:,} entries"),
    "laughs.xml": (lambda p: p.write_text(f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]><rss><item>&a11;</item></rss>'), "entities of its own"),
    "blowup.xml": (lambda p: p.write_text(f'<!DOCTYPE r [<!ENTITY a "{"a" * MEGA}">]><rss>{"&a;" * 100_000}</rss>'), "entities of its own"),
}


@pytest.fixture
def limited() -> Iterator[None]:
    """Fails when the test needs much time, or more memory than a few times the largest file that is read."""
    tracemalloc.start()
    begin = time.perf_counter()
    yield
    taken, (_, peak) = time.perf_counter() - begin, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < SECONDS
    assert peak < 6 * MAX_BYTES


def run(*paths: Path) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read([str(p) for p in paths], problems=problems)), problems


@pytest.mark.parametrize("name", CASES)
def test_each_is_refused_and_the_others_go_on(limited, tmp_path, name):
    make, words = CASES[name]
    bad, good = tmp_path / name, tmp_path / "good.txt"
    make(bad)
    good.write_text(STORY)
    articles, problems = run(bad, good)
    assert [a.text for a in articles] == [STORY]
    assert any(words in p.message and p.fatal for p in problems), problems[-1]
    assert all(p.place.startswith(str(bad)) for p in problems)
    assert len(problems) <= MAX_FAULTS + 3


def test_what_came_before_the_damage_is_read(tmp_path):
    whole = gzip.compress(b'{"id":"a","text":"One."}\n' + b'{"id":"b","text":"' + os.urandom(200_000).hex().encode() + b'"}\n')
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    articles, (problem,) = run(path)
    assert [a.id for a in articles] == ["a"]
    assert "damaged gzip data" in problem.message


def test_the_limit_can_be_set_and_holds_for_what_is_unpacked(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"words and more words\n" * 30))
    problems: list[Problem] = []
    assert list(read([str(path)], problems=problems, max_bytes=100)) == []
    assert "larger than 100 bytes" in problems[0].message


def test_a_sidecar_of_a_gigabyte_is_ignored(limited, tmp_path):
    sparse(tmp_path / "a.json")
    (tmp_path / "a.txt").write_text(STORY)
    (article,), (problem,) = run(tmp_path / "a.txt")
    assert (article.text, problem.fatal) == (STORY, False)
    assert "larger than" in problem.message
