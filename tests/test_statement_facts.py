"""From statement mentions to facts: speakers, order, listeners, nesting, the meeting where something was said."""

from __future__ import annotations

from kg.facts import MeetingFact
from kg.model import IssueMention, Span, StatementMention, Tokens
from kg.resolve._table import block_of
from kg.resolve.statements import statement_facts
from tests.parsed import tagged
from tests.stories import agents_of, mention, story_of, tokens

TEXT = (
    "Ruiz/per told/v Beck/per the/d dam/n was/x safe/a ./ Ruiz/per added/v it/pr was/x old/a ./ "
    "¶ Ruiz/per said/v Cole/per feared/v the/d flood/n would/x come/vi ./"
)
DOC = tagged(TEXT)
STORY = story_of(DOC)
NAMES = [mention(DOC, w, "person", n) for w, n in (("Ruiz", 0), ("Beck", 0), ("Ruiz", 1), ("Ruiz", 2), ("Cole", 0))]


def said(content, source, cue, *, nth=0, to="", **more):
    addressee = tokens(DOC, to) if to else None
    return StatementMention(
        (tokens(DOC, content),), tokens(DOC, source, nth) if source else None, tokens(DOC, cue), "Indirect", "r", addressee, **more
    )


TOLD = said("the dam was safe", "Ruiz", "told", to="Beck")
ADDED = said("it was old", "Ruiz", "added", nth=1)
OUTER = said("Cole feared the flood would come", "Ruiz", "said", nth=2)
INNER = said("the flood would come", "Cole", "feared")


def facts(*statements, issues=(), meetings=()):
    return statement_facts(STORY, agents_of(STORY, *NAMES), statements, issues, meetings)


def text(span: Span) -> str:
    return STORY.article.text[span.start : span.end]


def test_spans_count_in_the_articles_text():
    (fact,) = facts(TOLD)
    assert ([text(s) for s in fact.content], text(fact.source), text(fact.cue)) == (["the dam was safe"], "Ruiz", "told")
    assert [text(s) for s in fact.evidence] == ["Ruiz told Beck the dam was safe."]
    assert (fact.speakers, fact.addressees) == (("person.ruiz",), ("person.beck",))


def test_statements_come_in_text_order_and_once():
    found = facts(INNER, OUTER, ADDED, TOLD, ADDED)
    assert [text(f.content[0]) for f in found] == [
        "the dam was safe",
        "it was old",
        "Cole feared the flood would come",
        "the flood would come",
    ]


def test_without_speaker_or_content_nothing_was_said():
    pronoun = StatementMention((tokens(DOC, "was old"),), tokens(DOC, "it"), None, "Indirect", "r")
    assert facts(said("it was old", "", "added"), pronoun, StatementMention((), tokens(DOC, "Ruiz"), None, "Direct", "r")) == []


def test_a_speaker_goes_on_to_the_same_listeners_within_a_paragraph():
    told, added, outer = facts(TOLD, ADDED, OUTER)
    assert told.addressees == added.addressees == ("person.beck",)
    assert outer.addressees == ()


def test_what_another_speaker_says_within_a_statement_is_nested():
    outer, inner = facts(OUTER, INNER)
    assert (outer.within, inner.within) == (None, 0)


def test_ones_own_words_are_not_nested_in_ones_own_statement():
    part = said("the flood would come", "Ruiz", "said", nth=2)
    assert [f.within for f in facts(OUTER, part)] == [None, None]


def test_issues_inside_the_content_belong_to_the_statement():
    inside = IssueMention(tokens(DOC, "dam"), "dams", "dams")
    outside = IssueMention(tokens(DOC, "flood"), "floods", "floods")
    (fact,) = facts(TOLD, issues=(inside, outside))
    assert fact.issues == ("issue.dams",)


def talks(*, people=("person.beck", "person.ruiz"), status="Held", at="Ruiz told Beck"):
    span = STORY.span(tokens(DOC, at))
    return MeetingFact("Talks", status, people, (), (), "", "", "", (), (span,), "r")


def test_what_is_told_in_the_sentence_of_talks_was_said_there():
    (fact,) = facts(TOLD, meetings=(talks(),))
    assert fact.made_at == 0


def test_the_other_of_two_people_who_talk_is_the_listener_of_what_is_said_in_the_talks():
    added = facts(said("it was old", "Ruiz", "added", nth=1, met=True), meetings=(talks(),))
    assert [(f.made_at, f.addressees) for f in added] == [(0, ("person.beck",))]


def test_what_is_merely_said_after_talks_is_said_to_nobody_in_particular():
    (fact,) = facts(ADDED, meetings=(talks(),))
    assert (fact.made_at, fact.addressees) == (None, ())


def test_who_is_spoken_of_in_the_third_person_does_not_listen():
    feared = said("Cole feared the flood would come", "Ruiz", "said", nth=2, met=True)
    (fact,) = facts(feared, meetings=(talks(people=("person.cole", "person.ruiz")),))
    assert fact.addressees == ()


def test_planned_talks_and_those_of_others_are_no_place_to_say_things():
    assert facts(TOLD, meetings=(talks(status="Planned"),))[0].made_at is None
    assert facts(TOLD, meetings=(talks(people=("person.beck", "person.cole")),))[0].made_at is None


def test_blocks_are_found_by_position():
    second = STORY.text_starts[1]
    assert [block_of(STORY, Span(at, at + 1)) for at in (0, second - 1, second, second + 5)] == [0, 0, 1, 1]


def test_many_statements_of_many_speakers_stay_quick():
    doc = tagged(" ".join(f"P{i}/per said/v it/pr fell/v ./" for i in range(1500)))
    story = story_of(doc)
    names = [mention(doc, f"P{i}") for i in range(0, 1500, 500)]
    mentions = [StatementMention((Tokens(5 * i + 2, 5 * i + 4),), Tokens(5 * i, 5 * i + 1), None, "Indirect", "r") for i in range(1500)]
    assert len(statement_facts(story, agents_of(story, *names), mentions, (), ())) == 1500
