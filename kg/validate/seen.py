"""Nodes as quick looks see them: some that are judged, others around them, and what points at what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.validate.nodes import TYPE, Node, Nodes
from kg.validate.terms import datatype, is_literal, lexical
from kg.vocab import XSD

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE = re.compile(r"-?[0-9]{1,9}")
FORMS = {XSD.gYear.value: re.compile("[0-9]{4}"), XSD.gYearMonth.value: re.compile("[0-9]{4}-[0-9]{2}"), XSD.date.value: DAY}


@dataclass(frozen=True, slots=True)
class Seen:
    """``own`` are the nodes that are judged; ``all`` has them and those around, each described in one graph (``graphs``, by node).

    ``texts`` maps the IRIs of articles to their texts where they are given.
    """

    own: Mapping[str, Node]
    all: Nodes
    graphs: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    _pointed: dict[str, frozenset[str]] = field(default_factory=dict)
    _having: dict[str, list[tuple[str, Node]]] = field(default_factory=dict)
    _classes: dict[str, list[str]] = field(default_factory=dict)

    def of_class(self, *classes: NamedNode) -> Iterator[tuple[str, Node]]:
        """All nodes of any of these classes; one that is of several may come several times."""
        if not self._classes:
            for subject, node in self.all.items():
                for cls in node.get(TYPE, ()):
                    self._classes.setdefault(cls, []).append(subject)
        yield from ((subject, self.all[subject]) for cls in classes for subject in self._classes.get(str(cls), ()))

    def having(self, property: str, *others: str) -> Iterator[tuple[str, Node]]:
        """All nodes with values of each of these properties."""
        if property not in self._having:
            self._having[property] = [(subject, node) for subject, node in self.all.items() if property in node]
        yield from ((subject, node) for subject, node in self._having[property] if all(p in node for p in others))

    def pointed(self, property: str) -> frozenset[str]:
        """What any node has as value of a property."""
        if property not in self._pointed:
            self._pointed[property] = frozenset(v for node in self.all.values() for v in node.get(property, ()))
        return self._pointed[property]

    def follow(self, values: Iterable[str], property: str) -> Iterator[str]:
        """The values of a property of some nodes."""
        yield from (found for value in values if value in self.all for found in self.all[value].get(property, ()))


def whole(node: Node, property: str) -> int | None:
    """The one value of a property, if it is an integer as kg writes it."""
    values = node.get(property, ())
    return _integer(*values) if len(values) == 1 else None


@lru_cache(maxsize=20_000)
def _integer(term: str) -> int | None:
    text = lexical(term) if is_literal(term) and datatype(term) == XSD.integer.value else ""
    return int(text) if WHOLE.fullmatch(text) else None


def moment(term: str) -> str:
    """A day that exists, a month or a year, of the datatype that fits it, as text; "" for anything else."""
    text = lexical(term) if is_literal(term) else ""
    form = FORMS.get(datatype(term)) if text else None
    if form is None or not form.fullmatch(text):
        return ""
    try:
        return date.fromisoformat(text).isoformat() if form is DAY else text
    except ValueError:
        return ""


def day(term: str) -> str:
    """The same for days alone."""
    text = moment(term)
    return text if len(text) == 10 else ""
