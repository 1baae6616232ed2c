"""Who else holds a post: the memberships of each office in each body, found without reading the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from kg.graph.contribution import Contribution

MEMBERSHIP = "membership."


def put_posts(db: sqlite3.Connection, nodes: Mapping[str, Iterable[Contribution]]) -> None:
    """Put the posts of the memberships among some nodes on record; take off those to which nothing is contributed any more."""
    memberships = {node: given for node, given in nodes.items() if node.startswith(MEMBERSHIP)}
    db.executemany("DELETE FROM post WHERE node = ?", [(node,) for node in memberships])
    roles = ((node, [value for _, what, *value in given if what == "role"]) for node, given in memberships.items())
    db.executemany("INSERT INTO post VALUES (?, ?, ?)", [(node, *min(found)[1:]) for node, found in roles if found])


def holding(db: sqlite3.Connection, office: str, body: str) -> list[str]:
    """The memberships of an office in a body, by their local names, sorted."""
    return [node for (node,) in db.execute("SELECT node FROM post WHERE office = ? AND body = ? ORDER BY node", (office, body))]
