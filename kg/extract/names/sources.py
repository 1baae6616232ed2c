"""Names that somebody knows already: the gazetteer's countries and bodies, and the reader's entities.

Both functions yield mentions in text order; they may overlap each other, and the caller decides which comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.extract._office import is_name_end, offices_near
from kg.extract._syntax import text, wordings
from kg.extract.names.trim import trim
from kg.extract.names.words import capitalised
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
MAX_WORDS = 8


def known(doc: Doc) -> Iterator[Mention]:
    """Countries and organisations of the gazetteer, longest first; a name inside a longer name of the reader is left to the reader."""
    inside = {t.i: (e.start, e.end) for e in doc.ents for t in e}
    i = 0
    while i < len(doc):
        size = _known_size(doc, i)
        if not size:
            i += 1
            continue
        start, end = inside.get(i, (i, i + size))
        person = doc[i].ent_type_ in ("PERSON", "PER")
        if (start < i or end > i + size) and not _is_wider(doc, start, end, i, i + size):
            i += size
            continue
        name = doc[i : i + size].text
        if not (person and end - start > size) or _name_begins(doc, i + size):
            kind: MentionKind = "country" if gazetteer().country(name) else "organization"
            yield Mention(Tokens(i, i + size), kind, name)
        i += size


def _known_size(doc: Doc, start: int) -> int:
    """How many tokens the longest known name has that begins at token ``start``, 0 if none does."""
    first = doc[start]
    if not (first.text[0].isupper() or first.text[0].isdigit()) or first.lower_ == "the":
        return 0
    if not gazetteer().may_begin(first.text):
        return 0
    names = []
    for token, name in zip(doc[start : start + MAX_WORDS], wordings(doc, start, MAX_WORDS), strict=True):
        if "\n" in token.text or (token.is_punct and token.text not in "-–.&'’"):
            break
        if is_name_end(token):
            names.append((token.i + 1 - start, name))
    return next((size for size, name in reversed(names) if _is_known(name)), 0)


def _is_known(name: str) -> bool:
    tables = gazetteer()
    if tables.country(name) is not None:
        return not tables.is_demonym(name)
    return tables.organization(name) is not None or tables.body(name) is not None


def _is_wider(doc: Doc, start: int, end: int, i: int, j: int) -> bool:
    """True if the reader's span only adds words that are no part of a name ("the United States"), or somebody's full name."""
    rest = [*doc[start:i], *doc[j:end]]
    return all(t.is_punct or t.lower_ in ("the", "'s", "’s") for t in rest) or (start == i and _name_begins(doc, j))


def _name_begins(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and gazetteer().given(doc[at].text) and doc[at].pos_ == "PROPN" and capitalised(doc[at + 1])


def towns(doc: Doc) -> Iterator[Mention]:
    """Places on record whose names hold what is a title elsewhere ("Sharm el-Sheikh", "Port-au-Prince"), whole."""
    for ent in doc.ents:
        ends = (ent.end + 2, ent.end + 1, ent.end) if "-" in doc[ent.end - 1 : ent.end + 1].text else (ent.end,)
        whole = next((end for end in ends if _is_town(doc[ent.start : end], KIND_OF_LABEL.get(ent.label_))), 0)
        if whole:
            yield Mention(Tokens(ent.start, whole), "place", doc[ent.start : whole].text)


def _is_town(span: Span, kind: str | None) -> bool:
    titled = gazetteer().title(span[-1].text) is not None  # "Sharm El Sheikh" may pass for a person
    fits = kind == "place" or (kind == "person" and titled)
    return fits and len(span) > 1 and span.text[-1].isalnum() and gazetteer().city(span.text) is not None


def entities(doc: Doc) -> Iterator[Mention]:
    """The reader's entities, cut down to bare names."""
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
    if (
        start < 2
        or doc[start - 1].lower_ not in ("to", "of")
        or not any(p.tokens.end == start - 1 for p in offices_near(doc, start - 1, start - 1))
    ):
        return 0
    return next((i for i in range(end - 2, start, -1) if gazetteer().country(doc[start:i].text) is not None), 0)
