"""Sections of an account of several talks: a heading such as "Meeting with President Laine" says who sits opposite in what follows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.said.words import words
from kg.facts import MeetingFact
from kg.model import Span, Story

LEAD = 3  # "Bilateral meeting with", "The minister's meeting with"


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between a heading and the next one, and the people whom the heading names behind "meeting with"."""

    span: Span
    partners: tuple[str, ...]

    def holds(self, span: Span) -> bool:
        """Whether ``span`` begins in the section."""
        return self.span.start <= span.start < self.span.end

    def tells_of(self, meeting: MeetingFact) -> bool:
        """Whether a passage of the section, or its heading, tells of the meeting."""
        return any(self.holds(e) for e in meeting.evidence)


def sections(story: Story, named: Sequence[tuple[Span, str]]) -> list[Section]:
    """The sections whose headings name an encounter, in text order; ``named`` has where people are named."""
    starts = [*story.text_starts, len(story.article.text)]
    heads = [n for n, kind in enumerate(story.kinds) if kind == "subheading"]
    found = []
    for n, following in pairwise([*heads, len(story.kinds)]):
        heading = Span(starts[n], starts[n + 1])
        told = story.article.text[heading.start : heading.end].lower().split()
        if "with" not in told or told[-1].endswith(".") or not set(told[: told.index("with")][:LEAD]) & words("encounter"):
            continue
        partners = dict.fromkeys(key for span, key in named if heading.start <= span.start < heading.end)
        found.append(Section(Span(starts[n], starts[following]), tuple(partners)))
    return found


def section_of(found: Sequence[Section], span: Span) -> Section | None:
    """The section that ``span`` begins in."""
    at = bisect_right(found, span.start, key=lambda s: s.span.start) - 1
    return found[at] if at >= 0 and found[at].holds(span) else None
