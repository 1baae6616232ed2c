"""Named mentions: persons, organisations, countries and places, one per name in the story.

Three sources, strongest first: the gazetteer (countries and well-known bodies), the reader's entities, and capitalised words behind
an office or a form of address ("Foreign Minister Tuva Lind"), which finds names that the reader has never seen. Afterwards a name
gets one kind throughout the article, and a surname known from a full name is found wherever else it stands alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract._office import is_name_end, office_phrases
from kg.extract._syntax import text
from kg.model import Mention, MentionKind, Tokens
from kg.resolve.gazetteer import gazetteer

KIND_OF_LABEL: dict[str, MentionKind] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
NAME_GLUE = {"-", "–", "'", "’", "al", "el", "bin", "ibn", "bint", "von", "van", "der", "den", "de", "da", "di", "du", "la", "le", "dos", "ter", "zu"}
FACILITIES = {"Bridge", "Airport", "Palace", "Street", "Avenue", "University", "Center", "Centre", "Hospital", "Stadium", "Square", "Prize", "Act", "Institute", "Foundation"}
MAX_NAME = 6


def extract(doc: Doc) -> Iterator[Mention]:
    """Yield the mentions of a story in text order, without overlaps."""
    taken = [False] * len(doc)
    found: list[Mention] = []
    for source in (_known(doc), _titled(doc), _entities(doc)):
        for mention in source:
            if not any(taken[mention.tokens.start : mention.tokens.end]):
                found.append(mention)
                taken[mention.tokens.start : mention.tokens.end] = [True] * (mention.tokens.end - mention.tokens.start)
    found = _one_kind(doc, [m for m in found if not _common(doc, m) and not _acronym(m)])
    found += _repeated(doc, found)
    yield from sorted(found, key=lambda m: m.tokens)


def mark(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Make the mentions the Doc's entities (PERSON, ORG, LOC), so that every extractor sees the same names."""
    labels = {"person": "PERSON", "organization": "ORG", "country": "LOC", "place": "LOC"}
    doc.set_ents([Span(doc, m.tokens.start, m.tokens.end, labels[m.kind]) for m in mentions if m.kind in labels])


def _known(doc: Doc) -> Iterator[Mention]:
    """Countries and organisations of the gazetteer, longest first; a name inside a longer name of the reader is left to the reader."""
    known = gazetteer()
    inside = {t.i: (e.start, e.end) for e in doc.ents for t in e}
    i = 0
    while i < len(doc):
        size = next((n for n in range(min(MAX_NAME + 2, len(doc) - i), 0, -1) if _is_known(doc, i, i + n)), 0)
        if not size:
            i += 1
            continue
        start, end = inside.get(i, (i, i + size))
        person = doc[i].ent_type_ in ("PERSON", "PER")
        if (start < i or end > i + size) and not _is_wider(doc, start, end, i, i + size):
            i += size
            continue
        name = doc[i : i + size].text
        if not (person and end - start > size):
            kind: MentionKind = "country" if known.country(name) else "organization"
            yield Mention(Tokens(i, i + size), kind, name)
        i += size


def _is_known(doc: Doc, start: int, end: int) -> bool:
    first = doc[start]
    if not (first.text[0].isupper() or first.text[0].isdigit()) or first.lower_ == "the" or not is_name_end(doc[end - 1]):
        return False
    name = doc[start:end].text
    if "\n" in name or any(t.is_punct and t.text not in "-–.&'’" for t in doc[start:end]):
        return False
    known = gazetteer()
    if known.country(name) is not None:
        return not known.is_demonym(name)
    return known.organization(name) is not None or known.body(name) is not None


def _is_wider(doc: Doc, start: int, end: int, i: int, j: int) -> bool:
    """True if the reader's span only adds words that are no part of a name ("the United States")."""
    rest = [*doc[start:i], *doc[j:end]]
    return all(t.is_punct or t.lower_ in ("the", "'s", "’s") for t in rest)


