"""Articles with the statements that annotators found in them: gold folders of kg, and PolNeAR as it is distributed (brat standoff)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import KgError
from kg.model import Article, Problem
from kg.read import read
from kg.score.gold import Alternatives, read_gold, stretches


class Wanted(NamedTuple):
    """One annotated statement: for each stretch of its content the places where it can stand; ``optional`` counts neither way."""

    content: Alternatives
    optional: bool


class Annotated(NamedTuple):
    """An article and its statements."""

    article: Article
    statements: list[Wanted]


def gold(texts: Path, folder: Path) -> Iterator[Annotated]:
    """The articles of ``texts`` (what ``kg build`` reads) that have gold in ``folder``, in the order of the gold."""
    articles = {a.id: a for a in _articles(texts)}
    for item in read_gold(folder):
        if item.article not in articles:
            raise KgError(f"{item.origin}: no article {item.article!r} in {texts}")
        article = articles[item.article]
        yield Annotated(article, [Wanted(stretches(s, article.text), bool(s.get("optional"))) for s in item.items["statements"]])


def polnear(folder: Path) -> Iterator[Annotated]:
    """PolNeAR's ``text/*.txt`` with ``attributions/*.ann``; only attributions that have a content count."""
    for article in sorted(_articles(folder / "text"), key=lambda a: a.id):
        files = [f for f in sorted((folder / "attributions").glob("*.ann")) if f.name.startswith(f"{article.id}_")]
        if not files:
            raise KgError(f"{folder}: no annotation of {article.id!r} in attributions/")
        yield Annotated(article, [Wanted([[span] for span in content], False) for content in _contents(files[0])])


def _articles(place: Path) -> list[Article]:
    problems: list[Problem] = []
    found = list(read([str(place)], problems=problems))
    if not found:
        raise KgError(f"{place}: no article found")
    return found


def _contents(file: Path) -> Iterator[list[tuple[int, int]]]:
    """The content spans of each attribution. A line is "T1<tab>Content 4 9;12 15<tab>words" or "E1<tab>Attribution:T3 Content:T1"."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in file.read_text("utf-8").splitlines():
        ident, _, rest = line.partition("\t")
        what = rest.partition("\t")[0]
        if ident.startswith("T"):
            spans[ident] = [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", what)]
        elif ident.startswith("E"):
            events.append(re.findall(r"Content\d*:(T\d+)", what))
    for parts in events:
        if content := [span for part in parts for span in spans[part]]:
            yield content
