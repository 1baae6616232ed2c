"""Every row of the meeting lexicons: its example fires, its counter-example does not."""

from __future__ import annotations

import pytest

from kg.extract._phrases import names_of
from kg.extract.meeting import extract
from kg.extract.meetings.lexicon import rows
from kg.extract.meetings.scene import Scene
from kg.extract.meetings.when import find
from kg.model import MeetingMention
from tests.plain_english import parsed

WEAK = {"Upcoming": "Planned", "Unrealised": "Cancelled", "Past": "Held"}


def mentions(text: str) -> list[MeetingMention]:
    return list(extract(parsed(text)))


@pytest.mark.parametrize("row", rows("meeting_triggers.csv"), ids=lambda r: f"{r['words']}-{r['pos']}")
def test_a_trigger_fires_on_its_example_alone(row: dict[str, str]) -> None:
    rule = f"{row['pos'].lower()}.{row['frame']}"
    kinds = {m.kind for m in mentions(row["example"]) if m.rule.startswith(rule)}
    assert kinds & {row["kind"], "Call" if "phone" in row["words"] else "", "Summit" if row["frame"] == "gather" else ""}
    assert mentions(row["counter"]) == []


@pytest.mark.parametrize("row", rows("meeting_blockers.csv"), ids=lambda r: r["words"])
def test_a_blocked_phrase_is_no_encounter(row: dict[str, str]) -> None:
    assert mentions(row["example"]) == []


@pytest.mark.parametrize("row", rows("home_bodies.csv"), ids=lambda r: r["words"])
def test_a_body_of_one_country_meets_nobody(row: dict[str, str]) -> None:
    assert mentions(row["example"]) == []
    assert mentions(row["counter"])


@pytest.mark.parametrize("row", rows("status_cues.csv"), ids=lambda r: f"{r['words']}-{r['side']}-{r['on']}")
def test_a_cue_sets_the_status(row: dict[str, str]) -> None:
    wanted = WEAK.get(row["status"], row["status"])
    told = mentions(row["example"])
    if wanted == "None":
        assert told == []
        return
    assert any(m.status == wanted and m.cue is not None for m in told)
    size = len(row["words"].split())
    other = mentions(row["counter"])
    assert other
    assert not any(m.status == wanted and m.cue is not None and m.cue.end - m.cue.start == size for m in other)


@pytest.mark.parametrize("row", rows("light_verbs.csv"), ids=lambda r: r["verb"])
def test_a_light_verb_lends_its_subject(row: dict[str, str]) -> None:
    doc = parsed(row["example"])
    noun = next(m for m in extract(doc) if m.rule.startswith("noun"))
    people = {doc[p.start : p.end].text for p in noun.participants}
    assert people & {"Ruiz", "The leaders"}
    if row["status"]:
        assert noun.status == row["status"]


@pytest.mark.parametrize("row", rows("actor_nouns.csv"), ids=lambda r: r["noun"])
def test_an_actor_noun_is_an_actor(row: dict[str, str]) -> None:
    doc = parsed(row["example"])
    chains = Scene(doc, 0, len(doc), names_of(doc)).chains
    assert row["sort"] in {a.sort for c in chains for a in c.actors}


@pytest.mark.parametrize("row", rows("time_words.csv"), ids=lambda r: r["word"])
def test_a_word_of_time_is_found(row: dict[str, str]) -> None:
    doc = parsed(f"Ruiz met Beck {row['example']}.")
    assert find(doc, 0, len(doc))


@pytest.mark.parametrize("row", rows("company.csv"), ids=lambda r: r["words"])
def test_company_takes_part(row: dict[str, str]) -> None:
    def people(text: str) -> set[str]:
        doc = parsed(text)
        return {doc[p.start : p.end].text for m in extract(doc) for p in m.participants}

    assert "Ruiz" in people(row["example"])
    assert "Ruiz" not in people(row["counter"])
