"""One meeting, one key across articles.

Reports from several articles are about one meeting when kind, at least two participants and the full date agree and it took place;
everything else stays a meeting of its own article.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts import ArticleFacts, MeetingFact
from kg.resolve.components import Decision, decide_all

HAPPENED = ("Held", "Ongoing")
MAX_PEOPLE = 120


@dataclass(frozen=True, slots=True)
class ReportProfile:
    """All that fusion may look at: a meeting as an article reports it, persons by the keys that hold across articles.

    Participants are sorted and without groups ("officials"), which are an article's own; dates as in ``MeetingFact``.
    """

    kind: str
    status: str
    participants: tuple[str, ...]
    start: str
    end: str


def fuse(articles: Sequence[ArticleFacts]) -> list[ArticleFacts]:
    """The same facts with keys of meetings that several articles may report; persons must have been identified before."""
    counts = Counter(p for facts in articles for p in set(reports(facts)))
    decided = decide_all(counts, blocks, decide)
    return [fused(facts, decided) for facts in articles]


def reports(facts: ArticleFacts) -> tuple[ReportProfile, ...]:
    """The profile of each meeting of an article, in its order; two reports may be alike."""
    return tuple(_profile(m) for m in facts.meetings)


def _profile(meeting: MeetingFact) -> ReportProfile:
    people = tuple(sorted(p for p in meeting.participants if not is_group(p)))
    return ReportProfile(meeting.kind, meeting.status, people, meeting.start, meeting.end)


def is_group(key: str) -> bool:
    """True for the key of a group ("officials"), which one article alone speaks of."""
    return ".group." in key


def blocks(profile: ReportProfile) -> tuple[str, ...]:
    """Reports that may be of one meeting: of one kind and day, by the same people."""
    key = _shared_key(profile)
    return (key,) if key else ()


def decide(component: Mapping[ReportProfile, int]) -> dict[ReportProfile, Decision]:
    """Which meeting each report of one component is about; ``component`` says how many articles have each."""
    return {profile: Decision(_shared_key(profile)) for profile in component}


def fused(facts: ArticleFacts, decided: Mapping[ReportProfile, Decision]) -> ArticleFacts:
    """One article's facts with the keys decided on."""
    found = zip(facts.meetings, reports(facts), strict=True)
    return replace(facts, meetings=tuple(replace(m, key=decided[p].key) for m, p in found))


def _shared_key(profile: ReportProfile) -> str:
    """The key of a meeting whose day and participants are known; "" for any other."""
    day = profile.start if profile.start == profile.end and len(profile.start) == 10 else ""
    if len(profile.participants) < 2 or not day or profile.status not in HAPPENED:
        return ""
    return f"meeting.{profile.kind.lower()}.{day}.{_joined(profile.participants)}"


def _joined(people: Sequence[str]) -> str:
    """The participants' local names; of a long list the beginning and a hash of the whole."""
    whole = ".".join(p.removeprefix("person.").removeprefix("org.") for p in people)
    return whole if len(whole) <= MAX_PEOPLE else f"{whole[:MAX_PEOPLE]}.{hashlib.sha256(whole.encode()).hexdigest()[:12]}"