def _entities(doc: Doc) -> Iterator[Mention]:
    for ent in doc.ents:
        kind = KIND_OF_LABEL.get(ent.label_)
        if kind is None:
            continue
        posted = _behind_posting(doc, ent.start, ent.end)
        if posted:
            yield Mention(Tokens(ent.start, posted), "country", doc[ent.start : posted].text)
            yield Mention(Tokens(posted, ent.end), "person", doc[posted : ent.end].text)
            continue
        tokens = trim(doc, Tokens(ent.start, ent.end), kind)
        if tokens is not None:
            name = text(doc, tokens)
            yield Mention(tokens, "place" if kind == "organization" and gazetteer().metonym(name) else kind, name)


def _behind_posting(doc: Doc, start: int, end: int) -> int:
    """Where the name begins in "ambassador to Chile Ana Sol", which readers take for one long name; 0 if nothing of the kind."""
    if start < 2 or doc[start - 1].lower_ not in ("to", "of") or not any(p.tokens.end == start - 1 for p in office_phrases(doc)):
        return 0
    return next((i for i in range(end - 2, start, -1) if gazetteer().country(doc[start:i].text) is not None), 0)


def trim(doc: Doc, tokens: Tokens, kind: MentionKind) -> Tokens | None:
    """A name without titles, possessives, articles and stray punctuation; None if nothing that looks like a name is left."""
    start, end = tokens
    known = gazetteer()
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[0].isalnum() or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].lower_ in ("'s", "’s", "'", "’") or not doc[end - 1].text[-1].isalnum()) and not _initial(doc[end - 1]):
        end -= 1
    if kind == "person":
        for phrase in office_phrases(doc):
            if phrase.tokens.start <= start < phrase.tokens.end < end:
                start = phrase.tokens.end
        while start < end - 1 and known.title(doc[start].text) is not None:
            start += 1
    end = _over_hyphens(doc, end) if kind == "person" and end > start else end
    if start >= end or "\n" in doc[start:end].text.strip():
        return None
    if kind == "person":
        end = _with_suffix(doc, end)
    words = [t for t in doc[start:end] if t.text[0].isalpha()]
    if kind == "person" and words and words[-1].text in FACILITIES:
        return None
    if not words or not any(t.text[0].isupper() for t in words):
        return None
    if _is_office(doc, start, end) or known.is_demonym(doc[start:end].text) or all(t.is_stop for t in words):
        return None
    return Tokens(start, end)


def _over_hyphens(doc: Doc, end: int) -> int:
    """A name does not end in front of a hyphen: "Moon Jae" + "-in"."""
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_ and doc[end + 1].is_lower:
        end += 2
    return end


def _with_suffix(doc: Doc, end: int) -> int:
    """Take "Jr." behind a name into it, also across a comma."""
    at = end + (end < len(doc) and doc[end].text == ",")
    return at + 1 if at < len(doc) and doc[at].text in ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV") else end


def _initial(token: Token) -> bool:
    return token.text.endswith(".") and token.text[0].isupper()


def _is_office(doc: Doc, start: int, end: int) -> bool:
    """True if the range is an office, or a country or body with one ("Taiwan Premier"): nobody's name."""
    return any(p.tokens.start <= start and end <= p.tokens.end or start <= p.tokens.start and end == p.tokens.end for p in office_phrases(doc))


def _titled(doc: Doc) -> Iterator[Mention]:
    """Capitalised words straight behind an office or a form of address are a person's name; the reader's own span is preferred."""
    known = gazetteer()
    starts = {p.tokens.end for p in office_phrases(doc)}
    starts |= {t.i + 1 for t in doc[:-1] if known.title(t.text) is not None and t.text[0].isupper()}
    spans = {e.start: e.end for e in doc.ents if KIND_OF_LABEL.get(e.label_) == "person"}
    for start in sorted(starts):
        end = max(spans.get(start, start), _name_end(doc, start))
        tokens = trim(doc, Tokens(start, end), "person") if end > start else None
        if tokens is not None and tokens.start == start:
            name = text(doc, tokens)
            if known.country(name) is None and known.organization(name) is None and known.metonym(name) is None:
                yield Mention(tokens, "person", name)


