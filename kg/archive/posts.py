"""Who else holds a post: the memberships of each office in each body, found without reading the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kg.graph.contribution import Contribution

MEMBERSHIP = "membership."


def put_post(db: sqlite3.Connection, node: str, given: Iterable[Contribution]) -> None:
    """Put the post of a membership on record, or take it off when nothing is contributed to it any more."""
    roles = [value for _, what, *value in given if what == "role"]
    db.execute("DELETE FROM post WHERE node = ?", (node,))
    if roles:
        _, office, body = min(roles)
        db.execute("INSERT INTO post VALUES (?, ?, ?)", (node, office, body))


def holding(db: sqlite3.Connection, office: str, body: str) -> list[str]:
    """The memberships of an office in a body, by their local names, sorted."""
    return [node for (node,) in db.execute("SELECT node FROM post WHERE office = ? AND body = ? ORDER BY node", (office, body))]
