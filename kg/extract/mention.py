"""Named mentions: persons, organisations, countries and places, one per name in the story.

The gazetteer comes first, then words beside an office or behind a given name, then the reader's entities. Afterwards a name gets one
kind throughout the article, and a surname known from a full name is found wherever else it stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract._syntax import text
from kg.extract.names.evidence import attested
from kg.extract.names.halves import halves
from kg.extract.names.kinds import is_name, joined, one_kind
from kg.extract.names.nicknames import nicknamed
from kg.extract.names.runs import apposed, given, titled
from kg.extract.names.sources import entities, known, towns
from kg.extract.names.trim import trim
from kg.extract.names.words import follows_directly, is_kind, is_thing, small_words
from kg.model import Mention, Tokens
from kg.resolve.gazetteer import gazetteer


def extract(doc: Doc) -> Iterator[Mention]:
    """Yield the mentions of a story in text order, without overlaps."""
    taken = [False] * len(doc)
    found: list[Mention] = []
    for source in (halves(doc), nicknamed(doc), known(doc), towns(doc), titled(doc), apposed(doc), given(doc), entities(doc)):
        for mention in source:
            free = _free(doc, mention, taken)
            if free is not None:
                found.append(free)
                taken[free.tokens.start : free.tokens.end] = [True] * (free.tokens.end - free.tokens.start)
    found = attested(doc, one_kind(doc, joined(doc, (m for m in found if is_name(doc, m)))))
    found += _repeated(doc, found)
    yield from sorted(found, key=lambda m: m.tokens)


def mark(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Make the mentions the Doc's entities (PERSON, ORG, LOC), so that every extractor sees the same names."""
    labels = {"person": "PERSON", "organization": "ORG", "country": "LOC", "place": "LOC"}
    doc.set_ents([Span(doc, m.tokens.start, m.tokens.end, labels[m.kind]) for m in mentions if m.kind in labels])


def _free(doc: Doc, mention: Mention, taken: list[bool]) -> Mention | None:
    """The mention if nothing of it is taken; of a body that swallowed a name behind it, what stands before the name."""
    start, end = mention.tokens
    cut = next((i for i in range(start, end) if taken[i]), end)
    if cut == end:
        return mention
    if cut == start or mention.kind != "organization" or any(not taken[i] for i in range(cut, end)):
        return None
    tokens = trim(doc, Tokens(start, cut), mention.kind)
    return Mention(tokens, mention.kind, text(doc, tokens)) if tokens is not None else None


def _repeated(doc: Doc, found: list[Mention]) -> Iterator[Mention]:
    """Full names, surnames and given names of the article's people that the reader missed elsewhere, longest first."""
    taken = {i for m in found for i in range(m.tokens.start, m.tokens.end)}
    names = {tuple(t.text for t in doc[m.tokens.start : m.tokens.end]) for m in found if m.kind == "person"}
    names |= {unit for m in found if m.kind == "person" for unit in _outer_words(doc, m.tokens)}
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(names, key=lambda n: (-len(n), n)):
        by_first[name[0]].append(name)
    for token in doc:
        for name in by_first.get(token.text, ()):
            span = range(token.i, token.i + len(name))
            if not taken.isdisjoint(span) or tuple(t.text for t in doc[span.start : span.stop]) != name:
                continue
            if len(name) > 1 or _may_be_name(doc, token):
                longer = _with_given(doc, Tokens(span.start, span.stop))
                tokens = longer if taken.isdisjoint(range(*longer)) else Tokens(span.start, span.stop)
                taken.update(range(*tokens))
                yield Mention(tokens, "person", doc[tokens.start : tokens.end].text)
                break


def _with_given(doc: Doc, tokens: Tokens) -> Tokens:
    """A family name with the hyphenated given name behind it ("Moon" + "Jae-in")."""
    end = tokens.end
    given = doc[end : end + 3]
    hyphened = len(given) == 3 and given[0].is_title and given[1].text == "-" and given[2].is_lower and given[2].is_alpha
    return Tokens(tokens.start, end + 3) if hyphened and follows_directly(doc, end) and not given[1].whitespace_ else tokens


def _outer_words(doc: Doc, tokens: Tokens) -> set[tuple[str, ...]]:
    """The first and the last word of a name of several words, as token tuples ("Thomas", "-", "Symonds")."""
    words: list[list[str]] = [[]]
    for token in doc[tokens.start : tokens.end]:
        words[-1].append(token.text)
        if token.whitespace_:
            words.append([])
    words = [w for w in words if w]
    return {tuple(words[0]), tuple(words[-1])} if len(words) > 1 else set()


def _may_be_name(doc: Doc, token: Token) -> bool:
    if token.pos_ not in ("PROPN", "NOUN", "X") or not token.text[0].isupper() or len(token) < 2:
        return False
    if token.is_stop or gazetteer().is_demonym(token.text) or token.lower_ in small_words(doc):
        return False
    return not is_kind(token.text, "party") and not is_thing(doc, Tokens(token.i, token.i + 1))
