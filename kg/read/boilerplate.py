"""Telling boilerplate from story, paragraph by paragraph, with the patterns of ``kg/data/boilerplate.csv``.

Columns of the file: ``kind`` (below), ``pattern`` (must match the whole paragraph), ``example`` (matched), ``counter`` (not).

* ``line``: boilerplate wherever it stands.  ``top``: only in the first lines.  ``end``: only in the last third.  ``byline``: in both.
* ``caption``: a picture's text, known by its credit.  ``bio``: a reporter's biography, in the last third.
* ``tail``: opens what follows a story (related links, comments); all behind it is boilerplate too, unless story follows.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import NamedTuple

from kg import resources
from kg.read import dateline, layout

LONGEST = 1500
LIMIT = {"line": 600, "top": 200, "end": 400, "byline": 200, "caption": 450, "bio": LONGEST, "tail": 600}
TOP = 8
STORY_WORDS = 12
# A tail is one if what follows holds at most this share of the story's words (in percent).
TAIL_SHARE = 15
TEASERS = 6
NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s?){1,5}")


class Pattern(NamedTuple):
    """One row of the table."""

    kind: str
    pattern: re.Pattern[str]
    example: str
    counter: str


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The rows of the table, in order."""
    with resources.data("boilerplate.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(Pattern(r["kind"], re.compile(r["pattern"]), r["example"], r["counter"]) for r in csv.DictReader(rows))


@lru_cache(maxsize=4096)
def matches(line: str, *kinds: str) -> bool:
    """Whether a pattern of one of ``kinds`` matches the whole of ``line`` (white space normalised)."""
    return any(p.kind in kinds and len(line) <= LIMIT[p.kind] and p.pattern.fullmatch(line) for p in patterns())


def is_line(line: str, *, top: bool = False, end: bool = False) -> bool:
    """Whether ``line`` alone is boilerplate, standing near the ``top`` or ``end`` of its text."""
    if len(line) > LONGEST:
        return False
    kinds = ["line", "caption", *(["top", "byline"] if top else []), *(["end", "bio", "byline"] if end else [])]
    return not any(c.isalnum() for c in line) or bool(dateline.only_date(line)) or matches(line, *kinds)


def mark(plain: list[str], head: int) -> list[bool]:
    """For each paragraph whether it is boilerplate; ``head`` is the headline's index, -1 for none."""
    total = sum(map(len, plain))
    marked, before = [], 0
    for i, line in enumerate(plain):
        end = i > head + 1 and before * 3 >= total * 2
        marked.append(i != head and is_line(line, top=i < head + TOP, end=end))
        before += len(line)
    _mark_names(plain, marked)
    _mark_tails(plain, marked, head)
    return marked


def is_story(line: str) -> bool:
    """A paragraph of running text: enough words and a sentence end."""
    return len(line.split(None, STORY_WORDS)) > STORY_WORDS and layout.ends_sentence(line)


def _mark_names(plain: list[str], marked: list[bool]) -> None:
    """A reporter's name, or an agency's, on lines of its own above a biography belongs to it."""
    for i, line in enumerate(plain):
        if marked[i] and len(line) <= LIMIT["bio"] and matches(line, "bio"):
            at = i - 1
            while at > 0 and at >= i - 3 and (marked[at] or (len(plain[at]) <= 60 and NAME.fullmatch(plain[at]))):
                marked[at] = True
                at -= 1


def _mark_tails(plain: list[str], marked: list[bool], head: int) -> None:
    words = [0 if m or not is_story(line) else line.count(" ") + 1 for line, m in zip(plain, marked, strict=True)]
    before, after = 0, sum(words)
    for i, line in enumerate(plain):
        if i > max(head, 0) and matches(line, "tail"):
            marked[i] = True
            if after * 100 <= before * TAIL_SHARE:
                marked[i:] = [True] * (len(plain) - i)
                return
            _mark_teasers(plain, marked, i + 1)
        before, after = before + words[i], after - words[i]


def _mark_teasers(plain: list[str], marked: list[bool], at: int) -> None:
    """Links in the middle of a story: the lines without a sentence end that follow their heading."""
    for i in range(at, min(at + TEASERS, len(plain))):
        if is_story(plain[i]) or layout.ends_sentence(plain[i]):
            return
        marked[i] = True
