"""Topics: noun phrases that may stand for a matter of policy, from their first word of substance to their complement.

``kg/data/issue_nouns.csv`` sorts nouns: a *shell* gives way to its complement ("the issue of X"), an *opener* is dropped from a
phrase's front, a *time* word makes no topic; the others tell candidates (``candidate``).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._phrases import OWNERS, POSSESSIVE, Phrase, names_of, phrases
from kg.extract.issues.scheme import fold

NEAR = {"of", "on", "in", "over", "between", "across", "around", "at"}
COMPLEMENT = NEAR | {"against", "for", "to", "with", "from", "into", "toward", "towards"}
QUOTES = set("\"'“”‘’«»")
LONGEST = 9


class Topic(NamedTuple):
    """A phrase of tokens ``start`` to ``end``; ``core`` ends before its complement, ``head`` is its main noun."""

    start: int
    head: int
    core: int
    end: int


@lru_cache(maxsize=1)
def _nouns() -> dict[str, frozenset[str]]:
    sorts: dict[str, set[str]] = {}
    with resources.data("issue_nouns.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            sorts.setdefault(fold(row["noun"]), set()).add(row["sort"])
    return {noun: frozenset(found) for noun, found in sorts.items()}


def is_noun(token: Token, sort: str) -> bool:
    """Whether a word is listed as ``sort``."""
    return sort in _nouns().get(fold(token.text), frozenset())


class Reading:
    """The phrases and names of a story, looked up by token."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.phrase: dict[int, Phrase] = {}
        names = names_of(doc)
        for sent in doc.sents:
            for found in phrases(doc, sent.start, sent.end, names):
                for i in range(found.start, found.end):
                    self.phrase[i] = found
        self.name = names.span

    def sort(self, i: int) -> str:
        """The sort of the name at a token: person, organization, place, or "" for no name."""
        return self.name[i][1] if i in self.name else ""

    def topic(self, i: int) -> Topic | None:
        """The topic that begins at token ``i`` or that ``i`` stands in, with its complement."""
        phrase = self.phrase.get(i)
        if phrase is None:
            return None
        start = max(phrase.start, i)
        while start < phrase.head and self._opens(start):
            start += 1
        return Topic(start, phrase.head, phrase.end, self._complement(phrase.end))

    def _opens(self, i: int) -> bool:
        token = self.doc[i]
        if i in self.name:
            return False
        plain = token.pos_ in {"DET", "NUM", "ADV"} or token.lower_ in OWNERS
        return plain or token.text in POSSESSIVE or token.is_punct or is_noun(token, "opener")

    def _complement(self, end: int) -> int:
        """Where the prepositional complement after ``end`` ends; ``end`` itself if there is none."""
        for _ in range(2):
            stop = self._one(end)
            if stop == end or stop - end > LONGEST:
                return end
            of, end = self.doc[end].lower_ == "of", stop
            if not of:
                break
        return end

    def _one(self, end: int) -> int:
        doc = self.doc
        if end + 1 >= len(doc) or doc[end].lower_ not in COMPLEMENT or doc[end].is_sent_start:
            return end
        after = self.phrase.get(end + 1)
        if after is None or after.start != end + 1 or self.is_time(after) or doc[after.head].pos_ in {"PRON", "NUM"}:
            return end
        bare = after.head - after.start <= 1 and (is_noun(doc[after.head], "empty") or is_noun(doc[after.head], "shell"))
        if bare and doc[end].lower_ != "of":
            return end
        if self.sort(after.head) == "person" and doc[end].lower_ != "of":
            return end
        if doc[end].lower_ == "between" and after.end + 1 < len(doc) and doc[after.end].lower_ == "and":
            other = self.phrase.get(after.end + 1)
            return other.end if other and other.start == after.end + 1 else after.end
        return after.end

    def is_time(self, phrase: Phrase) -> bool:
        """Whether a phrase tells when or how much."""
        words = self.doc[phrase.start : phrase.end]
        return any(is_noun(t, "time") and t.i not in self.name for t in words) or self.doc[phrase.head].like_num

    def is_shell(self, topic: Topic) -> bool:
        """Whether the phrase only leads to its complement."""
        return topic.end > topic.core and topic.head not in self.name and is_noun(self.doc[topic.head], "shell")
