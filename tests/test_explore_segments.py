"""Marked text: every character once, every mark shown, however marks overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.explore.segments import Mark, paragraphs

TEXT = "Ruiz told Beck the port stays open.\n\nBeck left."


def shown(*marks: Mark) -> list[tuple[str, list[str], list[int]]]:
    return [(s.text, s.looks, s.notes) for line in paragraphs(TEXT, marks) for s in line]


def test_text_without_marks_is_left_in_one_piece_a_line() -> None:
    assert shown() == [("Ruiz told Beck the port stays open.", [], []), ("Beck left.", [], [])]


def test_a_name_inside_a_statement_bears_both_looks() -> None:
    found = shown(Mark(10, 34, "said", 1), Mark(10, 14, "who", 0, "beck.html"))
    assert found[1:3] == [("Beck", ["said", "who"], []), (" the port stays open", ["said"], [1])]


def test_a_segment_knows_where_it_begins() -> None:
    found = [s for line in paragraphs(TEXT, [Mark(10, 14, "who")]) for s in line]
    assert all(TEXT[s.start :].startswith(s.text) for s in found)


def test_crossing_marks_are_both_kept() -> None:
    found = shown(Mark(0, 14, "met", 1), Mark(10, 23, "said", 2))
    assert [(text, looks) for text, looks, _ in found[:3]] == [("Ruiz told ", ["met"]), ("Beck", ["met", "said"]), (" the port", ["said"])]


def test_the_note_of_a_fact_stands_once_at_the_end_of_its_first_mark() -> None:
    found = shown(Mark(0, 4, "said", 1), Mark(15, 23, "said", 1))
    assert [text for text, _, notes in found if notes] == ["Ruiz"]


def test_a_mark_over_several_lines_has_its_note_in_the_first() -> None:
    found = shown(Mark(24, 40, "said", 1))
    assert [text for text, _, notes in found if notes] == ["stays open."]


def test_of_two_facts_on_one_stretch_the_narrower_comes_first() -> None:
    (segments, _) = paragraphs(TEXT, [Mark(0, 34, "met", 1), Mark(10, 14, "said", 2)])
    assert next(s.numbers for s in segments if s.text == "Beck") == [2, 1]


ONE = st.builds(lambda at, length, number: Mark(at, at + length, "said", number), st.integers(0, 45), st.integers(1, 30), st.integers(1, 5))
MARKS = st.lists(ONE, max_size=8)


@given(MARKS)
def test_nothing_is_lost_or_doubled(marks: list[Mark]) -> None:
    lines = list(paragraphs(TEXT, marks))
    assert ["".join(s.text for s in line) for line in lines] == [line for line in TEXT.split("\n") if line]
    notes = [n for line in lines for s in line for n in s.notes]
    anchors = [n for line in lines for s in line for n in s.anchors]
    visible = {m.number for m in marks if TEXT[m.start : m.end].strip("\n")}
    assert sorted(notes) == sorted(anchors) == sorted(visible)
