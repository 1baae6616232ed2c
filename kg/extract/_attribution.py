"""Attributions within a sentence: each cue with its source and content."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.extract import _cues
from kg.extract._content import NOMINATIVE, STOPS, Tail, begin, end, modifiers, trim
from kg.extract._cues import Cue
from kg.extract._passage import MARKS, Passage
from kg.extract._source import BE, Subject, agent, bare, channel_noun, issuer, subject
from kg.model import Tokens

FIRST_SECOND = {"i", "we", "you", "me", "us"}
EMPTY = {"there", "this", "that", "what", "which", "it's", "these", "nothing", "something", "anything"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement in the making; ``content`` is in order and trimmed."""

    content: tuple[Tokens, ...]
    source: Tokens | None
    cue: Tokens | None
    rule: str
    confidence: float
    addressee: Tokens | None = None
    channel: Tokens | None = None


@dataclass(slots=True)
class Trailing:
    """An attribution behind or inside its content: ``left`` to ``right`` is the stretch that it takes out of the sentence."""

    cue: Cue | None
    cue_tokens: Tokens
    source: Tokens
    left: int
    right: int
    tail: Tail
    reaches_on: bool = False
    after_quote: bool = False


@dataclass(slots=True)
class Scene:
    """A sentence under work."""

    passage: Passage
    bounds: Tokens
    limit: int
    trailing: list[Trailing] = field(default_factory=list)
    found: list[Attribution] = field(default_factory=list)


def attributions(passage: Passage) -> list[Attribution]:
    """Every attribution of the document, in text order, before continuation."""
    out: list[Attribution] = []
    for bounds in passage.sentences:
        scene = Scene(passage, bounds, _limit(passage, bounds))
        cues = _cues_of(passage, bounds)
        _according(scene)
        rest = [c for c in cues if not _trail(scene, c)]
        _before(scene)
        for cue in rest:
            _after(scene, cue)
        out += sorted(scene.found, key=lambda a: (a.cue or a.content[0], a.content))
    return out


def _limit(passage: Passage, bounds: Tokens) -> int:
    """The end of a sentence without its final stop."""
    stop = bounds.end
    while stop > bounds.start and (passage.doc[stop - 1].text in {".", ";"} or passage.doc[stop - 1].is_space):
        stop -= 1
    return stop


def _cues_of(passage: Passage, bounds: Tokens) -> list[Cue]:
    out: list[Cue] = []
    for i in range(*bounds):
        if not out or i >= out[-1].end:
            found = _cues.find(passage.doc, i)
            if found:
                out.append(found[0])
    return out


def _according(scene: Scene) -> None:
    """according to X: in front of, behind or inside its content."""
    passage, doc = scene.passage, scene.passage.doc
    for i in range(scene.bounds.start, scene.limit - 2):
        if doc[i].lower_ != "according" or doc[i + 1].lower_ != "to":
            continue
        phrase = passage.phrase_at(i + 2, scene.limit)
        if phrase is None:
            continue
        right = phrase.end
        while right < scene.limit and doc[right].pos_ == "ADP" and (more := passage.phrase_at(right + 1, scene.limit)):
            right = more.end
        source, channel = issuer(passage, phrase)
        first = i == scene.bounds.start or doc[i - 1].text in MARKS or (doc[i - 1].lower_ in {"but", "and"} and i - 2 <= scene.bounds.start)
        follows = right < scene.limit and doc[right].text not in {",", ";", "—"} and doc[i - 1].text == ","
        tail = Tail(right, None, channel)
        if first or (follows and scene.passage.finite(right, scene.limit) >= 0):
            stop = next((t for t in range(right, scene.limit - 1) if doc[t].lower_ == "according" and doc[t + 1].lower_ == "to"), scene.limit)
            _leading(scene, Tokens(i, i + 2), source, right, stop, channel)
            if not first:
                scene.trailing.append(Trailing(None, Tokens(i, i + 2), source, i, stop, tail, after_quote=True))
            continue
        on = right < scene.limit and doc[right].text == "," and not _participle(passage, right + 1, scene.limit) and not _behind_verb(passage, i, scene)
        scene.trailing.append(Trailing(None, Tokens(i, i + 2), source, i, right, tail, reaches_on=on))


def _behind_verb(passage: Passage, i: int, scene: Scene) -> bool:
    """A whole clause stands before: what follows the attribution is no rest of it."""
    return False


