"""Whom pronouns and "the princess" mean in whole articles, read by hand (``tests/data/coreference.csv``)."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.pipeline import facts_of
from kg.read import read

HAND = Path(__file__).parent / "data" / "coreference.csv"
AT_LEAST = 0.94


def by_hand() -> dict[str, list[tuple[int, str]]]:
    """Article id -> (offset of the anaphor, key of the person that it means, "" for nobody)."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with HAND.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["article"]].append((int(row["start"]), f"person.{row['person']}" if row["person"] else ""))
    return found


def test_anaphors_of_free_articles(nlp: Language, shared: Path, tmp_path: Path) -> None:
    source = shared / "articles" / "free" / "articles.jsonl"
    if not source.exists():
        pytest.skip("the free articles are not beside the repository")
    wanted = by_hand()
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if json.loads(line)["id"] in wanted]
    (tmp_path / "chosen.jsonl").write_text("\n".join(lines), encoding="utf-8")
    right = linked = meant = 0
    for story in annotate(read((str(tmp_path / "chosen.jsonl"),), problems=[]), nlp):
        facts = facts_of(story)
        people = {e.key for e in facts.entities if e.kind == "person"}
        spans = [(r.span, r.key) for r in facts.references if r.key in people]
        for at, person in wanted[story.article.id]:
            found = next((key for span, key in spans if span.start <= at < span.end), "")
            right += bool(found) and found == person
            linked += bool(found)
            meant += bool(person)
    assert len(wanted) == len(lines)
    assert meant > 150
    assert right / linked >= AT_LEAST
    assert right / meant >= AT_LEAST
