"""Scores as text: the table, one line per article, and what was gained and lost against another graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.score.compare import Key, Score
from kg.score.gold import KINDS, Gold, describe
from kg.score.outcome import Tally


def table(score: Score) -> Iterator[str]:
    """The lines of the table: kinds, attributes, means."""
    yield f"{len(score.articles)} articles; not in the graph: {', '.join(score.missing) or 'none'}"
    for kind, sums in score.kinds.items():
        found = sums.found
        counts = f"gold {found.gold:4d} system {found.system:4d} matched {found.matched:4d}"
        yield f"{kind:11s} {counts}  P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}   strict F1 {sums.strict.f1:.3f}"
    for name, share in sorted(score.attributes.items()):
        yield f"  {name:22s} {share.hits}/{share.total} = {share.value:.3f}"
    figures = score.figures()
    yield f"mean F1 {figures['f1']:.3f} strict {figures['strict']:.3f}"


def per_article(score: Score) -> Iterator[str]:
    """One line per article with the detection F1 of each kind and its counts."""
    for article, outcomes in score.articles.items():
        parts = []
        for kind in KINDS:
            tally = Tally()
            tally.add(outcomes[kind])
            parts.append(f"{kind} {tally.f1:.2f}({tally.matched}/{tally.gold}g {tally.system}s)")
        yield f"{article} {' '.join(parts)}"


def changes(new: Score, old: Score, golds: Sequence[Gold]) -> Iterator[str]:
    """Gold items that ``new`` has and ``old`` has not (+), and the reverse (-), in order of article and kind."""
    by_article = {g.article: g for g in golds}
    gained, lost = new.matched() - old.matched(), old.matched() - new.matched()
    yield f"{len(gained)} gained, {len(lost)} lost"
    for key in sorted(gained | lost, key=_order):
        item = by_article[key.article].items[key.kind][key.place]
        yield f"{'+' if key in gained else '-'} {key.article} {key.kind}: {describe(key.kind, item)}"


def _order(key: Key) -> tuple[str, int, int]:
    return key.article, KINDS.index(key.kind), key.place
