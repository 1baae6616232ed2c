"""What is decided on the disk is what is decided in memory, for every question and however the profiles come."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.archive.records import dumps
from kg.resolve.components import Decision, decide_all
from kg.resolve.judgements import Judgements
from kg.resolve.questions import QUESTIONS, UTTERANCES, InMemory, Question, answers, settled
from kg.resolve.wordings import Wording
from kg.shards import deciding
from kg.shards.deciding import Decisions, decide
from tests.archives import FISHERY, story

STORIES = tuple(
    story(f"{ident}{n}", name, "president@country.ke", "Eva Beck", day=f"2024-03-1{n}", gist=FISHERY)
    for n in range(4)
    for ident, name in (("a", "Joe Lund"), ("b", "Joseph Lund"), ("c", "Ana Sol"))
)
WORDS = ("fishery", "quota", "treaty", "harbour", "ballot", "levy", "embargo")


def profiles_of(question: Question[Any]) -> list[Any]:
    """The profiles of the stories, once the questions before have been answered."""
    before = answers(InMemory(STORIES), Judgements(), QUESTIONS[: QUESTIONS.index(question)])
    return [p for facts in STORIES for p in question.profiles(settled(facts, before))]


def in_memory(question: Question[Any], profiles: Sequence[Any]) -> Mapping[Any, Decision]:
    return decide_all(Counter(profiles), question.blocks, question.decide)


def on_disk(folder: Path, question: Question[Any], profiles: Sequence[Any]) -> Decisions[Any]:
    """Told one by one, as by as many parts."""
    return decide(folder / "of.db", question, (Counter([dumps(p)]) for p in profiles))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
@pytest.mark.parametrize("batch", [3, 5_000])
def test_each_question_is_answered_as_in_memory(tmp_path, monkeypatch, question, batch):
    monkeypatch.setattr(deciding, "BATCH", batch)
    profiles = profiles_of(question)
    expected = in_memory(question, profiles)
    with closing(on_disk(tmp_path, question, profiles)) as found:
        assert {p: found[p] for p in expected} == expected
        assert len(found) == len(expected)
    assert any(decision != Decision() for decision in expected.values())


def wording(number: int, words: Sequence[str]) -> Wording:
    return Wording(f"a{number}.statement.1-9", ("person.ana-sol",), tuple(words), first="2024-03-01", last="2024-03-04")


@given(said=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), max_size=12))
def test_any_statements_are_decided_as_in_memory(tmp_path_factory, said):
    profiles = [wording(n, words) for n, words in enumerate(said)]
    with closing(on_disk(tmp_path_factory.mktemp("decided"), UTTERANCES, profiles)) as found:
        assert {p: found[p] for p in profiles} == in_memory(UTTERANCES, profiles)


def test_a_folder_may_hold_what_a_run_before_decided(tmp_path):
    question = QUESTIONS[0]
    on_disk(tmp_path, question, profiles_of(question)).close()
    with closing(on_disk(tmp_path, question, ())) as found:
        assert len(found) == 0


def test_decisions_are_found_again_by_another_process(tmp_path):
    profiles = profiles_of(QUESTIONS[0])
    with closing(on_disk(tmp_path, QUESTIONS[0], profiles)) as found, closing(pickle.loads(pickle.dumps(found))) as again:
        assert [again[p] for p in profiles] == [found[p] for p in profiles]