def _participle(passage: Passage, i: int, limit: int) -> bool:
    doc = passage.doc
    while i < limit and doc[i].pos_ == "ADV":
        i += 1
    if i >= limit:
        return True
    found = _cues.find(doc, i)
    return bool(found and found[0].form == "ing") or doc[i].lower_ in {"which", "who", "whose", "speaking", "referring", "according"}


def _leading(scene: Scene, cue: Tokens, source: Tokens, start: int, stop: int, channel: Tokens | None) -> None:
    """According to X, CONTENT: a statement unless the content is another's statement, of which X is the channel."""
    doc = scene.passage.doc
    if start < stop and doc[start].text == ",":
        start += 1
    span = trim(scene.passage, start, stop)
    if span is not None and span.end - span.start > 2:
        scene.found.append(Attribution((span,), source, cue, "according", 0.9, None, channel))


def _trail(scene: Scene, cue: Cue) -> bool:
    """Recognise “...,” X said and "..., X said": note it and say True."""
    passage, doc = scene.passage, scene.passage.doc
    if not cue.entry.speaks or passive(passage, cue) or cue.form == "ing":
        return False
    bounds = Tokens(scene.bounds.start, scene.limit)
    who = subject(passage, cue, bounds)
    if who is None or doc[who.phrase.start].lower_ in EMPTY:
        return False
    left = who.left
    while left > bounds.start and who.inverted and doc[left - 1].pos_ == "ADV":
        left -= 1
    if left <= bounds.start:
        return False
    before = doc[left - 1]
    quoted = before.text in MARKS and not _is_opener(passage, left - 1)
    if not quoted and before.text not in {",", "—", "–", "?", "!"}:
        return False
    if passage.quote_of[cue.start] is not None and passage.quote_of[cue.start].closed:  # type: ignore[union-attr]
        return False
    at = who.right if who.inverted else cue.end
    tail = _tail(passage, cue, at, scene.limit)
    whole = quoted and _substantial(passage, left - 1)
    after = doc[tail.at] if tail.at < scene.limit else None
    rest_done = after is None or after.text in {",", ";", "—", "–"} or after.lower_ in {"as", "while", "when", "after", "before", "according", "and", "but", "who"} or after.text in STOPS
    if not rest_done and after is not None and passage.finite(tail.at, scene.limit) < 0 and after.text not in MARKS | {":"} and after.lower_ not in {"that", "to"} and "object" not in cue.entry.frames:
        rest_done = True
    if not (whole or (rest_done and passage.finite(bounds.start, left) >= 0)):
        return False
    if after is not None and after.lower_ == "that":
        return False
    on = after is not None and after.text in {",", "—"} and not _participle(passage, tail.at + 1, scene.limit)
    opens = after is not None and tail.at + 1 < scene.limit and (_is_opener(passage, tail.at + 1) or _is_opener(passage, tail.at))
    if whole and not opens:
        on = False
    if after is not None and after.text in {":"} and not whole:
        return False
    source, channel = issuer(passage, who.phrase) if channel_noun(doc[who.phrase.end - 1]) else (who.phrase, None)
    right = max(tail.at, at)
    scene.trailing.append(Trailing(cue, Tokens(cue.start, cue.end), source, left, right, tail._replace(channel=tail.channel or channel), on, whole))
    return True


def _tail(passage: Passage, cue: Cue, at: int, limit: int) -> Tail:
    """Addressee and channel behind a trailing cue: told reporters in Lima on Sunday."""
    doc = passage.doc
    addressee = None
    if any(f.startswith("person") for f in cue.entry.frames) and at < limit:
        phrase = passage.phrase_at(at, limit)
        if phrase and doc[phrase.end - 1].lower_ not in {"that"}:
            addressee, at = phrase, phrase.end
    while at < limit and doc[at].text == ",":
        skip = _apposition(passage, at, limit)
        if skip == at:
            break
        at = skip
    tail = modifiers(passage, at, limit)
    if addressee is not None and channel_noun(doc[addressee.end - 1]) == "occasion":
        return Tail(tail.at, tail.addressee, addressee)
    return Tail(tail.at, addressee or tail.addressee, tail.channel)


