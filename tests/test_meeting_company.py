"""Who else took part, on visits and in lists of those present; each rule with sentences in which it must keep still."""

from __future__ import annotations

import pytest

from kg.extract.meeting import extract
from kg.model import MeetingMention
from tests.plain_english import parsed


def told(text: str) -> list[tuple[str, list[str]]]:
    """Kind and participants of each mention."""
    doc = parsed(text)
    return [(m.kind, sorted(doc[p.start : p.end].text for p in m.participants)) for m in extract(doc)]


def times(text: str) -> list[list[str]]:
    doc = parsed(text)
    return [[doc[t.start : t.end].text for t in m.when] for m in extract(doc)]


def only(text: str) -> MeetingMention:
    (mention,) = extract(parsed(text))
    return mention


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz is due in Norway on Friday.", [("Visit", ["Ruiz"])]),
        ("Ruiz was in Norway for talks with Beck.", [("Visit", ["Ruiz"]), ("Talks", ["Beck", "Ruiz"])]),
        ("Ruiz was in Norway to meet Beck.", [("Visit", ["Ruiz"]), ("Talks", ["Beck", "Ruiz"])]),
        ("Ruiz was in Norway.", []),
        ("On a visit to Norway, Ruiz said it was late.", [("Visit", ["Ruiz"])]),
        ("Ruiz, on a visit to Norway, said it was late.", [("Visit", ["Ruiz"])]),
        ("After talks with Beck, Ruiz said it was late.", [("Talks", ["Beck", "Ruiz"])]),
        ("Ruiz became the first minister to visit Norway.", [("Visit", ["Ruiz"])]),
    ],
)
def test_stays_and_visits(text: str, wanted: list[tuple[str, list[str]]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Beck will be received by Ruiz in Lima.", ["Beck", "Ruiz"]),
        ("Ruiz received on Friday President Beck in Lima.", ["Beck", "Ruiz"]),
        ("Ruiz and Beck discussed trade.", ["Beck", "Ruiz"]),
        ("Ruiz convened the ministers in Lima.", ["Ruiz", "the ministers"]),
        ("Ruiz and Beck's talks with Cole were short.", ["Beck", "Cole", "Ruiz"]),
        ("Ruiz, Cole and Beck attended the meeting.", ["Beck", "Cole", "Ruiz"]),
    ],
)
def test_both_sides_are_found(text: str, wanted: list[str]) -> None:
    ((_, people),) = told(text)
    assert people == wanted


def test_ministers_of_several_countries_bring_all_of_them() -> None:
    doc = parsed("The ministers of Norway, Chile and Kenya met in Lima.")
    (mention,) = extract(doc)
    assert {doc[p.start : p.end].text for p in mention.parties} == {"Norway", "Chile", "Kenya"}
    assert [doc[p.start : p.end].text for p in mention.places] == ["Lima"]


def test_attendance_alone_is_of_the_meeting_before() -> None:
    mention = only("Ruiz and Beck were also present.")
    assert mention.definite
    assert mention.rule == "adj.presence.definite"


def test_the_sidelines_of_a_summit_are_no_summit() -> None:
    assert [kind for kind, _ in told("Ruiz met Beck on the sidelines of the summit.")] == ["Talks"]
    assert [kind for kind, _ in told("Ruiz met Beck after the summit.")] == ["Talks", "Summit"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruiz visited Norway for the first time since the war of May.", [[]]),
        ("Ruiz visited Norway for the first time in May.", [["May"]]),
        ("Ruiz left Lima on Friday and will meet Beck.", [[]]),
        ("On Friday Ruiz will meet Beck.", [["Friday"]]),
        ("The talks with Beck were called off on Friday.", [[]]),
        ("The talks with Beck on Friday were called off.", [["Friday"]]),
        ("Ruiz and Beck last met when Norway hosted a race in May.", [["May"]]),
    ],
)
def test_times_of_something_else_stay_out(text: str, wanted: list[list[str]]) -> None:
    assert times(text) == wanted


def test_what_was_last_is_another_meeting() -> None:
    assert only("Ruiz and Beck last met in May.").further
    assert not only("Ruiz and Beck met in May.").further


def test_what_stands_behind_a_parenthesis_settles_the_status() -> None:
    assert only("The talks with Beck, due to take place in Lima on Friday, were called off.").status == "Cancelled"
    assert only("The talks with Beck, due to take place in Lima on Friday, were short.").status == "Planned"


def test_the_last_word_of_the_sentence_before_is_no_verb_of_saying() -> None:
    doc = parsed("Beck told of the report. Today Ruiz met Cole.")
    doc[4].lemma_ = "report"
    mention = next(m for m in extract(doc) if m.trigger.start > 5)
    assert [doc[t.start : t.end].text for t in mention.when] == ["Today"]


def test_those_whom_one_met_to_discuss_do_not_meet_each_other() -> None:
    assert told("Ruiz met Beck and Cole to discuss trade.") == [("Talks", ["Beck", "Cole", "Ruiz"])]


def test_a_people_is_a_side() -> None:
    doc = parsed("Talks between Norway and the Chileans were short.")
    (mention,) = extract(doc)
    assert [doc[p.start : p.end].text for p in mention.parties] == ["Norway", "the Chileans"]


def test_who_welcomes_talks_need_not_take_part() -> None:
    assert told("Ruiz welcomed the talks between Beck and Cole.") == [("Talks", ["Beck", "Cole"])]
    assert told("Ruiz welcomed a meeting with Beck.") == [("Talks", ["Beck"])]
    assert ("Visit", ["Beck"]) in told("Ruiz welcomed Beck for a visit to Norway.")
