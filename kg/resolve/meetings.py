"""Meeting mentions become meeting facts: phrases to entities, time expressions to dates, many mentions to one report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract._meeting_again import SINCE
from kg.extract._meeting_form import governor, verb_form
from kg.extract._syntax import lemma_in
from kg.facts import MeetingFact, RoleFact
from kg.model import DateMention, IssueMention, MeetingMention, Story, Tokens
from kg.resolve._meeting_fill import at_a_distance, by_month, over_a_meal, with_visitors
from kg.resolve._meeting_offices import Cast, offices_of
from kg.resolve._meeting_people import beside, by_office, countries, of_sentence_before, of_sides, participants, size
from kg.resolve._meeting_report import fact, within_visits
from kg.resolve._meeting_sites import hosts, party, place
from kg.resolve._meeting_stage import at_dateline, at_scene, byline, dateline, is_scene, same_day, staged
from kg.resolve._scene import DAY
from kg.resolve.agents import Agents
from kg.resolve.dates import BOUNDS, days_of, durations, find, turned
from kg.resolve.gazetteer import gazetteer
from kg.resolve.meeting import MeetingFacts, date_news, is_at_home, lasting, merge, place_in_visits, settle, with_parties

REACH = 10
WEEKLY = {"unit", "ago", "ahead", "within", "beside", "same", "in"}  # rules of time expressions that may name a week
ENDING = {"wrap", "conclude", "end", "finish", "complete"}
ALSO = 5
OVER = {"after", "following"}
ONWARD = {"later", "then", "also", "afterwards", "subsequently"}


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
    place_country = {k: e.within or k for k, e in agents.entities.items() if e.kind == "country" or (e.kind == "place" and e.within)}
    country_of |= {k: e.within for k, e in agents.entities.items() if e.kind in ("group", "organization") and e.within}
    single = [f for facts, mention in zip(told, meetings, strict=True) for f in _one_with_each(agents, facts, mention, country_of)]
    settled = [settle(with_parties(facts, country_of, place_country), published) for facts in single]
    merged = merge(f for f in with_visitors(same_day(settled), country_of, place_country) if not is_at_home(f, place_country))
    merged = [with_parties(report, country_of, place_country) for report in merged]  # "the two leaders" are known only now
    dated = place_in_visits([lasting(date_news(report, published)) for report in merged], place_country)
    dated = _at_scene(agents, staged(_in_dateline(agents, dated), place_country))
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
    when = _turned(agents.story, mention, _when(agents.story, mention, times))
    evidence = mention.evidence
    coming = _scheduled(agents.story, mention, when)
    when = coming or when
    later = mention.now and when is not None and when.start >= agents.story.article.published > "" and _is_later(agents, mention)
    later |= coming is not None or (when is None and mention.rule == "verb.travel" and _plain_present(agents.story, mention, 0))
    two = of_sentence_before(agents, mention) if mention.pair else frozenset[str]()
    people = two or frozenset(participants(agents, mention, cast))
    return MeetingFacts(
        kind=mention.kind,
        status="Planned" if later else mention.status,
        participants=people,
        parties=frozenset(c for p in mention.parties for c in [party(agents, p)] if c),
        places=tuple(dict.fromkeys(k for p in (*mention.places, *hosts(agents, mention)) for k in [place(agents, p)] if k)),
        start=when.start if when else "",
        end=when.end if when else "",
        minutes=mention.minutes or minutes,
        evidence=(evidence,),
        order=order,
        confidence=mention.confidence,
        issues=tuple(dict.fromkeys(f"issue.{i.concept}" for i in issues if evidence.start <= i.tokens.start < evidence.end)),
        firm=mention.firm or later,
        definite=mention.definite,
        further=mention.further,
        pair=mention.pair and not two and not (len(people) == 2 and by_office(agents, mention)),
        now=mention.now,
        known=mention.known,
        rule=mention.rule,
        headline=agents.story.kinds[agents.story.block(mention.trigger.start)] == "headline" if agents.story.kinds else False,
        days=days_of(agents.story.doc, mention.trigger) if mention.kind != "Call" else 0,
        ended=_is_end(agents, mention),
        size=size(agents, mention),
        beside=beside(agents, mention, cast) if mention.pair else (),
        onward=when is None and _goes_on(agents, mention),
        sides=of_sides(agents, mention),
        spoken=mention.rule.startswith("verb.speak"),
        vague=when is not None and when.rule in WEEKLY and len(when.start) == DAY and when.start < when.end,
    )


def _is_later(agents: Agents, mention: MeetingMention) -> bool:
    """True for "travels to Oslo later on Friday", which is still to come on that Friday."""
    doc = agents.story.doc
    return any(t.lower_ == "later" for when in mention.when for t in doc[max(when.start - 2, mention.evidence.start) : when.end])


def _scheduled(story: Story, mention: MeetingMention, when: DateMention | None) -> DateMention | None:
    """The day ahead that "On Friday, Ruiz hosts Beck" tells: what the present tells of a weekday named first is still to come."""
    published, at = story.article.published, mention.trigger.start
    if when is None or not mention.now or len(when.start) < DAY or when.start >= published or when.tokens.end > at:
        return None
    if not _plain_present(story, mention, when.tokens.end):
        return None
    other = turned(story.doc, published, when, "future")
    return other if other is not None and other.start >= published else None


def _plain_present(story: Story, mention: MeetingMention, start: int) -> bool:
    """True where a paragraph tells an encounter in the present behind token ``start``: "Ruiz travels to Oslo", for which she is due."""
    at = mention.trigger.start
    verb = at if story.doc[at].pos_ == "VERB" else governor(story.doc, at)
    told = not story.kinds or story.kinds[story.block(at)] == "paragraph"
    return told and verb is not None and start <= verb and verb_form(story.doc, verb).form == "present"


def _in_dateline(agents: Agents, reports: list[MeetingFacts]) -> list[MeetingFacts]:
    """Put the lead's encounters into the town of the dateline where they fit."""
    article = agents.story.article
    town, end = dateline(article)
    city = gazetteer().city(town) if town else None
    country = f"country.{city.country.lower()}" if city is not None else ""
    out = []
    for report in reports:
        lead = bool(town) and agents.story.span(report.evidence[0]).start < end
        here = lead and at_dateline(report, town, country, article.published)
        out.append(replace(report, places=(agents.place(town),)) if here else report)
    return out


