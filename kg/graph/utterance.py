"""Utterances in the entities graph: one speech act, with the statements of all articles that are wordings of it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import ArticleFacts
from kg.graph.contribution import Contribution, Given, Triple, singles
from kg.graph.iri import Names
from kg.graph.literals import date
from kg.resolve.wordings import wordings
from kg.vocab import KG, RDF, SCHEMA

KIND = "utterance"


def utterance_contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """Each statement that is a wording of an utterance, who speaks, about what, and the day if the article tells it."""
    for statement, wording in zip(facts.statements, wordings(facts), strict=True):
        if statement.key:
            yield statement.key, (KIND, "wording", wording.handle)
            yield from ((statement.key, (KIND, "speaker", speaker)) for speaker in wording.speakers)
            yield from ((statement.key, (KIND, "about", issue)) for issue in statement.issues)
            if wording.exact:
                yield statement.key, (KIND, "said", wording.last)


def utterance_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """One utterance: what any of its wordings tells of it."""
    node, found = names.node(key), singles(given)
    yield node, RDF.type, KG.Utterance
    for what, term in (("wording", KG.wording), ("speaker", KG.speaker), ("about", SCHEMA.about)):
        yield from ((node, term, names.node(value)) for value in sorted(found[what]))
    for said in sorted(found["said"])[:1]:
        yield node, SCHEMA.dateCreated, date(said)
