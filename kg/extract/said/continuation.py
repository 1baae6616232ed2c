"""Continuation: quotations that no cue of their own credits, after one that has a speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extract.said.before import continues
from kg.extract.said.extent import trim
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.scene import Attribution
from kg.model import Tokens


def continued(passage: Passage, found: list[Attribution]) -> list[Attribution]:
    """Add quoted sentences without a cue to the statement before them, or as statements of the same speaker."""
    out = list(found)
    taken = _covered(a for a in found if not _within_quote(passage, a))
    for tokens in passage.sentences:
        quote = _only_quote(passage, tokens)
        if quote is None or any(i in taken for i in range(*quote)):
            continue
        n = passage.paragraph_of[tokens.start]
        if n - 1 in passage.awaiting and _is_paragraph(passage, tokens):
            source, cue = passage.awaiting[n - 1]
            out.append(Attribution((quote,), source, cue, "say.quote", 0.85))
            taken |= set(range(*quote))
            continue
        last = _last(passage, out, tokens.start)
        if last is None or last.source is None:
            continue
        here, there = passage.paragraph_of[tokens.start], passage.paragraph_of[_end(last) - 1]
        if here - there > 1:
            continue
        if here == there and _adjacent(passage, last, tokens.start):
            out[out.index(last)] = replace(last, content=(*last.content, quote))
        elif here == there or _is_paragraph(passage, tokens):
            closed = passage.quote_of[quote.start]
            sure = closed is not None and (closed.closed or continues(passage, closed.end))
            out.append(
                Attribution(
                    (quote,), last.source, None, "continued" if sure else "unclosed", 0.6 if sure else 0.3, last.addressee, last.channel
                )
            )
        taken |= set(range(*quote))
    return out


def _within_quote(passage: Passage, a: Attribution) -> bool:
    """The speaker of the quotation tells what another one said: “They say it is a hoax”."""
    quote = passage.quote_of[a.content[0].start]
    return quote is not None and quote.closed and a.source is not None and quote.start <= a.source.start < quote.end


def _covered(found: Iterable[Attribution]) -> set[int]:
    return {i for a in found for start, end in a.content for i in range(start, end)}


def _only_quote(passage: Passage, sentence: Tokens) -> Tokens | None:
    """The content of a sentence that is one quotation and nothing else."""
    doc = passage.doc
    start, end = sentence
    while start < end and doc[start].is_space:
        start += 1
    if start + 1 >= end or doc[start].text not in MARKS:
        return None
    quote = passage.quote_of[start + 1]
    if quote is None or quote.start != start + 1:
        return None
    stop = quote.end + 1 if quote.closed else quote.end
    if any(not doc[i].is_punct and not doc[i].is_space for i in range(stop, end)):
        return None
    return trim(passage, quote.start, quote.end)


def _last(passage: Passage, found: list[Attribution], at: int) -> Attribution | None:
    before = [a for a in found if _end(a) <= at and not _within_quote(passage, a)]
    return max(before, key=lambda a: (_end(a), a.confidence), default=None)


def _end(a: Attribution) -> int:
    return max(t.end for t in (*a.content, *([a.cue] if a.cue else [])))


def _adjacent(passage: Passage, last: Attribution, at: int) -> bool:
    """Nothing but the last statement's own sentence stands between, and that statement was quoted."""
    sentence = passage.sentence_of[at]
    direct = passage.quote_of[last.content[-1].start] is not None
    return direct and passage.sentence_of[_end(last) - 1] == sentence - 1


def _is_paragraph(passage: Passage, sentence: Tokens) -> bool:
    """The quotation opens its paragraph."""
    return sentence.start == passage.paragraphs[passage.paragraph_of[sentence.start]].start
