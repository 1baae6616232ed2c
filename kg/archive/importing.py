"""Articles into an archive, one after the other: what is there already is passed over, what is new or changed is read and joins."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.archive.archive import Archive, Refused
from kg.archive.history import now
from kg.facts import ArticleFacts
from kg.graph.imports import Versions
from kg.model import Article, Problem
from kg.validate.report import Report

What = Literal["new", "changed", "unchanged", "in quarantine", "left out"]
log = logging.getLogger("kg.archive")
Reader = Callable[[Article], ArticleFacts | Problem]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: ``report`` is what the shapes said if it was read, ``problem`` why it was left out."""

    article: Article
    what: What
    report: Report | None = None
    problem: Problem | None = None
    facts: ArticleFacts | None = None


def import_articles(
    archive: Archive, articles: Iterable[Article], read: Reader, versions: Versions, *, shapes: Path | None = None
) -> Iterator[Outcome]:
    """Import articles in order; each has joined, or has not, when its outcome is yielded.

    An article that the archive has, of the same content and read by the same ``versions``, costs a hash; ``read`` sees the others.
    Raises KgError when the archive cannot be written; the articles yielded so far are in.
    """
    for article in articles:
        if archive.has(article, versions):
            log.info("%s: unchanged", article.id)
            yield Outcome(article, "unchanged")
            continue
        started = now()
        found = archive.held_back(article, versions) or read(article)
        if isinstance(found, Problem):
            yield Outcome(article, "left out", problem=found)
            continue
        known = article.id in archive
        try:
            report = archive.add(found, versions, shapes=shapes, started=started)
        except Refused as exc:
            yield Outcome(article, "left out", problem=Problem(article.origin or article.id, str(exc)))
            continue
        what: What = "in quarantine" if not report.conforms else "changed" if known else "new"
        log.info("%s: %s", article.id, what)
        yield Outcome(article, what, report, facts=found)


def reader(model: str, settled: Set[str] = frozenset()) -> Reader:
    """Reads an article with a model, which is loaded when the first article needs it; ``settled`` as in ``pipeline.read_facts``."""

    def read(article: Article) -> ArticleFacts | Problem:
        from kg.annotate import load
        from kg.pipeline import read_facts

        return next(iter(read_facts([article], load(model), settled)))

    return read
