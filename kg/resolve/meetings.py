"""Meeting mentions become meeting facts: phrases to entities, time expressions to dates, many mentions to one report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.facts import MeetingFact, RoleFact
from kg.model import DateMention, IssueMention, MeetingMention, Story, Tokens
from kg.resolve._meeting_beside import with_those_beside
from kg.resolve._meeting_couple import couple
from kg.resolve._meeting_fill import at_a_distance, by_month, over_a_meal, with_visitors
from kg.resolve._meeting_members import with_members
from kg.resolve._meeting_month import by_context
from kg.resolve._meeting_off import called_off
from kg.resolve._meeting_offices import Cast, offices_of
from kg.resolve._meeting_people import beside, bodies, by_office, countries, just_named, left_out, of_sides, participants, size
from kg.resolve._meeting_report import fact, within_visits
from kg.resolve._meeting_sited import at_the_scene, beside_events, in_dateline
from kg.resolve._meeting_sites import here, hosts, party, place
from kg.resolve._meeting_stage import in_company, same_day, staged
from kg.resolve._meeting_time import goes_on, is_aside, is_end, is_repeated, when
from kg.resolve.agents import Agents
from kg.resolve.dates import days_of, durations, find
from kg.resolve.meeting import MeetingFacts, date_news, is_at_home, lasting, merge, place_in_visits, settle, with_parties

REACH = 10


def meeting_facts(
    story: Story, agents: Agents, meetings: Sequence[MeetingMention], roles: Sequence[RoleFact], issues: Sequence[IssueMention]
) -> list[MeetingFact]:
    """The meetings that an article reports, in text order, each once with all its evidence."""
    published = story.article.published
    times = find(story.doc, published)
    lengths = dict(durations(story.doc))
    country_of = countries(agents, roles)
    cast = Cast(dict(country_of), offices_of(agents, roles))
    owners = _owners(meetings, lengths)
    told = [_facts(agents, mention, order, times, owners.get(order, ""), issues, cast) for order, mention in enumerate(meetings)]
    place_country = _place_country(agents)
    country_of |= {k: e.within for k, e in agents.entities.items() if e.kind in ("group", "organization") and e.within}
    country_of = bodies(agents, roles) | country_of
    single = [f for facts, mention in zip(told, meetings, strict=True) for f in _one_with_each(agents, facts, mention, country_of)]
    settled = [settle(with_parties(facts, country_of, place_country), published) for facts in single]
    told_of = with_those_beside(called_off(settled))
    merged = merge(f for f in with_visitors(same_day(told_of), country_of, place_country) if not is_at_home(f, place_country))
    merged = [with_parties(report, country_of, place_country) for report in merged]  # "the two leaders" are known only now
    dated = place_in_visits([lasting(date_news(report, published)) for report in merged], place_country)
    dated = beside_events(agents, in_company(dated, place_country))
    dated = staged(in_dateline(agents, dated), _place_country(agents))
    dated = at_the_scene(agents, by_context(dated, story, times))
    return within_visits([fact(story, by_month(over_a_meal(at_a_distance(facts)))) for facts in dated])


def _facts(
    agents: Agents,
    mention: MeetingMention,
    order: int,
    times: Sequence[DateMention],
    minutes: str,
    issues: Sequence[IssueMention],
    cast: Cast,
) -> MeetingFacts:
    told = when(agents.story, mention, times)
    time, evidence = told.time, mention.evidence
    two = just_named(agents, mention) if mention.pair else frozenset[str]()
    people = two or with_members(agents, mention, frozenset(participants(agents, mention, cast)) | left_out(agents, mention))
    return MeetingFacts(
        kind=mention.kind,
        status="Planned" if told.coming else mention.status,
        participants=people,
        parties=frozenset(c for p in mention.parties for c in [party(agents, p)] if c),
        places=tuple(dict.fromkeys(k for p in (*mention.places, *hosts(agents, mention)) for k in [place(agents, p)] if k))
        or here(agents, mention),
        start=time.start if time else "",
        end=time.end if time else "",
        minutes=mention.minutes or minutes,
        evidence=(evidence,),
        order=order,
        confidence=mention.confidence,
        issues=tuple(dict.fromkeys(f"issue.{i.concept}" for i in issues if evidence.start <= i.tokens.start < evidence.end)),
        firm=mention.firm or told.coming,
        definite=mention.definite,
        further=mention.further,
        pair=mention.pair and not two and not (len(people) == 2 and by_office(agents, mention)),
        now=mention.now and not is_repeated(agents.story, mention) and not _of_headline(agents, mention),
        known=mention.known,
        rule=mention.rule,
        headline=agents.story.kinds[agents.story.block(mention.trigger.start)] == "headline" if agents.story.kinds else False,
        days=days_of(agents.story.doc, mention.trigger) if mention.kind != "Call" else 0,
        ended=is_end(agents.story, mention),
        size=size(agents, mention),
        beside=beside(agents, mention, cast) if mention.pair else (),
        aside=is_aside(agents.story, mention),
        onward=time is None and goes_on(agents.story, mention),
        sides=of_sides(agents, mention),
        couple=couple(agents, mention),
        spoken=mention.rule.startswith("verb.speak"),
        vague=told.weekly,
    )


def _of_headline(agents: Agents, mention: MeetingMention) -> bool:
    """True for "Ruiz heads to Oslo" above an article: whether she is there or will go, its body tells."""
    kinds = agents.story.kinds
    return mention.kind == "Visit" and bool(kinds) and kinds[agents.story.block(mention.trigger.start)] == "headline"


def _place_country(agents: Agents) -> dict[str, str]:
    """The country of each place that has been named so far, and of each country itself."""
    return {k: e.within or k for k, e in agents.entities.items() if e.kind == "country" or (e.kind == "place" and e.within)}


def _one_with_each(agents: Agents, facts: MeetingFacts, mention: MeetingMention, country_of: Mapping[str, str]) -> Iterator[MeetingFacts]:
    """ "Separate meetings" are several, of each of those on the one side with the other side, without the countries of who was left out."""
    doers = {k for p in mention.participants if p.start < mention.trigger.start for k in agents.who(p)} & facts.participants
    if doers and doers == facts.participants:  # "Ruiz urged Beck and Cole in separate calls to wait"
        doers &= {*agents.who(mention.participants[0])}
    others = facts.participants - doers
    many = others if len(others) > 1 else doers
    named = all("group." not in k for k in facts.participants)  # who met which of "the parties" is not told
    if not named or not mention.apart or not doers or not others or len(many) < 2:
        yield facts
        return
    for one in sorted(many):
        left_out = {country_of.get(k, "") for k in many - {one}} - {country_of.get(k, "") for k in facts.participants - many | {one}}
        yield replace(facts, participants=facts.participants - many | {one}, parties=facts.parties - left_out)


def _owners(meetings: Sequence[MeetingMention], lengths: Mapping[Tokens, str]) -> dict[int, str]:
    """The length of each mention, by its place: each length belongs to the nearest trigger of its sentence, a few words away at most."""
    found: dict[int, str] = {}
    for told, minutes in lengths.items():
        near = [(_gap(told, m.trigger), n) for n, m in enumerate(meetings) if m.evidence.start <= told.start and told.end <= m.evidence.end]
        near = [n for n in near if n[0] <= REACH]
        for gap, n in near:
            if gap == min(near)[0]:
                found.setdefault(n, minutes)
    return found


def _gap(a: Tokens, b: Tokens) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
