"""Offices that a verb tells without naming them: "who has led the Lund Party since 2019", "heads the Lund Institute"."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._role_tenure import subject_of
from kg.extract._syntax import lemmas, sentence
from kg.model import Mention, RoleMention, Tokens


def leading(doc: Doc, ending: Mapping[int, Mention], found: Sequence[Mention]) -> Iterator[RoleMention]:
    """Yield who leads, heads or chairs a named body by habit: in the present, the perfect, or a clause with "who"."""
    bodies = {i: m for m in found if m.kind == "organization" for i in range(*m.tokens)}
    for token in doc:
        if token.pos_ != "VERB":
            continue
        office = next((_offices()[lemma] for lemma in sorted(lemmas(token)) if lemma in _offices()), "")
        body = next((bodies[c.i] for c in token.children if c.dep_ == "obj" and c.i in bodies), None) if office else None
        holder = subject_of(doc, token, ending) if body is not None and _lasting(token) else None
        if body is not None and holder is not None:
            past = "Tense=Past" in str(token.morph) and not _perfect(token)
            yield RoleMention(
                person=holder.tokens,
                office=Tokens(token.i, token.i + 1),
                label=office,
                org=body.tokens,
                status="former" if past else "current",
                evidence=sentence(doc, token.i),
                rule="role.leading",
            )


def _lasting(verb: Token) -> bool:
    """True for "leads", "has led" and "who led", which tell an office; "led the party to victory" tells what was done."""
    present = "Tense=Pres" in str(verb.morph) and "VerbForm=Fin" in str(verb.morph)
    return present or _perfect(verb) or any(c.lower_ == "who" for c in verb.children)


def _perfect(verb: Token) -> bool:
    return any(c.lower_ in ("has", "have") for c in verb.children)


@lru_cache(maxsize=1)
def _offices() -> dict[str, str]:
    with resources.data("leading_verbs.csv").open(encoding="utf-8", newline="") as lines:
        return {row["lemma"]: row["office"] for row in csv.DictReader(lines)}
