"""One kind per name throughout an article, and what is no name after all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from kg.extract.names.told import named_by
from kg.extract.names.words import addressed, follows_directly, small_words, title_cased
from kg.model import Mention, MentionKind, Tokens
from kg.resolve.gazetteer import gazetteer

MAX_WORDS = 5


def is_name(doc: Doc, mention: Mention) -> bool:
    """False for a common word with a capital at the start of a sentence, and for an abbreviation taken for a person ("GERD")."""
    if mention.kind == "person" and mention.name.isupper() and len(mention.name) > 2 and mention.name.isalpha():
        return False
    if mention.tokens.end - mention.tokens.start > 1 or mention.kind == "country" or not mention.name.istitle():
        return True
    if mention.name.lower() in small_words(doc):
        return False
    token = doc[mention.tokens.start]
    if (
        mention.kind == "person"
        and token.is_sent_start
        and token.lemma_.lower() != token.lower_
        and not token.lower_.startswith(token.lemma_.lower() + "'")
    ):
        return False  # "Households with ...": a plural
    return mention.kind != "person" or not token.is_sent_start or token.pos_ in ("PROPN", "X") or follows_directly(doc, token.i)


def joined(doc: Doc, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions in text order; two persons' names that follow each other directly are one ("Akiba" + "Takeo")."""
    out: list[Mention] = []
    for m in sorted(mentions, key=lambda m: m.tokens):
        last = out[-1] if out else None
        if last is not None and last.kind == m.kind == "person" and last.tokens.end == m.tokens.start and _one_name(doc, last, m):
            tokens = Tokens(last.tokens.start, m.tokens.end)
            out[-1] = Mention(tokens, "person", doc[tokens.start : tokens.end].text)
        else:
            out.append(m)
    return out


def _one_name(doc: Doc, left: Mention, right: Mention) -> bool:
    words = right.tokens.end - left.tokens.start
    return follows_directly(doc, right.tokens.start) and words <= MAX_WORDS and (" " not in left.name or " " not in right.name)


def one_kind(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Give every name the kind that most of its mentions have; a surname goes with the full name that holds it."""
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    told: dict[str, MentionKind] = {}
    for m in mentions:
        votes[m.name][m.kind] += 1
        by = named_by(doc, m.tokens)
        if by and m.kind != "country":
            told.setdefault(m.name, "organization" if by == "organization" else "place")
    surnames = _surnames(mentions)
    singles = {m.name for m in mentions if m.kind == "person" and "-" not in m.name and " " not in m.name}
    hailed = {m.name for m in mentions if m.kind == "person" and addressed(doc, m.tokens.start)}
    out = []
    for m in mentions:
        kind = m.kind if m.kind == "country" else _kind(doc, m, votes[m.name], told.get(m.name), m.name in hailed, surnames)
        if kind == "person" and _several_people(m.name, surnames | singles):
            continue
        if kind != "person" or not _stray(doc, m, mentions, surnames):
            out.append(Mention(m.tokens, kind, m.name))
    return out


def _surnames(mentions: Sequence[Mention]) -> set[str]:
    """First and last words of full names, and folded endings of longer ones ("de la Sol")."""
    people = [m.name.split() for m in mentions if m.kind == "person" and " " in m.name]
    surnames = {part for name in people for part in (name[0], name[-1]) if len(part) > 1}
    return surnames | {" ".join(name[i:]).casefold() for name in people for i in range(1, len(name) - 1)}


def _kind(doc: Doc, m: Mention, votes: Counter[MentionKind], told: MentionKind | None, hailed: bool, surnames: set[str]) -> MentionKind:
    if (m.name in surnames or m.name.casefold() in surnames) and m.kind in ("place", "organization"):
        return "person" if gazetteer().organization(m.name) is None else m.kind
    kind = max(votes.items(), key=lambda kv: (kv[1], kv[0] == "person", kv[0]))[0]
    if kind != "person" or m.name in surnames:
        return kind
    if told is not None and not hailed:
        return told
    known = gazetteer()
    place = known.metonym(m.name) is not None or known.city(m.name) is not None
    return "place" if place and not addressed(doc, m.tokens.start) else kind


def _several_people(name: str, surnames: set[str]) -> bool:
    """ "the Bidens", "the Sol-Lund ticket": surnames of more than one."""
    parts = name.split("-")
    return (
        " " not in name
        and name not in surnames
        and ((name[:-1] in surnames and name[-1:] == "s") or (len(parts) == 2 and set(parts) <= surnames))
    )


def _stray(doc: Doc, m: Mention, mentions: Sequence[Mention], surnames: set[str]) -> bool:
    """A single word that a headline capitalises, or a given name that ends another name ("Morning Ana")."""
    if m.tokens.end - m.tokens.start > 1 or m.name in surnames:
        return False
    start = m.tokens.start
    if title_cased(doc, start):
        elsewhere = any(n.kind == "person" and m.name in n.name.split() and not title_cased(doc, n.tokens.start) for n in mentions)
        return not elsewhere and any(n.kind == "person" and not title_cased(doc, n.tokens.start) for n in mentions)
    longer = follows_directly(doc, start) and doc[start - 1].pos_ == "PROPN" and doc[start - 1].text[0].isupper()
    return longer and gazetteer().given(m.name) and not addressed(doc, start)
