"""Pairing of quotation marks: styles, nesting, apostrophes, marks that never close, and properties that hold for any text."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from kg.extract._quotes import MAX_DEPTH, paragraphs, quotes

NLP = spacy.blank("en")


def found(text: str) -> list[tuple[str, bool, int]]:
    doc = NLP(text)
    return [(doc[q.start : q.end].text, q.closed, q.depth) for p in paragraphs(doc) for q in quotes(doc, p)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“The plan is dead,” she said.", "The plan is dead,"),
        ("‘The plan is dead,’ she said.", "The plan is dead,"),
        ('"The plan is dead," she said.', "The plan is dead,"),
        ("'The plan is dead,' she said.", "The plan is dead,"),
        ("«The plan is dead», she said.", "The plan is dead"),
        ("„The plan is dead“, she said.", "The plan is dead"),
        ("``The plan is dead,'' she said.", "The plan is dead,"),
        ("''The plan is dead,'' she said.", "The plan is dead,"),
        ('“The plan is dead," she said.', "The plan is dead,"),
    ],
)
def test_every_style_is_paired(text: str, inside: str) -> None:
    assert found(text) == [(inside, True, 0)]


@pytest.mark.parametrize(
    "text", ["The ministers’ plan didn’t fail.", "It's the envoys' fault.", "The '90s were long.", "Rock ’n’ roll won’t die."]
)
def test_apostrophes_are_no_quotation_marks(text: str) -> None:
    assert found(text) == []


def test_a_possessive_within_single_marks_does_not_close_them() -> None:
    assert found("‘The ministers’ plan is dead,’ she said.") == [("The ministers’ plan is dead,", True, 0)]


def test_nested_marks_have_a_depth() -> None:
    assert found("“She called it ‘dead’ today,” he said.") == [("She called it ‘dead’ today,", True, 0), ("dead", True, 1)]


def test_a_mark_never_closed_ends_with_its_paragraph() -> None:
    doc = NLP("“The plan is dead, Ruiz said.\n\nThe next day it rained.")
    first, second = paragraphs(doc)
    (quote,) = quotes(doc, first)
    assert not quote.closed
    assert quote.end <= first.end
    assert quotes(doc, second) == []


def test_a_mark_never_closed_ends_where_the_next_quotation_opens() -> None:
    assert found("“The plan is dead. “We know,” she said.") == [("The plan is dead.", False, 0), ("We know,", True, 0)]


def test_blocks_are_paragraphs() -> None:
    doc = Doc(NLP.vocab, words=["“", "One", "two", "three"], spaces=[False, False, True, False])
    doc.spans["blocks"] = [Span(doc, 0, 2), Span(doc, 2, 4)]
    assert [tuple(p) for p in paragraphs(doc)] == [(0, 2), (2, 4)]


MARKED = st.text(alphabet=st.sampled_from(list("ab. ,\n“”‘’\"'«»„`")), max_size=80)


@given(MARKED)
def test_quotations_stay_within_their_paragraph_and_nest(text: str) -> None:
    doc = NLP(text)
    parts = paragraphs(doc)
    assert [i for p in parts for i in range(*p)] == list(range(len(doc)))
    for paragraph in parts:
        for q in quotes(doc, paragraph):
            assert paragraph.start < q.start < q.end <= paragraph.end
            assert 0 <= q.depth <= MAX_DEPTH
    for p in parts:
        inner = quotes(doc, p)
        for a in inner:
            for b in inner:
                assert (
                    a == b
                    or a.end <= b.start
                    or b.end <= a.start
                    or (a.start <= b.start and b.end <= a.end)
                    or (b.start <= a.start and a.end <= b.end)
                )


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(["“", "”", '"', "‘", "’", "«", "a"]), min_size=1, max_size=6))
def test_many_marks_are_read_in_linear_time(pattern: list[str]) -> None:
    words = (pattern * 100_000)[:100_000]
    doc = Doc(NLP.vocab, words=words, spaces=[w == "a" for w in words])
    doc.spans["blocks"] = [doc[0 : len(doc)]]
    start = time.process_time()
    (paragraph,) = paragraphs(doc)
    quotes(doc, paragraph)
    assert time.process_time() - start < 20
