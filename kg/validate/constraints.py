"""Core constraints of SHACL as quick looks at values: true when they surely hold, false when they may not (W3C SHACL, section 4).

Terms are written as in N-Triples. Most constraints say something of each value by itself, so that a value that has passed once need
not be looked at again; the others compare the values of a node.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from kg.validate.terms import datatype, is_iri, is_literal, language, lexical
from kg.vocab import XSD

SH = "http://www.w3.org/ns/shacl#"
Values = Collection[str]
REMEMBERED, SHORT = 50_000, 60
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """A node's distinct values by predicate, and whether a node is known to be of a class (an IRI without brackets)."""

    values: Mapping[str, Values]
    has_class: Callable[[str, str], bool]


Each = Callable[[str], bool]
Look = Callable[[Values, View], bool]
Terms = Sequence[str]


class Passing:
    """Looks at each value by itself; what has passed them is remembered, if it is short."""

    __slots__ = ("looks", "passed")

    def __init__(self, looks: Sequence[Each]) -> None:
        self.looks = tuple(looks)
        self.passed: set[str] = set()

    def hold(self, values: Iterable[str]) -> bool:
        """True if all values pass all looks."""
        passed = self.passed
        for value in values:  # noqa: SIM110 - a generator would take longer than all else
            if value not in passed and not self._passes(value):
                return False
        return True

    def _passes(self, value: str) -> bool:
        for look in self.looks:
            if not look(value):
                return False
        if len(value) < SHORT:
            if len(self.passed) >= REMEMBERED:
                self.passed.clear()
            self.passed.add(value)
        return True


def of_each(parameter: str, terms: Terms) -> Each | None:
    """The look at each value for a constraint parameter (an IRI) with its value or the members of its list; None if there is none."""
    return _made(EACH, parameter, terms)


def of_all(parameter: str, terms: Terms) -> Look | None:
    """The look at all values of a node for a constraint parameter; None if there is none."""
    return _made(ALL, parameter, terms)


def _made(makers: Mapping[str, Callable[[Terms], T]], parameter: str, terms: Terms) -> T | None:
    maker = makers.get(parameter.removeprefix(SH)) if parameter.startswith(SH) else None
    try:
        return maker(terms) if maker else None
    except (ValueError, ArithmeticError, re.error):
        return None


def _class(terms: Terms) -> Look:
    wanted = _text(terms)

    def look(values: Values, view: View) -> bool:
        has_class = view.has_class
        for value in values:  # noqa: SIM110 - a generator would take longer than all else
            if not has_class(value, wanted):
                return False
        return True

    return look


def _node_kind(terms: Terms) -> Each:
    kind = {f"{SH}IRI": is_iri, f"{SH}Literal": is_literal}.get(_text(terms))
    if kind is None:
        raise ValueError("a kind of node that is left to pySHACL")
    return kind


def _datatype(terms: Terms) -> Each:
    wanted = _text(terms)
    if not is_iri(terms[0]) or wanted not in FORMS:
        raise ValueError("a datatype that is left to pySHACL")
    return lambda value: is_literal(value) and datatype(value) == wanted and _plain(value) is not None


def _min_length(terms: Terms) -> Each:
    least = int(_text(terms))
    return lambda value: not _is_blank(value) and len(lexical(value)) >= least


def _pattern(terms: Terms) -> Each:
    pattern = re.compile(_text(terms))
    return lambda value: not _is_blank(value) and pattern.search(lexical(value)) is not None


def _in(terms: Terms) -> Each:
    allowed = frozenset(terms)
    return lambda value: value in allowed


def _compared(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[Terms], Each]:
    def make(terms: Terms) -> Each:
        bound = Decimal(_text(terms))

        def number(value: str) -> bool:
            known = _plain(value) if is_literal(value) else None
            return isinstance(known, Decimal) and holds(known, bound)

        return number

    return make


def _before(holds: Callable[[str | Decimal, str | Decimal], bool]) -> Callable[[Terms], Look]:
    """Every value stands in an order to every value of another property; they are compared within one datatype only."""

    def make(terms: Terms) -> Look:
        other = f"<{_text(terms)}>"

        def pair(left: str, right: str) -> bool:
            if not is_literal(left) or not is_literal(right) or datatype(left) != datatype(right):
                return False
            first, second = _plain(left), _plain(right)
            return datatype(left) in ORDERED and first is not None and second is not None and holds(first, second)

        return lambda values, view: all(pair(left, right) for left in values for right in view.values.get(other, ()))

    return make


def _disjoint(terms: Terms) -> Look:
    other = f"<{_text(terms)}>"
    return lambda values, view: not set(values) & set(view.values.get(other, ()))


def _unique_lang(terms: Terms) -> Look:
    def look(values: Values, view: View) -> bool:
        tags = [tag.lower() for v in values if is_literal(v) and (tag := language(v))]
        return len(tags) == len(set(tags))

    return look


def _has_value(terms: Terms) -> Look:
    (wanted,) = terms
    return lambda values, view: wanted in values


def _text(terms: Terms) -> str:
    (term,) = terms
    if _is_blank(term):
        raise ValueError("a parameter that is left to pySHACL")
    return lexical(term)


def _is_blank(term: str) -> bool:
    return term.startswith("_:")


def _plain(value: str) -> str | Decimal | None:
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
EACH: dict[str, Callable[[Terms], Each]] = {
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "minLength": _min_length,
    "pattern": _pattern,
    "in": _in,
    "minInclusive": _compared(lambda value, bound: value >= bound),
    "maxInclusive": _compared(lambda value, bound: value <= bound),
    "minExclusive": _compared(lambda value, bound: value > bound),
    "maxExclusive": _compared(lambda value, bound: value < bound),
}
ALL: dict[str, Callable[[Terms], Look]] = {
    "class": _class,
    "hasValue": _has_value,
    "lessThan": _before(lambda left, right: left < right),  # type: ignore[operator]
    "lessThanOrEquals": _before(lambda left, right: left <= right),  # type: ignore[operator]
    "disjoint": _disjoint,
    "uniqueLang": _unique_lang,
}
