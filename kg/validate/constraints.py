"""Core constraints of SHACL as quick looks at values: true when they surely hold, false when they may not (W3C SHACL, section 4).

Terms are written as in N-Triples. Most constraints say something of each value by itself, so that a value that has passed once need
not be looked at again (``kg.validate.values.Passing``); the others compare the values of a node.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from kg.validate.terms import STRING, datatype, is_iri, is_literal, is_string, language, lexical
from kg.validate.values import FORMS, ordered, plain

SH = "http://www.w3.org/ns/shacl#"
Values = Collection[str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """A node's distinct values by predicate, and whether a node is known to be of a class (an IRI without brackets)."""

    values: Mapping[str, Values]
    has_class: Callable[[str, str], bool]


Each = Callable[[str], bool]
Look = Callable[[Values, View], bool]
Terms = Sequence[str]


def of_each(parameter: str, terms: Terms) -> Each | None:
    """The look at each value for a constraint parameter (an IRI) with its value or the members of its list; None if there is none."""
    return _made(EACH, parameter, terms)


def of_all(parameter: str, terms: Terms) -> Look | None:
    """The look at all values of a node for a constraint parameter; None if there is none."""
    return _made(ALL, parameter, terms)


def class_of(parameter: str, terms: Terms) -> str | None:
    """The class (without brackets) that a constraint parameter wants each value to be of; None if it is another constraint."""
    return _made({"class": _text}, parameter, terms)


def _made(makers: Mapping[str, Callable[[Terms], T]], parameter: str, terms: Terms) -> T | None:
    maker = makers.get(parameter.removeprefix(SH)) if parameter.startswith(SH) else None
    try:
        return maker(terms) if maker else None
    except (ValueError, ArithmeticError, re.error):
        return None


def _node_kind(terms: Terms) -> Each:
    kind = {f"{SH}IRI": is_iri, f"{SH}Literal": is_literal}.get(_text(terms))
    if kind is None:
        raise ValueError("a kind of node that is left to pySHACL")
    return kind


def _datatype(terms: Terms) -> Each:
    wanted = _text(terms)
    if not is_iri(terms[0]) or wanted not in FORMS:
        raise ValueError("a datatype that is left to pySHACL")
    if wanted == STRING:
        return is_string
    return lambda value: is_literal(value) and datatype(value) == wanted and plain(value) is not None


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
            known = plain(value) if is_literal(value) else None
            return isinstance(known, Decimal) and holds(known, bound)

        return number

    return make


def _before(holds: Callable[[str | Decimal, str | Decimal], bool]) -> Callable[[Terms], Look]:
    """Every value stands in an order to every value of another property; they are compared within one datatype only."""

    def make(terms: Terms) -> Look:
        other = f"<{_text(terms)}>"

        def pair(left: str, right: str) -> bool:
            first, second = ordered(left), ordered(right)
            return first is not None and second is not None and first[0] == second[0] and holds(first[1], second[1])

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
    "hasValue": _has_value,
    "lessThan": _before(lambda left, right: left < right),  # type: ignore[operator]
    "lessThanOrEquals": _before(lambda left, right: left <= right),  # type: ignore[operator]
    "disjoint": _disjoint,
    "uniqueLang": _unique_lang,
}
