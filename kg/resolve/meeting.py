"""From mentions of encounters to reports: what one article says of one meeting, told once or five times, becomes one record.

Works on entity keys ("person.ada-ruiz", "country.no") and ISO dates alone; it reads no syntax. Three steps, in this order:
``with_parties`` adds the countries that participants stand for, ``settle`` corrects defaults by the day of publication, ``merge``
puts together the mentions of one meeting, ``date_news`` gives the day of publication to undated news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kg.extract.meetings.company import COMPANY
from kg.facts import STATUS_CLASS
from kg.resolve._calendar import DAY, shift
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve._meeting_fill import date_news, fill, lasting, place_in_visits
from kg.resolve._meeting_join import join
from kg.resolve._meeting_match import compatible, dates_conflict, family, hard, is_presence, nearness

__all__ = ["MeetingFacts", "date_news", "is_at_home", "lasting", "merge", "place_in_visits", "settle", "with_parties"]

OFF = ("Cancelled", "Postponed")
MONTH_OF_DAYS = 31
HOMEWARD = {"verb.travel", "verb.arrive"}
JUST_NOW = 5  # mentions


def with_parties(facts: MeetingFacts, country_of: Mapping[str, str], place_country: Mapping[str, str]) -> MeetingFacts:
    """The facts with the countries of their participants and, for a visit, of its destination as parties.

    ``country_of`` maps a person or organisation to the country it stands for, ``place_country`` a place to its country.
    """
    parties = {country_of[p] for p in facts.participants if p in country_of} | facts.parties
    homes = frozenset(country_of[p] for p in facts.participants if p in country_of)
    states = frozenset(p for p in facts.participants if p.startswith("country."))
    parties |= states
    if facts.kind == "Visit":
        parties |= {place_country[p] for p in facts.places if p in place_country}
    members = frozenset(p for p in facts.participants if not p.startswith("country."))
    stateless = any(p.startswith("person.") and p not in country_of for p in members)
    return replace(facts, participants=members, parties=frozenset(parties), homes=homes, states=facts.states | states, stateless=stateless)


def is_at_home(facts: MeetingFacts, place_country: Mapping[str, str]) -> bool:
    """True for "the president was in the capital on Friday" of his own country, which is no visit; nor is "flew back to the capital"."""
    there = {place_country.get(p, "") for p in facts.places}
    if not facts.homes or not there:
        return False
    return (facts.rule == "verb.stay" and there <= facts.homes) or (facts.rule in HOMEWARD and there == facts.homes)


def settle(facts: MeetingFacts, published: str) -> MeetingFacts:
    """A meeting dated after the day of publication has not been held, unless a past tense tells it ("is meeting on Friday").

    A past tense outweighs the date, which then was misread or belongs to something else.
    """
    size = min(len(facts.start), len(published))
    later = size >= 4 and facts.start[:size] > published[:size]
    if later and facts.status == "Held" and facts.firm and not facts.now and facts.rule.startswith("verb."):
        return replace(facts, start="", end="")
    if later and facts.status in ("Held", "Ongoing"):
        return replace(facts, status="Planned", firm=True)
    return replace(facts, old=_is_old(facts, published))


def _is_old(facts: MeetingFacts, published: str) -> bool:
    """True for what was held in the month before the last or earlier."""
    if facts.status != "Held" or not facts.end or len(published) < DAY:
        return False
    before = shift(date.fromisoformat(published), -MONTH_OF_DAYS)
    return before is not None and facts.end < before.isoformat()[: len(facts.end)]


def merge(facts: Iterable[MeetingFacts]) -> list[MeetingFacts]:
    """One record per meeting, in order of first mention; the order of the argument does not matter.

    A mention without participants enough or two countries is dropped unless another meeting takes it in.
    """
    told = fill(sorted(facts, key=_text_order))
    clusters: list[list[MeetingFacts]] = []
    for fact in sorted((f for f in told if not f.definite), key=lambda f: (-min(2, len(hard(f))), *_text_order(f))):
        _place(fact, clusters)
    for fact in (f for f in told if f.definite):
        _attach(fact, clusters)
    reports = [report for c in clusters for report in _told(sorted(c, key=_text_order))]
    return sorted((r for r in reports if _is_whole(r)), key=_text_order)


def _told(mentions: list[MeetingFacts]) -> Iterator[MeetingFacts]:
    """The report of a meeting; where an article says both that it was put off and that it was cancelled, one of each."""
    joined = join(mentions)
    yield joined
    off = [m for m in mentions if m.firm and m.status in OFF and m.status != joined.status]
    if joined.status in OFF and off:
        evidence = tuple(dict.fromkeys(e for m in off for e in m.evidence))
        yield replace(joined, status=off[0].status, evidence=evidence, order=min(m.order for m in off))


def _is_whole(report: MeetingFacts) -> bool:
    """Talks need two sides or a group of a body ("G7 leaders"); a visitor or guest is enough for a visit or conference.

    A summit or conference of a body needs no named guest where day or place is told, nor one of a country where both are.
    """
    talks = report.kind in ("Talks", "Call", "MilitaryTalks", "OtherMeeting")
    body = any(p.startswith("org.") for p in report.parties)
    if len(report.participants) >= (2 if talks else 1) or len(report.parties) > 1:
        return True
    if report.states and all(p.startswith("org.") for p in report.participants) and len(report.participants) > 0:
        return True  # "the government of Chile and the rebels"
    if talks:
        return body and bool(report.participants - hard(report))
    hosted = report.status == "Planned" and bool(report.parties and report.start and report.places)
    return (body or hosted) and report.kind != "Visit" and bool(report.start or report.places)


def _text_order(fact: MeetingFacts) -> tuple[object, ...]:
    marks = (fact.firm, fact.definite, fact.further, fact.pair, fact.now, fact.confidence)
    values = (fact.start, fact.end, fact.minutes, fact.places, fact.issues, fact.rule, fact.evidence)
    return (fact.order, fact.kind, fact.status, sorted(fact.participants), sorted(fact.parties), *values, *marks)


def _place(fact: MeetingFacts, clusters: list[list[MeetingFacts]]) -> None:
    """Put a mention into the most fitting cluster, or begin a new one."""
    fits = [(nearness(join(c), fact), -n, c) for n, c in enumerate(clusters) if _may_join(fact, c) and compatible(join(c), fact)]
    if fits:
        max(fits, key=lambda f: f[:2])[2].append(fact)
    else:
        clusters.append([fact])


def _may_join(fact: MeetingFacts, cluster: list[MeetingFacts]) -> bool:
    """False for "another meeting"; but "on a visit to Oslo, his second trip abroad" tells of one visit."""
    again = fact.kind == "Visit" and not fact.places and any(fact.evidence == m.evidence and m.kind == "Visit" for m in cluster)
    told_before = not fact.further and all(m.further and fact.order < m.order for m in cluster)  # "they last met in May"
    return again or not (fact.further or told_before)


def _attach(fact: MeetingFacts, clusters: list[list[MeetingFacts]]) -> None:
    """ "The talks": add to the meeting mentioned last before; a postponement of another date is a meeting of its own."""
    earlier = [(max((m.order for m in c if m.order <= fact.order), default=-1), n, c) for n, c in enumerate(clusters)]
    ranked = [c for last, _, c in sorted(earlier, key=lambda e: e[:2], reverse=True) if last >= 0]
    if family(fact.kind) == "summit":  # "the summit" is rather a summit than the talks told of last
        ranked.sort(key=lambda c: family(join(c).kind) != "summit")
    if fact.places:
        ranked.sort(key=lambda c: bool(join(c).places) and not {*join(c).places} & {*fact.places})
    ranked.sort(key=lambda c: not _is_whole(join(c)))  # what is told in full is more likely meant than a meeting named in passing
    off = fact.status in ("Cancelled", "Postponed") and fact.firm
    if off:  # what is called off had been planned; an invitation or a hope comes last
        ranked = [c for c in ranked if join(c).status != "Possible"] or ranked
    if is_presence(fact):  # who "also attended" was at what has just been told of
        ranked = [c for c in ranked if fact.order - max(m.order for m in c) <= JUST_NOW]
    if COMPANY in fact.rule:  # whoever accompanies a traveller goes on his journey
        ranked.sort(key=lambda c: join(c).kind != "Visit")
    for cluster in ranked:
        if compatible(join(cluster), fact):
            cluster.append(fact)
            return
    if fact.participants and not is_presence(fact):
        clusters.append([fact])
    source = next((join(c) for c in ranked if family(join(c).kind) == family(fact.kind)), None)
    if off and source is not None and (dates_conflict(source, fact) or _was_another(source, fact)):
        other_year = bool(fact.start and source.start) and fact.start[:4] != source.start[:4]  # perhaps under other leaders
        people = frozenset[str]() if other_year and len(source.parties) > 1 else source.participants
        owner = replace(fact, participants=people, parties=source.parties, places=fact.places or source.places, definite=False)
        fits = [c for c in clusters if compatible(join(c), owner)]
        if fits:
            fits[0].append(owner)
        else:
            clusters.append([owner])


def _was_another(held: MeetingFacts, off: MeetingFacts) -> bool:
    """True if what was called off for a day that is told is told beside an encounter of no told day that did take place."""
    return STATUS_CLASS[held.status] == "done" and bool(off.start) and not held.start
