"""Days and places of meetings in short news of our own (``tests/data/meeting_times.csv``), read by the shipped reader.

Each line tells one meeting of a text: its kind, its first day or month (with its last one behind a slash) and its place; "none" is what
the text does not tell, and must not be told. The few that may fail leave room for another reader, not for a rule that is lost.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from spacy.language import Language

from kg.annotate import annotate
from kg.facts import ArticleFacts, MeetingFact
from kg.pipeline import facts_of
from kg.read.articles import read_records

TABLE = Path(__file__).parent / "data" / "meeting_times.csv"
AT_LEAST = 0.97

Row = Mapping[str, str]


def table() -> dict[tuple[str, str], list[Row]]:
    """Day of publication and text -> the meetings that the text tells."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["published"], row["text"]].append(row)
    return found


def told(nlp: Language, published: str, text: str) -> ArticleFacts:
    (article,) = read_records([{"id": "a", "text": text, "published": published}], problems=[])
    return facts_of(next(iter(annotate([article], nlp))))


def is_right(row: Row, meeting: MeetingFact, names: Mapping[str, str]) -> bool:
    when = meeting.start if meeting.end in ("", meeting.start) else f"{meeting.start}/{meeting.end}"
    places = [names.get(p, p) for p in meeting.places]
    timed = row["when"] in ("", when or "none")
    return meeting.kind == row["kind"] and timed and (row["place"] in ("", *places) or (row["place"] == "none" and not places))


def missed(facts: ArticleFacts, rows: list[Row]) -> list[Row]:
    """The lines that no meeting of the text fits; each meeting serves one line."""
    names, left, out = {e.key: e.name for e in facts.entities}, list(facts.meetings), []
    for row in rows:
        fit = next((m for m in left if is_right(row, m, names)), None)
        if fit is None:
            out.append(row)
        else:
            left.remove(fit)
    return out


def test_days_and_places_of_short_news(nlp: Language) -> None:
    texts = table()
    wrong = [row for (published, text), rows in texts.items() for row in missed(told(nlp, published, text), rows)]
    right = 1 - len(wrong) / sum(map(len, texts.values()))
    assert right >= AT_LEAST, [(r["kind"], r["when"], r["place"], r["text"]) for r in wrong]


def test_another_day_or_place_is_not_taken_for_right(nlp: Language) -> None:
    facts = told(nlp, "2024-03-15", "Ada Ruiz met Omar Lind in Kampala on Thursday.")
    row = {"kind": "Talks", "when": "2024-03-14", "place": "Kampala"}
    assert missed(facts, [row]) == []
    for other in ([row | {"when": "2024-03-15"}], [row | {"place": "Nairobi"}], [row, row]):
        assert len(missed(facts, other)) == 1