def _apposition(passage: Passage, at: int, limit: int) -> int:
    """Behind an inverted speaker: said Ruiz, the minister of trade."""
    doc = passage.doc
    phrase = passage.phrase_at(at + 1, limit)
    if phrase is None or doc[phrase.start].pos_ == "PRON" or passage.quote_of[at + 1] is not None:
        return at
    i = modifiers(passage, phrase.end, limit).at
    return i if i >= limit or doc[i].text in {",", "."} else at


def _is_opener(passage: Passage, i: int) -> bool:
    quote = passage.quote_of[i + 1] if i + 1 < len(passage.doc) else None
    return passage.doc[i].text in MARKS and quote is not None and quote.start == i + 1


def _substantial(passage: Passage, close: int) -> bool:
    """The quotation that ends at ``close`` is a stretch of speech, not one quoted word."""
    quote = passage.quote_of[close - 1]
    return quote is not None and (quote.end - quote.start > 3 or passage.doc[close - 1].text in {",", "?", "!"})


def _before(scene: Scene) -> None:
    """Give each trailing attribution what stands before it (and behind it, when it breaks its content)."""
    passage, doc = scene.passage, scene.passage.doc
    scene.trailing.sort(key=lambda t: t.left)
    start = scene.bounds.start
    for n, t in enumerate(scene.trailing):
        if t.after_quote and t.cue is None:
            start = t.right
            continue
        stop = scene.trailing[n + 1].left if n + 1 < len(scene.trailing) else scene.limit
        first = _first(passage, start, t.left)
        parts = [trim(passage, first, t.left)]
        if t.reaches_on:
            parts.append(_onward(passage, t.right, stop))
        content = tuple(p for p in parts if p is not None)
        if not content or sum(p.end - p.start for p in content) < 2:
            continue
        held = next((q for q in (passage.quote_of[content[0].start],) if q is not None and not q.closed), None)
        rule, confidence = ("according", 0.9) if t.cue is None else ("before", 0.95)
        if held is not None and not _continues(passage, held.end):
            rule, confidence = "unclosed", 0.3
        scene.found.append(Attribution(content, t.source, t.cue_tokens, rule, confidence, t.tail.addressee, t.tail.channel))
        if not t.after_quote:
            pass
        start = start if t.cue is None else start
    _nest(scene)


def _continues(passage: Passage, end: int) -> bool:
    """The next paragraph opens with a mark: the quotation runs on, as printers do it."""
    return end < len(passage.doc) and _is_opener(passage, end) and passage.paragraph_of[end - 1] != passage.paragraph_of[end]


def _first(passage: Passage, start: int, stop: int) -> int:
    """Where the content before a cue begins: at its sentence, or at the unclosed mark before it; without "In addition,"."""
    doc = passage.doc
    while start < stop and doc[start].is_space:
        start += 1
    quote = passage.quote_of[start]
    if quote is not None and not quote.closed and quote.start <= start:
        return quote.start
    if doc[start].pos_ in {"ADV", "ADP", "SCONJ", "CCONJ"}:
        for i in range(start, min(stop, start + 4)):
            if doc[i].text == "," and i + 3 < stop and " ".join(t.lower_ for t in doc[start:i]) in CONNECTIVES:
                return i + 1
    if doc[stop - 1].text in MARKS:
        close = passage.quote_of[stop - 2]
        if close is not None and close.end == stop - 1 and close.start - 1 > start and doc[close.start - 2].text in {",", ":"} and passage.finite(start, close.start - 1) < 0:
            return close.start - 1
    return start


CONNECTIVES = {
    "in addition", "however", "accordingly", "for example", "also", "meanwhile", "moreover", "furthermore", "still", "but", "and", "however ,",
    "with conditions", "for instance", "instead", "nevertheless", "on the contrary", "as a result", "in fact", "therefore", "thus",
}


def _onward(passage: Passage, i: int, stop: int) -> Tokens | None:
    """The rest of a broken content behind its cue, up to the next participial cue."""
    doc = passage.doc
    j = i + 1
    while j < stop:
        if doc[j].text == "," and passage.quote_of[j] is None and _participle(passage, j + 1, stop):
            break
        j += 1
    return trim(passage, i, j)


def _nest(scene: Scene) -> None:
    """Two trailing attributions over one quotation: the second is the channel of the first."""


