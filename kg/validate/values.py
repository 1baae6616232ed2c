"""Values by themselves: what can be compared within a literal's datatype, and looks whose verdict on a value is remembered."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from kg.validate.terms import datatype, is_literal, lexical
from kg.vocab import XSD

Each = Callable[[str], bool]
REMEMBERED, SHORT = 50_000, 60
FORMS = {
    XSD.string.value: re.compile(r"(?s).*"),
    XSD.integer.value: re.compile(r"-?(0|[1-9][0-9]{0,17})"),
    XSD.decimal.value: re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?"),
    XSD.boolean.value: re.compile("true|false"),
    XSD.date.value: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    XSD.dateTime.value: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
}
NUMBERS = {XSD.integer.value, XSD.decimal.value}
MOMENTS = {XSD.date.value, XSD.dateTime.value}
ORDERED = NUMBERS | MOMENTS


class Passing:
    """Looks at each value by itself; what has passed them is remembered, if it is short."""

    __slots__ = ("looks", "passed")

    def __init__(self, looks: Sequence[Each]) -> None:
        self.looks = tuple(looks)
        self.passed: set[str] = set()

    def hold(self, values: Iterable[str]) -> bool:
        """True if all values pass all looks."""
        if not self.looks:
            return True
        fresh = set(values).difference(self.passed)
        if not all(all(map(look, fresh)) for look in self.looks):
            return False
        if len(self.passed) >= REMEMBERED:
            self.passed.clear()
        self.passed.update([value for value in fresh if len(value) < SHORT])
        return True


@lru_cache(maxsize=REMEMBERED)
def plain(value: str) -> str | Decimal | None:
    """What can be compared within a literal's datatype; None for a form that a store or a library might take another way."""
    kind, text = datatype(value), lexical(value)
    form = FORMS.get(kind)
    if form is None or not form.fullmatch(text):
        return None
    if kind in NUMBERS:
        return Decimal(text)
    try:
        if kind in MOMENTS:
            datetime.datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return None
    return text


@lru_cache(maxsize=REMEMBERED)
def ordered(value: str) -> tuple[str, str | Decimal] | None:
    """The datatype of a number or moment, and what is compared within it; None for anything else."""
    known = plain(value) if is_literal(value) and datatype(value) in ORDERED else None
    return None if known is None else (datatype(value), known)