def _at_scene(agents: Agents, reports: list[MeetingFacts]) -> list[MeetingFacts]:
    """Put the encounters of these days that nothing else places into the town where the reporter is, if that is where the news is."""
    article = agents.story.article
    town = next((t for t in (dateline(article)[0], byline(article)) if t and is_scene(article, t)), "")
    return [replace(r, places=(agents.place(town),)) if town and at_scene(r, article.published) else r for r in reports]


def _goes_on(agents: Agents, mention: MeetingMention) -> bool:
    """True for "later met", "also held talks" and "then met", without a time of their own."""
    doc, at = agents.story.doc, mention.trigger.start
    reach = 2 if mention.rule.startswith("verb.") else ALSO
    before = doc[max(mention.evidence.start, at - reach) : at]
    return any(t.lower_ in ONWARD and (reach == 2 or doc[t.i + 1].pos_ == "VERB") for t in before)


def _one_with_each(agents: Agents, facts: MeetingFacts, mention: MeetingMention, country_of: Mapping[str, str]) -> Iterator[MeetingFacts]:
    """ "Separate meetings" are several, of each of those on the one side with the other side, without the countries of who was left out."""
    doers = {k for p in mention.participants if p.start < mention.trigger.start for k in agents.who(p)} & facts.participants
    others = facts.participants - doers
    many = others if len(others) > 1 else doers
    named = all("group." not in k for k in facts.participants)  # who met which of "the parties" is not told
    if not named or not mention.apart or not doers or not others or len(many) < 2:
        yield facts
        return
    for one in sorted(many):
        left_out = {country_of.get(k, "") for k in many - {one}} - {country_of.get(k, "") for k in facts.participants - many | {one}}
        yield replace(facts, participants=facts.participants - many | {one}, parties=facts.parties - left_out)


def _is_end(agents: Agents, mention: MeetingMention) -> bool:
    """True for "wrapped up a visit": the day told is the last."""
    doc, at = agents.story.doc, mention.trigger.start
    return any(lemma_in(t, ENDING) for t in doc[max(mention.evidence.start, at - 7) : at] if t.pos_ == "VERB")


def _when(story: Story, mention: MeetingMention, times: Sequence[DateMention]) -> DateMention | None:
    """The first time expression, in the extractor's order of likelihood, that says when and not by when or since when."""
    for pointed in mention.when:
        for time in times:
            since = time.rule == "since" and mention.rule.endswith(SINCE)
            told = time.rule not in BOUNDS or since or _spelled_out(story, time.tokens, mention.trigger)
            if told and time.tokens.start < pointed.end and pointed.start < time.tokens.end:
                return time
    return None


def _is_over(story: Story, mention: MeetingMention, when: Tokens) -> bool:
    """True for "said after talks with Beck on Monday that aid would flow": whatever is to come, the talks are over."""
    behind = mention.cue is not None and when.start >= mention.trigger.end
    return behind and mention.cue is not None and story.doc[mention.cue.start : mention.cue.end].text.lower() in OVER


def _spelled_out(story: Story, time: Tokens, trigger: Tokens) -> bool:
    """ "Not since March, when they met in Oslo": a bound for others, but the month in which they met."""
    between = [t.lower_ for t in story.doc[time.end : trigger.start] if t.text != ","]
    commas = sum(t.text == "," for t in story.doc[time.end : trigger.start])
    return between[:1] == ["when"] and commas < 2


def _turned(story: Story, mention: MeetingMention, when: DateMention | None) -> DateMention | None:
    """The date as the encounter's status has it: "proposed talks in May" points ahead, "they met on Friday" back."""
    published = story.article.published
    if when is None or not published:
        return when
    size = min(len(when.start), len(published))
    if mention.status == "Held" and _is_over(story, mention, when.tokens) and when.start[:size] > published[:size]:
        return turned(story.doc, published, when, "past") or when
    if not mention.firm:
        return when
    if mention.status in ("Planned", "Possible") and when.end[:size] < published[:size]:
        other = turned(story.doc, published, when, "future")
        return other if other and other.start[:size] >= published[:size] else None  # "a visit, first planned last year"
    told = mention.rule.startswith("verb.") or mention.rule.endswith(SINCE)
    if mention.status == "Held" and not mention.now and told and when.start[:size] > published[:size]:
        other = turned(story.doc, published, when, "past")
        return other if other and other.start[:size] <= published[:size] else when
    return when


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
