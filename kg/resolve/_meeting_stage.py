"""Where an encounter took place, and on which day, when its own sentence leaves it to the sentences around it.

The news of a dateline happens in its town, a host who receives several guests on a day receives them in one town, and "he later met Beck"
goes on with the day told of before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kg.facts import STATUS_CLASS
from kg.model import Article
from kg.resolve._meeting_facts import MeetingFacts
from kg.resolve._meeting_match import dates_conflict, hard
from kg.resolve._scene import DAY
from kg.resolve.gazetteer import gazetteer

PARTS = ",(-–—"
# "He also met Beck" belongs to the day of an encounter told of at most so many mentions before.
NEAR = 2
STAY = 2  # days for which who arrived in a town is thought to be there
BEGINNING = 4  # blocks of an article among which its byline stands
# "Lima: The president met", "Lima, Peru — The president met": a dateline in small letters.
PLAIN = re.compile(r"((?:[A-Z][\w'’.]+ ?){1,3})(?:, [A-Z]\w+)?(?::| [-–—]{1,2}) (?=[\"“]?[A-Z])")
BYLINE = re.compile(r"By\s[^.;:!?]{3,70}?\bin ((?:[A-Z][\w'’-]+ ?){1,3})$")


def dateline(article: Article) -> tuple[str, int]:
    """The town of the story's dateline ("CAIRO (Wire) - ") and where the paragraph that it opens ends; ("", 0) without one town."""
    first = next((b for b in article.blocks if b.kind == "paragraph"), None)
    plain = PLAIN.match(article.text[first.start : first.end]) if first is not None else None
    city = gazetteer().city(plain[1]) if plain else None
    if first is not None and city is not None:
        return city.name, first.end
    for before, after in zip(article.blocks, article.blocks[1:], strict=False):
        prefix = article.text[before.start : before.end]
        if before.kind == "boilerplate" and after.kind == "paragraph" and not article.text[before.end : after.start].strip(" "):
            end = min((i for i, c in enumerate(prefix) if c in PARTS), default=len(prefix))
            city = gazetteer().city(prefix[:end].strip().title())
            return (city.name, after.end) if city is not None else ("", 0)
    return "", 0


def at_dateline(report: MeetingFacts, town: str, country: str, published: str) -> bool:
    """True if the lead's encounter, told without a place, is that of somebody of the dateline's ``country`` with a guest.

    It must be news: undated, or of the days before publication.
    """
    fresh = not report.start or (len(report.start) == DAY and report.start[:8] == published[:8] and report.start <= published)
    bilateral = country in report.homes and len(report.homes) > 1
    return bool(town) and fresh and bilateral and _takes_place(report) and not report.places


def byline(article: Article) -> str:
    """The town that the story's byline tells ("By our reporter Ada Ruiz in Lima"), or ""."""
    for block in article.blocks[:BEGINNING]:
        told = BYLINE.match(article.text[block.start : block.end].strip())
        city = gazetteer().city(told[1]) if told else None
        if city is not None:
            return city.name
    return ""


def is_scene(article: Article, town: str) -> bool:
    """True if the beginning of the story itself names the town as the place of what it tells ("in Lima", "near Lima")."""
    paragraphs = [article.text[b.start : b.end] for b in article.blocks if b.kind == "paragraph"]
    return any(re.search(rf"\b(?:in|near|outside) {re.escape(town)}\b", p) for p in paragraphs[:2] if not BYLINE.match(p.strip()))


def at_scene(report: MeetingFacts, published: str) -> bool:
    """True for an encounter of people of several countries, on the day of publication or beside it, that is told without a place."""
    if report.kind in ("Call", "Visit") or report.places or len(report.homes) < 2 or STATUS_CLASS[report.status] == "off":
        return False
    if len(report.start) < DAY or len(published) < DAY:
        return False
    return abs(_days(report.start, published)) <= 1


def staged(reports: list[MeetingFacts], place_country: Mapping[str, str]) -> list[MeetingFacts]:
    """Give an encounter without a place the town of the day, if it was but one.

    That is where its host's country received the others on that day, or where one of its people met others or had arrived.
    """
    out = []
    for report in reports:
        unplaced = _takes_place(report) and not report.places and len(report.start) == DAY
        near = [o for o in reports if o is not report and o.start and STATUS_CLASS[o.status] == "done"] if unplaced else []
        towns = {*_towns(report, near, place_country), *_stations(report, near, place_country)}
        out.append(replace(report, places=tuple(towns)) if len(towns) == 1 else report)
    return out


def _takes_place(report: MeetingFacts) -> bool:
    return report.kind not in ("Call", "Visit") and STATUS_CLASS[report.status] == "done"


def _towns(report: MeetingFacts, reports: Iterable[MeetingFacts], place_country: Mapping[str, str]) -> Iterator[str]:
    for other in reports:
        for place in () if dates_conflict(report, other) else other.places:
            home = place_country.get(place, "")
            if place.startswith("place.") and home in report.homes and other.parties & report.parties - {home}:
                yield place


def _stations(report: MeetingFacts, reports: Iterable[MeetingFacts], place_country: Mapping[str, str]) -> Iterator[str]:
    """The towns where one of its people was on that day: met others, or had arrived at most so many days before."""
    for other in reports:
        shared = hard(other) & hard(report) and len(other.start) == DAY and other.kind != "Call"
        days = _days(other.start, report.start) if shared else -1
        arrived = other.kind == "Visit" and other.order < report.order and other.start == other.end and 0 <= days <= STAY
        if arrived or (days == 0 and other.kind != "Visit"):
            hosted = [p for p in other.places if p.startswith("place.") and place_country.get(p)]
            homes = report.homes - other.homes
            yield from (p for p in hosted if not arrived or not homes or place_country[p] in homes)


def _days(one: str, two: str) -> int:
    return (date.fromisoformat(two) - date.fromisoformat(one)).days


def same_day(told: list[MeetingFacts]) -> list[MeetingFacts]:
    """Give "he later met Beck" and "he also met Beck" the day of the encounter told of just before, if he took part in it."""
    out: list[MeetingFacts] = []
    for fact in told:
        if fact.onward and not fact.start and fact.status == "Held" and fact.kind != "Visit":
            before = next((f for f in reversed(out) if 0 < fact.order - f.order <= NEAR and hard(f) & hard(fact)), None)
            if before is not None and len(before.start) == DAY and before.start == before.end and before.status == "Held":
                fact = replace(fact, start=before.start, end=before.end)
        out.append(fact)
    return out
