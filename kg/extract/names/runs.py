"""Names that the reader may never have seen: capitalised words behind an office, beside one, or behind a given name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract._office import OfficePhrase, office_phrases, offices_near
from kg.extract._office_reach import left_edge, right_edge
from kg.extract._syntax import text
from kg.extract.names.sources import KIND_OF_LABEL
from kg.extract.names.trim import trim
from kg.extract.names.words import DAYS, GLUE, addressed, breaks, capitalised, has_name_shape, is_kind
from kg.model import Mention, Tokens
from kg.resolve.gazetteer import gazetteer

MAX_NAME = 6
# Offices that a body may hold too ("the Lund Group, a leader in ..."): they make nobody a person.
OF_BODIES = {"leader", "member", "head", "producer", "publisher", "author", "founder"}


def titled(doc: Doc) -> Iterator[Mention]:
    """Capitalised words straight behind an office or a form of address are a person's name; the reader's own span is preferred."""
    tables = gazetteer()
    starts = {p.tokens.end for p in office_phrases(doc)}
    starts |= {t.i + 1 for t in doc[:-1] if t.text[0].isupper() and tables.title(t.text) is not None}
    spans = {e.start: e.end for e in doc.ents if KIND_OF_LABEL.get(e.label_) == "person"}
    for start in sorted(starts):
        end = max(spans.get(start, start), name_end(doc, start))
        tokens = trim(doc, Tokens(start, end), "person") if end > start else None
        if tokens is not None and tokens.start == start:
            name = text(doc, tokens)
            if tables.country(name) is None and tables.organization(name) is None and tables.metonym(name) is None:
                yield Mention(tokens, "person", name)


def apposed(doc: Doc) -> Iterator[Mention]:
    """Full names beside an office across a comma ("Ana Sol, a member of parliament," / "the head of the council, Ana Sol, said")."""
    for phrase in office_phrases(doc):
        left, right = left_edge(doc, phrase, {}), right_edge(doc, phrase, {})
        for start, end in (_run_before(doc, left), _run_behind(doc, right)):
            if start < end and has_name_shape(doc[start:end]) and _may_hold(doc, start, phrase):
                tokens = trim(doc, Tokens(start, end), "person")
                if tokens is not None:
                    yield Mention(tokens, "person", text(doc, tokens))


def _may_hold(doc: Doc, start: int, phrase: OfficePhrase) -> bool:
    return phrase.slug not in OF_BODIES or KIND_OF_LABEL.get(doc[start].ent_type_) not in ("organization", "place")


def _run_before(doc: Doc, left: int) -> tuple[int, int]:
    """The capitalised words in "RUN, [the] OFFICE"."""
    i = left - (left > 0 and doc[left - 1].pos_ == "DET")
    if i < 3 or doc[i - 1].text != "," or doc[i - 2].text == ",":
        return 0, 0
    end = start = i - 1
    while start > 0 and doc[start - 1].pos_ == "PROPN" and capitalised(doc[start - 1]) and (start == end or not breaks(doc, start)):
        start -= 1
    placed = start > 0 and doc[start - 1].lower_ in ("of", "in", "at", "from", "near")
    return (0, 0) if placed else (start, end)


def _run_behind(doc: Doc, right: int) -> tuple[int, int]:
    """The capitalised words in "OFFICE of BODY, RUN, said": closed by a comma or followed by a verb."""
    if right + 2 >= len(doc) or doc[right].text != ",":
        return 0, 0
    end = name_end(doc, right + 1)
    closed = end < len(doc) and (doc[end].text == "," or doc[end].pos_ in ("VERB", "AUX"))
    return (right + 1, end) if closed and all(t.pos_ == "PROPN" or t.lower_ in GLUE for t in doc[right + 1 : end]) else (0, 0)


def given(doc: Doc) -> Iterator[Mention]:
    """Full names that begin with a known given name, where the reader saw none or took them into another's name."""
    tables = gazetteer()
    spans = {e.start: e.end for e in doc.ents if KIND_OF_LABEL.get(e.label_) == "person"}
    begins = {e.start for e in doc.ents if KIND_OF_LABEL.get(e.label_) in ("organization", "place")}
    at = 0
    while at < len(doc):
        token = doc[at]
        if token.pos_ != "PROPN" or not tables.given(token.text) or at in begins or not _opens(doc, at) or _in_body(doc, at):
            at += 1
            continue
        end = max(name_end(doc, at), spans.get(at, at))
        tokens = trim(doc, Tokens(at, end), "person") if has_name_shape(doc[at:end]) else None
        if tokens is not None and tokens.start == at and tokens.end - at > 1:
            yield Mention(tokens, "person", text(doc, tokens))
        at = max(end, at + 1)


def _in_body(doc: Doc, at: int) -> bool:
    """True inside a body's name that only its country opens ("US Marine Corp"): that is no swallowed person."""
    token = doc[at]
    return (
        token.ent_iob_ == "I"
        and KIND_OF_LABEL.get(token.ent_type_) == "organization"
        and not is_kind(doc[at - 1].text, "body")
        and doc[at - 1].is_upper
    )


def _opens(doc: Doc, at: int) -> bool:
    """True if no name can be going on in front of ``at``: "San Francisco" is nobody called Francisco."""
    if at == 0 or not doc[at - 1].whitespace_ or not doc[at - 1].text[0].isupper() or doc[at - 1].pos_ not in ("PROPN", "ADJ", "X"):
        return at == 0 or doc[at - 1].text != "-" or bool(doc[at - 1].whitespace_)
    before, tables = doc[at - 1].text, gazetteer()
    if addressed(doc, at) or is_kind(before, "body") or is_kind(before, "party"):
        return True
    spans = [doc[i:at].text for i in range(max(at - 4, 0), at)]
    return any(tables.country(s) is not None or tables.city(s) is not None or tables.organization(s) is not None for s in spans)


def name_end(doc: Doc, start: int) -> int:
    """End of the capitalised words that begin at ``start`` and can be one name."""
    end = start
    while end < len(doc) and end - start < MAX_NAME and _continues_name(doc, start, end):
        end += 1
    return end


def _continues_name(doc: Doc, start: int, at: int) -> bool:
    token = doc[at]
    if at > start and (breaks(doc, at) or "\n" in doc[at - 1].text):
        return False
    if token.text[0].isupper() and _is_name_word(token, at > start):
        tables = gazetteer()
        surname = at == start + 1 and tables.given(doc[start].text)  # "John Major" has a rank for a surname
        if at > start and not surname and any(p.tokens.start == at for p in offices_near(doc, at, at)):
            return False
        return (
            not (token.text.isupper() and len(token.text) > 3)
            and tables.country(token.text) is None
            and tables.organization(token.text) is None
        )
    if token.text == "-":
        return at > start and not doc[at - 1].whitespace_ and not token.whitespace_
    if at > start and doc[at - 1].text == "-" and token.is_alpha:
        return True
    return at > start and token.lower_ in GLUE and at + 1 < len(doc) and doc[at + 1].text[0].isupper() and doc[at + 1].pos_ == "PROPN"


def _is_name_word(token: Token, inside: bool) -> bool:
    """A word of a name, or, ``inside`` one, an initial ("S.")."""
    if token.text[-1] == ".":
        return inside and len(token) == 2
    return token.pos_ in ("PROPN", "NOUN", "X") and token.text not in DAYS
