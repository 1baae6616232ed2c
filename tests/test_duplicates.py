"""The same story under two ids: found by signatures, told once, kept."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from kg.archive.archive import Archive
from kg.facts import ArticleFacts
from kg.graph.build import build
from kg.graph.duplicates import alike, duplicate_contributions
from kg.graph.iri import Names
from kg.model import Article, Block
from kg.resolve.likeness import ALIKE, BANDS, bands, first_band, likeness, signature
from kg.validate import validate
from kg.vocab import KG
from tests.archives import VERSIONS, exported, from_scratch

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrst"]
NAMES = Names()


def story(seed: int, length: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length)) + "."


def signed(text: str) -> bytes:
    return signature(Article("a", text))


def linked(*articles: tuple[str, str]) -> list[set[str]]:
    """Groups of near-duplicates in the graph of articles given as (id, text)."""
    quads = build([ArticleFacts(Article(ident, text)) for ident, text in articles], NAMES, model="m")
    groups: dict[object, set[str]] = {}
    for quad in quads:
        if quad.predicate == KG.nearDuplicate:
            groups.setdefault(quad.subject, set()).add(quad.object.value.removeprefix(NAMES.base))
    return list(groups.values())


def test_the_share_of_common_runs_is_estimated():
    for kept in (0, 100, 200, 300, 360, 400):
        other = " ".join([*story(1).split()[:kept], *story(2).split()[kept:]])
        assert abs(likeness(signed(story(1)), signed(other)) - kept / (800 - kept)) < 0.16


def test_case_punctuation_lines_and_boilerplate_make_no_difference():
    text = story(3)
    assert signed(text) == signed("“" + text.upper().replace(" ", ",\n") + "”")
    page = f"{text}\n\nSubscribe to our newsletter"
    blocks = (Block(0, len(text), "paragraph"), Block(len(text) + 2, len(page), "boilerplate"))
    assert signature(Article("a", page, blocks=blocks)) == signed(text)


@pytest.mark.parametrize("text", ["", "x", "…", "The minister said so."])
def test_short_texts_have_no_signature(text):
    assert signed(text) == b""
    assert bands(signed(text)) == []
    assert linked(("a", text), ("b", text)) == []


def test_a_story_under_two_ids_is_linked_and_kept():
    longer = f"{story(5)} {story(6, 40)}"
    assert linked(("a", story(5)), ("b", longer), ("c", story(7))) == [{"a", "b"}]


def test_different_stories_are_not_linked():
    shared = story(8, 150)
    assert linked(("a", f"{shared} {story(9, 250)}"), ("b", f"{story(10, 250)} {shared}")) == []


def test_a_group_is_told_once_whatever_the_order():
    articles = [(f"a{n}", story(11)) for n in range(6)]
    assert linked(*articles) == linked(*reversed(articles)) == [{f"a{n}" for n in range(6)}]


def test_the_report_warns_of_it():
    quads = build([ArticleFacts(Article(i, story(12))) for i in ("a", "b c")], NAMES, model="m")
    (found,) = [r for r in validate(quads).results if r.shape.endswith("story-told-again")]
    assert found.severity == "warning"
    assert f"<{NAMES.base}a> and <{NAMES.base}b%20c>" in found.message


def test_nearly_all_similar_stories_share_a_band():
    """Every tenth word of 400 changed leaves more than half of the runs; a few changes leave nearly all."""
    chance = random.Random(0)
    shared = 0
    for seed in range(100):
        words = story(seed).split()
        for at in chance.sample(range(len(words)), 8):
            words[at] = "other"
        one, other = signed(story(seed)), signed(" ".join(words))
        assert likeness(one, other) >= ALIKE
        shared += first_band(one, other) >= 0
    assert shared >= 97


def test_contributions_are_small_and_depend_on_the_text_alone():
    facts = ArticleFacts(Article("a", story(13), title="T", published="2023-01-01"))
    given = list(duplicate_contributions(facts))
    assert len(given) == BANDS
    assert given == list(duplicate_contributions(ArticleFacts(Article("a", story(13)))))
    assert len({key for key, _ in given}) == BANDS


def test_thousands_of_copies_take_no_long():
    sign = signed(story(14))
    begin = time.process_time()
    assert len(alike([(f"{n:05}", sign) for n in range(20_000)], 0)) == 20_000
    assert time.process_time() - begin < 5


def test_one_article_alone_shares_nothing():
    assert Counter(map(len, linked(("a", story(15))))) == Counter()


def test_an_archive_links_and_unlinks_them_as_a_build_would(tmp_path):
    facts = {ident: ArticleFacts(Article(ident, story(16), published="2024-01-01", date_basis="fromMetadata")) for ident in "abc"}
    with Archive(tmp_path) as archive:
        reports = [archive.add(facts[ident], VERSIONS) for ident in "cab"]
        assert ["nearly word for word" in report.to_text() for report in reports] == [False, True, True]
        assert b"nearDuplicate" in exported(archive)
        assert exported(archive) == from_scratch(facts.values())
        archive.retract("a")
        assert exported(archive) == from_scratch([facts["b"], facts["c"]])
        archive.retract("b")
        assert b"nearDuplicate" not in exported(archive)
