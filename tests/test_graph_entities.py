"""Shared nodes: once each, the same whatever the order of the articles."""

from __future__ import annotations

import random
from dataclasses import replace

from pyoxigraph import Literal

from kg.export import serialized
from kg.facts import ArticleFacts, Entity, MeetingFact, RoleFact, StatementFact
from kg.graph.build import build
from kg.graph.entities import best_name, entity_quads
from kg.graph.iri import Names
from kg.graph.meeting import meeting_key
from kg.graph.membership import membership_key
from kg.model import Article, Span
from kg.resolve.questions import fuse
from kg.vocab import KG, ORG, RDF, SCHEMA, SKOS, XSD

NAMES = Names("https://example.org/n/")
HERE = (Span(0, 4),)


def facts(ident: str, *entities: Entity, published: str = "2024-03-15", **more) -> ArticleFacts:
    return ArticleFacts(Article(ident, "Some text", published=published), entities, **more)


def shared(*articles: ArticleFacts):
    quads = list(entity_quads(fuse(articles), NAMES))
    assert {q.graph_name for q in quads} == {NAMES.node("entities")}
    return {(q.subject.value.removeprefix(NAMES.base), q.predicate, q.object) for q in quads}


def values(found, key, predicate):
    return sorted(o.value.removeprefix(NAMES.base) for s, p, o in found if s == key and p == predicate)


def person(name: str, *alt: str) -> Entity:
    return Entity("person.ruiz", "person", name, alt)


def role(status="current", org="country.ke", who="person.ruiz") -> RoleFact:
    return RoleFact(who, "office.president", org, status, HERE, "r")


def talks(*people: str, day="2024-03-11", status="Held", **more) -> MeetingFact:
    return MeetingFact("Talks", status, people, (), (), day, day, "", (), HERE, "r", **more)


def key_of(meeting: MeetingFact, article: str) -> str:
    """The key of an article's only meeting."""
    (found,) = fuse([facts(article, meetings=(meeting,))])
    return meeting_key(found.meetings[0], article, 1)


def test_a_person_has_one_name_and_the_others_beside_it():
    found = shared(facts("a", person("Ruiz")), facts("b", person("Ana Ruiz", "Ruiz")), facts("c", person("Ruiz")))
    assert values(found, "person.ruiz", SCHEMA.name) == ["Ana Ruiz"]
    assert values(found, "person.ruiz", SKOS.altLabel) == ["Ruiz"]
    assert values(found, "person.ruiz", RDF.type) == [SCHEMA.Person.value]


def test_the_best_name_is_the_full_one_most_often_used():
    assert best_name({"Ruiz": 2, "Ana Ruiz": 1}) == "Ana Ruiz"
    assert best_name({"Ana Ruiz": 2, "Ana M. Ruiz Sol": 1}) == "Ana Ruiz"
    assert best_name({"Ana Ruiz": 1, "Ana M. Ruiz Sol": 1}) == "Ana M. Ruiz Sol"
    assert best_name({"Sol": 1, "Sal": 2}) == best_name({"Sal": 2, "Sol": 1}) == "Sal"
    assert best_name({"Sol": 1, "Sal": 1}) == best_name({"Sal": 1, "Sol": 1}) == "Sal"


def test_each_kind_has_its_class():
    found = shared(
        facts(
            "a",
            Entity("country.ke", "country", "Kenya", wikidata="Q114"),
            Entity("place.oslo", "place", "Oslo", within="country.no"),
            Entity("org.board", "organization", "Board", within="country.ke"),
            Entity("office.president", "office", "president", ("President",)),
            Entity("a.group.officials", "group", "officials"),
        )
    )
    assert values(found, "country.ke", SKOS.exactMatch) == ["http://www.wikidata.org/entity/Q114"]
    assert values(found, "place.oslo", SCHEMA.containedInPlace) == ["country.no"]
    assert values(found, "org.board", RDF.type) == [SCHEMA.Organization.value]
    assert ("office.president", SKOS.prefLabel, Literal("president", language="en")) in found
    assert values(found, "office.president", RDF.type) == [ORG.Role.value]
    assert not [s for s, _, _ in found if "group" in s]


def test_a_membership_gathers_when_it_was_attested():
    found = shared(
        facts("a", published="2024-03-15", roles=(role(),)),
        facts("b", published="2023-01-02", roles=(role(),)),
        facts("c", published="2025-01-01", roles=(role("former"),)),
        facts("d", published="", roles=(role(),)),
    )
    key = membership_key(role())
    assert values(found, key, KG.firstAttested) == ["2023-01-02"]
    assert values(found, key, KG.lastAttested) == ["2024-03-15"]
    assert (values(found, key, ORG.member), values(found, key, ORG.organization)) == (["person.ruiz"], ["country.ke"])


