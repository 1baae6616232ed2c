"""What a mention of an encounter leaves out and its neighbours tell: who "the two leaders" are, the day, the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kg.facts import STATUS_CLASS
from kg.resolve._calendar import DAY, MONTH, shift
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve._meeting_match import dates_conflict, family, hard, is_presence, is_series

# "More talks" so many days later at the most are held where the talks before them were.
CLOSE = 3  # days, or mentions


def fill(told: list[MeetingFacts]) -> list[MeetingFacts]:
    """Give "the two leaders" and "more talks" the people of the meeting told of before; ``told`` is in the order of the text."""
    out: list[MeetingFacts] = []
    for fact in told:
        source = None
        if (is_series(fact) or fact.sides) and len(fact.parties) < 2:
            fact = replace(fact, parties=_parties_before(fact, out))
            fact = replace(fact, parties=fact.couple if len(fact.parties) < 2 and fact.parties <= fact.couple else fact.parties)
        elif fact.pair:
            source = _pair(fact, out)
            if source is None and not hard(fact) and len(fact.beside) == fact.size:
                fact = replace(fact, participants=frozenset(fact.beside))
            fact = replace(fact, participants=frozenset() if len(hard(fact)) > 1 else hard(fact)) if source else fact
            fact = replace(fact, parties=fact.couple) if source is None and not hard(fact) and not fact.parties else fact
        elif fact.further and fact.firm and not fact.participants and len(fact.parties) < 2:
            source = next((f for f in reversed(out) if family(f.kind) == family(fact.kind) and not f.definite), None)
            source = source if source and len(source.participants) > 1 else None
            if source and _days_apart(source, fact) <= CLOSE:
                fact = replace(fact, places=fact.places or source.places)  # "more talks are set for Sunday"
        if source:
            kind = source.kind if fact.kind == "Talks" and fact.further else fact.kind  # "more talks" of generals are generals' talks
            people = fact.participants | source.participants
            parties = fact.parties | (source.homes if fact.kind == "Visit" else source.parties)
            fact = replace(fact, kind=kind if family(kind) == family(fact.kind) else fact.kind, participants=people, parties=parties)
        out.append(fact)
    return out


def _parties_before(fact: MeetingFacts, told: list[MeetingFacts]) -> frozenset[str]:
    """The countries of the talks that an article has told of most often, or last, for "a final round" or "the two sides"."""
    talks = [f.parties for f in told if family(f.kind) in ("talks", "summit") and len(f.parties) > 1 and f.parties >= fact.parties]
    talks = [p for p in talks if len(p) == fact.size] if fact.sides else talks
    return max(reversed(talks), key=talks.count, default=fact.parties)


def with_visitors(told: list[MeetingFacts], country_of: Mapping[str, str], place_country: Mapping[str, str]) -> list[MeetingFacts]:
    """ "Ruiz met Beck during a visit to Lima" leaves out who travelled: those of the two whose country is not the place's."""
    out: list[MeetingFacts] = []
    for fact in told:
        hosts = {place_country[p] for p in fact.places if p in place_country}
        if fact.kind == "Visit" and fact.definite and hosts and not fact.participants:
            met = next((f for f in told if f.evidence == fact.evidence and family(f.kind) == "talks" and len(hard(f)) > 1), None)
            homes = {p: country_of.get(p, "") for p in hard(met)} if met else {}
            away = frozenset(p for p, home in homes.items() if home not in hosts)
            if away and len(away) < len(homes) and all(homes.values()):
                countries = frozenset(homes[p] for p in away)
                fact = replace(fact, participants=away, parties=fact.parties | countries, homes=countries, definite=False)
        out.append(fact)
    return out


def _days_apart(one: MeetingFacts, two: MeetingFacts) -> int:
    """How many days lie between the beginnings of two encounters; a great many where a day is not told."""
    if len(one.start) < DAY or len(two.start) < DAY:
        return date.max.toordinal()
    return abs((date.fromisoformat(two.start) - date.fromisoformat(one.start)).days)


def _pair(fact: MeetingFacts, told: list[MeetingFacts]) -> MeetingFacts | None:
    """The meeting of two whose people "the two leaders" are: the last one, or the last that has one of those read so far in it."""
    read = hard(fact)
    pairs = [f for f in reversed(told) if len(hard(f)) == fact.size and not is_presence(f)]
    if len(read) < 2:
        beside = [f for f in pairs if f.evidence[-1].end >= fact.evidence[0].start]
        return max(beside or pairs, key=lambda f: (sum(hard(p) == hard(f) for p in pairs) if not beside else 0, f.order), default=None)
    if any(hard(f) == read for f in pairs):
        return None
    return next((f for f in pairs if hard(f) & read), None)


def date_news(report: MeetingFacts, published: str) -> MeetingFacts:
    """An undated meeting that the article tells as news ("has met") took place on the day of publication."""
    if published and not report.start and report.now and report.status in ("Held", "Ongoing"):
        return replace(report, start=published, end=published)
    return report


def at_a_distance(report: MeetingFacts) -> MeetingFacts:
    """Two of different countries who "spoke", nowhere in particular, did so by telephone: so readouts tell it."""
    apart = report.spoken and report.kind == "Talks" and not report.places and len(report.homes) > 1
    return replace(report, kind="Call") if apart else report


