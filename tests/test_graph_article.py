"""The graph of one article: its nodes, their evidence, and nothing of anybody else's."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode

from kg.facts import ArticleFacts, Entity, MeetingFact, Reference, RoleFact, StatementFact
from kg.graph.article import article_quads
from kg.graph.iri import Names
from kg.model import Article, Span
from kg.vocab import ITSRDF, KG, NIF, RDF, SCHEMA, XSD

TEXT = "😀 Ruiz told Beck on Monday that the dam was safe. She leads Kenya."
NAMES = Names("https://example.org/n/")
ARTICLE = Article(
    "a", TEXT, title="Dams", published="2024-03-15", date_basis="fromText", publisher="P", url="https://example.org/a", language="en"
)


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


SAID = StatementFact(
    content=(place("the dam was safe"),),
    speakers=("person.ruiz",),
    addressees=("person.beck",),
    channels=(),
    mode="Direct",
    source=place("Ruiz"),
    cue=place("told"),
    issues=("issue.dams",),
    evidence=(place("Ruiz told Beck on Monday that the dam was safe."),),
    rule="said",
    confidence=0.9,
)
MET = MeetingFact(
    "Talks",
    "Held",
    ("person.beck", "person.ruiz"),
    ("country.ke",),
    ("place.oslo",),
    "2024-03-11",
    "2024-03-11",
    "90",
    (),
    (place("told"),),
    "meet",
)
LEADS = RoleFact("person.ruiz", "office.president", "country.ke", "current", (place("She leads Kenya"),), "copula")


def node(key: str) -> NamedNode:
    return NamedNode(NAMES.base + key)


def triples(*statements: StatementFact, article: Article = ARTICLE, **facts):
    quads = article_quads(ArticleFacts(article, statements=statements, **facts), NAMES)
    assert {q.graph_name for q in quads} == {NAMES.article(article.id)}
    return {(q.subject, q.predicate, q.object) for q in quads}


def values(found, subject: str, predicate: NamedNode) -> list[str]:
    return sorted(o.value.removeprefix(NAMES.base) for s, p, o in found if s == node(subject) and p == predicate)


def test_the_article_itself():
    found = triples(issues=("issue.dams",))
    assert values(found, "a", SCHEMA.headline) == ["Dams"]
    assert values(found, "a", KG.textLength) == [str(len(TEXT))]
    assert values(found, "a", SCHEMA.about) == ["issue.dams"]
    assert (node("a"), SCHEMA.datePublished, Literal("2024-03-15", datatype=XSD.date)) in found
    assert values(found, "a", KG.dateBasis) == [KG.fromText.value]


def test_an_undated_article_has_neither_date_nor_basis():
    found = triples(article=replace(ARTICLE, published="", date_basis=""), roles=(LEADS,))
    assert {SCHEMA.datePublished, KG.dateBasis, KG.attestedOn}.isdisjoint(p for _, p, _ in found)


def test_spans_hold_their_exact_text_in_code_points():
    found = triples(SAID)
    spans = {s for s, p, o in found if (p, o) == (RDF.type, KG.Span)}
    assert spans
    for span in spans:
        here = span.value.removeprefix(NAMES.base)
        (begin,), (end,), (text,) = (values(found, here, p) for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf))
        assert TEXT[int(begin) : int(end)] == text
        assert here == f"a.span.{begin}-{end}"
        assert values(found, here, NIF.referenceContext) == ["a"]


def test_every_span_that_is_pointed_at_is_described():
    found = triples(SAID, meetings=(MET,), roles=(LEADS,), references=(Reference(place("Ruiz"), "person.ruiz"),))
    described = {s for s, p, o in found if (p, o) == (RDF.type, KG.Span)}
    pointed = {o for _, p, o in found if p in (KG.evidence, KG.contentSpan, KG.sourceSpan, KG.cueSpan)}
    assert pointed <= described
    assert all(any(s == fact and p == KG.evidence for s, p, _ in found) for fact in map(node, ("a.meeting.1", "a.role.1")))


def test_a_statement():
    found = triples(SAID)
    here = f"a.statement.{SAID.content[0].start}-{SAID.content[0].end}"
    assert values(found, here, RDF.type) == sorted([KG.Statement.value, SCHEMA.Quotation.value])
    assert values(found, here, SCHEMA.text) == ["the dam was safe"]
    assert values(found, here, KG.speaker) == ["person.ruiz"]
    assert values(found, here, KG.addressee) == ["person.beck"]
    assert values(found, here, KG.confidence) == ["0.9"]
    assert values(triples(replace(SAID, mode="Mixed")), here, RDF.type) == [KG.Statement.value]


def test_a_statement_told_within_another_and_at_a_meeting():
    outer = replace(SAID, content=(place("Beck on Monday that the dam was safe"),), mode="Indirect")
    inner = replace(SAID, speakers=("person.beck",), within=0, made_at=0)
    found = triples(outer, inner, meetings=(MET,))
    inside, outside = (f"a.statement.{s.content[0].start}-{s.content[-1].end}" for s in (inner, outer))
    assert values(found, inside, KG.within) == [outside]
    assert values(found, inside, KG.madeAt) == ["a.meeting.1"]
    assert values(found, outside, KG.within) == []


def test_statements_of_one_stretch_are_numbered_and_never_collide():
    other = replace(SAID, speakers=("person.beck",))
    nested = replace(SAID, content=(place("dam"),), within=2)
    found = triples(SAID, other, SAID, nested)
    stem = f"a.statement.{SAID.content[0].start}-{SAID.content[0].end}"
    assert [values(found, f"{stem}.{n}", KG.speaker) for n in (1, 2, 3)] == [["person.ruiz"], ["person.beck"], ["person.ruiz"]]
    span = nested.content[0]
    assert values(found, f"a.statement.{span.start}-{span.end}", KG.within) == [f"{stem}.3"]
    counts = Counter(o for _, p, o in found if (p, o) == (RDF.type, KG.Statement))
    assert counts == {KG.Statement: 4}


def test_discontinuous_content_is_joined_in_order():
    parts = (place("the dam"), place("safe"))
    found = triples(replace(SAID, content=parts))
    here = f"a.statement.{parts[0].start}-{parts[1].end}"
    assert values(found, here, SCHEMA.text) == ["the dam … safe"]
    assert len(values(found, here, KG.contentSpan)) == 2


def test_a_meeting_report():
    found = triples(meetings=(MET, replace(MET, within=0, start="2024-03", end="", minutes="")))
    assert values(found, "a.meeting.1", KG.participant) == ["person.beck", "person.ruiz"]
    assert values(found, "a.meeting.1", SCHEMA.location) == ["place.oslo"]
    assert (node("a.meeting.1"), KG.minutes, Literal("90", datatype=XSD.decimal)) in found
    assert values(found, "a.meeting.2", SCHEMA.superEvent) == ["a.meeting.1"]
    assert (node("a.meeting.2"), SCHEMA.startDate, Literal("2024-03", datatype=XSD.gYearMonth)) in found
    assert values(found, "a.meeting.2", SCHEMA.endDate) == values(found, "a.meeting.2", KG.minutes) == []


@pytest.mark.parametrize(("status", "term"), [("current", KG.attestedOn), ("former", KG.formerBy), ("future", KG.futureAt)])
def test_a_role_report_tells_when_the_office_was_held(status, term):
    found = triples(roles=(replace(LEADS, status=status),))
    assert (node("a.role.1"), term, Literal("2024-03-15", datatype=XSD.date)) in found
    assert {KG.attestedOn, KG.formerBy, KG.futureAt} & {p for _, p, _ in found} == {term}
    assert values(found, "a.role.1", KG.reports) == ["membership.ruiz.president.ke"]


def test_a_span_has_one_confidence_however_many_refer_to_it():
    she = place("She")
    found = triples(references=(Reference(she, "person.ruiz", 0.7), Reference(she, "office.president"), Reference(she, "person.ruiz")))
    here = f"a.span.{she.start}-{she.end}"
    assert values(found, here, ITSRDF.taConfidence) == ["1"]
    assert values(found, here, ITSRDF.taIdentRef) == ["office.president", "person.ruiz"]


def test_groups_are_described_here_and_shared_entities_are_not():
    entities = (Entity("a.group.officials", "group", "officials", within="country.ke"), Entity("person.ruiz", "person", "Ruiz"))
    found = triples(replace(SAID, speakers=("a.group.officials",)), entities=entities)
    assert values(found, "a.group.officials", RDF.type) == [KG.Group.value]
    assert values(found, "a.group.officials", KG.party) == ["country.ke"]
    assert not any(s == node("person.ruiz") for s, _, _ in found)
    assert all(s.value.startswith(NAMES.base + "a") for s, _, _ in found)


def test_thousands_of_statements_take_linear_time():
    many = tuple(replace(SAID, confidence=i / 20000, within=i - 1 if i else None) for i in range(8000))
    before = time.process_time()
    quads = article_quads(ArticleFacts(ARTICLE, statements=many), NAMES)
    assert time.process_time() - before < 5  # 0.4 s; with a search for each statement more than a minute
    assert sum(q.object == KG.Statement for q in quads) == 8000
