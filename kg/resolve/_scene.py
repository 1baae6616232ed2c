"""What is known while the time expressions of a story are read, and what each expression has around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from kg.model import Tokens
from kg.resolve import _calendar as cal
from kg.resolve._calendar import Direction, Period
from kg.resolve._tense import tense

# Offsets in units of what follows: "last week", "this coming Friday".
OFFSET = {"last": -1, "this past": -1, "this": 0, "this coming": 0, "next": 1}
# "More than a year ago", "over the last week" tell no date.
VAGUE = re.compile(r"\b(?:(?:more|less) than|over|under|almost|nearly|about|around|some|roughly|at least|up to|every|within)\s+$", re.I)


@dataclass(slots=True)
class Scene:
    """What is known while a story is read: its day of publication, the last day and the last period named.

    ``note`` overrides the rule, ``turned`` the direction that the verb tells; ``today``: the story tells of the day of publication.
    ``told`` is a day of the last period that was named with its year, ``recent`` the last day named of those just before publication.
    """

    doc: Doc
    published: date | None
    anchor: date | None = None
    last: Period | None = None
    note: str = ""
    turned: Direction | None = None
    today: bool = False
    told: date | None = None
    recent: date | None = None

    @property
    def yearly(self) -> date | None:
        """The day beside which "on 4 July" lies: that of publication, or in an undated story what was told last with its year."""
        return self.published or self.told

    @property
    def day(self) -> date | None:
        """The day that the story is at: that of publication where it tells of today, or else the last one named.

        A day of months ago is background, told beside those of the news.
        """
        return self.published if self.today else self.recent or self.anchor


@dataclass(frozen=True, slots=True)
class Case:
    """One expression in its place: ``before`` and ``after`` are the sentence around it."""

    scene: Scene
    parts: dict[str, str]
    tokens: Tokens
    before: str
    after: str

    def direction(self, default: Direction) -> Direction:
        """Where the governing verb points, with ``default`` for a plain present or no verb."""
        if self.scene.turned is not None:
            return self.scene.turned
        found = tense(self.scene.doc, *self.tokens)
        if found == "past" and self.word_before in ("until", "till", "least"):
            return "near"  # "put off until March", "lasted until Friday"
        return default if found == "present" or not found else found

    @property
    def word_before(self) -> str:
        """The word in front of the expression, in lower case."""
        found = re.search(r"(\w+)\W*$", self.before)
        return found[1].lower() if found else ""

    @property
    def pointer(self) -> str:
        """The word that points from the day of publication ("last", "this coming"), or ""."""
        return " ".join(self.parts.get("rel", "").lower().split())


def moved(base: date, unit: str, count: int) -> Period | None:
    """The day, week (its Monday to Sunday), month or year ``count`` units from a day; None for decades and beyond the calendar."""
    if unit == "day":
        return one_day(cal.shift(base, count))
    if unit in ("week", "fortnight"):
        return cal.week(base, count * (2 if unit == "fortnight" else 1))
    if unit == "month":
        return cal.month(base.year, base.month + count)
    return cal.year(base.year + count) if unit == "year" else None


def one_day(value: date | None) -> Period | None:
    """That day as a period, None for None."""
    return cal.day(value) if value else None
