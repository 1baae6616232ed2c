"""Meetings: who takes part, with what status, where and when; first by the order of words alone, then with a tree."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.extract.meeting import extract, sentences
from kg.model import MeetingMention, Tokens
from tests import parsed as trees
from tests.plain_english import parsed


def only(text: str) -> tuple[Doc, MeetingMention]:
    doc = parsed(text)
    (mention,) = extract(doc)
    return doc, mention


def names(doc: Doc, ranges: tuple[Tokens, ...]) -> list[str]:
    return [doc[r.start : r.end].text for r in ranges]


PARTICIPANTS = [
    ("Ruiz met Beck in Lima.", ["Ruiz", "Beck"]),
    ("Ruiz met with Foreign Minister Beck.", ["Ruiz", "Beck"]),
    ("Ruiz and Beck met in Lima.", ["Ruiz", "Beck"]),
    ("Ruiz met Beck and Cole in Lima.", ["Ruiz", "Beck", "Cole"]),
    ("Ruiz met Beck and he left.", ["Ruiz", "Beck"]),
    ("In Lima, Ruiz met Beck.", ["Ruiz", "Beck"]),
    ("Since Cole took office, Ruiz has met Beck.", ["Ruiz", "Beck"]),
    ("Ruiz met the president of Norway.", ["Ruiz", "the president of Norway"]),
    ("Ruiz met the envoy, Beck, in Lima.", ["Ruiz", "Beck"]),
    ("Ruiz met Beck, the envoy, in Lima.", ["Ruiz", "Beck"]),
    ("Talks between Ruiz and Beck were short.", ["Ruiz", "Beck"]),
    ("The Ruiz-Beck talks were short.", ["Ruiz", "Beck"]),
    ("Ruiz's meeting with Beck was short.", ["Beck", "Ruiz"]),
    ("Beck was received by Ruiz in Lima.", ["Ruiz", "Beck"]),
    ("Ruiz told Beck in a phone call that it was late.", ["Ruiz", "Beck"]),
    ("Ruiz and Beck said that they met in Lima.", ["Ruiz", "Beck"]),
    ("Ruiz called for Beck to meet Cole.", ["Beck", "Cole"]),
    ("The two leaders met in Lima.", ["The two leaders"]),
]


@pytest.mark.parametrize(("text", "wanted"), PARTICIPANTS, ids=[t for t, _ in PARTICIPANTS])
def test_participants(text: str, wanted: list[str]) -> None:
    doc, mention = only(text)
    assert sorted(names(doc, mention.participants)) == sorted(wanted)


STATUS = [
    ("Ruiz met Beck.", "Held"),
    ("Ruiz will not meet Beck.", "Cancelled"),
    ("Ruiz and Beck to meet in Lima.", "Planned"),
    ("Ruiz is visiting Norway.", "Ongoing"),
    ("Ruiz is going to Norway in May.", "Planned"),
    ("Ruiz had planned to meet Beck.", "Cancelled"),
    ("Ruiz invited Beck to visit Norway.", "Possible"),
    ("The visit to Norway by Ruiz, which was postponed, was short.", "Postponed"),
    ("Nobody knows whether Ruiz will meet Beck.", "Possible"),
    ("Ruiz cancelled the planned talks with Beck.", "Cancelled"),
    ("Talks between Ruiz and Beck will begin in May.", "Planned"),
    ("Talks between Ruiz and Beck began in May.", "Held"),
]


@pytest.mark.parametrize(("text", "wanted"), STATUS, ids=[t for t, _ in STATUS])
def test_status(text: str, wanted: str) -> None:
    assert only(text)[1].status == wanted


SILENT = [
    "Ruiz did not meet Beck.",
    "Ruiz has never met Beck.",
    "The plan met its target.",
    "Ruiz met the target.",
    "Ruiz visited the website.",
    "Ruiz welcomed the decision.",
    "Ruiz phoned home.",
    "Ruiz should not negotiate with Beck.",
    "No meeting between Ruiz and Beck is planned.",
    "Ruiz told a press conference that he was glad.",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_encounter(text: str) -> None:
    assert list(extract(parsed(text))) == []


def test_hedged_participants_are_a_meeting_of_their_own() -> None:
    doc = parsed("Ruiz will meet Beck and possibly President Cole.")
    first, second = extract(doc)
    assert (names(doc, first.participants), first.status) == (["Ruiz", "Beck"], "Planned")
    assert (names(doc, second.participants), second.status) == (["Ruiz", "Cole"], "Possible")


def test_trips_of_two_people_are_two_visits() -> None:
    doc = parsed("Ruiz announced possible trips to Norway by Beck and Cole.")
    assert [names(doc, m.participants) for m in extract(doc)] == [["Beck"], ["Cole"]]


def test_calls_with_two_counterparts_are_two_calls() -> None:
    doc = parsed("Ruiz spoke by phone with his Norwegian and Chilean counterparts.")
    found = list(extract(doc))
    assert [m.kind for m in found] == ["Call", "Call"]
    assert [names(doc, m.parties) for m in found] == [["Norwegian"], ["Chilean"]]


def test_place_time_and_parties() -> None:
    doc, mention = only("Norwegian President Ruiz met Beck in Lima on Friday.")
    assert names(doc, mention.places) == ["Lima"]
    assert names(doc, mention.when) == ["Friday"]
    assert names(doc, mention.parties) == ["Norwegian"]


def test_countries_in_a_compound_are_parties() -> None:
    doc, mention = only("Norway-Chile talks began in May.")
    assert names(doc, mention.parties) == ["Norway", "Chile"]
    assert mention.participants == ()


def test_the_place_of_a_summit_is_the_place_of_those_who_meet_there() -> None:
    doc, mention = _first("Ruiz met Beck at the summit in Lima.")
    assert names(doc, mention.places) == ["Lima"]


def _first(text: str) -> tuple[Doc, MeetingMention]:
    doc = parsed(text)
    return doc, next(iter(extract(doc)))


def test_the_time_of_saying_is_not_the_time_of_meeting() -> None:
    doc, mention = only("Ruiz said on Friday that Beck met Cole in May.")
    assert names(doc, mention.when) == ["May"]


def test_marks_for_resolution() -> None:
    assert only("The talks were short.")[1].definite
    assert only("Ruiz will hold another meeting with Beck.")[1].further
    assert only("The two leaders met in Lima.")[1].pair
    assert only("Ruiz has met Beck.")[1].now
    assert not only("Ruiz met Beck in May.")[1].now
    assert only("Ruiz met Beck.")[1].firm
    assert not only("Ruiz meets Beck.")[1].firm


def test_military_talks() -> None:
    assert only("Ruiz held military talks with Beck.")[1].kind == "MilitaryTalks"


def test_a_tree_helps_where_order_is_silent() -> None:
    doc = trees.parsed(
        """
