"""Tables of words by kind: no row twice, every example has its word, and the code asks for the kinds that there are."""

from __future__ import annotations

import ast
import csv
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Token

import kg.extract.meetings.words
from kg import resources
from kg.extract._syntax import lemma_in
from kg.extract.meetings.words import listed

TABLES = {"attribution_words.csv": ("words", "kg.extract.said.words"), "meeting_words.csv": ("listed", "kg.extract.meetings.words")}


def table(name: str) -> list[dict[str, str]]:
    with resources.data(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def asked(function: str, module: str) -> set[str]:
    """The kinds with which the package calls ``function`` of a module, all of them literal."""
    found = set()
    for path in sorted(Path(resources.PACKAGE).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if any(isinstance(n, ast.ImportFrom) and n.module == module and function in {a.name for a in n.names} for n in ast.walk(tree)):
            calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == function)
            found |= {ast.literal_eval(call.args[0]) for call in calls}
    return found


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_word_is_listed_twice_in_a_kind(name: str) -> None:
    keys = [(row["kind"], row["word"]) for row in table(name)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_code_asks_for_the_kinds_that_there_are(name: str) -> None:
    assert asked(*TABLES[name]) == {row["kind"] for row in table(name)}


def test_each_kind_of_meeting_words_is_explained() -> None:
    told = {line[4:23].strip() for line in (kg.extract.meetings.words.__doc__ or "").splitlines() if line.startswith("    ")}
    assert told == {row["kind"] for row in table("meeting_words.csv")}


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        listed("no such kind")


def test_each_meeting_word_stands_in_its_example(nlp: Language) -> None:
    rows = table("meeting_words.csv")
    docs = nlp.pipe(row["example"] for row in rows)
    assert [row for row, doc in zip(rows, docs, strict=True) if not any(_is(token, row["word"]) for token in doc)] == []


def _is(token: Token, word: str) -> bool:
    """A word as it is written, in small letters, or as a form of its lemma; a compound may be cut at its hyphens."""
    return (
        word in {token.text, token.text.rstrip("."), token.lower_}
        or bool(lemma_in(token, {word}))
        or ("-" in word and word in token.doc.text.lower())
    )
