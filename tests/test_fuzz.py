"""The whole line on texts that nobody would write: no article breaks it, and what it makes is sound.

Half of the texts are stretches of the seed articles with words lost, swapped, doubled and strewn with oddities, the others are made
of oddities alone. The pipeline turns an exception into a problem of the article, so no problem means no exception.
"""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse
from spacy.language import Language

from kg.export import serialized
from kg.graph.build import build
from kg.graph.iri import Names
from kg.model import Article, Problem
from kg.pipeline import run
from kg.read import read
from kg.read.articles import article
from kg.read.metadata import Metadata
from kg.validate import validate
from kg.vocab import NIF
from tests.builds import ROOT, SEEDS

WORDS = [p.read_text("utf-8").split(" ") for p in sorted(SEEDS.glob("*.txt"))]
VOCABULARY = sorted({w for words in WORDS for w in words})
ODDITIES: list[str] = json.loads((ROOT / "tests" / "data" / "oddities.json").read_bytes())
DATES = ["", "2023-06-18", "2024-02-29", "0001-01-01", "9999-12-31"]
piece = st.sampled_from(ODDITIES) | st.sampled_from(VOCABULARY)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A stretch of a seed article, damaged."""
    words = draw(st.sampled_from(WORDS))
    start = draw(st.integers(0, len(words) - 1))
    found = words[start : start + draw(st.integers(3, 120))]
    for place, deed in draw(
        st.lists(st.tuples(st.integers(0, 200), st.sampled_from(["in", "out", "up", "glue", "swap"]) | piece), max_size=25)
    ):
        i = place % len(found) if found else 0
        if deed == "out":
            del found[i : i + 1]
        elif deed == "up":
            found[i : i + 1] = [w.upper() for w in found[i : i + 1]]
        elif deed == "glue":
            found[i : i + 2] = ["".join(found[i : i + 2])]
        elif deed == "swap":
            found[i : i + 2] = reversed(found[i : i + 2])
        else:
            found.insert(i, deed)
    return " ".join(found)


def wild() -> st.SearchStrategy[str]:
    """Oddities and words in any order, or any characters at all."""
    strewn = st.builds(lambda parts, glue: glue.join(parts), st.lists(piece, max_size=60), st.sampled_from([" ", " ", " ", "", "\n"]))
    return strewn | st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def texts() -> st.SearchStrategy[str]:
    return (mutated() | wild()).filter(str.strip)


def made(text: str, published: str, nlp: Language) -> tuple[Article, list[Quad]]:
    """The article and its quads; fails when the line reports a problem that is more than a doubt."""
    source = article({"text": text}, Metadata(id="a", published=published), "a.txt")
    done = run([source], nlp)
    assert [p for p in done.problems if p.fatal] == []
    return source, build(done.facts, Names(), model="m")


@settings(max_examples=300, deadline=timedelta(seconds=30), derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(texts(), st.sampled_from(DATES))
def test_no_text_breaks_the_line(nlp, text, published):
    source, quads = made(text, published, nlp)
    triples = [q.triple for q in set(quads)]
    assert len(triples) == len(set(triples)), "a triple stands in two graphs"
    assert quoted(quads) - {(b, e, text[b:e]) for b, e, _ in quoted(quads)} == set()
    report = validate(quads, texts={source.id: text})
    assert report.conforms, report.to_text()
    assert set(parse(serialized(quads, "trig", base=Names().base), RdfFormat.TRIG, lenient=False)) == set(quads)


def quoted(quads: list[Quad]) -> set[tuple[int, int, str]]:
    """Begin, end and text of every span."""
    of = {p: {q.subject: q.object.value for q in quads if q.predicate == p} for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf)}
    return {(int(b), int(of[NIF.endIndex][s]), of[NIF.anchorOf][s]) for s, b in of[NIF.beginIndex].items()}


@settings(max_examples=25, deadline=timedelta(seconds=30), derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts(), min_size=2, max_size=4, unique=True), st.permutations(range(4)))
def test_the_order_of_articles_changes_nothing(nlp, several, order):
    articles = [article({"text": t}, Metadata(id=f"a{i}", published="2023-06-18"), f"{i}.txt") for i, t in enumerate(several)]
    shuffled = [articles[i] for i in order if i < len(articles)]
    there, back = (serialized(build(run(some, nlp).facts, Names(), model="m"), "nq") for some in (articles, shuffled))
    assert there == back


RECORD = b'{"id": "a", "title": "Envoys meet", "published": "2023-06-18", "text": "Ana Ruiz met Joao Beck.\\nThey \\u00e9 talked."}\n'
PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Envoys meet</title></head><body><article><p>Ana Ruiz met.</p></article>"
)
MARKS = (
    b"\0",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xe9",
    b"\x80",
    b"\n",
    b"\r",
    b"{",
    b'"',
    b"\\",
    b"\\ud83d",
    b"<",
    b"&#0;",
    b"</p>",
    b"\x1b",
)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A record, a page or prose with bytes put in, left out or put in another encoding."""
    data = draw(st.sampled_from([RECORD * 2, PAGE, "Envoys “meet”\n\nAna Ruiz met João Beck.\n".encode()]))
    for at, new in draw(st.lists(st.tuples(st.integers(0, 200), st.sampled_from(MARKS) | st.binary(max_size=4)), max_size=6)):
        data = data[:at] + new + data[at + draw(st.integers(0, 3)) :]
    return data.decode("utf-8", "replace").encode("utf-16") if draw(st.integers(0, 9)) == 0 else data


@settings(max_examples=400, deadline=timedelta(seconds=30), derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(spoilt() | st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a"]))
def test_no_bytes_break_reading(tmp_path_factory, content, name):
    folder = tmp_path_factory.mktemp("bytes")
    (folder / name).write_bytes(content)
    problems: list[Problem] = []
    articles = list(read([str(folder / name)], problems=problems))
    assert articles or problems or not content.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0")
    assert all(p.place.startswith(str(folder / name)) and p.message for p in problems)
    for found in articles:
        assert found.text.strip()
        assert [b for b in found.blocks if not found.text[b.start : b.end].strip()] == []
        assert all(left.end <= right.start for left, right in pairwise(found.blocks))
