"""Statements as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from kg.explore.facts import Fact, part_of
from kg.explore.passages import Passage, article_of, passages
from kg.explore.prose import day, label
from kg.explore.view import ArticleRef, Ref, View
from kg.query.terms import visible
from kg.vocab import KG, SCHEMA


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the speaker stands on an issue: "For", "Against", "Concerned" or "Neutral"."""

    position: str
    issue: Ref


@dataclass(frozen=True, slots=True)
class Wording:
    """Another statement that tells of the same speech act: its article, its name within it, its words."""

    article: ArticleRef
    part: str
    text: str


class Statement(Fact):
    """Who said what to whom, through which channel, and how directly it is quoted."""

    kind = "statement"

    @cached_property
    def speakers(self) -> list[Ref]:
        """Who said it."""
        return self._refs(KG.speaker)

    @cached_property
    def addressees(self) -> list[Ref]:
        """To whom."""
        return self._refs(KG.addressee)

    @cached_property
    def channels(self) -> list[Ref]:
        """Through which media or spokespersons."""
        return self._refs(KG.channel)

    @property
    def mode(self) -> str:
        """ "Direct", "Indirect" or "Mixed"."""
        return label(self._props.named(KG.mode))

    @property
    def text(self) -> str:
        """What was said."""
        return visible(self._props.text(SCHEMA.text))

    @cached_property
    def content(self) -> tuple[Passage, ...]:
        """Where what was said stands."""
        return passages(self._view, self._props.nodes(KG.contentSpan))

    @property
    def cues(self) -> tuple[Passage, ...]:
        """Where the words of saying stand."""
        return passages(self._view, self._props.nodes(KG.cueSpan))

    @property
    def said_on(self) -> str:
        """The ISO date on which it was said, or an empty string."""
        return self._props.text(SCHEMA.dateCreated)

    @property
    def day(self) -> str:
        """When it was said in words, or when that was reported."""
        return day(self.said_on) or (f"reported {self.article.day}" if self.article.date else "undated")

    @cached_property
    def stances(self) -> list[Stance]:
        """Where its speaker stands, as its words show."""
        found = [self._view.props(n) for n in self._props.nodes(KG.stance)]
        return [Stance(each.named(KG.position), issue) for each in found for issue in self._view.refs(each.nodes(SCHEMA.about))]

    @cached_property
    def meeting(self) -> Ref | None:
        """The meeting at which it was said."""
        report = self._node(KG.madeAt)
        met = self._view.props(report).nodes(KG.reports) if report else []
        return self._view.ref(met[0]) if met else None

    @property
    def within(self) -> Ref | None:
        """Who tells of it, when it stands in somebody else's statement."""
        outer = self._node(KG.within)
        return next(iter(self._view.refs(self._view.props(outer).nodes(KG.speaker))), None) if outer else None

    @cached_property
    def wordings(self) -> list[Wording]:
        """The other statements of the same speech act."""
        spoken = [self._view.props(n) for n in self._props.nodes(KG.utterance)]
        return [_wording(self._view, n) for each in spoken for n in each.nodes(KG.wording) if n != self.node]


def _wording(view: View, node: NamedNode) -> Wording:
    props = view.props(node)
    home = article_of(view, props.nodes(KG.contentSpan)) or node
    return Wording(view.article(home), part_of(view, node, home), visible(props.text(SCHEMA.text)))
