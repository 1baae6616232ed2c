"""What every fact has that a page shows, be it a statement, a meeting report or a role report.

A fact reads what it is asked for, when it is asked: the index of all facts needs less of each than a page that shows it.
"""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from pyoxigraph import NamedNode

from kg.explore.passages import Passage, passages
from kg.explore.view import ArticleRef, Ref, View
from kg.vocab import KG, SCHEMA


class Fact:
    """A fact of the article ``home``."""

    kind: ClassVar[str]

    def __init__(self, view: View, node: NamedNode, home: NamedNode) -> None:
        self.node = node
        self._view, self._home = view, home
        self._props = view.props(node)

    @cached_property
    def article(self) -> ArticleRef:
        """The article that says it."""
        return self._view.article(self._home)

    @property
    def part(self) -> str:
        """Its name within its article, the anchor of its card on the article's page."""
        return part_of(self._view, self.node, self._home)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The words it rests on, where they stand."""
        return passages(self._view, self._props.nodes(KG.evidence) or self._props.nodes(KG.contentSpan))

    @property
    def start(self) -> int:
        """Where it begins in the article."""
        return min((p.start for p in self.passages), default=0)

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        return max((p.end for p in self.passages), default=0)

    @property
    def quote(self) -> str:
        """The words it rests on."""
        return " … ".join(p.text for p in self.passages)

    @property
    def confidence(self) -> str:
        """How far the rule that found it can be relied on, 0 to 1, or an empty string."""
        return self._props.text(KG.confidence)

    @cached_property
    def issues(self) -> list[Ref]:
        """What it is about."""
        return self._refs(SCHEMA.about)

    def _refs(self, predicate: NamedNode) -> list[Ref]:
        return self._view.refs(self._props.nodes(predicate))

    def _node(self, predicate: NamedNode) -> NamedNode | None:
        return next(iter(self._props.nodes(predicate)), None)


def part_of(view: View, node: NamedNode, article: NamedNode) -> str:
    """The name of a fact within its article: ``statement.10-24``."""
    return node.value.removeprefix(f"{article.value}.").removeprefix(view.base)
