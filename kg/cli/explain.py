"""``kg explain``: a node, and the sentences behind it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._options import graph_and, store_option
from kg.query.explain import explain
from kg.query.marks import bracketed
from kg.query.node import Graph
from kg.query.store import archived_texts, open_store
from kg.query.texts import Texts


def coloured(label: str, text: str) -> str:
    """A mark for a terminal: the label dim, the text bold."""
    return click.style(f"[{label}: ", dim=True) + click.style(text, bold=True) + click.style("]", dim=True)


@click.command(name="explain")
@click.argument("graph", required=False)
@click.argument("node", metavar="IRI|NAME", required=False)
@store_option(required=False)
@click.option("--texts", type=click.Path(path_type=Path), help="Folder of texts (ID.txt or .jsonl), to show the context.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Most facts and mentions to show; 0 for all.")
def command(graph: str | None, node: str | None, store: Path | None, texts: Path | None, limit: int) -> None:
    """Show what a node of GRAPH is, what is said of it, and the sentences behind each claim, with the evidence marked.

    GRAPH is a file of kg build; --store DIR asks an archive instead, which has the texts itself. The node is given by its IRI, a
    prefixed name (kg:, schema:, res: ...), its local name, or one of its names. Each sentence comes with the rule that found it, its
    confidence, and the article with offsets.

    \b
    Examples:
      kg explain exports/graph.trig person.qin-gang
      kg explain exports/graph.trig "Wang Yi" --limit 5
      kg explain "Wang Yi" --store archive
      kg explain exports/graph.trig res:blinken-begins-talks.meeting.1 --texts seeds
    """
    place, asked = graph_and(graph, node, store, "IRI|NAME")
    known = Graph(open_store(place))
    style = coloured if sys.stdout.isatty() else bracketed
    for line in explain(known, known.find(asked), texts=Texts(texts) if texts else archived_texts(place), limit=limit, style=style):
        click.echo(line)
