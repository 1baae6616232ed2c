"""Topics: noun phrases that may stand for a matter of policy, from their first word of substance to their complement.

``kg/data/issue_nouns.csv`` sorts nouns: a *shell* gives way to its complement ("the issue of X"), an *empty* noun is no issue by
itself, a *policy* noun makes one with a complement ("withdrawal of X"), a *condition* noun with a place ("the situation in X"), an
*opener* is dropped from a phrase's front, a *time* or a *never* word (too general: "partnership") is never a topic.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._issue_scheme import fold
from kg.extract._phrases import OWNERS, POSSESSIVE, Phrase, names_of, noun_sort, phrases
from kg.model import Tokens

NEAR = {"of", "on", "in", "over", "between", "across", "around", "at"}
COMPLEMENT = NEAR | {"against", "for", "to", "with", "from", "into", "toward", "towards"}
QUOTES = set("\"'“”‘’«»")
LONGEST = 9
FIRM = 1.5
FIRMEST = 2.0


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

    def is_candidate(self, topic: Topic, weight: float) -> bool:
        """Whether a topic outside the scheme can be an issue; ``weight`` is what its place in the text is worth."""
        doc, head = self.doc, self.doc[topic.head]
        if head.pos_ not in {"NOUN", "PROPN"} or topic.head in self.name or noun_sort(head) or topic.end - topic.start > LONGEST:
            return False
        if is_noun(head, "never") or not re.search(r"[^\W\d]{3}", head.text):
            return False
        if any(is_noun(t, "time") for t in doc[topic.start : topic.core]):
            return False
        if is_noun(head, "condition") and topic.end > topic.core and self.sort(topic.end - 1) == "place":
            return weight >= FIRM
        inside = [t for t in doc[topic.start : topic.core] if t.i != topic.head and t.is_alpha and t.text not in POSSESSIVE]
        narrowed = topic.end > topic.core or bool(inside)
        if is_noun(head, "policy"):
            if is_noun(head, "empty"):
                narrowed = topic.end > topic.core or any(t.pos_ == "NOUN" or t.text[:1].isupper() for t in inside)
            return narrowed and (head.pos_ == "NOUN" or weight >= FIRM)
        if head.pos_ != "NOUN" or weight < FIRM:
            return False
        if is_noun(head, "empty") or is_noun(head, "shell"):
            return any(t.pos_ == "NOUN" and t.i not in self.name and not is_noun(t, "empty") for t in inside)
        return narrowed or (weight > FIRMEST and len(head) > 4)


def label(doc: Doc, tokens: Tokens) -> str:
    """The phrase as a concept's name: without quotation marks; lower case except for names and acronyms."""
    words = []
    for token in doc[tokens.start : tokens.end]:
        if token.text in QUOTES:
            continue
        keep = token.pos_ == "PROPN" or token.ent_type_ or token.text[1:] != token.text[1:].lower() or token.lower_ == "i"
        words.append((token.text if keep else token.lower_) + token.whitespace_)
    return " ".join("".join(words).split())


def slug(doc: Doc, tokens: Tokens) -> str:
    """The local name of a minted concept: folded words, so that number and spelling do not make two of one."""
    text = " ".join(fold(t.text) for t in doc[tokens.start : tokens.end] if t.text not in POSSESSIVE and t.lower_ not in {"the", "a", "an"})
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
