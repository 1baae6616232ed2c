"""Who holds an office: the person's name that stands before, behind or beside its phrase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from kg.extract._office import OfficePhrase
from kg.extract._office_reach import COMPLEMENTS, left_edge, modifies, right_edge
from kg.extract.names.words import breaks
from kg.extract.roles.apposition import closes, ends_apposition, indefinite, relative
from kg.extract.roles.subject import subject_in_tree, subject_of_copula
from kg.model import Mention
from kg.resolve.gazetteer import gazetteer

Names = Mapping[int, Mention]
MAX_BRACKETS = 6
BETWEEN = {"formerly", "previously", "once", "currently", "now", "also", "then", "both", "himself", "herself", "simultaneously"}
# Heads of state and government: "the President and Secretary Sol" are two people.
HEADS = {"president", "prime-minister", "king", "queen", "chancellor", "vice-president", "pope"}


def holders(
    doc: Doc, phrase: OfficePhrase, left: int, right: int, starting: Names, ending: Names, phrases: Sequence[OfficePhrase]
) -> Iterator[tuple[Mention, str]]:
    """Yield the holders of an office phrase that spans ``left`` to ``right`` with its modifiers, each with the rule that found it."""
    behind = _name_behind(doc, phrase, right, starting, phrases)
    if behind is not None:
        if phrase.plural and doc[behind.tokens.start - 1].text == "," and _source(doc, left):
            return
        listed = list(_listed(doc, behind, starting)) if phrase.plural else []
        if not phrase.plural or listed or doc[behind.tokens.start - 1].text != "," or _one_of(doc, left):
            yield behind, "before-name"
        yield from ((name, "before-name") for name in listed)
        return
    if phrase.tokens.end < len(doc) and doc[phrase.tokens.end].lower_ in ("'s", "’s"):
        return  # "is the president's brother": somebody else's office
    before = _name_before(doc, left, ending)
    if before is not None and (ends_apposition(doc, max(right, phrase.tokens.end)) or relative(doc, before.tokens.end, left)):
        yield before, "after-name"
        return
    subject = subject_of_copula(doc, left, ending) or subject_in_tree(doc, phrase, ending)
    if subject is not None and not _one_of_many(doc, phrase, left):
        yield subject, "copula"
        return
    paired = _paired(doc, left, phrases)
    if paired is not None:
        yield from holders(doc, paired, left_edge(doc, paired, starting), paired.tokens.end, starting, ending, phrases)


def _one_of_many(doc: Doc, phrase: OfficePhrase, left: int) -> bool:
    """ "was a featured speaker": an office with one holder does not go with "a", save a former or a new one."""
    office = gazetteer().office(phrase.label)
    told = doc[left - 1].lower_ in ("a", "an") or doc[left].lower_ in ("a", "an")
    return told and office is not None and office.level == "unique" and office.org_kind == "parliament"


def behind_titled(doc: Doc, phrase: OfficePhrase, right: int, names: Names, phrases: Sequence[OfficePhrase]) -> int:
    """The end of "spokesman for President Ana Sol": the name behind a title without article is the title's, and part of the phrase."""
    inner = next((p for p in phrases if p.tokens.end == right and p.tokens.start > phrase.tokens.end), None)
    if inner is None or right not in names or doc[inner.tokens.start - 1].lower_ not in COMPLEMENTS:
        return right
    return names[right].tokens.end


def _source(doc: Doc, left: int) -> bool:
    """ "According to three diplomats, Sol and Lund met": a sentence's source, behind which its subject stands."""
    first = doc[left].sent.start
    return [t.lower_ for t in doc[first : first + 2]] == ["according", "to"] and left - first <= MAX_BRACKETS


def _one_of(doc: Doc, left: int) -> bool:
    """ "One of the vice presidents, Ana Sol,": one of several, and named."""
    before = [t.lower_ for t in doc[max(left - 3, 0) : left]]
    return "one" in before and "of" in before


def _paired(doc: Doc, left: int, phrases: Sequence[OfficePhrase]) -> OfficePhrase | None:
    """The office that "founder and chairman" puts in front of this one."""
    if left < 2 or doc[left - 1].lower_ not in ("and", "&"):
        return None
    return next((p for p in phrases if p.tokens.end == left - 1), None)


