"""Scoring: every gold article against what the graph says of it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from pyoxigraph import Store

from kg.errors import KgError
from kg.query.texts import Texts
from kg.score.agents import Agents, issues, persons, roles
from kg.score.gold import KINDS, Gold
from kg.score.meetings import meetings
from kg.score.outcome import Outcome, Share, Sums
from kg.score.statements import statements
from kg.score.system import ArticleView, GraphView

log = logging.getLogger("kg.score")


class Key(NamedTuple):
    """A gold item: article, kind, and its place in the file."""

    article: str
    kind: str
    place: int


@dataclass(slots=True)
class Score:
    """The outcome per article and kind, the sums per kind, and the shares of attributes that are right."""

    articles: dict[str, Mapping[str, Outcome]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    kinds: dict[str, Sums] = field(default_factory=lambda: {k: Sums() for k in KINDS})
    attributes: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))

    def figures(self) -> dict[str, float]:
        """All figures by name: f1 and strict (means), each kind, KIND_strict, and each attribute."""
        found = {k: sums.found.f1 for k, sums in self.kinds.items()}
        strict = {f"{k}_strict": sums.strict.f1 for k, sums in self.kinds.items()}
        means = {"f1": sum(found.values()) / len(KINDS), "strict": sum(strict.values()) / len(KINDS)}
        return {**means, **found, **strict, **{k: share.value for k, share in self.attributes.items()}}

    def matched(self) -> set[Key]:
        """The gold items that the graph has, optional ones left out."""
        return set(self._matched())

    def _matched(self) -> Iterator[Key]:
        for article, outcomes in self.articles.items():
            for kind, outcome in outcomes.items():
                yield from (Key(article, kind, g) for g in outcome.matched if not outcome.gold[g].get("optional"))


def score(store: Store, golds: Sequence[Gold], texts: Texts) -> Score:
    """Score a graph against gold annotations. Raises KgError when the text of a gold article is missing."""
    graph, result = GraphView(store), Score()
    for gold in golds:
        text = texts.get(gold.article)
        if text is None:
            raise KgError(f"{gold.origin}: no text of article {gold.article!r} in {texts.place}; name the folder with --texts")
        if gold.article not in graph.articles:
            result.missing.append(gold.article)
        view = graph.article(gold.article)
        if view.sha256 and view.sha256 != sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
            log.warning("%s: the text in %s is not the one that the graph was made from, so offsets may not fit", gold.article, texts.place)
        _add(result, gold, view, _outcomes(gold, view, text))
    return result


def _outcomes(gold: Gold, view: ArticleView, text: str) -> dict[str, Outcome]:
    try:
        people = persons(gold, view)
        agents = Agents(gold, view, people)
        return {
            "persons": people,
            "roles": roles(gold, view, agents),
            "meetings": meetings(gold, view, agents),
            "statements": statements(gold, view, agents, text),
            "issues": issues(gold, view),
        }
    except (KeyError, TypeError) as exc:
        raise KgError(f"{gold.origin}: malformed gold annotation ({type(exc).__name__}: {exc})") from exc


def _add(result: Score, gold: Gold, view: ArticleView, outcomes: Mapping[str, Outcome]) -> None:
    result.articles[gold.article] = outcomes
    for kind, outcome in outcomes.items():
        result.kinds[kind].add(outcome)
        for name, hit in outcome.checks:
            result.attributes[name].add(hit)
    if gold.published:
        result.attributes["published"].add(view.published[:10] == gold.published)
    else:
        result.attributes["published"]  # the figure is there even when no gold article is dated
