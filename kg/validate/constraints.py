"""Core constraints of SHACL as quick looks at values: true when they surely hold, false when they may not (W3C SHACL, section 4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.vocab import XSD

SH = "http://www.w3.org/ns/shacl#"
Values = Sequence[object]


@dataclass(frozen=True, slots=True)
class View:
    """A node's distinct values by predicate, and whether a node is known to be of a class."""

    values: Mapping[str, Values]
    has_class: Callable[[object, str], bool]


Look = Callable[[Values, View], bool]
Maker = Callable[[tuple[object, ...]], Look]


def constraint(parameter: str, terms: tuple[object, ...]) -> Look | None:
    """The look for a constraint parameter (an IRI) with its value or the members of its list; None when it is not known here."""
    maker = MAKERS.get(parameter.removeprefix(SH)) if parameter.startswith(SH) else None
    try:
        return maker(terms) if maker else None
    except (ValueError, ArithmeticError, re.error, AttributeError):
        return None


def _min_count(terms: tuple[object, ...]) -> Look:
    least = int(_text(terms))
    return lambda values, view: len(values) >= least


def _max_count(terms: tuple[object, ...]) -> Look:
    most = int(_text(terms))
    return lambda values, view: len(values) <= most


def _class(terms: tuple[object, ...]) -> Look:
    wanted = _text(terms)
    return lambda values, view: all(view.has_class(value, wanted) for value in values)


def _node_kind(terms: tuple[object, ...]) -> Look:
    kind = {f"{SH}IRI": NamedNode, f"{SH}Literal": Literal}.get(_text(terms))
    if kind is None:
        raise ValueError("a kind of node that is left to pySHACL")
    return lambda values, view: all(isinstance(value, kind) for value in values)


def _datatype(terms: tuple[object, ...]) -> Look:
    (datatype,) = terms
    if datatype not in FORMS:
        raise ValueError("a datatype that is left to pySHACL")
    return lambda values, view: all(isinstance(v, Literal) and v.datatype == datatype and _plain(v) is not None for v in values)


def _min_length(terms: tuple[object, ...]) -> Look:
    least = int(_text(terms))
    return lambda values, view: all(isinstance(v, NamedNode | Literal) and len(v.value) >= least for v in values)


def _pattern(terms: tuple[object, ...]) -> Look:
    pattern = re.compile(_text(terms))
    return lambda values, view: all(isinstance(v, NamedNode | Literal) and pattern.search(v.value) is not None for v in values)


def _in(terms: tuple[object, ...]) -> Look:
    allowed = set(terms)
    return lambda values, view: all(value in allowed for value in values)


def _compared(holds: Callable[[Decimal, Decimal], bool]) -> Maker:
    def make(terms: tuple[object, ...]) -> Look:
        bound = Decimal(_text(terms))

        def number(value: object) -> bool:
            known = _plain(value) if isinstance(value, Literal) else None
            return isinstance(known, Decimal) and holds(known, bound)

        return lambda values, view: all(number(value) for value in values)

    return make


def _before(holds: Callable[[str | Decimal, str | Decimal], bool]) -> Maker:
    """Every value stands in an order to every value of another property; they are compared within one datatype only."""

    def make(terms: tuple[object, ...]) -> Look:
        other = _text(terms)

        def pair(left: object, right: object) -> bool:
            if not isinstance(left, Literal) or not isinstance(right, Literal) or left.datatype != right.datatype:
                return False
            first, second = _plain(left), _plain(right)
            return left.datatype in ORDERED and first is not None and second is not None and holds(first, second)

        return lambda values, view: all(pair(left, right) for left in values for right in view.values.get(other, ()))

    return make


def _disjoint(terms: tuple[object, ...]) -> Look:
    other = _text(terms)
    return lambda values, view: not set(values) & set(view.values.get(other, ()))


def _unique_lang(terms: tuple[object, ...]) -> Look:
    def look(values: Values, view: View) -> bool:
        tags = [v.language.lower() for v in values if isinstance(v, Literal) and v.language]
        return len(tags) == len(set(tags))

    return look


def _text(terms: tuple[object, ...]) -> str:
    (term,) = terms
    if not isinstance(term, NamedNode | Literal):
        raise ValueError("a parameter that is left to pySHACL")
    return term.value


def _plain(value: Literal) -> str | Decimal | None:
    """What can be compared within its datatype; None for a form that a store or a library might take another way."""
    form = FORMS.get(value.datatype)
    if form is None or not form.fullmatch(value.value):
        return None
    if value.datatype in (XSD.integer, XSD.decimal):
        return Decimal(value.value)
    try:
        if value.datatype in (XSD.date, XSD.dateTime):
            datetime.datetime.fromisoformat(value.value.removesuffix("Z"))
    except ValueError:
        return None
    return value.value


FORMS = {
    XSD.string: re.compile(r"(?s).*"),
    XSD.integer: re.compile(r"-?(0|[1-9][0-9]{0,17})"),
    XSD.decimal: re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?"),
    XSD.boolean: re.compile("true|false"),
    XSD.date: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    XSD.dateTime: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
}
ORDERED = {XSD.integer, XSD.decimal, XSD.date, XSD.dateTime}
MAKERS: dict[str, Maker] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "class": _class,
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "minLength": _min_length,
    "pattern": _pattern,
    "in": _in,
    "minInclusive": _compared(lambda value, bound: value >= bound),
    "maxInclusive": _compared(lambda value, bound: value <= bound),
    "minExclusive": _compared(lambda value, bound: value > bound),
    "maxExclusive": _compared(lambda value, bound: value < bound),
    "lessThan": _before(lambda left, right: left < right),  # type: ignore[operator]
    "lessThanOrEquals": _before(lambda left, right: left <= right),  # type: ignore[operator]
    "disjoint": _disjoint,
    "uniqueLang": _unique_lang,
}
