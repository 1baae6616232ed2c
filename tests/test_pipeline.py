"""The whole line on short articles of our own: what any reader that is good enough to ship gets right."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg import pipeline
from kg.facts import ArticleFacts
from kg.graph.build import build
from kg.graph.iri import Names
from kg.model import Article, Block, Problem
from kg.validate import validate

PUBLISHED = "2024-03-15"  # a Friday


def read(nlp: Language, *paragraphs: str, ident: str = "a") -> ArticleFacts:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), "paragraph"))
        at += len(paragraph) + 2
    article = Article(ident, text, published=PUBLISHED, date_basis="fromMetadata", blocks=tuple(blocks))
    done = pipeline.run([article], nlp)
    assert done.problems == []
    return done.facts[0]


def texts(facts: ArticleFacts, spans) -> list[str]:
    return [facts.article.text[s.start : s.end] for s in spans]


def referring(facts: ArticleFacts, key: str) -> list[str]:
    """The wordings that refer to an entity, in text order."""
    return texts(facts, [r.span for r in sorted(facts.references, key=lambda r: r.span) if r.key == key])


def persons(facts: ArticleFacts) -> dict[str, str]:
    return {e.key: e.name for e in facts.entities if e.kind == "person"}


def test_a_held_meeting_with_relative_date_place_and_parties(nlp):
    facts = read(nlp, "Norwegian Foreign Minister Ingrid Dahl met Kenyan President Daniel Otieno in Nairobi on Wednesday.")
    (meeting,) = facts.meetings
    assert (meeting.kind, meeting.status) == ("Talks", "Held")
    assert meeting.participants == ("person.daniel-otieno", "person.ingrid-dahl")
    assert meeting.parties == ("country.ke", "country.no")
    assert (meeting.start, meeting.end, meeting.places) == ("2024-03-13", "2024-03-13", ("place.nairobi",))
    assert {(r.person, r.office, r.org, r.status) for r in facts.roles} == {
        ("person.ingrid-dahl", "office.foreign-minister", "country.no", "current"),
        ("person.daniel-otieno", "office.president", "country.ke", "current"),
    }


def test_a_planned_meeting(nlp):
    facts = read(nlp, "Kenyan President Daniel Otieno will meet Norwegian Prime Minister Ingrid Dahl in Oslo next month.")
    (meeting,) = facts.meetings
    assert meeting.status == "Planned"
    assert set(meeting.participants) == {"person.daniel-otieno", "person.ingrid-dahl"}
    assert meeting.start == "2024-04"


def test_a_postponed_meeting(nlp):
    facts = read(nlp, "A meeting between Kenyan President Daniel Otieno and Norwegian Prime Minister Ingrid Dahl has been postponed.")
    assert [m.status for m in facts.meetings] == ["Postponed"]
    assert set(facts.meetings[0].participants) == {"person.daniel-otieno", "person.ingrid-dahl"}


def test_statements_direct_and_indirect(nlp):
    facts = read(
        nlp,
        "“The dam will be finished in May,” President Daniel Otieno said.",
        "Foreign Minister Ingrid Dahl said that Norway would pay half of the cost.",
    )
    direct, indirect = facts.statements
    assert (direct.mode, direct.speakers, texts(facts, direct.content)[0].rstrip(",")) == (
        "Direct",
        ("person.daniel-otieno",),
        "The dam will be finished in May",
    )
    assert (indirect.mode, indirect.speakers) == ("Indirect", ("person.ingrid-dahl",))
    assert texts(facts, indirect.content) == ["Norway would pay half of the cost"]


def test_nested_attribution(nlp):
    facts = read(nlp, "President Daniel Otieno said that Foreign Minister Ingrid Dahl had warned that the river would flood the valley.")
    inner = next(s for s in facts.statements if s.speakers == ("person.ingrid-dahl",))
    assert texts(facts, inner.content) == ["the river would flood the valley"]
    assert inner.within is not None
    assert facts.statements[inner.within].speakers == ("person.daniel-otieno",)


def test_three_persons_of_one_surname_stay_three(nlp):
    facts = read(
        nlp,
        "Foreign Minister Wang Daming met reporters in Beijing. Wang praised the harvest.",
        "Trade Minister Wang Xiuying spoke in Lima. Wang praised the port.",
        "Ambassador Wang Guoliang answered in Beijing. Wang praised the roads.",
    )
    chains = {name: referring(facts, key) for key, name in persons(facts).items()}
    for name in ("Wang Daming", "Wang Xiuying", "Wang Guoliang"):
        assert chains[name] == [name, "Wang"]


def test_an_office_stands_for_its_holder(nlp):
    facts = read(
        nlp,
        "Norwegian Foreign Minister Ingrid Dahl arrived in Nairobi on Wednesday.",
        "The foreign minister said that Norway would build a school.",
    )
    assert "The foreign minister" in referring(facts, "person.ingrid-dahl")
    assert facts.statements[0].speakers == ("person.ingrid-dahl",)


def test_a_pronoun_stands_for_the_one_person(nlp):
    facts = read(nlp, "Mr. Daniel Otieno arrived in Oslo. He said that the talks had gone well.")
    assert facts.statements[0].speakers == ("person.daniel-otieno",)


def test_everything_is_said_with_evidence_inside_the_text(nlp):
    text = (
        "😀 \u202eשלום\u202c President Daniel Otieno told Ingrid Dahl on Monday\r\nthat the dam was safe. They will meet in Oslo in April."
    )
    facts = read(nlp, text)
    assert facts.statements
    spans = [r.span for r in facts.references] + [s for f in (*facts.roles, *facts.meetings, *facts.statements) for s in f.evidence]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert referring(facts, "person.daniel-otieno")[0] == "Daniel Otieno"


def test_the_graph_of_an_article_has_no_violation(nlp):
    facts = read(
        nlp,
        "Norwegian Foreign Minister Ingrid Dahl met Kenyan President Daniel Otieno in Nairobi on Wednesday.",
        "“The dam is safe,” she told reporters. A ministry spokesman said a second meeting was planned for May.",
    )
    report = validate(build([facts], Names(), model="m"), texts={"a": facts.article.text})
    assert [r for r in report.results if r.severity == "violation"] == []


def test_persons_are_one_across_articles(nlp):
    texts = ("Kenyan President Daniel Otieno flew to Lima.", "Kenyan President Daniel Otieno returned from Lima.")
    done = pipeline.run([Article(f"a{i}", text) for i, text in enumerate(texts)], nlp)
    assert [sorted(persons(f)) for f in done.facts] == [["person.daniel-otieno"]] * 2


@pytest.mark.parametrize("text", ["", "   \n", ".", "…", "“", "😀", "a" * 3000, "((((" * 100, "\x00\x01", "\u202eab"])
def test_odd_texts_are_read_without_a_problem(nlp, text):
    done = pipeline.run([Article("odd", text, published=PUBLISHED)], nlp)
    assert done.problems == []
    assert done.facts[0].meetings == done.facts[0].statements == ()


def test_one_bad_article_is_named_and_the_others_go_on(nlp, monkeypatch):
    real = pipeline.facts_of

    def failing(story, settled):
        if story.article.id == "bad":
            raise RuntimeError("no good")
        return real(story, settled)

    monkeypatch.setattr(pipeline, "facts_of", failing)
    articles = [Article("good", "Talks failed."), Article("bad", "Talks failed.", origin="x.jsonl:2"), Article("last", "Talks failed.")]
    done = pipeline.run(articles, nlp)
    assert [f.article.id for f in done.facts] == ["good", "last"]
    assert done.problems == [Problem("x.jsonl:2", "article 'bad' could not be read: RuntimeError: no good")]