def _name_end(doc: Doc, start: int) -> int:
    end = start
    while end < len(doc) and end - start < MAX_NAME and _continues_name(doc, start, end):
        end += 1
    return end


def _continues_name(doc: Doc, start: int, at: int) -> bool:
    token = doc[at]
    if at > start and (token.is_sent_start or "\n" in doc[at - 1].text):
        return False
    if token.text[0].isupper() and token.text[-1] != "." and token.pos_ in ("PROPN", "NOUN", "X"):
        known = gazetteer()
        return not (token.text.isupper() and len(token.text) > 3) and known.country(token.text) is None and known.organization(token.text) is None
    if token.text == "-":
        return at > start and not doc[at - 1].whitespace_ and not token.whitespace_
    if at > start and doc[at - 1].text == "-" and token.is_alpha:
        return True
    return at > start and token.lower_ in NAME_GLUE and at + 1 < len(doc) and doc[at + 1].text[0].isupper() and doc[at + 1].pos_ == "PROPN"


def _common(doc: Doc, mention: Mention) -> bool:
    """A single capitalised word that the article also writes small is a word at the start of a sentence, not a name."""
    if mention.tokens.end - mention.tokens.start > 1 or mention.kind == "country" or not mention.name.istitle():
        return False
    if mention.name.lower() in _small_words(doc):
        return True
    token = doc[mention.tokens.start]
    return mention.kind == "person" and bool(token.is_sent_start) and token.pos_ not in ("PROPN", "X")


def _acronym(mention: Mention) -> bool:
    """ "GERD" is nobody's name."""
    return mention.kind == "person" and mention.name.isupper() and len(mention.name) > 2 and mention.name.isalpha()


def _small_words(doc: Doc) -> frozenset[str]:
    found = doc.user_data.get("kg.small")
    if found is None:
        found = doc.user_data["kg.small"] = frozenset(t.text for t in doc if t.is_lower and t.is_alpha)
    return found  # type: ignore[no-any-return]


def _one_kind(doc: Doc, found: Iterable[Mention]) -> list[Mention]:
    """Give every name the kind that most of its mentions have; a surname goes with the full name that holds it."""
    mentions = list(found)
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    for m in mentions:
        votes[m.name][m.kind] += 1
    people = [m.name.split() for m in mentions if m.kind == "person" and " " in m.name]
    surnames = {part for name in people for part in (name[0], name[-1]) if len(part) > 1}
    surnames |= {" ".join(name[i:]).casefold() for name in people for i in range(1, len(name) - 1)}
    out = []
    for m in mentions:
        kind = max(votes[m.name].items(), key=lambda kv: (kv[1], kv[0] == "person", kv[0]))[0]
        if (m.name in surnames or m.name.casefold() in surnames) and m.kind in ("place", "organization") and gazetteer().organization(m.name) is None:
            kind = "person"
        elif kind == "person" and m.name not in surnames and not _addressed(doc, m) and _is_place(m.name):
            kind = "place"
        if m.kind == "country":
            kind = "country"
        out.append(Mention(m.tokens, kind, m.name))
    return out


def _addressed(doc: Doc, mention: Mention) -> bool:
    """True if a form of address or an office stands in front of a name."""
    start = mention.tokens.start
    return start > 0 and (gazetteer().title(doc[start - 1].text) is not None or any(p.tokens.end == start for p in office_phrases(doc)))


def _is_place(name: str) -> bool:
    known = gazetteer()
    return " " not in name and (known.metonym(name) is not None or known.city(name) is not None)


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
                taken.update(span)
                yield Mention(Tokens(span.start, span.stop), "person", doc[span.start : span.stop].text)
                break


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
    return not token.is_stop and not gazetteer().is_demonym(token.text) and token.lower_ not in _small_words(doc)
