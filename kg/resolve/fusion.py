"""One meeting, one key across articles.

Reports are of one meeting when their kinds can name one thing, the same persons take part (or the same visitor goes to the same
country), and what they say of the time can hold together: dates that overlap, a month beside a day in it. So what was planned, put off
and held in several articles is one meeting with a history. What lacks persons or place stays a meeting of its own article.

An undated report meets only undated ones of the same month of publication and the same prospect (to come, held, off). An undated
article's report with a day but no year ("on 18 June") is of the one meeting that other articles date that day, if there is just one.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.facts import STATUS_CLASS, ArticleFacts, MeetingFact
from kg.graph.iri import local
from kg.resolve._calendar import DAY, MONTH
from kg.resolve.components import Decision
from kg.resolve.judgements import Ruling, is_handle
from kg.resolve.latest import of_latest

MAX_PEOPLE = 120
# Kinds that several articles may give one encounter.
FAMILIES = {"Talks": "talks", "OtherMeeting": "talks", "Summit": "talks"}
TALKS = 2


@dataclass(frozen=True, slots=True)
class ReportProfile:
    """All that fusion may look at: a meeting as an article reports it, persons by the keys that hold across articles.

    Participants are sorted and without groups ("officials"), which are an article's own; dates as in ``MeetingFact``. ``where`` has
    the countries that a visit goes to, ``told`` the month of publication of an undated report, or the day without year (``--MM-DD``)
    that an undated article has.
    """

    kind: str
    status: str
    participants: tuple[str, ...]
    start: str
    end: str
    where: tuple[str, ...] = ()
    told: str = ""


@of_latest
def reports(facts: ArticleFacts) -> tuple[ReportProfile, ...]:
    """The profile of each meeting of an article, in its order; two reports may be alike."""
    countries = {e.key: e.key if e.kind == "country" else e.within for e in facts.entities if e.kind in ("country", "place")}
    return tuple(_profile(m, countries, facts.article.published) for m in facts.meetings)


def _profile(meeting: MeetingFact, countries: Mapping[str, str], published: str) -> ReportProfile:
    people = tuple(sorted(p for p in meeting.participants if not is_group(p)))
    where = {countries.get(p, "") for p in meeting.places} - {""} if meeting.kind == "Visit" else set()
    told = "" if meeting.start else published[:MONTH] or meeting.yearless
    return ReportProfile(meeting.kind, meeting.status, people, meeting.start, meeting.end, tuple(sorted(where)), told)


def is_group(key: str) -> bool:
    """True for the key of a group ("officials"), which one article alone speaks of."""
    return ".group." in key


def blocks(profile: ReportProfile) -> tuple[str, ...]:
    """Reports that may be of one meeting: the same people, in one year or on one day of a year or, undated, told in one month."""
    if len(profile.participants) < (1 if profile.where else TALKS) or (profile.kind == "Visit" and not profile.where):
        return ()
    days = (f"-{profile.start[4:]}",) if len(profile.start) == DAY else ()
    return tuple(f"{_who(profile)} {when}" for when in (profile.start[:4] or profile.told, *days) if when)


def _who(profile: ReportProfile) -> str:
    return f"{_family(profile)} {_joined(profile.participants)} {'.'.join(profile.where)}"


def decide(component: Mapping[ReportProfile, int]) -> dict[ReportProfile, Decision]:
    """Which meeting each report of one component is about; ``component`` says how many articles have each."""
    by_block: dict[str, list[ReportProfile]] = defaultdict(list)
    yearless = []
    for profile in sorted(component, key=repr):
        if profile.told.startswith("--"):
            yearless.append(profile)
        elif found := blocks(profile):
            by_block[found[0]].append(profile)
    groups = [g for block in by_block.values() for g in (*_undated(block), *_dated(block))]
    for profile, group in [(p, _of_that_day(p, groups)) for p in yearless]:
        group.append(profile)
    keys = {profile: _key(group, component) for group in groups for profile in group}
    return {profile: Decision(keys.get(profile, "")) for profile in component}


def sightings(facts: ArticleFacts, decided: Mapping[ReportProfile, Decision]) -> Iterator[tuple[str, str]]:
    """Each report of an article as judgements may call it (``ARTICLE.meeting.N``), with the key of the meeting."""
    for number, profile in enumerate(reports(facts), 1):
        yield handle(facts.article.id, number), decided[profile].key or own_key(facts.article.id, number)


def fused(facts: ArticleFacts, decided: Mapping[ReportProfile, Decision], ruled: Ruling) -> ArticleFacts:
    """One article's facts with the keys decided on; ``ruled`` has the last word."""
    found = enumerate(zip(facts.meetings, reports(facts), strict=True), 1)
    return replace(facts, meetings=tuple(replace(m, key=_ruled(facts, n, decided[p].key, ruled)) for n, (m, p) in found))


