"""``python benchmarks/peers [--gold TEXTS GOLD]... [--polnear FOLDER]``: statements of kg beside two plain methods, on the same Docs.

A found content counts when it shares half of its letters and digits with an annotated one (intersection over union), each matched
once. Needs ``pip install -e ".[peers]"``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from baselines import PEERS
from corpora import Annotated, gold, polnear

from kg.annotate import annotate, load
from kg.score.outcome import Outcome, Tally, assigned
from kg.score.statements import OVERLAP, shared


def main() -> None:
    """Print one table a corpus."""
    parser = argparse.ArgumentParser(description="Statements of kg beside textacy and a verb-and-clause baseline.")
    parser.add_argument(
        "--gold", nargs=2, type=Path, action="append", default=[], metavar=("TEXTS", "GOLD"), help="articles and their gold"
    )
    parser.add_argument("--polnear", type=Path, metavar="FOLDER", help="folder with text/ and attributions/ of PolNeAR")
    parser.add_argument("--model", default="", help="a spaCy pipeline instead of the shipped reader")
    args = parser.parse_args()
    corpora = [(str(folder), gold(texts, folder)) for texts, folder in args.gold]
    corpora += [(str(args.polnear), polnear(args.polnear))] if args.polnear else []
    if not corpora:
        parser.error("name a corpus with --gold or --polnear")
    for name, articles in corpora:
        print("\n".join(table(name, measured(articles, args.model))), flush=True)


def measured(articles: Iterable[Annotated], model: str) -> dict[str, Tally]:
    """The tally of each method over a corpus; every method sees the same annotated story."""
    nlp = load(model)
    sums: dict[str, Tally] = defaultdict(Tally)
    for article, wanted in articles:
        story = next(iter(annotate([article], nlp)))
        for name, find in PEERS.items():
            found = find(story)
            overlap = {(g, s): shared(item.content, spans, article.text) for g, item in enumerate(wanted) for s, spans in enumerate(found)}
            matched = assigned((value, g, s) for (g, s), value in overlap.items() if value >= OVERLAP)
            sums[name].add(Outcome([{"optional": w.optional} for w in wanted], len(found), matched, {}))
    return sums


def table(corpus: str, sums: dict[str, Tally]) -> Iterator[str]:
    """Markdown rows: one a method."""
    yield f"\n{corpus}\n\n| method | annotated | found | precision | recall | F1 |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, t in sums.items():
        yield f"| {name} | {t.gold} | {t.system} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} |"


if __name__ == "__main__":
    main()
