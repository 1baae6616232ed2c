"""Shards: some articles that are read together, known by a hash of all that reading them depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.archive.records import dumps
from kg.graph.imports import Versions
from kg.model import Article

# About two seconds of reading: little is lost with a process that dies, and at the end no process waits long for another.
MOST_ARTICLES = 8
MOST_CHARACTERS = 30_000


@dataclass(frozen=True)
class Settings:
    """What reading depends on besides the article: ``model`` as in ``annotate.load``, ``authority`` the text of the user's record of
    office holders, ``settled`` the persons on whom the user has decided (``Judgements.settled``).
    """

    versions: Versions
    model: str = ""
    authority: str = ""
    settled: frozenset[str] = frozenset()

    @cached_property
    def key(self) -> str:
        """A text that is equal for equal settings."""
        read_by = self.versions
        return "\0".join((read_by.software, read_by.rules, read_by.model, self.model, self.authority, *sorted(self.settled)))


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles in the order of the input."""

    articles: tuple[Article, ...]

    def name(self, settings: Settings) -> str:
        """The name of its part file: a hash of articles and settings, so that a part which is there is always the right one."""
        digest = hashlib.sha256(settings.key.encode("utf-8"))
        for article in self.articles:
            digest.update(b"\0" + dumps(article).encode("ascii"))
        return f"{digest.hexdigest()[:32]}.part.gz"

    def single(self) -> list[Shard]:
        """Its articles as shards of their own."""
        return [Shard((article,)) for article in self.articles]


def shards(articles: Iterable[Article]) -> Iterator[Shard]:
    """The articles in shards of limited size, as they come."""
    some: list[Article] = []
    size = 0
    for article in articles:
        if some and (len(some) == MOST_ARTICLES or size + len(article.text) > MOST_CHARACTERS):
            yield Shard(tuple(some))
            some, size = [], 0
        some.append(article)
        size += len(article.text)
    if some:
        yield Shard(tuple(some))
