"""Who met whom, by the shipped reader: sentences of ours with the encounter that they tell, or, without a status, do not tell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.pipeline import facts_of
from kg.read.articles import read_records

TABLE = Path(__file__).parent / "data" / "meeting_sides.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"][:60])
def test_those_who_meet(row: dict[str, str], nlp: Language) -> None:
    record = {"id": "a", "text": row["text"].replace("|", "\n\n"), "published": "2023-05-07"}
    (article,) = read_records([record], problems=[])
    facts = facts_of(next(iter(annotate([article], nlp))))
    told = {(m.kind, m.status, " ".join(sorted(p.split("-")[-1] for p in m.participants))) for m in facts.meetings}
    if row["status"]:
        assert (row["kind"], row["status"], row["who"]) in told
    else:
        assert (row["kind"], row["who"]) not in {(kind, who) for kind, _, who in told}
