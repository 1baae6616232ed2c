"""``kg score``: a graph against gold annotations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from kg.errors import KgError
from kg.query.store import open_store
from kg.query.texts import Texts
from kg.score.compare import Score, score
from kg.score.gold import KINDS, Gold, read_gold
from kg.score.report import changes, per_article, table

BARS = ("f1", "strict", *KINDS, *(f"{k}_strict" for k in KINDS))
PATH = click.Path(path_type=Path)


def _bars(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for value in values:
        name, _, bar = value.partition("=")
        if name not in BARS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(BARS)}")
        try:
            found[name] = float(bar)
        except ValueError:
            raise click.BadParameter(f"{value!r} is not NAME=NUMBER") from None
    return found


@click.command(name="score")
@click.argument("graph", type=PATH)
@click.argument("gold", type=PATH)
@click.option("--texts", type=PATH, help="Folder (ID.txt or .jsonl) of the articles' texts; see above for the default.")
@click.option("--per-article", "each", is_flag=True, help="Print one line per article as well.")
@click.option("--json", "json_file", type=PATH, help="Write all figures to this file as JSON.")
@click.option("--min", "bars", metavar="NAME=F1", multiple=True, callback=_bars, help="Exit with 3 if a figure is below this bar.")
@click.option("--against", type=PATH, help="Another graph: print the gold items gained and lost in comparison.")
def command(
    graph: Path, gold: Path, texts: Path | None, each: bool, json_file: Path | None, bars: dict[str, float], against: Path | None
) -> None:
    """Compare GRAPH with the annotations in GOLD (a folder of JSON files, or one): precision, recall and F1 of each kind.

    A gold item is detected when the graph has it at all, and strictly when its main details are right too. The figures that --min
    takes are f1 and strict (means), persons, roles, meetings, statements, issues, and each of these five with _strict.

    The texts, to which offsets refer, are looked for in GOLD itself, in ../articles beside GOLD, and in ../../articles/NAME,
    NAME being the name of the folder GOLD.

    \b
    Examples:
      kg score exports/graph.trig tests/gold --texts seeds
      kg score new.trig gold/dev --min persons=0.75 --min meetings=0.4
      kg score new.trig gold/dev --against old.trig
    """
    golds = read_gold(_existing(gold))
    place = Texts(texts or _texts_beside(gold, golds))
    result = score(open_store(graph), golds, place)
    for line in [*(per_article(result) if each else ()), *table(result)]:
        click.echo(line)
    if against:
        for line in changes(result, score(open_store(against), golds, place), golds):
            click.echo(line)
    if json_file:
        json_file.write_text(json.dumps(result.figures(), indent=1) + "\n", "utf-8")
    if _missed(result, bars):
        raise SystemExit(3)


def _existing(gold: Path) -> Path:
    if not gold.exists():
        raise KgError(f"{gold}: no such file or folder of gold annotations")
    return gold


def _texts_beside(gold: Path, golds: Sequence[Gold]) -> Path:
    """The first of the usual places that has the first gold article's text."""
    folder = (gold if gold.is_dir() else gold.parent).resolve()
    places = [folder, folder.parent / "articles", folder.parent.parent / "articles" / folder.name]
    for place in places:
        if place.is_dir() and Texts(place).get(golds[0].article) is not None:
            return place
    raise KgError(f"{gold}: no texts of its articles in {', '.join(map(str, places))}; name their folder with --texts")


def _missed(result: Score, bars: dict[str, float]) -> bool:
    figures = result.figures()
    missed = [name for name, bar in bars.items() if figures[name] < bar]
    for name in missed:
        click.echo(f"kg: {name} is {figures[name]:.3f}, below {bars[name]:.3f}", err=True)
    return bool(missed)
