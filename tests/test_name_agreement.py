"""The places of one name in a text get one kind."""

from __future__ import annotations

import numpy as np
import pytest

from kg.neural.agreement import settled

TAGS = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


def scores(rows: list[dict[str, float]]) -> np.ndarray:
    """Log-probabilities: what is not named shares the rest of each row."""
    out = []
    for row in rows:
        rest = (1 - sum(row.values())) / (len(TAGS) - len(row))
        out.append([row.get(tag, rest) for tag in TAGS])
    return np.log(np.array(out))


def test_the_surer_place_decides_the_kind():
    rows = scores([{"B-ORG": 0.95}, {"O": 0.99}, {"B-LOC": 0.5, "B-ORG": 0.4}])
    assert settled(["Harrow", "and", "Harrow"], rows, [(0, 1, "ORG"), (2, 3, "LOC")], TAGS) == [(0, 1, "ORG"), (2, 3, "ORG")]


def test_a_place_passed_over_becomes_a_name():
    rows = scores([{"B-ORG": 0.99}, {"I-ORG": 0.99}, {"O": 0.99}, {"O": 0.5, "B-ORG": 0.4}, {"O": 0.5, "I-ORG": 0.4}])
    assert settled(["Harrow", "Press", "and", "Harrow", "Press"], rows, [(0, 2, "ORG")], TAGS) == [(0, 2, "ORG"), (3, 5, "ORG")]


def test_doubt_everywhere_changes_nothing():
    rows = scores([{"B-ORG": 0.4, "O": 0.39}, {"O": 0.99}, {"O": 0.99}])
    assert settled(["May", "or", "May"], rows, [(0, 1, "ORG")], TAGS) == [(0, 1, "ORG")]


def test_part_of_a_longer_name_is_left_alone():
    rows = scores([{"B-LOC": 0.99}, {"O": 0.99}, {"B-ORG": 0.99}, {"I-ORG": 0.99}])
    names = [(0, 1, "LOC"), (2, 4, "ORG")]
    assert settled(["Harrow", "has", "Harrow", "Press"], rows, names, TAGS) == names


@pytest.mark.parametrize("word", ["harrow", "42"])
def test_forms_without_a_capital_keep_what_they_have(word: str):
    rows = scores([{"B-ORG": 0.99}, {"O": 0.6, "B-ORG": 0.3}])
    assert settled([word, word], rows, [(0, 1, "ORG")], TAGS) == [(0, 1, "ORG")]


def test_no_names_no_work():
    assert settled([], np.zeros((0, len(TAGS))), [], TAGS) == []
