"""What an archive was made with and goes on with: the base of its IRIs, the rules that settled it, and the user's own files."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from kg import resources
from kg.archive.database import set_value, transaction, value
from kg.archive.nodes import nothing_given
from kg.archive.rulings import JUDGEMENTS
from kg.archive.settle import Settling
from kg.errors import KgError
from kg.graph.imports import GRAPH
from kg.graph.iri import DEFAULT_BASE, Names
from kg.resolve import holders
from kg.resolve.authority import parse_authority
from kg.resolve.judgements import consistent, parse
from kg.resolve.questions import QUESTIONS

AUTHORITY = "authority"
BATCH = 200


def names_of(db: sqlite3.Connection, folder: Path | None, base: str) -> Names:
    """The maker of the archive's IRIs; ``base`` is that of a new archive. Raises KgError when the archive has another."""
    known = value(db, "base")
    if not known:
        known = Names(base or DEFAULT_BASE).base
        set_value(db, "base", known)
    if base and base != known:
        raise KgError(f"{folder}: its IRIs begin with {known}, not {base}; leave out --base or make another archive")
    return Names(known)


def obey(db: sqlite3.Connection, names: Names, folder: Path | None, given: Mapping[str, str | None], *, resettle: bool) -> frozenset[str]:
    """Go by the user's files (``given``; None is what the archive has): the persons of articles on whom the user has decided.

    If other rules or other files settled the archive, all that articles share is decided and written anew from what they say. Raises
    KgError when that is not allowed, and when a file is faulty.
    """
    files = {name: value(db, name) if text is None else text for name, text in given.items()}
    judgements = consistent(parse(files[JUDGEMENTS], JUDGEMENTS))
    holders.use(parse_authority(files[AUTHORITY], AUTHORITY) if files[AUTHORITY] else ())
    wanted = " ".join([resources.graph_rules(), *map(fingerprint, files.values())])
    if value(db, "settled by") != wanted:
        changed = [name for name, text in files.items() if text != value(db, name)]
        if not resettle and db.execute("SELECT 1 FROM article").fetchone():
            call = " ".join([f"kg upgrade --store {folder}", *(f"--{name} FILE" for name in changed)])
            raise KgError(f"{folder}: was settled by other {' and '.join(changed) or 'rules'}; run: {call}")
        with transaction(db):
            _settle_anew(db, names, {**files, "settled by": wanted})
    return judgements.settled


def _settle_anew(db: sqlite3.Connection, names: Names, settings: Mapping[str, str]) -> None:
    for table in ("profile", "block", "seen", "contribution", "post", "note"):
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM part WHERE graph != ?", (str(names.node(GRAPH)),))
    db.execute("UPDATE article SET contributions = ?", (nothing_given(),))
    for name, text in {**settings, **{f"ruled {q.name}": "" for q in QUESTIONS}, "index": ""}.items():
        set_value(db, name, text)
    numbers = [n for (n,) in db.execute("SELECT number FROM article ORDER BY id")]
    for start in range(0, len(numbers), BATCH):
        Settling(db, names).settle_again(numbers[start : start + BATCH])


def fingerprint(text: str) -> str:
    """A short hash of a user's file; "-" for none."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8] if text else "-"