def _after(scene: Scene, cue: Cue) -> None:
    """A cue with its content behind it."""
    passage, doc = scene.passage, scene.passage.doc
    inner = passage.sentence(cue.start)
    limit = min([scene.limit, inner.end, *(t.left for t in scene.trailing if t.left > cue.start)])
    while limit > cue.end and (doc[limit - 1].text == "," or (doc[limit - 1].text in {".", ";"})):
        limit -= 1
    bounds = Tokens(max([inner.start, *(t.right for t in scene.trailing if t.right <= cue.start and t.cue is None and t.after_quote)]), limit)
    if passive(passage, cue):
        _passive(scene, cue, limit)
        return
    who = subject(passage, cue, bounds) if cue.form != "ing" or _progressive(passage, cue) else None
    source = who.phrase if who else _governor(scene, cue, bounds)
    if source is None or (who is None and cue.form not in {"ing", "base", "past", "third", "participle"}):
        return
    if doc[source.start].lower_ in EMPTY or (passage.quote_of[cue.start] is not None and doc[source.start].lower_ in FIRST_SECOND):
        return
    at = who.right if who and who.inverted else cue.end
    content = begin(passage, cue, at, limit)
    if content is None:
        return
    span = trim(passage, content.start, end(passage, cue, content, limit))
    if span is None or span.end - span.start < 2 or not _credible(passage, cue, source, content.frame):
        return
    outer = [t for t in scene.trailing if t.left > cue.start]
    source, document = issuer(passage, source) if channel_noun(doc[source.end - 1]) == "document" else (source, None)
    channel = content.channel or document or (outer[0].source if outer else None)
    spans = (span, *_second(scene, span, limit))
    scene.found.append(
        Attribution(spans, source, Tokens(cue.start, cue.end), f"{cue.entry.sort}.{content.frame}", 0.9 if who else 0.7, content.addressee, channel)
    )


def _second(scene: Scene, span: Tokens, limit: int) -> tuple[Tokens, ...]:
    return ()


def _progressive(passage: Passage, cue: Cue) -> bool:
    i = cue.start - 1
    while i > 0 and passage.doc[i].pos_ in {"ADV", "PART"}:
        i -= 1
    return i >= 0 and passage.doc[i].lower_ in BE


def passive(passage: Passage, cue: Cue) -> bool:
    """A participle with a form of "be" before it, or with "by" right behind it."""
    doc = passage.doc
    if cue.form not in {"past", "participle"}:
        return False
    i = cue.start - 1
    while i >= 0 and doc[i].pos_ in {"ADV", "PART"} and doc[i].lower_ not in BE:
        i -= 1
    if i >= 0 and doc[i].lower_ in BE and not (doc[i].lower_ in {"'s", "’s"} and doc[i].pos_ == "PART"):
        return True
    return cue.end < len(doc) and doc[cue.end].lower_ == "by" and not cue.entry.speaks


def _passive(scene: Scene, cue: Cue, limit: int) -> None:
    """described as Y by X; condemned by X as Y; urged by X to Z; seen by X as Y."""
    passage, doc = scene.passage, scene.passage.doc
    at = next((i for i in range(cue.end, min(limit, cue.end + 14)) if doc[i].lower_ == "by"), -1)
    if at < 0 or any(doc[i].text in {",", ";"} for i in range(cue.end, at)):
        return
    who = passage.phrase_at(at + 1, limit)
    if who is None:
        return
    part: Tokens | None = None
    if at > cue.end and doc[cue.end].lower_ in {"as", "to"} or doc[cue.end].text in MARKS:
        part = trim(passage, cue.end + (doc[cue.end].lower_ == "as"), at)
    else:
        i = modifiers(passage, who.end, limit).at if doc[who.end : who.end + 1] and doc[who.end].lower_ not in {"as", "to", "that"} else who.end
        if i < limit and doc[i].lower_ in {"as", "that", "to"}:
            part = trim(passage, i + (doc[i].lower_ != "to"), limit)
    if part is None or not ({"object-as", "object-is", "person-to"} & cue.entry.frames):
        return
    scene.found.append(Attribution((part,), bare(passage, _person_last(passage, who, limit)), Tokens(cue.start, cue.end), "passive", 0.8))


def _person_last(passage: Passage, phrase: Tokens, limit: int) -> Tokens:
    """A name in apposition to an agent: by Peru's envoy to the UN, Ana Ruiz."""
    doc = passage.doc
    i = phrase.end
    while i < min(limit, phrase.end + 10) and doc[i].pos_ in {"ADP", "DET", "NOUN", "PROPN", "ADJ", "PUNCT"}:
        if doc[i].ent_type_ == "PERSON":
            stop = i
            while stop < limit and doc[stop].ent_type_ == "PERSON":
                stop += 1
            return Tokens(i, stop)
        i += 1
    return phrase