def test_an_office_never_held_when_told_has_no_dates():
    found = shared(facts("a", roles=(role("future", ""),)))
    assert values(found, "membership.ruiz.president", KG.lastAttested) == []
    assert values(found, "membership.ruiz.president", ORG.organization) == []


def test_unknown_namesakes_of_two_articles_keep_memberships_and_meetings_apart():
    left, right = "a.person.ruiz", "b.person.ruiz"
    assert membership_key(role(who=left)) != membership_key(role(who=right))
    assert key_of(talks(left, "person.beck"), "a") != key_of(talks(right, "person.beck"), "b")


def test_reports_of_one_meeting_are_fused():
    first = facts("a", meetings=(talks("person.beck", "person.ruiz", status="Ongoing"),))
    second = facts("b", meetings=(talks("person.beck", "person.ruiz"), talks("person.cole", "person.ruiz")), published="2024-03-16")
    found = shared(second, first)
    (key,) = {s for s, p, o in found if p == KG.statusHistory and o == NAMES.part("a", "meeting", 1)}
    assert values(found, key, KG.statusHistory) == ["a.meeting.1", "b.meeting.1"]
    assert values(found, key, KG.status) == [KG.Held.value]
    assert len({s for s, p, o in found if (p, o) == (RDF.type, KG.Meeting)}) == 2


def test_the_longest_stated_length_is_kept():
    both = [facts(i, meetings=(replace(talks("person.beck", "person.ruiz"), minutes=m),)) for i, m in (("a", "90"), ("b", "120"))]
    found = shared(*both)
    assert {o for _, p, o in found if p == KG.minutes} == {Literal("120", datatype=XSD.decimal)}


def test_what_may_be_another_meeting_stays_its_own():
    for meeting in (talks("person.ruiz"), talks("person.ruiz", "a.group.x")):
        assert key_of(meeting, "a") == "meeting.a.1"


def test_long_lists_of_people_that_begin_alike_are_other_meetings():
    people = [f"person.delegate-number-{i:03}" for i in range(30)]
    left, right = (key_of(talks(*people, last), "a") for last in ("person.z1", "person.z2"))
    assert left != right
    assert max(len(left), len(right)) < 200


def test_issues_bring_their_broader_concepts_and_candidates_their_labels():
    known = Entity("issue.nuclear-talks-x", "issue", "nuclear talks x", candidate=True)
    found = shared(facts("a", known))
    assert (known.key, KG.candidate, Literal(True)) in found
    assert values(found, known.key, SKOS.prefLabel) == ["nuclear talks x"]
    assert values(found, "issues", RDF.type) == [SKOS.ConceptScheme.value]


def test_a_concept_of_the_scheme_stands_with_all_that_lies_above_it():
    found = shared(facts("a", Entity("issue.one-china-policy", "issue", "one-China policy")))
    above = {o.value.removeprefix(NAMES.base) for _, p, o in found if p == SKOS.broader}
    assert above
    assert all(values(found, key, SKOS.prefLabel) for key in above | {"issue.one-china-policy"})
    assert all(not getattr(o, "value", "").startswith("https://w3id.org/kg-news/id/") for _, _, o in found)


def articles() -> list[ArticleFacts]:
    said = StatementFact(HERE, ("person.ruiz",), (), (), "Direct", None, None, (), HERE, "r")
    return [
        facts("a", person("Ruiz"), roles=(role(),), statements=(said,)),
        facts("b", person("Ana Ruiz", "Ruiz"), meetings=(talks("person.beck", "person.ruiz"),), published="2024-03-12"),
        facts("c", person("A. Ruiz"), meetings=(talks("person.beck", "person.ruiz", status="Ongoing"),), roles=(role("former"),)),
    ]


def test_the_order_of_articles_changes_no_byte():
    expected = serialized(build(articles(), NAMES, model="m"), "trig")
    for seed in range(5):
        assert serialized(build(random.Random(seed).sample(articles(), 3), NAMES, model="m"), "trig") == expected


def test_no_triple_stands_in_two_graphs():
    quads = set(build(articles(), NAMES, model="m"))
    assert len({q.triple for q in quads}) == len(quads)


def test_the_import_record_has_no_clock():
    quads = [q for q in build(articles(), NAMES, model="reader-1") if q.graph_name == NAMES.node("imports")]
    assert {q.object.value for q in quads if q.predicate == KG.modelVersion} == {"reader-1"}
    assert {q.subject.value.removeprefix(NAMES.base) for q in quads} == {"import.a", "import.b", "import.c"}
