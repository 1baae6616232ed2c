"""The search index of a site without a server: script files, since a page opened from disk may load scripts but not data.

``search/d/N.js`` holds what can be found, ``DOCUMENTS`` to a file in order of weight; ``search/w/XY.js`` holds, for each word that
begins with those two characters, the numbers of what has it in its name, and in its other names;
``search/starts.js`` holds which beginnings there are. ``static/search.js`` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice

from pyoxigraph import NamedNode

from kg.explore.catalog import Catalog, Hit
from kg.explore.prose import day, label

DOCUMENTS = 200
Write = Callable[[str, str], None]


def write_search(catalog: Catalog, href: Callable[[str, NamedNode], str], write: Write) -> None:
    """Write the index; ``href`` gives an entity's file seen from the folder ``search``."""
    found = iter(catalog.documents())
    number = 0
    while batch := list(islice(found, DOCUMENTS)):
        listed = [[hit.kind, hit.name, href(hit.kind, NamedNode(hit.node)), day(hit.date), _count(hit), label(hit.status)] for hit in batch]
        write(f"search/d/{number}.js", f"kgDocuments({number}, {_json(listed)});\n")
        number += 1
    rows = (
        (r["word"], r["other"], r["doc"])
        for r in catalog.each("SELECT word, other, doc FROM word ORDER BY substr(word, 1, 2), word, other, doc")
    )
    starts = []
    for start, group in groupby(rows, key=lambda row: row[0][:2]):
        starts.append(start)
        write(f"search/w/{shard(start)}.js", f"kgWords({_json(start)}, {_json(dict(_postings(group)))});\n")
    write("search/starts.js", f"kgStarts({_json(starts)});\n")


def shard(start: str) -> str:
    """The file name of the words that begin with one or two characters: ASCII letters and digits stand for themselves."""
    return "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" for c in start)


def _postings(rows: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, list[list[int]]]]:
    for word, group in groupby(rows, key=lambda row: row[0]):
        names: list[list[int]] = [[], []]
        for _, other, doc in group:
            names[other].append(doc - 1)
        yield word, names if names[1] else names[:1]


def _count(hit: Hit) -> str:
    return f"{hit.weight:,} {'fact' if hit.kind == 'article' else 'article'}{'' if hit.weight == 1 else 's'}"


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
