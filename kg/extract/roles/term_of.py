"""Offices told by the name of a term: "in the last years of Ana Sol's US presidency", "the premiership of Ola Lund"."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._syntax import sentence
from kg.extract.roles.terms import organisation
from kg.model import Mention, RoleMention, Tokens

REACH = 4


def terms(doc: Doc, people: Sequence[Mention], found: Sequence[Mention]) -> Iterator[RoleMention]:
    """Yield whose term a noun names; it counts as over unless the article calls its holder by the office, too."""
    ending = {m.tokens.end: m for m in people}
    starting = {m.tokens.start: m for m in people}
    for token in doc:
        office = _offices().get(token.lower_)
        holder = _holder(doc, token, ending, starting) if office else None
        if office and holder is not None:
            yield RoleMention(
                person=holder.tokens,
                office=Tokens(token.i, token.i + 1),
                label=office,
                org=organisation(doc, holder.tokens.end, token.i, found) if holder.tokens.end <= token.i else None,
                status="former",
                evidence=sentence(doc, token.i),
                rule="role.term",
            )


def _holder(doc: Doc, token: Token, ending: Mapping[int, Mention], starting: Mapping[int, Mention]) -> Mention | None:
    """The name in "Ana Sol's presidency" (a country may stand between) or in "the presidency of Ana Sol"."""
    for i in range(token.i - 1, max(token.i - REACH, token.sent.start), -1):
        if doc[i].lower_ in ("'s", "’s", "'", "’"):
            return ending.get(i)
    if token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of":
        return starting.get(token.i + 2)
    return None


@lru_cache(maxsize=1)
def _offices() -> dict[str, str]:
    with resources.data("office_terms.csv").open(encoding="utf-8", newline="") as lines:
        return {row["noun"]: row["office"] for row in csv.DictReader(lines)}
