"""Stances: every example of the lexicon gives its position, no counter-example gives any; and how they reach the graph."""

from __future__ import annotations

import csv

import pytest
from spacy.language import Language

from kg import resources
from kg.extract import stance, statement
from kg.model import IssueMention, Tokens


def rows() -> list[dict[str, str]]:
    with resources.data("stances.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def positions(nlp: Language, marked: str, label: str = "") -> list[str]:
    """The positions towards the issue in square brackets; with ``label`` it is filed under a concept of that name."""
    start, end = marked.index("["), marked.index("]") - 1
    doc = nlp(marked.replace("[", "").replace("]", ""))
    span = doc.char_span(start, end, alignment_mode="expand")
    issue = IssueMention(Tokens(span.start, span.end), "matter", label or "matter", candidate=not label)
    return [found.position for _, found in stance.extract(doc, list(statement.extract(doc)), [issue])]


def test_every_example_shows_its_position(nlp: Language) -> None:
    wrong = [r["example"] for r in rows() if set(positions(nlp, r["example"])) != {r["expected"].capitalize()}]
    assert wrong == []


def test_no_counter_example_shows_any(nlp: Language) -> None:
    assert [r["counter"] for r in rows() if r["counter"] and positions(nlp, r["counter"])] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz said she did not support [the peace plan].", ["Against"]),
        ("Ruiz refused to support [the peace plan].", ["Against"]),
        ("Ruiz said she could support [a ceasefire].", []),
        ("“I oppose [the tariffs],” Ruiz said.", ["Against"]),
        ("Ruiz condemned the minister's remarks on [the tariffs].", []),
        ("Ruiz expressed support for peace and [free trade].", ["For"]),
        ("Ruiz dismissed concerns about [the trade war].", []),
        ("Ruiz asked whether Beck opposed [the tariffs].", []),
    ],
)
def test_negation_doubt_and_others(nlp: Language, text: str, wanted: list[str]) -> None:
    assert positions(nlp, text) == wanted


def test_what_another_one_opposes_is_that_ones_stance(nlp: Language) -> None:
    doc = nlp("Ruiz said Beck opposes the tariffs.")
    issue = IssueMention(Tokens(4, 6), "tariffs", "tariffs")
    found = list(stance.extract(doc, list(statement.extract(doc)), [issue]))
    assert [(doc[slice(*by.source)].text, of.position) for by, of in found] == [("Beck", "Against")]


def test_a_concept_that_the_words_do_not_name_has_no_stance(nlp: Language) -> None:
    assert positions(nlp, "Ruiz defended [gun rights].", label="gun control") == []
    assert positions(nlp, "Ruiz called for [gun control].", label="gun control") == ["For"]


def test_the_evidence_runs_from_the_word_to_the_issue(nlp: Language) -> None:
    doc = nlp("Ana Ruiz firmly opposes the import of nuclear weapons.")
    issue = IssueMention(Tokens(7, 9), "nuclear-weapons", "nuclear weapons")
    assert list(stance.extract(doc, list(statement.extract(doc)), [issue])) == []
    doc = nlp("Ana Ruiz firmly condemned the use of nuclear weapons.")
    ((_, found),) = stance.extract(doc, list(statement.extract(doc)), [issue])
    assert doc[slice(*found.evidence)].text == "condemned the use of nuclear weapons"
    assert (found.position, found.rule) == ("Against", "stance.verb.condemn")