def _listed(doc: Doc, first: Mention, names: Names) -> Iterator[Mention]:
    """The further names of "Presidents A, B and C"."""
    end = _behind_home(doc, first.tokens.end)
    while True:
        at = end
        while at < len(doc) and at < end + 2 and (doc[at].text == "," or doc[at].lower_ in ("and", "&")):
            at += 1
        if at == end or at not in names:
            return
        yield names[at]
        end = _behind_home(doc, names[at].tokens.end)


def _behind_home(doc: Doc, end: int) -> int:
    """Skip the country in "Presidents A of Romania and B of Poland"."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return end
    at = end + 1
    while at < min(end + 5, len(doc)) and (doc[at].pos_ == "PROPN" or doc[at].lower_ == "the"):
        at += 1
    return at


def _name_behind(doc: Doc, phrase: OfficePhrase, right: int, names: Names, phrases: Sequence[OfficePhrase]) -> Mention | None:
    """The name that the office stands in front of, across a comma, "and" + another office, or a form of address."""
    for at in dict.fromkeys((phrase.tokens.end, right)):
        name = _walk(doc, phrase, at, names, {p.tokens.start: p for p in phrases})
        if name is not None:
            return name
    return None


def _walk(doc: Doc, phrase: OfficePhrase, i: int, names: Names, by_start: Mapping[int, OfficePhrase]) -> Mention | None:
    comma = False
    for _ in range(8):
        if i >= len(doc) or (breaks(doc, i) and gazetteer().title(doc[i - 1].text) is None):
            return None
        if i in names:
            across = comma and (indefinite(doc, phrase) or not closes(doc, names[i].tokens.end))
            return None if across else names[i]
        joined = _coordinated(doc, i, by_start)
        if doc[i].text == "," and not comma and doc[phrase.tokens.start - 1 if phrase.tokens.start else 0].text != ",":
            comma = True
            i += 1
        elif gazetteer().title(doc[i].text) is not None:
            i += 1
        elif doc[i].text == "(" and ")" in (inside := [t.text for t in doc[i : i + MAX_BRACKETS]]):
            i += inside.index(")") + 1
        elif i in by_start and not comma:
            end = by_start[i].tokens.end
            i = end if end in names else right_edge(doc, by_start[i], names)
        elif joined is not None and not comma and not _own_person(doc, phrase, joined):
            i = joined.tokens.start
        else:
            return None
    return None


def _coordinated(doc: Doc, i: int, by_start: Mapping[int, OfficePhrase]) -> OfficePhrase | None:
    """The office behind "and" and a few modifiers ("governor and US Senator")."""
    if doc[i].lower_ not in ("and", "&", "."):
        return None
    for at in range(i + 1, min(i + 6, len(doc))):
        if breaks(doc, at):
            return None
        if at in by_start:
            return by_start[at]
        if not modifies(doc[at]):
            return None
    return None


def _own_person(doc: Doc, phrase: OfficePhrase, other: OfficePhrase) -> bool:
    """ "the President and Secretary Sol": a head of state with an article of his own is somebody else."""
    start = phrase.tokens.start
    return (
        phrase.slug in HEADS
        and start > 0
        and doc[start - 1].lower_ == "the"
        and doc[start].text[0].isupper()
        and doc[other.tokens.start].text[0].isupper()
    )


def _name_before(doc: Doc, left: int, names: Names) -> Mention | None:
    """The name that "NAME, [45,] [the] OFFICE", "NAME, formerly [the] OFFICE" or "NAME ([the] OFFICE)" puts in front."""
    i = left - (left > 0 and doc[left - 1].pos_ == "DET")
    while i > 0 and doc[i - 1].lower_ in BETWEEN:
        i -= 1
    for skipped in ("who is", "who was", "who", ""):
        words = skipped.split()
        j = i - len(words)
        if j > 0 and [t.lower_ for t in doc[j:i]] == words:
            i = j
            break
    if i < 1 or doc[i - 1].text not in (",", "(", "—", "–"):
        return None
    i -= 1
    if i >= 2 and doc[i - 1].like_num and doc[i - 2].text == ",":
        i -= 2
    return names.get(i)