Ruiz    Ruiz    PROPN 9 nsubj  B-PERSON
,       ,       PUNCT 1 punct  O
who     who     PRON  4 nsubj  O
runs    run     VERB  1 acl:relcl O VerbForm=Fin|Tense=Pres
the     the     DET   6 det    O
port    port    NOUN  4 obj    O
,       ,       PUNCT 4 punct  O
often   often   ADV   9 advmod O
visited visit   VERB  0 root   O VerbForm=Fin|Tense=Past
Norway  Norway  PROPN 9 obj    B-LOC
.       .       PUNCT 9 punct  O
"""
    )
    (mention,) = extract(doc)
    assert (mention.kind, names(doc, mention.participants), names(doc, mention.places)) == ("Visit", ["Ruiz"], ["Norway"])


def test_a_sentence_cut_by_the_parser_is_read_whole() -> None:
    doc = parsed("The premier and his Norwegian counterpart Ruiz met in Lima.")
    doc[6].is_sent_start = True
    (mention,) = extract(doc)
    assert names(doc, mention.participants) == ["The premier", "Ruiz"]
    assert mention.evidence == Tokens(0, len(doc))


def test_a_headline_is_not_joined_to_what_follows() -> None:
    doc = parsed("Cole wins Beck met Ruiz.")
    words, starts = [t.text for t in doc], [t.text in {"Cole", "Beck"} for t in doc]
    apart = Doc(doc.vocab, words=words, spaces=[t != "wins" for t in words], pos=[t.pos_ for t in doc], sent_starts=starts)
    assert list(sentences(apart)) == [Tokens(0, 2), Tokens(2, len(doc))]


def test_an_empty_doc_has_no_meetings() -> None:
    assert list(extract(parsed("Rain."))) == []


def test_evidence_is_the_sentence_and_holds_all_phrases() -> None:
    doc = parsed("Cole left. Ruiz met Beck in Lima on Friday.")
    (mention,) = extract(doc)
    inside = (mention.trigger, *mention.participants, *mention.places, *mention.when)
    assert names(doc, (mention.evidence,)) == ["Ruiz met Beck in Lima on Friday."]
    assert all(mention.evidence.start <= t.start < t.end <= mention.evidence.end for t in inside)


GERUND = """
Ruiz     Ruiz     PROPN 3 nsubj  B-PERSON
defends  defend   VERB  0 root   O
tariffs  tariff   NOUN  2 obj    O
while    while    SCONJ 5 mark   O
meeting  meet     VERB  8 advcl  O
with     with     ADP   7 case   O
Beck     Beck     PROPN 5 obl    B-PERSON
stays    stay     VERB  2 advcl  O
open     open     ADJ   8 xcomp  O
"""


def test_a_meeting_that_stays_open_is_not_one_held():
    doc = trees.parsed(GERUND)
    doc[7].set_morph("Mood=Ind|Tense=Pres|VerbForm=Fin")
    assert list(extract(doc)) == []
