"""The lexicons of attribution: every example gives the content in its brackets, no counter-example gives a statement."""

from __future__ import annotations

import csv

import pytest
from spacy.language import Language

from kg import resources
from kg.extract.said import cues
from kg.extract.statement import extract


def rows(name: str) -> list[dict[str, str]]:
    with resources.data(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def contents(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    return [" // ".join(doc[t.start : t.end].text for t in m.content) for m in extract(doc)]


@pytest.mark.parametrize("name", ["cues.csv", "channels.csv", "attribution_words.csv"])
def test_every_example_is_found(nlp: Language, name: str) -> None:
    missed = []
    for row in rows(name):
        wanted = row["example"].partition("[")[2].partition("]")[0]
        text = row["example"].replace("[", "").replace("]", "")
        if wanted.removeprefix("that ") not in contents(nlp, text):
            missed.append(text)
    assert missed == []


def test_no_counter_example_is_found(nlp: Language) -> None:
    assert [row["counter_example"] for row in rows("cues.csv") if row["counter_example"] and contents(nlp, row["counter_example"])] == []


def test_every_row_has_a_marked_example_and_known_frames() -> None:
    known = {
        "quote", "clause", "that", "to", "object", "thing", "stand",
        "listener", "with", "discuss", "question", "gerund", "person", "person-to", "object-as", "object-is",
    }  # fmt: skip
    for row in rows("cues.csv"):
        assert row["example"].count("[") == row["example"].count("]") == 1, row["lemma"]
        assert row["frames"], row["lemma"]
        for frame in row["frames"].split():
            assert frame in known or frame.partition(":")[0] in {"prep", "person-prep", "object-prep"}, frame


def test_lemmas_are_unique() -> None:
    keys = [(row["lemma"], row["class"] == "noun") for row in rows("cues.csv")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("lemma", "irregular", "wanted"),
    [
        ("say", ["said", "said"], {"say", "says", "said", "saying"}),
        ("deny", [], {"deny", "denies", "denied", "denying"}),
        ("agree", [], {"agree", "agrees", "agreed", "agreeing"}),
        ("stress", [], {"stress", "stresses", "stressed", "stressing"}),
        ("admit", ["admitted", "admitted", "admitting"], {"admit", "admits", "admitted", "admitting"}),
    ],
)
def test_forms(lemma: str, irregular: list[str], wanted: set[str]) -> None:
    assert set(cues.forms(lemma, irregular)) == wanted
