"""The content that stands before a trailing cue, or around it."""

from __future__ import annotations

from kg.extract.said.cues import participle
from kg.extract.said.extent import trim
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.scene import Attribution, Scene
from kg.extract.said.words import words
from kg.model import Tokens


def before(scene: Scene) -> None:
    """Give each trailing attribution what stands before it, and behind it where it breaks its content."""
    passage = scene.passage
    scene.trailing.sort(key=lambda t: t.left)
    start = scene.bounds.start
    for n, item in enumerate(scene.trailing):
        if item.leading:
            start = item.left if item.left > start else start
            continue
        stop = scene.trailing[n + 1].left if n + 1 < len(scene.trailing) else scene.limit
        parts = [trim(passage, _first(passage, start, item.left), item.left)]
        if item.onward:
            parts.append(_onward(passage, item.right, stop))
        content = tuple(p for p in parts if p is not None)
        if not content or sum(p.end - p.start for p in content) < 2 - item.quoted:
            continue
        open_end = passage.quote_of[content[0].start]
        rule, confidence = ("according", 0.9) if item.cue is None else ("before", 0.95)
        if open_end is not None and not open_end.closed and not continues(passage, open_end.end):
            rule, confidence = "unclosed", 0.3
        scene.found.append(Attribution(content, item.source, item.tokens, rule, confidence, item.tail.addressee, item.tail.channel))


def continues(passage: Passage, end: int) -> bool:
    """The next paragraph opens with a mark: the quotation runs on, as printers do it."""
    return end < len(passage.doc) and passage.opener(end) and passage.paragraph_of[end - 1] != passage.paragraph_of[end]


def _first(passage: Passage, start: int, stop: int) -> int:
    """Where content before a cue begins: at its sentence or at the unclosed mark before it, without "In addition," or a lead-in."""
    doc = passage.doc
    while start < stop and doc[start].is_space:
        start += 1
    quote = passage.quote_of[start]
    if quote is not None and not quote.closed and quote.start <= start:
        return quote.start
    if doc[stop - 1].text in MARKS:
        last = passage.quote_of[stop - 2]
        if (
            last is not None
            and last.end == stop - 1
            and last.start - 2 > start
            and doc[last.start - 2].text in {",", ":"}
            and passage.finite(start, last.start - 1) < 0
        ):
            return last.start - 1
    for i in range(start, min(stop - 3, start + 4)):
        if doc[i].text == "," and " ".join(t.lower_ for t in doc[start:i]) in words("connective"):
            return i + 1
    return start


def _onward(passage: Passage, i: int, stop: int) -> Tokens | None:
    """The rest of a broken content behind its cue, up to the next participial cue."""
    doc = passage.doc
    j = i + 1
    while j < stop and not (doc[j].text == "," and passage.quote_of[j] is None and participle(passage.doc, j + 1, stop)):
        j += 1
    return trim(passage, i, j)
