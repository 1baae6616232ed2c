"""Encounters that nothing else places go where the news is: the town of the dateline, of the reporter, or of the event of the day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain

from kg.extract._phrases import names_of
from kg.extract.meetings.words import listed
from kg.facts import STATUS_CLASS
from kg.model import Story, Tokens
from kg.resolve._calendar import DAY, MONTH
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve._meeting_match import hard
from kg.resolve._meeting_scene import dateline, lead_end, scene
from kg.resolve._meeting_sites import place
from kg.resolve._meeting_stage import at_dateline, at_scene
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

EVENTFUL = ("Summit", "Conference")
REMOTE = re.compile(r"\b(?:virtual|virtually|video|online|remotely|videoconference)\b", re.IGNORECASE)
ASIDE = re.compile(r"\b(?:sidelines|margins|fringes)\b")
AWAY = 2  # days around an encounter on which its host was seen elsewhere


@lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    """ "On the margins of the summit", "on its sidelines": beside the event told of before. "Of the Lima summit" names one itself."""
    events = "|".join(sorted(listed("event")))
    return re.compile(
        rf"\b(?:sidelines|margins|fringes) of (?:the|that|this|their) (?:[a-z-]+ )?(?:{events})\b|\bits (?:sidelines|margins|fringes)\b"
    )


def in_dateline(agents: Agents, reports: list[MeetingFacts]) -> list[MeetingFacts]:
    """Put what the lead tells, and what its own people did these days, into the town of the dateline where they fit."""
    article = agents.story.article
    town, end = dateline(article)
    city = gazetteer().city(town) if town else None
    country = f"country.{city.country.lower()}" if city is not None else ""
    out = []
    for report in reports:
        lead = bool(town) and agents.story.span(report.evidence[0]).start < end
        fits = at_dateline(report, town, country, article.published)
        home = fits and _is_news(report, article.published) and not _elsewhere(agents, report, reports, country)
        out.append(replace(report, places=(agents.place(town),)) if fits and (lead or home) else report)
    return out


def _is_news(report: MeetingFacts, published: str) -> bool:
    """True for the day of publication and the day before."""
    if len(report.start) < DAY or len(published) < DAY:
        return False
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(report.start)).days <= 1


def _elsewhere(agents: Agents, report: MeetingFacts, reports: list[MeetingFacts], country: str) -> bool:
    """True if one of its people was told to be in another country on those days."""
    for other in reports:
        near = len(other.start) < DAY or abs((date.fromisoformat(other.start) - date.fromisoformat(report.start)).days) <= AWAY
        abroad = any(agents.entities[p].within not in ("", country) for p in other.places if p in agents.entities)
        if abroad and near and hard(other) & hard(report) and STATUS_CLASS[other.status] != "off":
            return True
    return False


def at_the_scene(agents: Agents, reports: list[MeetingFacts]) -> list[MeetingFacts]:
    """Put the encounters of these days into the town where the reporter is, if that is where the news is, or the lead's event."""
    article, town = agents.story.article, scene(agents.story.article)
    end = lead_end(article)
    key = agents.place(town) if town else _of_lead(agents, reports, end)
    out = []
    for report in reports:
        lead = agents.story.span(report.evidence[0]).start < end
        here = bool(key) and at_scene(report, article.published, lead=lead) and not _not_here(agents.story, report, reporter=bool(town))
        out.append(replace(report, places=(key,)) if here else report)
    return out


def _not_here(story: Story, report: MeetingFacts, *, reporter: bool) -> bool:
    """True for a virtual meeting, and for "on the sidelines of the Lima Forum" where only another event is known, and no ``reporter``."""
    texts = [story.doc[e.start : e.end].text for e in report.evidence]
    if not reporter and report.kind in EVENTFUL:
        return True  # another event than the lead's
    return any(REMOTE.search(t) or (not reporter and ASIDE.search(t) and not _beside().search(t)) for t in texts)


def _of_lead(agents: Agents, reports: list[MeetingFacts], end: int) -> str:
    """Where the event is that the lead tells of and that goes on or is just over; "" where it tells of none, or of two places."""
    sites = {key for at, key in _sites(agents, reports) if agents.story.span(Tokens(at, at + 1)).start < end}
    ahead = {key for r in reports if r.kind in EVENTFUL and STATUS_CLASS[r.status] != "done" for key in r.places}
    going_on = len(sites) == 1 and not sites & ahead
    return next((key for key in sites if going_on and gazetteer().city(agents.entities[key].name) is not None), "")


def beside_events(agents: Agents, reports: list[MeetingFacts]) -> list[MeetingFacts]:
    """Put what took place on the sidelines of "the summit" where and in the month when the summit told of last is."""
    out, sites = [], _sites(agents, reports)
    for report in reports:
        sentence = next((e for e in report.evidence if _beside().search(_context(agents.story, e))), None)
        told = [key for at, key in sites if sentence is not None and at < sentence.end]
        if told and not report.places and report.kind not in ("Visit", "Call"):
            month = report.start or _month_of_event(report, reports, told[-1])
            report = replace(report, places=(told[-1],), start=month, end=report.end or month)
        out.append(report)
    return out


def _month_of_event(report: MeetingFacts, reports: list[MeetingFacts], key: str) -> str:
    """The month of the event at a place, if those who met beside it did so for certain."""
    events = [r.start[:MONTH] for r in _held_events(reports) if r.places == (key,) and len(r.start) >= MONTH]
    return events[-1] if report.status == "Held" and report.firm and len(set(events)) == 1 else ""


def _context(story: Story, evidence: Tokens) -> str:
    """The sentence, with the one before it where it says that somebody "also" met others."""
    start, block = evidence.start, story.block(evidence.start)
    if start and story.block(start - 1) == block and any(t.lower_ == "also" for t in story.doc[start : evidence.end]):
        start = int(story.doc[start - 1].sent.start)
    return str(story.doc[start : evidence.end].text)


def _sites(agents: Agents, reports: list[MeetingFacts]) -> list[tuple[int, str]]:
    """Where the events of a story are, in the order in which it tells them: those that took place, and "the summit in Lima"."""
    events = [r for r in _held_events(reports) if len(r.places) == 1]
    told = ((e.start, r.places[0]) for r in events for e in r.evidence)
    named = ((t.start, place(agents, t)) for t in _named(agents.story))
    return sorted((at, key) for at, key in chain(told, named) if key)


def _held_events(reports: list[MeetingFacts]) -> list[MeetingFacts]:
    return [r for r in reports if r.kind in EVENTFUL and STATUS_CLASS[r.status] == "done"]


def _named(story: Story) -> list[Tokens]:
    """Lima of "the summit in Lima"."""
    doc, names = story.doc, names_of(story.doc)
    events = (t.i for t in doc if t.lower_ in listed("event") and t.i + 2 < len(doc) and doc[t.i + 1].lower_ in {"in", "at"})
    spans = (names.span.get(i + 2) for i in events)
    return [span[0] for span in spans if span is not None and span[1] == "place"]
