"""When something was said: the day that stands beside the cue ("told reporters on Wednesday"), never one inside the words told."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import DateMention, StatementMention, Tokens
from kg.resolve.dates import BOUNDS

REACH = 8


def said_on(statement: StatementMention, times: Sequence[DateMention]) -> str:
    """ISO date, month or year, or "" where the text near the cue does not tell; bounds such as "since May" do not count."""
    cue = statement.cue
    if cue is None:
        return ""
    near = [
        (_gap(time.tokens, cue), time.tokens, time.start)
        for time in times
        if time.rule not in BOUNDS and time.start == time.end and not any(_overlap(time.tokens, c) for c in statement.content)
    ]
    near = [n for n in near if n[0] <= REACH and not _content_between(n[1], cue, statement.content)]
    return min(near)[2] if near else ""


def _gap(a: Tokens, b: Tokens) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _overlap(a: Tokens, b: Tokens) -> bool:
    return a.start < b.end and b.start < a.end


def _content_between(time: Tokens, cue: Tokens, content: Sequence[Tokens]) -> bool:
    between = Tokens(min(time.end, cue.end), max(time.start, cue.start))
    return any(_overlap(between, c) for c in content)
