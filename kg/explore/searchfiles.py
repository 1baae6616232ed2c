"""The search index of a site without a server: script files, since a page opened from disk may load scripts but not data.

``search/d/N.js`` holds what can be found, ``DOCUMENTS`` to a file in order of weight. ``search/w/XY.js`` holds, for each word that
begins with these characters, the numbers of what has it in its name, and in its other names: the first number, then how much larger each
next one is. A file that would grow beyond ``SHARD`` characters keeps the word that is its beginning, and the longer ones go to files by one
character more. ``search/starts.js`` holds which beginnings there are, and which of them were divided. ``static/search.js`` reads all these.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby, islice, pairwise

from pyoxigraph import NamedNode

from kg.explore.catalog import Catalog, Hit
from kg.explore.prose import day, label, shortened

DOCUMENTS = 50
SHARD = 48_000
Write = Callable[[str, str], None]


def write_search(catalog: Catalog, href: Callable[[str, NamedNode], str], write: Write) -> None:
    """Write the index; ``href`` gives an entity's file seen from the folder ``search``."""
    found = iter(catalog.documents())
    number = 0
    while batch := list(islice(found, DOCUMENTS)):
        listed = [_document(hit, href(hit.kind, NamedNode(hit.node))) for hit in batch]
        write(f"search/d/{number}.js", f"kgDocuments({number}, {_json(listed)});\n")
        number += 1
    starts, divided = [], []
    for start, group in groupby(_words(catalog), key=lambda word: word[0][:2]):
        for name, words, parted in divided_by_size(start, dict(group)):
            starts.append(name)
            divided += [name] if parted else []
            written = ",".join(f"{_json(word)}:{postings}" for word, postings in words.items())
            write(f"search/w/{shard(name)}.js", f"kgWords({_json(name)}, {{{written}}});\n")
    write("search/starts.js", f"kgStarts({_json(starts)}, {_json(divided)});\n")


def divided_by_size(start: str, words: dict[str, str]) -> Iterator[tuple[str, dict[str, str], bool]]:
    """Files of the words that begin with ``start``: its beginning, its words, whether longer words are in files of their own."""
    longer = {word: postings for word, postings in words.items() if len(word) > len(start)}
    if not longer or sum(len(word) + len(postings) for word, postings in words.items()) <= SHARD:
        yield start, words, False
        return
    yield start, {word: postings for word, postings in words.items() if word not in longer}, True
    for further, group in groupby(longer.items(), key=lambda item: item[0][: len(start) + 1]):
        yield from divided_by_size(further, dict(group))


def shard(start: str) -> str:
    """The file name of the words that begin with some characters: ASCII letters and digits stand for themselves."""
    return "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" for c in start)


def _words(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Each word in order of its first two characters, with its numbers as JSON."""
    rows = catalog.each("SELECT word, other, doc FROM word ORDER BY substr(word, 1, 2), word, other, doc")
    for word, group in groupby(rows, key=lambda row: str(row["word"])):
        names: list[list[int]] = [[], []]
        for row in group:
            names[row["other"]].append(row["doc"] - 1)
        yield word, _json([_steps(numbers) for numbers in (names if names[1] else names[:1])])


def _steps(numbers: list[int]) -> list[int]:
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


def _document(hit: Hit, href: str) -> list[str]:
    """What a line of the results shows; what is empty at its end is left out."""
    shown = [hit.kind, hit.name, href, day(hit.date), _count(hit), label(hit.status), shortened(hit.only_in, 60)]
    while not shown[-1]:
        shown.pop()
    return shown


def _count(hit: Hit) -> str:
    return f"{hit.weight:,} {'fact' if hit.kind == 'article' else 'article'}{'' if hit.weight == 1 else 's'}"


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
