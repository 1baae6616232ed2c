"""What is decided on the disk is what is decided in memory, for every question and however the profiles come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.components import Decision
from kg.resolve.judgements import Judgements
from kg.resolve.questions import QUESTIONS, UTTERANCES, Question, answers, in_memory, settled
from kg.resolve.wordings import Wording
from kg.shards import deciding
from kg.shards.deciding import on_disk
from tests.archives import FISHERY, story

STORIES = tuple(
    story(f"{ident}{n}", name, "president@country.ke", "Eva Beck", day=f"2024-03-1{n}", gist=FISHERY)
    for n in range(4)
    for ident, name in (("a", "Joe Lund"), ("b", "Joseph Lund"), ("c", "Ana Sol"))
)
WORDS = ("fishery", "quota", "treaty", "harbour", "ballot", "levy", "embargo")


def profiles_of(question: Question[Any]) -> list[Any]:
    """The profiles of the stories, once the questions before have been answered."""
    before = answers(lambda: STORIES, Judgements(), QUESTIONS[: QUESTIONS.index(question)])
    return [p for facts in STORIES for p in question.profiles(settled(facts, before))]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
@pytest.mark.parametrize("batch", [3, 5_000])
def test_each_question_is_answered_as_in_memory(tmp_path, monkeypatch, question, batch):
    monkeypatch.setattr(deciding, "BATCH", batch)
    profiles = profiles_of(question)
    expected = in_memory(question, profiles)
    with on_disk(tmp_path) as decide:
        found = decide(question, profiles)
        assert {p: found[p] for p in expected} == expected
        assert len(found) == len(expected)
    assert any(decision != Decision() for decision in expected.values())


def wording(number: int, words: Sequence[str]) -> Wording:
    return Wording(f"a{number}.statement.1-9", ("person.ana-sol",), tuple(words), first="2024-03-01", last="2024-03-04")


@given(said=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), max_size=12))
def test_any_statements_are_decided_as_in_memory(tmp_path_factory, said):
    profiles = [wording(n, words) for n, words in enumerate(said)]
    with on_disk(tmp_path_factory.mktemp("decided")) as decide:
        found = decide(UTTERANCES, iter(profiles))
        assert {p: found[p] for p in profiles} == in_memory(UTTERANCES, profiles)


def test_a_folder_may_hold_what_a_run_before_decided(tmp_path):
    question = QUESTIONS[0]
    with on_disk(tmp_path) as decide:
        decide(question, profiles_of(question))
    with on_disk(tmp_path) as decide:
        assert len(decide(question, ())) == 0
