"""Articles to measure with, as JSON Lines: so many of those that there are, again and again under new ids where there are fewer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from kg.model import Article
from kg.read import read

FIELDS = ("id", "title", "published", "publisher", "url", "language")


def write(paths: Sequence[str], number: int, path: Path, words: int = 0) -> Path:
    """Write ``number`` articles (0: all that there are), of each no more than the first ``words`` (0: all of them)."""
    beginning = re.compile(rf"(?:\S+\s*){{0,{words}}}")
    with path.open("w", encoding="utf-8") as out:
        for article in sample(paths, number):
            found = beginning.match(article.text.lstrip()) if words else None
            fields = {name: value for name in FIELDS if (value := getattr(article, name))}
            out.write(json.dumps(fields | {"text": found[0].rstrip() if found else article.text}) + "\n")
    return path


def sample(paths: Sequence[str], number: int) -> Iterator[Article]:
    """So many articles, repeated under new ids where there are fewer."""
    for turn in count():
        some = 0
        for article in islice(read(paths, problems=[]), number or None):
            some += 1
            yield replace(article, id=f"{article.id}-{turn}") if turn else article
        number -= some
        if number <= 0 or not some:
            return
