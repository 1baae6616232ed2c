"""From meeting mentions to facts: phrases to entities, the time expression that is meant, talks within visits."""

from __future__ import annotations

from dataclasses import replace

from kg.facts import Entity, MeetingFact, RoleFact
from kg.model import IssueMention, MeetingMention, Span
from kg.resolve._meeting_report import within_visits
from kg.resolve.meetings import meeting_facts
from tests.parsed import tagged
from tests.stories import agents_of, mention, story_of, tokens

DOC = tagged("Ruiz/per met/v Beck/per in/i Oslo/loc on/i 12/m March/p 2024/m for/i 90/m minutes/n on/i dams/n ./")
STORY = story_of(DOC)
TALKS = MeetingMention(
    trigger=tokens(DOC, "met"),
    kind="Talks",
    status="Held",
    participants=(tokens(DOC, "Ruiz"), tokens(DOC, "Beck")),
    evidence=tokens(DOC, DOC.text.replace(".", " .")),
    rule="meet",
    places=(tokens(DOC, "Oslo"),),
    when=(tokens(DOC, "12 March 2024"),),
)


def facts(*meetings, roles=(), issues=(), published="2024-03-15"):
    story = story_of(DOC, published=published)
    agents = agents_of(story, mention(DOC, "Ruiz"), mention(DOC, "Beck"), mention(DOC, "Oslo", "place"))
    for country in ("ke", "no"):
        agents.add(Entity(f"country.{country}", "country", country))
    return meeting_facts(story, agents, meetings, roles, issues)


def test_one_meeting_with_everything():
    (fact,) = facts(TALKS, issues=(IssueMention(tokens(DOC, "dams"), "dams", "dams"),))
    assert (fact.participants, fact.places) == (("person.beck", "person.ruiz"), ("place.oslo",))
    assert (fact.start, fact.end, fact.minutes, fact.issues) == ("2024-03-12", "2024-03-12", "90", ("issue.dams",))
    assert [STORY.article.text[s.start : s.end] for s in fact.evidence] == [STORY.article.text]


def test_current_offices_tell_the_parties():
    spans = (Span(0, 4),)
    roles = (
        RoleFact("person.ruiz", "office.envoy", "country.no", "former", spans, "r"),
        RoleFact("person.ruiz", "office.president", "country.ke", "current", spans, "r"),
        RoleFact("person.beck", "office.president", "country.no", "current", spans, "r"),
    )
    (fact,) = facts(TALKS, roles=roles)
    assert fact.parties == ("country.ke", "country.no")


def test_only_the_time_that_is_pointed_at_counts():
    (fact,) = facts(replace(TALKS, when=()))
    assert fact.start == ""


def test_undated_news_is_of_the_day_of_publication():
    (fact,) = facts(replace(TALKS, when=(), now=True))
    assert (fact.start, fact.end) == ("2024-03-15", "2024-03-15")


def test_a_meeting_after_the_day_of_publication_is_planned():
    assert [f.status for f in facts(TALKS, published="2024-03-01")] == ["Planned"]
    assert [f.status for f in facts(TALKS, published="2024-03-12")] == ["Held"]


def test_two_mentions_of_one_meeting_are_one_fact():
    again = replace(TALKS, trigger=tokens(DOC, "Ruiz"), places=(), when=(), minutes="45")
    (fact,) = facts(TALKS, again)
    assert (fact.start, fact.places, fact.minutes) == ("2024-03-12", ("place.oslo",), "90")


def test_one_side_alone_is_no_meeting():
    assert facts(replace(TALKS, participants=TALKS.participants[:1])) == []


def visit(kind="Visit", people=("person.ruiz",), start="2024-03-10", end="2024-03-13", parties=("country.ke", "country.no")):
    return MeetingFact(kind, "Held", people, parties, (), start, end, "", (), (Span(0, 4),), "r")


def test_talks_lie_within_the_visit_of_a_participant():
    inside = visit("Talks", ("person.beck", "person.ruiz"), "2024-03-12", "2024-03-12")
    assert [m.within for m in within_visits([visit(), inside])] == [None, 0]
    assert [m.within for m in within_visits([inside, visit()])] == [1, None]


def test_talks_of_others_elsewhere_or_at_another_time_do_not():
    talks = visit("Talks", ("person.beck", "person.ruiz"), "2024-03-12", "2024-03-12")
    for other in (
        replace(talks, participants=("person.beck", "person.cole")),
        replace(talks, start="2024-03-14", end="2024-03-14"),
        replace(talks, start="", end=""),
        replace(talks, parties=("country.fr",)),
        replace(talks, kind="Call"),
    ):
        assert [m.within for m in within_visits([visit(), other])] == [None, None]
