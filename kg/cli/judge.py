"""``kg judge``: a decision on who or what is the same, into the file that kg build obeys."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="judge")
@click.argument("left", metavar="LEFT")
@click.argument("right", metavar="RIGHT")
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.option("--why", required=True, metavar="TEXT", help="The reason, for those who read the file later.")
@click.option(
    "--file",
    "place",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("judgements.csv"),
    show_default=True,
    help="CSV file to add to; made if it is not there.",
)
@click.option("--graph", type=click.Path(path_type=Path), default=None, help="Graph that must know both, by IRI or by name.")
def command(left: str, right: str, verdict: str, why: str, place: Path, graph: Path | None) -> None:
    """Note that LEFT and RIGHT are the same, or different; kg build --judgements FILE obeys.

    Each is a person's IRI or its local name (person.NAME). ARTICLE.person.NAME is the person whom that article calls so: it takes one
    sighting out of an entity, or undoes a repair of a garbled name. Meetings (meeting.NAME, or a report of one: ARTICLE.meeting.N) and
    utterances (utterance.NAME, or a statement: ARTICLE.statement.BEGIN-END) are judged alike. With --graph both must be there, and a
    plain name will do. A decision that contradicts one in the file is refused. Take the line out of the file, and all is as before.

    \b
    Examples:
      kg judge person.joe-lund person.joseph-lund same --why "one man on the ministry's list"
      kg judge a17.person.chen-gang person.qin-gang different --why "the vice governor" --file judgements.csv
      kg judge a17.statement.10-24 a18.statement.40-62 different --why "said again a day later"
    """
    from kg.export.files import write_files
    from kg.resolve.judgements import appended

    if graph is not None:
        left, right = (_known(graph, name) for name in (left, right))
    before = place.read_bytes() if place.exists() else b""
    line, after = appended(before, left, right, verdict, why, str(place))
    write_files({place.name: after}, place.parent)
    click.echo(f"kg: {line.left} and {line.right}: {line.verdict}; in {place}", err=True)


def _known(graph: Path, name: str) -> str:
    """The local name of a person in the graph."""
    from kg.query.node import Graph
    from kg.query.store import open_store

    known = Graph(open_store(graph))
    return known.find(name).value.removeprefix(known.base)
