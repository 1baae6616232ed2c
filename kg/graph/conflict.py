"""Conflicts: where reports of one meeting cannot both hold. Nothing is overwritten; each side stands with its reports.

* status: put off and cancelled; held and either of these
* length: one is a fifth longer than another
* place: cities that are not one, or countries that are not one
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from kg.facts import ArticleFacts, Entity, MeetingFact
from kg.graph.contribution import Contribution, Given, Triple
from kg.graph.iri import Names
from kg.graph.literals import string
from kg.resolve.gazetteer import gazetteer
from kg.vocab import KG, RDF

PREFIX = "conflict."
KIND = "conflict"
OFF = ("Postponed", "Cancelled")
LONGER = 1.2
Said = Mapping[str, set[str]]


def conflict_contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """What an article says of each meeting that others may report too, under the question on which they may disagree."""
    entities = {e.key: e for e in facts.entities}
    for number, meeting in enumerate(facts.meetings, 1):
        for question, value in _answers(meeting, entities) if meeting.key else ():
            key = f"{PREFIX}{question}.{meeting.key}"
            yield key, (KIND, "told", question, value, facts.article.id, str(number), meeting.key)


def _answers(meeting: MeetingFact, entities: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    if meeting.status in (*OFF, "Held", "Ongoing"):
        yield "status", "Held" if meeting.status == "Ongoing" else meeting.status
    if meeting.minutes:
        yield "length", meeting.minutes
    places = [entities[p] for p in meeting.places if p in entities]
    cities = [p for p in places if p.kind == "place" and _is_city(p.name)]
    for place in cities:
        yield "city", place.name
    for country in dict.fromkeys(p.key if p.kind == "country" else p.within for p in places):
        if country:
            yield "country", country


def _is_city(name: str) -> bool:
    city = gazetteer().city(name)
    return city is not None and city.kind != "region"


def conflict_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """The conflict of a question on one meeting, if the reports do not go together; nothing if they do."""
    told = sorted(contribution[2:] for contribution in given)
    question, _, _, _, meeting = told[0]
    by_value: dict[str, set[str]] = defaultdict(set)
    for _, value, article, number, _ in told:
        by_value[value].add(f"{article} {number}")
    if not DISAGREE[question](by_value):
        return
    node = names.node(key)
    yield node, RDF.type, KG.Conflict
    yield node, KG.over, names.node(meeting)
    yield node, KG.question, string(question)
    for _, value, article, number, _ in told:
        yield node, KG.claim, names.part(article, "meeting", int(number))
        yield node, KG.answer, names.node(value) if value.startswith("country.") else string(value)


def _off_or_held(said: Said) -> bool:
    return len(said) > 1


def _lengths_apart(said: Said) -> bool:
    lengths = sorted(map(float, said))
    return lengths[-1] >= LONGER * lengths[0] > 0


def _places_apart(said: Said) -> bool:
    """True if two reports have no place in common."""
    by_report: dict[str, set[str]] = defaultdict(set)
    for value, reports in said.items():
        for report in reports:
            by_report[report].add(value)
    return any(not a & b for a in by_report.values() for b in by_report.values())


DISAGREE: dict[str, Callable[[Said], bool]] = {
    "status": _off_or_held,
    "length": _lengths_apart,
    "city": _places_apart,
    "country": _places_apart,
}
