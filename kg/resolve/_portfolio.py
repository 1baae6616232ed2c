"""Offices told by their parts: rank, portfolio and head ("deputy emergency situations minister", "under secretary of transport").

Which portfolios, heads and ranks there are is in ``kg/data/portfolios.csv`` and ``kg/data/office_words.csv``. Both orders of words
give one office: the "minister for tourism" is the "tourism minister".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.resolve._records import Office, rows

RANKED_FOR = ("assistant", "associate", "under", "parliamentary under")
LESSER = ("deputy", "assistant", "associate")
MAX_KEPT = 65_536


class Words(NamedTuple):
    """The words of ``office_words.csv`` by kind, and portfolio wordings with the portfolio that they mean."""

    heads: dict[str, str]
    ranks: dict[str, str]
    grades: frozenset[str]
    portfolios: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The two tables, read once."""
    table = list(rows("office_words.csv"))
    heads = {r["word"]: r["canonical"] for r in table if r["kind"] == "head"}
    ranks = {r["word"]: r["canonical"] for r in table if r["kind"] == "rank"}
    grades = frozenset(r["word"] for r in table if r["kind"] == "grade")
    portfolios: dict[str, str] = {}
    for row in rows("portfolios.csv"):
        for form in row["forms"].split(";"):
            portfolios.setdefault(_plain(form), row["portfolio"])
    return Words(heads, ranks, grades, portfolios)


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """Lower-case words that an office told by its parts can begin with."""
    known = words()
    return frozenset({p.split()[0] for p in known.portfolios} | set(known.ranks) | known.grades | set(known.heads) | {"undersecretary"})


@lru_cache(maxsize=MAX_KEPT)
def composed(text: str, known: Callable[[str], Office | None]) -> Office | None:
    """The office that rank, portfolio and head of ``text`` make, or None; ``known`` looks up a wording among the listed offices.

    A listed base is kept ("deputy" + "health minister"); an unlisted portfolio makes an office of its own ("tourism minister").
    """
    if "," in text and not _lists(text):
        return None
    tokens = _plain(text).replace("undersecretary", "under secretary").split()
    heads = words().heads
    if len(tokens) < 2:
        return None
    if not any(t in heads for t in tokens):
        return _lesser(tokens, known)
    for ranks, rest in _ranks(tokens):
        found = _base(rest, known)
        if found is not None:
            base, more = found
            head = next(heads[t] for t in reversed(tokens) if t in heads)
            rank = " ".join(dict.fromkeys([*ranks, *more]))
            return _ranked(rank, head, base, known) if rank else base
    return _lesser(tokens, known)


def _lesser(tokens: Sequence[str], known: Callable[[str], Office | None]) -> Office | None:
    """ "deputy commander": the deputy of a listed office."""
    rank = words().ranks.get(tokens[0], "")
    base = known(" ".join(tokens[1:])) if rank in LESSER else None
    return Office(f"{rank}-{base.slug}", f"{rank} {base.label}", (f"{rank} {base.label}",), "several", base.org_kind) if base else None


def _lists(text: str) -> bool:
    """ "Housing, Infrastructure and Communities Minister", not "[talks on] trade, defence minister"."""
    return text[0].isupper() and any(joint in text[text.index(",") :] for joint in (" and ", " & "))


def _plain(text: str) -> str:
    """Lower case, "and" for "&", no hyphens, commas or articles."""
    plain = text.lower().replace("&", " and ").replace("-", " ").replace(",", " and ").replace("’", "'").replace(" 's", "'s")
    words_left = [w for w in plain.split() if w != "the"]
    return " ".join(w for i, w in enumerate(words_left) if not (w == "and" and words_left[i - 1] == "and"))


def _ranks(tokens: Sequence[str]) -> Iterator[tuple[list[str], Sequence[str]]]:
    """Ranks in front and what stands behind them, none first; words that only grade ("first", "senior") are dropped."""
    known, ranks = words(), list[str]()
    for at, token in enumerate(tokens[:-1]):
        yield ranks, tokens[at:]
        if token in known.ranks:
            ranks = [*ranks, known.ranks[token]]
        elif token not in known.grades:
            return


def _base(rest: Sequence[str], known: Callable[[str], Office | None]) -> tuple[Office, list[str]] | None:
    """The office without its rank, and ranks that stand between portfolio and head ("foreign vice minister")."""
    heads = words().heads
    if not rest:
        return None
    if rest[0] in heads and len(rest) > 2 and rest[1] in ("of", "for"):
        tail = rest[4:] if list(rest[1:4]) == ["of", "state", "for"] else rest[2:]
        if list(rest[1:4]) == ["of", "state", "for"] and rest[0] == "minister":
            return _of(tail, "minister", ["junior"], known)
        return _of(tail, heads[rest[0]], [], known)
    if rest[-1] not in heads or len(rest) < 2:
        return None
    inner = list(rest[:-1])
    ranks: list[str] = []
    while len(inner) > 1 and inner[-1] in words().ranks:
        ranks.insert(0, words().ranks[inner.pop()])
    return _of(inner, heads[rest[-1]], ranks, known)


def _of(portfolio: Sequence[str], head: str, ranks: list[str], known: Callable[[str], Office | None]) -> tuple[Office, list[str]] | None:
    name = _portfolio(portfolio)
    if not name:
        return None
    label = f"{name} {head}"
    listed = known(f"{' '.join(portfolio)} {head}") or known(label)
    if listed is not None:
        return listed, ranks
    level = "unique" if head in ("minister", "secretary") else "several"
    home = "organization" if head in ("chief", "commissioner", "adviser") else "country"
    return Office(label.replace(" ", "-"), label, (label, f"{head} of {name}"), level, home), ranks


def _portfolio(tokens: Sequence[str]) -> str:
    """The portfolio that the words mean, "A and B" of two known ones, or "" where a word is of none."""
    known = words().portfolios
    text = " ".join(tokens)
    if text in known:
        return known[text]
    for left in _cuts(tokens):
        first, second = " ".join(tokens[:left]), " ".join(tokens[left + 1 :])
        if first in known and (rest := _portfolio(second.split())):
            return " and ".join(dict.fromkeys([known[first], *rest.split(" and ")]))
    while len(tokens) > 1 and tokens[0] in words().grades:
        tokens = tokens[1:]
        if " ".join(tokens) in known:
            return known[" ".join(tokens)]
    return ""


def _cuts(tokens: Sequence[str]) -> Iterator[int]:
    return (i for i, t in enumerate(tokens) if t == "and" and 0 < i < len(tokens) - 1)


def _ranked(rank: str, head: str, base: Office, known: Callable[[str], Office | None]) -> Office:
    portfolio = base.label.rpartition(" ")[0]
    label = f"{rank} {head} for {portfolio}" if rank in RANKED_FOR and portfolio else f"{rank} {base.label}"
    return known(label) or known(f"{rank} {base.label}") or Office(label.replace(" ", "-"), label, (label,), "several", base.org_kind)
