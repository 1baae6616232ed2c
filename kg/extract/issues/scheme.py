"""The issue scheme (kg/data/issues.ttl) and the search for its labels in a story.

Labels and words are folded alike: no case, plural endings or British spelling; hyphens, quotation marks and articles inside a
label are skipped. A capital in a label must be a capital in the text, and an acronym there must be one ("AIDS", not "aids").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox
from spacy.tokens import Doc

from kg import resources
from kg.vocab import SKOS

PREFIX = "https://w3id.org/kg-news/id/issue."
WORDS = re.compile(r"['’]s\b|\d+|[^\W\d_]+(?:\.[^\W\d_]+)*\.?|[^\w\s]")
SKIPPED = set('-–—‐‑“”"‘’«»') | {"the", "a", "an"}
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
FIELDS = {SKOS.prefLabel.value: "pref", SKOS.altLabel.value: "alt", SKOS.hiddenLabel.value: "hidden", SKOS.broader.value: "broader"}


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the scheme; ``name`` is its local name after ``issue.``, ``broader`` the local names above it."""

    name: str
    label: str
    alt: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


class Match(NamedTuple):
    """A label of ``concept`` at tokens ``start`` to ``end``; ``weak`` if the label alone does not make it an issue."""

    start: int
    end: int
    concept: str
    weak: bool


@dataclass(slots=True)
class Node:
    """A step of the label trie."""

    next: dict[str, Node] = field(default_factory=dict)
    concept: str = ""
    weak: bool = False


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """Local name -> concept, in order of name."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=str(resources.data("issues.ttl")), format=ox.RdfFormat.TURTLE):
        kind = FIELDS.get(quad.predicate.value)
        subject = getattr(quad.subject, "value", "")
        if kind and subject.startswith(PREFIX):
            value = getattr(quad.object, "value", "")
            found.setdefault(subject[len(PREFIX) :], {}).setdefault(kind, []).append(value.removeprefix(PREFIX))
    return {name: _concept(name, fields) for name, fields in sorted(found.items())}


def _concept(name: str, fields: dict[str, list[str]]) -> Concept:
    alt, hidden, broader = (tuple(sorted(fields.get(kind, []))) for kind in ("alt", "hidden", "broader"))
    return Concept(name, fields["pref"][0], alt, hidden, broader)


@lru_cache(maxsize=1)
def _spelling() -> dict[str, str]:
    with resources.data("spelling.csv").open(encoding="utf-8", newline="") as lines:
        return {row["form"]: row["folded"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, plural ending and British spelling: "Programmes" -> "program"."""
    w = word.lower().translate(ZERO_WIDTH).replace("’", "'").rstrip(".").replace(".", "")
    table = _spelling()
    w = table.get(w, w)
    if w.endswith("ies") and len(w) > 4:
        w = w[:-3] + "y"
    elif w.endswith(("ches", "shes", "sses", "xes", "zes")):
        w = w[:-2]
    elif w.endswith("s") and len(w) > 3 and not w.endswith(("ss", "us", "is", "'s")):
        w = w[:-1]
    w = re.sub(r"is(ation|ing|ed|e)$", r"iz\1", w) if len(w) > 7 else w
    return table.get(w, w)


def words(label: str) -> list[str]:
    """The words of a label, with what is skipped left out."""
    return [w for w in WORDS.findall(label.replace("-", " ")) if w.lower() not in SKIPPED]


def key(word: str) -> str:
    """The trie key of a label's word: with its capital or acronym kept as a condition."""
    if len(word) > 1 and word.isupper():
        return "!" + fold(word)
    return ("^" if word[:1].isupper() else "") + fold(word)


@lru_cache(maxsize=65536)
def _pieces(text: str) -> tuple[tuple[str, ...], ...]:
    """The trie keys of each word of a token; several words where a hyphen was left in it ("COVID-19")."""
    return tuple(_keys(w) for w in words(text.translate(ZERO_WIDTH))) or (_keys(text),)


def _keys(text: str) -> tuple[str, ...]:
    """The trie keys that a word satisfies, strictest first."""
    base = fold(text)
    if len(text) > 1 and text.isupper():
        return ("!" + base, "^" + base, base)
    if text[:1].isupper():
        return ("!" + base, "^" + base, base)[0 if len(text) > 3 else 1 :]
    return (base,)


@lru_cache(maxsize=1)
def trie() -> Node:
    """All labels; a label that two concepts share belongs to the first (a test forbids it)."""
    root = Node()
    for concept in concepts().values():
        for labels, weak in (((concept.label, *concept.alt), False), (concept.hidden, True)):
            for label in labels:
                node = root
                for word in words(label):
                    node = node.next.setdefault(key(word), Node())
                if not node.concept:
                    node.concept, node.weak = concept.name, weak
    return root


def find(doc: Doc) -> list[Match]:
    """The labels in a story in text order; of overlapping ones the longest, then the first."""
    every = [m for token in doc for m in _from(doc, token.i)]
    every.sort(key=lambda m: (m.start - m.end, m.start))
    taken = [False] * len(doc)
    kept = []
    for match in every:
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = [True] * (match.end - match.start)
            kept.append(match)
    return sorted(kept)


def _from(doc: Doc, start: int) -> Iterator[Match]:
    """The longest label that begins at ``start``, if any."""
    best: Match | None = None
    states: list[Node] = [trie()]
    i = start
    while i < len(doc) and states and not (i > start and doc[i].is_sent_start):
        token = doc[i]
        stepped = states
        for keys in _pieces(token.text):
            stepped = [s.next[k] for s in stepped for k in keys if k in s.next]
        if i > start and not stepped and token.lower_ in SKIPPED:
            stepped = states
        states = stepped
        i += 1
        ends = [s for s in states if s.concept] if token.lower_ not in SKIPPED else []
        if ends:
            best = Match(start, i, ends[0].concept, ends[0].weak)
    if best:
        yield best