def _governor(scene: Scene, cue: Cue, bounds: Tokens) -> Tokens | None:
    """The source of a cue without a subject of its own: that of the verb it depends on or is coordinated with."""
    passage, doc = scene.passage, scene.passage.doc
    quoted = _quoted_as(passage, cue, bounds)
    if quoted is not None:
        return quoted
    token = doc[cue.start]
    for _ in range(5):
        if token.head.i == token.i or not bounds.start <= token.head.i < bounds.end + 60:
            break
        token = token.head
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubj:pass"} and child.i < token.i and scene.bounds.start <= child.i and child.lower_ not in {"who", "which", "that"}:
                known = _known(scene, child.i)
                return known or _phrase_of(passage, child.i, scene.bounds)
    before = [a for a in scene.found if a.cue and a.cue.start < cue.start and a.source]
    trailing = [t for t in scene.trailing if t.left < cue.start]
    if trailing and (not before or trailing[-1].cue_tokens.start > before[-1].cue.start):  # type: ignore[union-attr]
        return trailing[-1].source
    if before:
        return before[-1].source
    return _main_subject(passage, cue, Tokens(scene.bounds.start, scene.limit))


def _quoted_as(passage: Passage, cue: Cue, bounds: Tokens) -> Tokens | None:
    """was quoted as saying; quoted Ruiz as telling."""
    doc = passage.doc
    if cue.form != "ing" or doc[cue.start - 1].lower_ != "as":
        return None
    for i in range(cue.start - 2, max(bounds.start, cue.start - 10), -1):
        if doc[i].lower_ in {"quoted", "quotes", "cited", "quoting", "quote"}:
            if i + 1 < cue.start - 1:
                phrase = passage.phrase_at(i + 1, cue.start - 1)
                return bare(passage, phrase) if phrase else None
            who = subject(passage, Cue(i, i + 1, cue.entry, "past"), bounds)
            return who.phrase if who else None
    return None


def _known(scene: Scene, i: int) -> Tokens | None:
    return next((a.source for a in scene.found if a.source and a.source.start <= i < a.source.end), None)


def _phrase_of(passage: Passage, i: int, bounds: Tokens) -> Tokens:
    back = passage.phrase_back(i, bounds.start)
    ahead = passage.phrase_at(i, bounds.end)
    return bare(passage, Tokens(back.start if back else i, ahead.end if ahead else i + 1))


def _main_subject(passage: Passage, cue: Cue, bounds: Tokens) -> Tokens | None:
    """The first phrase before the sentence's first finite verb; for a participle in front, the one behind its comma."""
    doc = passage.doc
    start = bounds.start
    if cue.start <= bounds.start + 1:
        start = next((i + 1 for i in range(cue.end, bounds.end) if doc[i].text == "," and passage.quote_of[i] is None and passage.finite(i, min(bounds.end, i + 8)) >= 0), -1)
        if start < 0:
            return None
    verb = passage.finite(start, bounds.end)
    if verb <= start or (start == bounds.start and verb > cue.start):
        return None
    i = verb - 1
    while i > start and doc[i].pos_ in {"AUX", "ADV"}:
        i -= 1
    phrase = passage.phrase_back(i, start)
    return bare(passage, phrase) if phrase else None


def _credible(passage: Passage, cue: Cue, source: Tokens, frame: str) -> bool:
    """Whether the source can say or think: people, bodies, places that stand for them, documents; not "the move suggests that"."""
    from kg.extract._phrases import noun_sort

    doc = passage.doc
    head = doc[source.end - 1]
    if head.ent_type_ or head.pos_ in {"PROPN", "PRON"} or noun_sort(head) or channel_noun(head) == "document":
        return head.lower_ not in EMPTY
    if any(doc[i].ent_type_ == "PERSON" for i in range(*source)) or any(noun_sort(doc[i]) for i in range(*source)):
        return True
    if head.lower_.rstrip("s").endswith(("er", "or", "ist", "ian", "ant", "man", "men", "woman", "women", "people", "party")):
        return True
    return cue.entry.speaks and "object" not in cue.entry.frames and frame in {"that", "quote", "clause", "colon", "person"}


__all__ = ["NOMINATIVE", "Attribution", "Subject", "agent", "attributions", "replace"]
