"""Time expressions of a story, resolved against its day of publication.

``find`` gives every expression whose date the story and its dateline tell; those that stay vague ("in the coming months", "a few years
later") are left out. Values are the calendar's own: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, with the last day or month of a range in
``end``. No clock is read, so one text always gives the same dates.

The dateparser library was tried and left out: 3.7 ms a sentence against 0.3 ms here; it takes "last November" for a day, knows neither
"this weekend" nor "the day before", cannot tell "met on Friday" from "will meet on Friday", and guesses where it should abstain.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Doc, Span

from kg.model import DateMention, Tokens
from kg.resolve._calendar import DAY, MONTH, Direction, Period
from kg.resolve._date_grammar import Found, scan
from kg.resolve._date_rules import resolve
from kg.resolve._durations import days_of, durations
from kg.resolve._scene import Scene

__all__ = ["days_of", "durations", "find", "turned"]

# Words before an expression that make it a bound, not the time of an event: they become the mention's rule.
BOUND = re.compile(r"\b(since|until|till|by|before|after)\s+(?:the\s+|at\s+least\s+|about\s+)?$", re.IGNORECASE)
NEWS = timedelta(days=14)  # how old news is at most
# Rules of expressions that bound a time ("since May", "by Friday", "the 2015 deal") instead of telling when something took place.
BOUNDS = frozenset({"since", "until", "by", "before", "after", "attributive"})


def find(doc: Doc, published: str) -> tuple[DateMention, ...]:
    """The resolved time expressions of a story in text order, without overlaps; computed once a Doc and day.

    ``published`` is the ISO day of publication; with "" or a partial date only expressions that need no such day are resolved. ``rule``
    names the form ("weekday", "ago"), or is "since", "until", "by", "before" or "after" where the expression is a bound and not the time
    of an event, or "attributive" for a year inside a name ("the 2015 deal").
    """
    known: dict[str, tuple[DateMention, ...]] = doc.user_data.setdefault("kg.dates", {})
    if published not in known:
        known[published] = tuple(_find(doc, published))
    return known[published]


def turned(doc: Doc, published: str, time: DateMention, direction: Direction) -> DateMention | None:
    """What a time expression means if it points in ``direction``, whatever its verb seems to tell; None where that changes nothing.

    Other words can tell better than the nearest verb whether "in May" is behind or ahead: those for a plan, or for what was done.
    """
    scene = Scene(doc, _day(published), turned=direction)
    sent = next((s for s in _sentences(doc) if s.start <= time.tokens.start < s.end), None)
    if sent is None:
        return None
    starts = [t.idx - sent.start_char for t in sent]
    expression = next((e for e in scan(sent.text) if _tokens(sent, starts, e) == time.tokens), None)
    period = resolve(scene, expression, time.tokens, sent.text) if expression else None
    return replace(time, start=period.start, end=period.end) if period and period.start != time.start else None


def _find(doc: Doc, published: str) -> Iterator[DateMention]:
    scene = Scene(doc, _day(published))
    for sent in _sentences(doc):
        text, starts = sent.text, [t.idx - sent.start_char for t in sent]
        for expression in scan(text):
            tokens = _tokens(sent, starts, expression)
            period = resolve(scene, expression, tokens, text)
            if period is None:
                continue
            bound = BOUND.search(text, 0, expression.start)
            rule = bound[1].lower().replace("till", "until") if bound else scene.note or expression.rule
            yield DateMention(tokens, period.start, period.end, rule)
            scene.last = period
            scene.told = _middle(period, rule) or scene.told
            if len(period.start) == DAY and rule not in BOUNDS:
                day = date.fromisoformat(period.start)
                # "Ruiz had arrived a day earlier": the story is not at that day
                back = rule == "beside" and scene.recent is not None and day < scene.recent
                if scene.published is not None and timedelta() <= scene.published - day <= NEWS and not back:
                    scene.recent = day
                scene.anchor = day


def _middle(period: Period, rule: str) -> date | None:
    """A day by which the year of a day or month named after the period can be told: none of a whole year, or of one inside a name."""
    if rule in BOUNDS - {"since"} or (len(period.start) < MONTH and rule != "season"):
        return None
    return date.fromisoformat(period.start + "-06-15"[len(period.start) - len("2024") :])


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published) if len(published) == DAY else None
    except ValueError:
        return None


def _sentences(doc: Doc) -> Iterator[Span]:
    """The sentences, or the whole story where none are marked; blocks join without a space, so that matching must not cross them."""
    if not len(doc):
        return
    if doc.has_annotation("SENT_START"):
        yield from doc.sents
    else:
        yield doc[:]


def _tokens(sent: Span, starts: list[int], found: Found) -> Tokens:
    first = bisect_right(starts, found.start) - 1
    return Tokens(sent.start + first, sent.start + max(bisect_left(starts, found.end), first + 1))
