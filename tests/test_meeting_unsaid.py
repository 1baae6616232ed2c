"""Encounters of which one side, or the visitor, is told by the sentence before alone."""

from __future__ import annotations

import pytest

from kg.extract.meeting import extract
from kg.extract.meetings.unsaid import UNSAID
from kg.model import MeetingMention
from tests.plain_english import parsed


def told(text: str) -> list[MeetingMention]:
    return list(extract(parsed(text)))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A meeting with President Beck is possible.", "Possible"),
        ("A meeting with President Beck was called off.", "Cancelled"),
        ("A conversation with President Beck took place on Friday.", "Held"),
        ("Another meeting with President Beck is planned for Friday.", "Planned"),
        ("A trip to Norway was put off.", "Postponed"),
    ],
)
def test_one_side_is_left_to_the_sentence_before(text: str, status: str) -> None:
    (mention,) = told(text)
    assert mention.rule.endswith(UNSAID)
    assert mention.status == status


@pytest.mark.parametrize(
    "text",
    [
        "The meeting with President Beck is possible.",
        "A meeting between Ruiz and Beck is possible.",
        "Ruiz held a meeting with President Beck.",
        "Ruiz's trip to Norway was put off.",
        "A trip by Ruiz to Norway was put off.",
        "A meeting with Norway is possible.",
    ],
)
def test_what_is_told_in_full_needs_no_other_sentence(text: str) -> None:
    assert all(not m.rule.endswith(UNSAID) for m in told(text))


def test_what_had_been_put_off_can_still_come() -> None:
    (visit,) = told("Ruiz is to pay a visit to Norway, which had been put off.")
    assert visit.status == "Planned"
    (visit,) = told("Ruiz is to pay a visit to Norway, which was put off.")
    assert visit.status == "Postponed"
