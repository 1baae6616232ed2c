"""Ways in which news tells an encounter beside its own verbs: by phone, by leading a delegation, by signing, by sides told of before."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract.meeting import extract
from kg.model import MeetingMention, Tokens
from kg.resolve.meeting import MeetingFacts, merge
from tests.plain_english import parsed


def told(text: str) -> list[tuple[str, str, list[str]]]:
    doc = parsed(text)
    return [(m.kind, m.status, words(doc, m.participants)) for m in extract(doc)]


def words(doc: Doc, spans: tuple[Tokens, ...]) -> list[str]:
    return sorted(doc[p.start : p.end].text for p in spans)


def only(text: str) -> tuple[Doc, MeetingMention]:
    doc = parsed(text)
    (mention,) = extract(doc)
    return doc, mention


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz urged Beck by telephone to leave.",
        "Ruiz pushed for a deal with Beck over the phone.",
        "Ruiz will discuss trade with Beck by phone.",
        "In a call on Friday, Ruiz urged Beck to leave.",
    ],
)
def test_a_way_of_speaking_tells_a_call(text: str) -> None:
    ((kind, _, people),) = told(text)
    assert (kind, people) == ("Call", ["Beck", "Ruiz"])


@pytest.mark.parametrize("text", ["Ruiz told me by phone of the plan.", "Ruiz told reporters by phone of the plan.", "Ruiz paid by phone."])
def test_an_interview_by_phone_is_no_call(text: str) -> None:
    assert told(text) == []


def test_a_second_guest_on_another_day_is_met_apart() -> None:
    doc = parsed("Ruiz spoke with Beck on Monday and with Cole on Friday.")
    first, second = extract(doc)
    assert [words(doc, m.participants) for m in (first, second)] == [["Beck", "Ruiz"], ["Cole", "Ruiz"]]
    assert [words(doc, m.when) for m in (first, second)] == [["Monday"], ["Friday"]]


def test_two_guests_on_one_day_are_met_together() -> None:
    assert told("Ruiz met Beck and Cole on Friday.") == [("Talks", "Held", ["Beck", "Cole", "Ruiz"])]


def test_who_leads_a_delegation_travels() -> None:
    doc, mention = only("Ruiz led a delegation to Norway in May.")
    assert (mention.kind, words(doc, mention.participants), words(doc, mention.places)) == ("Visit", ["Ruiz"], ["Norway"])
    assert told("Ruiz led the country to war.") == []


def test_two_who_sign_where_place_or_day_is_told_were_together() -> None:
    assert told("Ruiz and Beck signed a treaty in Lima on Friday.") == [("Talks", "Held", ["Beck", "Ruiz"])]
    assert told("Ruiz and Beck signed a treaty.") == []
    assert told("Ruiz signed a treaty in Lima on Friday.") == []


def test_a_meeting_convened_for_a_day_is_to_come() -> None:
    assert told("Ruiz convened a meeting with Beck for Friday.") == [("Talks", "Planned", ["Beck", "Ruiz"])]
    assert told("Ruiz convened a meeting with Beck on Friday.") == [("Talks", "Held", ["Beck", "Ruiz"])]


def test_a_guest_received_in_a_country_is_received_by_it() -> None:
    doc, mention = only("Ruiz was received in Norway in May.")
    assert (words(doc, mention.participants), words(doc, mention.parties)) == (["Ruiz"], ["Norway"])
    assert told("Ruiz has yet to be received in Norway.") == []


def test_a_session_of_its_own_council_is_the_bodys() -> None:
    doc, mention = only("The African Union will hold a session of its council in Lima.")
    assert (mention.kind, mention.status, words(doc, mention.parties)) == ("Conference", "Planned", ["African Union"])


def test_a_mediator_is_a_party() -> None:
    doc, mention = only("Kenya-facilitated talks between Norway and Chile ended in Lima.")
    assert words(doc, mention.parties) == ["Chile", "Kenya", "Norway"]


@pytest.mark.parametrize("text", ["Negotiators will meet in Oslo in May.", "Officials will meet again in May."])
def test_teams_of_sides_told_of_before_meet(text: str) -> None:
    _, mention = only(text)
    assert mention.rule.endswith(".series")
    assert mention.participants == ()


def test_officials_who_met_once_may_be_of_one_country() -> None:
    assert not any(m.rule.endswith(".series") for m in extract(parsed("Officials met on Friday.")))


def test_teams_are_of_those_told_of_most_often() -> None:
    pair, other = frozenset({"country.no", "country.cl"}), frozenset({"country.no", "country.ke"})
    dates = [(pair, "2023-05-01"), (pair, "2023-05-09"), (other, "2023-05-11")]
    talks = [MeetingFacts("Talks", "Held", parties=p, start=d, end=d, order=n) for n, (p, d) in enumerate(dates)]
    again = MeetingFacts("Talks", "Planned", rule="verb.meet.series", firm=True, start="2023-09", end="2023-09", order=9)
    assert next(r for r in merge([*talks, again]) if r.status == "Planned").parties == pair