def _ruled(facts: ArticleFacts, number: int, decided: str, ruled: Ruling) -> str:
    """The key of a report's meeting, "" for one that no other article tells of."""
    report, own = handle(facts.article.id, number), own_key(facts.article.id, number)
    key = ruled.key(report, decided or own)
    if is_handle(key):  # a meeting of its own, of this article or of one whose report is judged to be of the same
        ident, _, nth = key.rpartition(".meeting.")
        key = f"meeting.{ident}.{nth}"
    return "" if key == own and not {report, own} & ruled.shared else key


def own_key(article: str, number: int) -> str:
    """The key of a meeting that only one article's report, counted from 1, is about."""
    return f"meeting.{local(article)}.{number}"


def handle(article: str, number: int) -> str:
    """The local name of an article's report, counted from 1, by which judgements call it too."""
    return f"{local(article)}.meeting.{number}"


def _family(profile: ReportProfile) -> str:
    return FAMILIES.get(profile.kind, profile.kind.lower())


def _undated(reports: Iterable[ReportProfile]) -> list[list[ReportProfile]]:
    groups: dict[str, list[ReportProfile]] = defaultdict(list)
    for profile in sorted(reports, key=repr):
        if not profile.start:
            groups[STATUS_CLASS[profile.status]].append(profile)
    return list(groups.values())


def _of_that_day(yearless: ReportProfile, groups: Iterable[list[ReportProfile]]) -> list[ReportProfile]:
    """The one meeting of these people that is dated that day in some year, or a new list when there is none or more than one."""
    fits = [
        group
        for group in groups
        if any(_who(r) == _who(yearless) and f"-{r.start[4:]}" == yearless.told for r in group)
        and all(_hold_together(yearless, r) for r in group)
    ]
    return fits[0] if len(fits) == 1 else []


@dataclass(slots=True)
class _Time:
    """When a meeting was, by the reports put together so far: first and last day, and the reports."""

    first: date
    last: date
    reports: list[ReportProfile] = field(default_factory=list)


def _dated(reports: Iterable[ReportProfile]) -> list[list[ReportProfile]]:
    """The dated reports by meeting: exact ones first, and a vague one joins if there is just one that it can mean."""
    times: list[_Time] = []
    for profile in sorted((p for p in reports if p.start), key=lambda p: (-len(p.start), p.start, p.end, repr(p))):
        first, last = period(profile.start)[0], period(profile.end or profile.start)[1]
        fits = [t for t in times if first <= t.last and t.first <= last and all(_hold_together(profile, r) for r in t.reports)]
        if len(fits) == 1:
            fits[0].reports.append(profile)
            if len(profile.start) == DAY:
                fits[0].first, fits[0].last = min(fits[0].first, first), max(fits[0].last, last)
        else:
            times.append(_Time(first, last, [profile]))
    return [t.reports for t in times]


def _hold_together(one: ReportProfile, two: ReportProfile) -> bool:
    """False for a meeting that was held beside one that was off, unless both name the day: then the reports disagree."""
    exact = len(one.start) == len(two.start) == DAY
    return exact or {STATUS_CLASS[p.status] for p in (one, two)} != {"done", "off"}


def period(when: str) -> tuple[date, date]:
    """First and last day of an ISO day, month or year."""
    first = date.fromisoformat(when + "0001-01-01"[len(when) :])
    if len(when) == DAY:
        return first, first
    month = first.month if len(when) == MONTH else 12
    return first, date(first.year, month, monthrange(first.year, month)[1])


def _key(group: Sequence[ReportProfile], counts: Mapping[ReportProfile, int]) -> str:
    """The local name of a meeting: kind, date as exact as known, people, and where a visit went."""
    kinds: Counter[str] = Counter()
    for profile in group:
        kinds[profile.kind] += counts[profile]
    kind = min(kinds, key=lambda k: (-kinds[k], k)).lower()
    first = group[0]
    when = min((p.start for p in group), key=lambda s: (-len(s), s)) or f"told-{first.told}.{STATUS_CLASS[first.status]}"
    off = ".off" if first.start and all(STATUS_CLASS[p.status] == "off" for p in group) else ""
    where = "".join(f".{c.removeprefix('country.')}" for c in first.where)
    return f"meeting.{kind}.{when}.{_joined(first.participants)}{where}{off}"


def _joined(people: Sequence[str]) -> str:
    """The participants' local names; of a long list the beginning and a hash of the whole."""
    whole = ".".join(p.removeprefix("person.").removeprefix("org.") for p in people)
    return whole if len(whole) <= MAX_PEOPLE else f"{whole[:MAX_PEOPLE]}.{hashlib.sha256(whole.encode()).hexdigest()[:12]}"