def over_a_meal(report: MeetingFacts) -> MeetingFacts:
    """Two of different countries who dined together talked: a dinner of many, or with somebody who stands for no country, is a meal."""
    talks = report.kind == "OtherMeeting" and len(hard(report)) == 2 == len(report.participants) == len(report.homes)
    return replace(report, kind="Talks") if talks and not report.stateless else report


def by_month(report: MeetingFacts) -> MeetingFacts:
    """A week in which an encounter took place does not tell its days, only the month, that of the middle of the week."""
    if not report.vague or len(report.start) < DAY:
        return report
    first, last = date.fromisoformat(report.start), date.fromisoformat(report.end)
    month = (first + (last - first) / 2).isoformat()[:MONTH]
    return replace(report, start=month, end=month)


def lasting(report: MeetingFacts) -> MeetingFacts:
    """A visit of which one day and the number of days are told ("a four-day visit from Monday") has its last day, or its first."""
    if report.days < 2 or len(report.start) < DAY or report.end > report.start or STATUS_CLASS[report.status] == "off":
        return report
    last = shift(date.fromisoformat(report.start), (report.days - 1) * (-1 if report.ended else 1))
    other = last.isoformat() if last is not None else report.start
    return replace(report, start=min(report.start, other), end=max(report.start, other))


def place_in_visits(reports: list[MeetingFacts], place_country: Mapping[str, str]) -> list[MeetingFacts]:
    """Give talks without place or date those of the one visit that they fit: the visitor takes part, both countries are there.

    ``place_country`` maps a place to its country. What the article says of the talks themselves always stays.
    """
    reports = [_dated_by_talks(r, reports, place_country) for r in reports]
    visits = [r for r in reports if r.kind == "Visit" and (len(r.parties) > 1 or r.places) and not (r.aside and _is_long_past(r))]
    return [_placed(r, [v for v in visits if _hosts(v, r, place_country)]) for r in reports]


def _is_long_past(visit: MeetingFacts) -> bool:
    """ "Ruiz, who visited Oslo last November, met Beck": a month or year tells of no visit that goes on."""
    return visit.old or 0 < len(visit.start) < DAY


def _dated_by_talks(visit: MeetingFacts, reports: list[MeetingFacts], place_country: Mapping[str, str]) -> MeetingFacts:
    """A visit without a date lasted at least from the first to the last of its talks."""
    if visit.kind != "Visit" or visit.start or STATUS_CLASS[visit.status] != "done" or len(visit.parties) < 2:
        return visit
    held = [r for r in reports if len(r.start) == 10 and STATUS_CLASS[r.status] == "done"]
    talks = [r for r in held if _hosts(replace(visit, start=r.start, end=r.end), r, place_country)]
    if not talks:
        return visit
    return replace(visit, start=min(r.start for r in talks), end=max(r.end or r.start for r in talks))


def _placed(report: MeetingFacts, visits: list[MeetingFacts]) -> MeetingFacts:
    visits = [v for v in visits if v.status != "Possible" or v.order < report.order]  # an invitation told of later
    if len(visits) > 1:
        earlier = [v for v in visits if v.order < report.order]
        visits = [v for v in visits if {*v.places} & {*report.places}] or ([] if report.places else earlier)
    if len(visits) != 1:
        return report
    (visit,) = visits
    source = report if report.start else visit
    before = visit.onward and report.order + 1 == visit.order  # "Ruiz will meet Beck on Friday. He will then travel to Norway"
    return replace(report, places=report.places or (() if before else visit.places), start=source.start, end=source.end, vague=source.vague)


def _hosts(visit: MeetingFacts, report: MeetingFacts, place_country: Mapping[str, str]) -> bool:
    """True if the talks can be part of the visit; a visit that goes on can hold talks still to come."""
    bilateral = report.kind == "Summit" and len(hard(report)) == 2
    if not (report.kind in ("Talks", "MilitaryTalks") or bilateral) or not hard(visit) & hard(report):
        return False
    within = all(p in visit.places or place_country.get(p, "") in visit.parties for p in report.places)
    abroad = any(place_country.get(p, "") not in ("", *visit.parties) for p in report.places if p not in visit.places)
    known = not report.stateless or 0 < report.order - visit.order <= CLOSE  # "Ruiz is to visit Norway. He will meet Prime Minister Beck"
    if abroad or not (visit.parties <= report.parties or (report.parties <= visit.parties and within and known)):
        return False
    one, two = STATUS_CLASS[visit.status], STATUS_CLASS[report.status]
    same = one == two or (one == "done" and two == "future")
    return (
        same
        and "off" not in (one, two)
        and (not dates_conflict(visit, report) or _soon(visit, report))
        and (not report.start or bool(visit.start))
    )


def _soon(visit: MeetingFacts, report: MeetingFacts) -> bool:
    """ "Ruiz arrived on Sunday. On Monday he is to meet Beck": a visit whose last day is not told has talks still to come a few days on."""
    ahead = STATUS_CLASS[visit.status] == "done" and STATUS_CLASS[report.status] == "future" and visit.start == visit.end
    return ahead and report.start > visit.start and _days_apart(visit, report) <= CLOSE
