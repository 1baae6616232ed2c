"""Which parts of an article's text are headline, subheading, paragraph or boilerplate."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from kg.model import Block, BlockKind
from kg.read import boilerplate, dateline, layout

HEADLINE = 200
SUBHEADING = 100
SUBHEADING_WORDS = 16
FIRST = 5
# Lines of a summary may stand before the paragraph that an agency's prefix opens.
OPENINGS = 4
# Longer runs without a blank are no prose (encoded data, minified code) and would stall a tokenizer.
RUN = re.compile(r"\S{1000}")


def blocks(text: str, title: str = "") -> tuple[Block, ...]:
    """Split ``text`` into blocks: ordered, not overlapping, covering all but white space.

    ``title`` is the article's headline from elsewhere; without one, a short first line without a full stop is the headline.
    An agency's prefix before the first paragraph ("CAIRO (Wire) - ") is a boilerplate block of its own.
    """
    parts = list(layout.paragraphs(text))
    plain = [" ".join(text[a:b].split()) if b - a <= boilerplate.LONGEST else text[a:b] for a, b in parts]
    head = _headline(plain, title)
    marked = boilerplate.mark(plain, head)
    out: list[Block] = []
    tries = OPENINGS
    for i, (start, end) in enumerate(parts):
        kind = _kind(plain, marked, i, head)
        if RUN.search(text, start, end):
            kind = "boilerplate"
        if kind == "paragraph" and tries:
            tries = 0 if layout.ends_sentence(plain[i]) else tries - 1
            skip = dateline.prefix_end(text[start : min(end, start + 300)])
            if skip:
                out.append(Block(start, start + len(text[start : start + skip].rstrip()), "boilerplate"))
                start, tries = start + skip, 0
        out.append(Block(start, end, kind))
    return tuple(out)


def _headline(plain: list[str], title: str) -> int:
    """Index of the headline's paragraph, -1 when the text has none."""
    if title:
        for i, line in enumerate(plain[:FIRST]):
            if same_title(line, title):
                return i
    for i, line in enumerate(plain[:FIRST]):
        if boilerplate.is_line(line, top=True) and i + 1 < len(plain):
            continue
        return i if _headline_like(line, plain[i + 1] if i + 1 < len(plain) else "") else -1
    return -1


def _headline_like(line: str, following: str) -> bool:
    """A short line that is no sentence; one with a full stop only when it is in title case or a dateline follows it."""
    if len(line) > HEADLINE or dateline.prefix_end(line):
        return False
    bare = line.rstrip(layout.CLOSERS)
    if not bare.endswith("."):
        return not bare.endswith((":", ";", ","))
    longer = [word for word in bare.split() if len(word) > 3]
    titled = len(longer) > 2 and sum(word[0].isupper() or not word[0].isalpha() for word in longer) * 4 >= len(longer) * 3
    return bool(following) and (titled or dateline.prefix_end(following) > 0)


def same_title(line: str, title: str) -> bool:
    """Whether ``line`` is the headline ``title``, perhaps with a site's name added to either or small differences."""
    a, b = _bare(line), _bare(title)
    if not a or not b or len(a) > 2 * HEADLINE:
        return False
    shorter, longer = sorted((a, b), key=len)
    if longer.startswith(shorter) and len(shorter) * 2 >= len(longer):
        return True
    return abs(len(a) - len(b)) * 5 <= len(longer) and SequenceMatcher(None, a, b[: 2 * HEADLINE], autojunk=False).ratio() >= 0.85


def _bare(line: str) -> str:
    return "".join(c for c in line.casefold() if c.isalnum())


def _kind(plain: list[str], marked: list[bool], i: int, head: int) -> BlockKind:
    if i == head:
        return "headline"
    if marked[i]:
        return "boilerplate"
    return "subheading" if _subheading(plain, marked, i) else "paragraph"


def _subheading(plain: list[str], marked: list[bool], i: int) -> bool:
    """A short line without a full stop that a paragraph follows, boilerplate between them left aside."""
    line = plain[i]
    if len(line) > SUBHEADING or len(line.split()) > SUBHEADING_WORDS:
        return False
    following = next((plain[at] for at in range(i + 1, min(i + 1 + FIRST, len(plain))) if not marked[at]), "")
    if not following:
        return False
    bare = line.rstrip(layout.CLOSERS)
    first = line.lstrip("\"'“‘«")[:1]
    if not first.isalnum() or (first.islower() and line.startswith(first)) or bare.endswith((".", "!", ":", ";", ",", "…")):
        return False
    return len(following) > SUBHEADING or layout.ends_sentence(following)
