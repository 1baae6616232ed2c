"""Frames and statuses of meetings beyond the plain ones; each rule with sentences in which it must keep still."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract.meeting import extract
from kg.model import MeetingMention
from kg.resolve.meeting import MeetingFacts, merge, settle, with_parties
from tests.plain_english import parsed

NO, CL = "country.no", "country.cl"
HOME = {"person.ruiz": NO, "person.beck": CL, "a.group.minister": NO}


def one(text: str) -> tuple[Doc, MeetingMention]:
    doc = parsed(text)
    (mention,) = extract(doc)
    return doc, mention


def people(text: str) -> list[str]:
    doc, mention = one(text)
    return sorted(doc[p.start : p.end].text for p in mention.participants)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Ruiz called Beck to tell him.", "Call", ["Beck", "Ruiz"]),
        ("Ruiz called Beck on Friday.", "Call", ["Beck", "Ruiz"]),
        ("Ruiz will see Beck on Friday.", "Talks", ["Beck", "Ruiz"]),
        ("Ruiz invited Beck to Norway.", "Visit", ["Beck"]),
        ("On Friday Ruiz is to sit down with Beck.", "Talks", ["Beck", "Ruiz"]),
    ],
)
def test_frames(text: str, kind: str, wanted: list[str]) -> None:
    assert one(text)[1].kind == kind
    assert people(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz called Beck a liar.",
        "Ruiz called Beck in for questions.",
        "Ruiz saw Beck on Friday.",
        "Ruiz will see Beck leave.",
        "Ruiz invited Beck to speak.",
        "Did Ruiz meet Beck?",
        "They argued over Norway and Chile but vowed to talk.",
    ],
)
def test_no_encounter(text: str) -> None:
    assert list(extract(parsed(text))) == []


def test_a_question_is_a_possibility() -> None:
    assert one("Will Ruiz receive Beck?")[1].status == "Possible"
    assert one("Ruiz will receive Beck.")[1].status == "Planned"


def test_a_hope_reaches_over_its_clause() -> None:
    assert one("Ruiz hopes that in May he will meet Beck.")[1].status == "Possible"
    assert one("Ruiz said that in May he will meet Beck.")[1].status == "Planned"


def test_an_invitation_is_a_possibility() -> None:
    assert one("Ruiz invited Beck to Norway.")[1].status == "Possible"


def test_who_was_last_to_visit_is_named_behind_the_verb() -> None:
    doc, mention = one("The last minister to visit Norway was Beck.")
    assert (mention.status, [doc[p.start : p.end].text for p in mention.participants]) == ("Held", ["Beck"])
    assert one("The minister plans to visit Norway.")[1].status == "Planned"


def test_counterparts_of_two_countries_are_called_one_by_one() -> None:
    doc = parsed("Ruiz phoned his counterparts from Norway and Chile.")
    calls = [[doc[p.start : p.end].text for p in m.participants] for m in extract(doc)]
    assert calls == [["Ruiz", "his counterparts from Norway"], ["Ruiz", "Chile"]]
    assert len(list(extract(parsed("Ruiz phoned his counterparts from Norway.")))) == 1


def test_a_time_counted_from_the_encounter_is_not_its_date() -> None:
    assert one("Two weeks after Ruiz met Beck it was late.")[1].when == ()
    doc, mention = one("Ruiz met Beck in Lima two weeks before.")
    assert [doc[t.start : t.end].text for t in mention.when] == ["two weeks before"]


def test_the_topic_of_a_conference_is_no_place() -> None:
    assert one("Ruiz attended the conference on Norway.")[1].places == ()
    assert len(one("Ruiz attended the conference in Norway.")[1].places) == 1


def visit(order: int, who: str, status: str, place: str = "", **more: object) -> MeetingFacts:
    facts = MeetingFacts("Visit", status, frozenset({who}), places=(place,) if place else (), order=order, **more)  # type: ignore[arg-type]
    return with_parties(facts, HOME, {NO: NO, CL: CL})


def test_a_visit_and_the_return_visit_stay_apart() -> None:
    told = [visit(0, "a.group.minister", "Held", CL), visit(1, "person.beck", "Possible", NO)]
    assert [r.status for r in merge(told)] == ["Held", "Possible"]


def test_an_unnamed_visitor_of_the_same_country_is_the_named_one() -> None:
    (report,) = merge([visit(0, "a.group.minister", "Held", CL), visit(1, "person.ruiz", "Held")])
    assert report.participants == {"a.group.minister", "person.ruiz"}


def test_what_is_called_off_is_not_what_was_only_offered() -> None:
    off = MeetingFacts("Visit", "Postponed", order=2, definite=True)
    done, offered = merge([visit(0, "person.ruiz", "Planned", CL), visit(1, "person.beck", "Possible", NO), off])
    assert (done.status, offered.status) == ("Postponed", "Possible")


def test_a_past_tense_outweighs_a_date_to_come() -> None:
    met = MeetingFacts("Talks", "Held", start="2024-03-09", end="2024-03-09", rule="verb.meet")
    assert (settle(met, "2024-03-01").status, settle(met, "2024-03-01").start) == ("Held", "")
    meets = MeetingFacts("Talks", "Held", start="2024-03-09", end="2024-03-09", rule="verb.meet", firm=False)
    assert (settle(meets, "2024-03-01").status, settle(meets, "2024-03-01").start) == ("Planned", "2024-03-09")


def test_the_time_of_another_encounter_is_left_to_it() -> None:
    doc = parsed("Ruiz met Beck to prepare the Lima summit in May.")
    assert next(iter(extract(doc))).when == ()
    doc = parsed("Cole met Beck in May and Ruiz visited Lima.")
    assert [len(m.when) for m in extract(doc)] == [1, 0]
    doc, mention = one("In May Ruiz visited Lima.")
    assert [doc[t.start : t.end].text for t in mention.when] == ["May"]


def test_a_time_foretold_is_not_that_of_what_was_held() -> None:
    assert one("Ruiz met Beck and vowed that aid would arrive in May.")[1].when == ()
    assert len(one("Ruiz will meet Beck in May.")[1].when) == 1


def test_a_country_adjective_of_two_words_is_one_party() -> None:
    doc = parsed("Ruiz met South Korean ministers in Lima.")
    assert [[doc[p.start : p.end].text for p in m.parties] for m in extract(doc)] == [["South Korean"]]
    doc = parsed("Ruiz met Norwegian ministers in Lima.")
    assert [[doc[p.start : p.end].text for p in m.parties] for m in extract(doc)] == [["Norwegian"]]
