"""One person, one node: B-cubed precision and recall over mentions that were read and put to persons by hand.

``tests/data/identity_mentions.csv`` has mentions (set and id of the article, half-open offsets in code points) and who is meant, in the
articles with gold annotations and in readouts beside the checkout. B-cubed: Bagga and Baldwin 1998, Algorithms for scoring coreference
chains.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.facts import ArticleFacts
from kg.model import Span
from kg.pipeline import facts_of
from kg.read import read
from kg.resolve.questions import unify

DATA = Path(__file__).parent / "data" / "identity_mentions.csv"
PRECISION = 0.99
RECALL = 0.95
Mention = tuple[str, int, int]


def mentions() -> dict[Mention, str]:
    with DATA.open(encoding="utf-8", newline="") as rows:
        return {(r["article"], int(r["begin"]), int(r["end"])): r["person"] for r in csv.DictReader(rows)}


@pytest.fixture(scope="module")
def found(nlp, shared, tmp_path_factory) -> dict[Mention, str]:
    """The key that each mention of the list has in a graph of all its articles; one without a key stands alone."""
    wanted = {article for article, _, _ in mentions()}
    chosen = tmp_path_factory.mktemp("read") / "some.jsonl"
    sources = [shared / "articles" / name / "articles.jsonl" for name in ("seeds", "dev", "free")]
    if not all(s.is_file() for s in sources):
        pytest.skip("not all sets of articles are beside the checkout")
    lines = [line for s in sources for line in s.read_text("utf-8").splitlines() if json.loads(line)["id"] in wanted]
    chosen.write_text("\n".join(lines), "utf-8")
    facts = unify([facts_of(story) for story in annotate(read([str(chosen)], problems=[]), nlp)])
    by_article = {f.article.id: f for f in facts}
    return {m: key_at(by_article[m[0]], Span(m[1], m[2])) or f"nobody at {m}" for m in mentions()}


def key_at(facts: ArticleFacts, span: Span) -> str:
    return next((r.key for r in facts.references if "person." in r.key and r.span.start < span.end and span.start < r.span.end), "")


def b_cubed(expected: dict[Mention, str], given: dict[Mention, str]) -> tuple[float, float]:
    """Precision and recall: for each mention the share of its cluster that is right, and of its person that is there."""
    clusters, persons = defaultdict(set), defaultdict(set)
    for mention in expected:
        clusters[given[mention]].add(mention)
        persons[expected[mention]].add(mention)
    common = [(len(clusters[given[m]] & persons[expected[m]]), clusters[given[m]], persons[expected[m]]) for m in expected]
    size = len(common)
    return sum(n / len(c) for n, c, _ in common) / size, sum(n / len(p) for n, _, p in common) / size


def test_the_list_is_long_enough():
    assert len(mentions()) >= 150
    assert len(set(mentions().values())) >= 60


def test_b_cubed_itself():
    expected = {("a", 0, 1): "x", ("a", 2, 3): "x", ("a", 4, 5): "y"}
    assert b_cubed(expected, {("a", 0, 1): "1", ("a", 2, 3): "1", ("a", 4, 5): "2"}) == (1.0, 1.0)
    assert b_cubed(expected, dict.fromkeys(expected, "1")) == pytest.approx((5 / 9, 1.0))


@pytest.mark.slow
def test_persons_are_kept_apart_and_brought_together(found):
    expected = mentions()
    precision, recall = b_cubed(expected, found)
    keys = defaultdict(set)
    for mention, person in expected.items():
        keys[found[mention]].add(person)
    assert {key: people for key, people in keys.items() if len(people) > 1} == {}
    assert precision >= PRECISION
    assert recall >= RECALL, sorted((p, found[m]) for m, p in expected.items())
