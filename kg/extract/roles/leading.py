"""Offices that a verb tells without naming them: "who has led the Lund Party since 2019", "the Lund Party, led by Ana Sol"."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg import resources
from kg.extract._syntax import lemmas, sentence
from kg.extract.names.words import addressed
from kg.extract.roles.tenure import subject_of
from kg.model import Mention, RoleMention, RoleStatus, Tokens

BY_REACH = 6


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
            yield _role(token, office, holder, body, "former" if past else "current")
        led = _led(token, bodies) if office else None
        agent = _agent(doc, token, ending) if led is not None else None
        if led is not None and agent is not None and not addressed(doc, agent.tokens.start):
            yield _role(token, office, agent, led, "former" if any(c.lower_ == "was" for c in token.children) else "current")


def _role(verb: Token, office: str, holder: Mention, body: Mention, status: RoleStatus) -> RoleMention:
    return RoleMention(
        person=holder.tokens,
        office=Tokens(verb.i, verb.i + 1),
        label=office,
        org=body.tokens,
        status=status,
        evidence=sentence(verb.doc, verb.i),
        rule="role.leading",
    )


def _led(verb: Token, bodies: Mapping[int, Mention]) -> Mention | None:
    """The body in "the Lund Party, led by Ana Sol," and "the Lund Party is led by Ana Sol"."""
    if verb.dep_ == "acl":
        return bodies.get(verb.head.i)
    return next((bodies[c.i] for c in verb.children if c.dep_ == "nsubj:pass" and c.i in bodies), None)


def _agent(doc: Doc, verb: Token, ending: Mapping[int, Mention]) -> Mention | None:
    """The person behind "by", close behind the verb: "headed since May by Ana Sol"."""
    by = next((i for i in range(verb.i + 1, min(verb.i + BY_REACH, verb.sent.end)) if doc[i].lower_ == "by"), -1)
    return next((m for m in ending.values() if 0 <= by < m.tokens.start <= by + 1), None)


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
